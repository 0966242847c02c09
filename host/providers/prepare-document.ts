import { EsignError } from '../../src/core/errors.js';
import { officeToPdf } from '../signer/convert.js';
import { createPdfWorkers, type PdfWorkers } from '../signer/pdf-threads.js';
import type { PreparedDocument } from './provider.js';

/**
 * Makes a PDF of a file that is no larger than a service takes, in bytes.
 *
 * @throws EsignError as `SignatureProvider.prepare`.
 */
export async function prepareDocument(
  { bytes, name }: { bytes: Uint8Array; name: string; mediaType: string },
  maxBytes: number,
  workers: PdfWorkers = createPdfWorkers(),
): Promise<PreparedDocument> {
  if (bytes.byteLength > maxBytes) throw new EsignError('file-too-large', `more than ${maxBytes} bytes`);
  const { bytes: pdf, pages } = await workers.run('prepare', { bytes: await officeToPdf(bytes) });
  if (pdf.byteLength > maxBytes) throw new EsignError('file-too-large', `more than ${maxBytes} bytes as a PDF`);
  return { bytes: pdf, name: pdfName(name), mediaType: 'application/pdf', pages };
}

function pdfName(name: string): string {
  return /\.pdf$/i.test(name) ? name : `${name.replace(/\.[^.]{1,5}$/, '')}.pdf`;
}
