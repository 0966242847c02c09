import { EsignError } from '../../src/core/errors.js';
import type { SignatureReport } from '../../src/schema/index.js';
import { createPdfWorkers, type PdfWorkers } from '../signer/pdf-threads.js';

/**
 * T36: whether a file is a PDF with the pages of the original, and every signature in it is right. Services write the file
 * anew before people sign, so its bytes say nothing; whom the certificates belong to is the service's word.
 */
export async function isSignedFormOf(
  original: Uint8Array,
  signed: Uint8Array,
  workers: PdfWorkers = createPdfWorkers(),
): Promise<boolean> {
  try {
    return await workers.run('isSignedFormOf', { original, signed });
  } catch (error) {
    // what can be tried again says nothing about the file
    if (error instanceof EsignError && !error.retryable) return false;
    throw error;
  }
}

/** What a file says of its signatures. `roots` are trusted certificates, DER. */
export async function reportSignatures(
  bytes: Uint8Array,
  roots: readonly Uint8Array[] = [],
  workers: PdfWorkers = createPdfWorkers(),
): Promise<{ allValid: boolean; signatures: SignatureReport[] }> {
  const { allValid, signatures } = await workers.run('verify', { bytes, roots });
  return {
    allValid,
    signatures: signatures.map((found) => ({ ...found, addedAfterwards: [...found.addedAfterwards] })),
  };
}
