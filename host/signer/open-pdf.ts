import { EncryptedPDFError, PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';

import { EsignError } from '../../src/core/errors.js';

/**
 * Opens a PDF without changing anything in it. The one place where the PDF library's failures become ours: `file-encrypted`
 * for a file that asks for a password, `file-damaged` for everything that cannot be read as pages.
 */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocument> {
  if (!hasPdfHeader(bytes)) throw new EsignError('file-damaged', 'the file does not start as a PDF');
  let pdf: PDFDocument;
  try {
    pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
  } catch (error) {
    if (error instanceof EncryptedPDFError)
      throw new EsignError('file-encrypted', 'the PDF is encrypted', { cause: error });
    throw new EsignError('file-damaged', 'the PDF cannot be read', { cause: error });
  }
  if (countPages(pdf) === 0) throw new EsignError('file-damaged', 'the PDF has no pages');
  return pdf;
}

/** A header may follow up to 1,024 bytes of something else, as readers allow. */
export function hasPdfHeader(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1029)).includes('%PDF-');
}

/** The form of the document, if it has one. */
export function acroFormOf(pdf: PDFDocument): PDFDict | undefined {
  return pdf.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
}

function countPages(pdf: PDFDocument): number {
  try {
    return pdf.getPageCount();
  } catch (error) {
    throw new EsignError('file-damaged', 'the page tree of the PDF cannot be read', { cause: error });
  }
}
