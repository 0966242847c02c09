import { EsignError } from '../../src/core/errors.js';
import { displayedSize } from '../../src/core/geometry.js';
import { toPdf } from '../signer/convert.js';
import { pageBoxesOf } from '../signer/page-boxes.js';
import { openSignable } from '../signer/sign-pdf.js';
import type { PreparedDocument } from './provider.js';

/** No page of a file may be larger than this on one side, in points: 200 inches, the limit of the format itself. */
const MAX_PAGE_POINTS = 14_400;

/**
 * Makes a PDF of a file that is no larger than a service takes, in bytes.
 *
 * @throws EsignError as `SignatureProvider.prepare`.
 */
export async function prepareDocument(
  { bytes, name, mediaType }: { bytes: Uint8Array; name: string; mediaType: string },
  maxBytes: number,
): Promise<PreparedDocument> {
  if (bytes.byteLength > maxBytes) throw new EsignError('file-too-large', `more than ${maxBytes} bytes`);
  const { bytes: pdf } = await toPdf({ bytes, fileName: name, mediaType });
  if (pdf.byteLength > maxBytes) throw new EsignError('file-too-large', `more than ${maxBytes} bytes as a PDF`);
  const pages = pageBoxesOf((await openSignable(pdf)).pdf);
  for (const page of pages) {
    const { width, height } = displayedSize(page);
    if (width > MAX_PAGE_POINTS || height > MAX_PAGE_POINTS)
      throw new EsignError('file-damaged', 'a page is too large');
  }
  return { bytes: pdf, name: pdfName(name), mediaType: 'application/pdf', pages };
}

function pdfName(name: string): string {
  return /\.pdf$/i.test(name) ? name : `${name.replace(/\.[^.]{1,5}$/, '')}.pdf`;
}
