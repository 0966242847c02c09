import { PDFArray, PDFDict, PDFName, type PDFDocument } from '@cantoo/pdf-lib';

import { pdfRectToDisplayed } from '../../src/core/geometry.js';
import type { Rect } from '../../src/schema/placement.js';
import { pageBoxesOf, readRect } from './page-boxes.js';
import { formFieldsOf } from './pdf-changes.js';

/** Where a form field shows itself on a page. */
export interface FieldPlace {
  readonly pageIndex: number;
  readonly rects: readonly Rect[];
  /** It has a background: readers paint fields over the page, and with them over what is stamped there. */
  readonly obscured?: true;
}

/** C-37: the places of the form field of each name, page by page; none for a name that the form does not have. */
export function formFieldPlaces(pdf: PDFDocument, names: readonly string[]): FieldPlace[][] {
  const boxes = pageBoxesOf(pdf);
  const fields = formFieldsOf(pdf);
  return names.map((name) => {
    const shown = fields.filter((field) => field.name === name).flatMap(({ field }) => widgetsOf(field));
    return pdf.getPages().flatMap(({ node }, pageIndex) => {
      const box = boxes[pageIndex];
      const annotations = (node.Annots()?.asArray() ?? []).map((entry) => pdf.context.lookup(entry));
      return shown.flatMap((widget): FieldPlace[] => {
        // a field without a size is there to be signed unseen
        const rect = annotations.includes(widget) ? readRect(widget.lookup(PDFName.of('Rect')), widget) : undefined;
        if (!box || !rect) return [];
        return [
          { pageIndex, rects: [pdfRectToDisplayed(box, rect)], ...(hasBackground(widget) && { obscured: true }) },
        ];
      });
    });
  });
}

/** Its colours tell: a look of its own that is not made of them cannot be judged without being drawn. */
function hasBackground(widget: PDFDict): boolean {
  const colours = widget.lookup(PDFName.of('MK'));
  const background = colours instanceof PDFDict ? colours.lookup(PDFName.of('BG')) : undefined;
  return background instanceof PDFArray && background.size() > 0;
}

/** A field that is shown once is its own widget. */
function widgetsOf(field: PDFDict): PDFDict[] {
  const kids = field.lookup(PDFName.of('Kids'));
  if (!(kids instanceof PDFArray)) return [field];
  return kids.asArray().flatMap((entry) => {
    const kid = field.context.lookup(entry);
    return kid instanceof PDFDict ? [kid] : [];
  });
}
