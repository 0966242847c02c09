import { PDFArray, PDFName, PDFNumber, type PDFDocument, type PDFPage } from '@cantoo/pdf-lib';

import { normalizeRotation, type PdfRect } from '../../src/core/geometry.js';
import type { PageBox } from '../../src/schema/placement.js';
import { openPdf } from './open-pdf.js';

/** What readers assume for a page that does not say its size. */
const LETTER: PdfRect = [0, 0, 612, 792];

/** The boxes of all pages, as pdf.js in the sign panel computes them. */
export async function readPageBoxes(bytes: Uint8Array): Promise<PageBox[]> {
  return pageBoxesOf(await openPdf(bytes));
}

/** The boxes of an open document. */
export function pageBoxesOf(pdf: PDFDocument): PageBox[] {
  return pdf.getPages().map(pageBoxOf);
}

/** The box of one page: the crop box inside the media box, or the media box where they do not meet. */
export function pageBoxOf({ node }: PDFPage): PageBox {
  const media = readRect(node.getInheritableAttribute(PDFName.of('MediaBox')), node) ?? LETTER;
  const crop = readRect(node.getInheritableAttribute(PDFName.of('CropBox')), node);
  const [x0, y0, x1, y1] = (crop && intersect(media, crop)) ?? media;
  const rotate = node.context.lookup(node.getInheritableAttribute(PDFName.of('Rotate')));
  const unit = node.lookup(PDFName.of('UserUnit'));
  const userUnit = unit instanceof PDFNumber && unit.asNumber() > 0 ? unit.asNumber() : 1;
  const rotation = normalizeRotation(rotate instanceof PDFNumber ? rotate.asNumber() : 0);
  return { cropBox: [x0, y0, x1, y1], rotation, userUnit };
}

/** Four numbers as a rectangle that has a size. */
export function readRect(value: unknown, { context }: Pick<PDFPage['node'], 'context'>): PdfRect | undefined {
  const array = value instanceof PDFArray ? value : undefined;
  const numbers = array?.asArray().map((item) => context.lookup(item));
  if (numbers?.length !== 4) return undefined;
  const [a, b, c, d] = numbers.map((item) => (item instanceof PDFNumber ? item.asNumber() : Number.NaN));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  const rect = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)] as const;
  return rect[2] - rect[0] > 0 && rect[3] - rect[1] > 0 ? rect : undefined;
}

function intersect(a: PdfRect, b: PdfRect): PdfRect | undefined {
  const rect = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])] as const;
  return rect[2] > rect[0] && rect[3] > rect[1] ? rect : undefined;
}
