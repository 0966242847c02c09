import { EsignError } from '../../src/core/errors.js';
import type { SignatureReport } from '../../src/schema/index.js';
import { readPageBoxes } from '../signer/page-boxes.js';
import { verifyPdf } from '../signer/verify-pdf.js';

/**
 * T36: whether a file is a PDF with the pages of the original, and every signature in it is right. Services write the file
 * anew before people sign, so its bytes say nothing; whom the certificates belong to is the service's word.
 */
export async function isSignedFormOf(original: Uint8Array, signed: Uint8Array): Promise<boolean> {
  try {
    const [before, report] = await Promise.all([readPageBoxes(original), verifyPdf(signed)]);
    return report.allValid && JSON.stringify(report.pageInfos) === JSON.stringify(before);
  } catch (error) {
    if (error instanceof EsignError) return false;
    throw error;
  }
}

/** What a file says of its signatures. `roots` are trusted certificates, DER. */
export async function reportSignatures(
  bytes: Uint8Array,
  roots: readonly Uint8Array[] = [],
): Promise<{ allValid: boolean; signatures: SignatureReport[] }> {
  const { allValid, signatures } = await verifyPdf(bytes, { roots });
  return {
    allValid,
    signatures: signatures.map((found) => ({ ...found, addedAfterwards: [...found.addedAfterwards] })),
  };
}
