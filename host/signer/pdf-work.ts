import { EsignError } from '../../src/core/errors.js';
import { displayedSize } from '../../src/core/geometry.js';
import { chosenHits, keywordHits, type KeywordChoice, type KeywordHit } from '../../src/core/keyword-places.js';
import type { PageBox } from '../../src/schema/placement.js';
import { toPdf } from './convert.js';
import { formFieldPlaces, type FieldPlace } from './form-field-places.js';
import { openPdf } from './open-pdf.js';
import { pageBoxesOf, readPageBoxes } from './page-boxes.js';
import { readTextIndex } from './pdf-text.js';
import { openSignable } from './sign-pdf.js';
import { verifyPdf, type PdfReport } from './verify-pdf.js';

/** No page of a file may be larger than this on one side, in points: 200 inches, the limit of the format itself. */
const MAX_PAGE_POINTS = 14_400;

/** The file that will be signed, and its pages. */
export interface SignableFile {
  readonly bytes: Uint8Array;
  readonly pages: PageBox[];
}

/** Work on a file that strangers made; its input and outcome can be sent to a thread and back. */
export const pdfWork = {
  /** Makes a PDF or a picture ready to be signed (C-13). */
  async prepare({ bytes }: { bytes: Uint8Array }): Promise<SignableFile> {
    const { bytes: pdf } = await toPdf({ bytes, fileName: '', mediaType: '' });
    const pages = pageBoxesOf((await openSignable(pdf)).pdf);
    for (const page of pages) {
      const { width, height } = displayedSize(page);
      if (width > MAX_PAGE_POINTS || height > MAX_PAGE_POINTS)
        throw new EsignError('file-damaged', 'a page is too large');
    }
    return { bytes: pdf, pages };
  },

  /** Checks all signatures. `roots` are trusted certificates, DER. */
  async verify({ bytes, roots }: { bytes: Uint8Array; roots: readonly Uint8Array[] }): Promise<PdfReport> {
    return verifyPdf(bytes, { roots });
  },

  /** Whether a file has the pages of another one, and only signatures that are right. */
  async isSignedFormOf({ original, signed }: { original: Uint8Array; signed: Uint8Array }): Promise<boolean> {
    const [before, report] = await Promise.all([readPageBoxes(original), verifyPdf(signed)]);
    return report.allValid && JSON.stringify(report.pageInfos) === JSON.stringify(before);
  },

  /** C-37: where keywords stand, the hits of each choice. */
  async findKeywords({
    bytes,
    pages,
    choices,
  }: {
    bytes: Uint8Array;
    pages: readonly PageBox[];
    choices: readonly KeywordChoice[];
  }): Promise<(readonly KeywordHit[])[]> {
    const index = await readTextIndex(bytes, pages);
    return choices.map((choice) => chosenHits(keywordHits(index, choice), choice.occurrence));
  },

  /** C-37: where form fields are, the places of each name. */
  async findFormFields({ bytes, names }: { bytes: Uint8Array; names: readonly string[] }): Promise<FieldPlace[][]> {
    return formFieldPlaces(await openPdf(bytes), names);
  },
};

export type PdfWorkName = keyof typeof pdfWork;
export type PdfWorkInput<Name extends PdfWorkName> = Parameters<(typeof pdfWork)[Name]>[0];
export type PdfWorkOutcome<Name extends PdfWorkName> = Awaited<ReturnType<(typeof pdfWork)[Name]>>;
