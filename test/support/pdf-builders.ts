import { PDFDocument, PDFName, PDFNumber, rgb } from '@cantoo/pdf-lib';

import { displayedSize, type PageBox } from '../../src/core/geometry.js';

/** A PDF whose pages have the given boxes, with a line of vector content on each so that a change of it can be seen. */
export async function aPdf(
  boxes: readonly PageBox[] = [aPage(), aPage(), aPage()],
  { useObjectStreams = false }: { useObjectStreams?: boolean } = {},
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  for (const { cropBox, rotation, userUnit } of boxes) {
    const [x0, y0, x1, y1] = cropBox;
    const page = pdf.addPage();
    page.setMediaBox(x0 - 10, y0 - 15, x1 - x0 + 30, y1 - y0 + 40);
    page.setCropBox(x0, y0, x1 - x0, y1 - y0);
    page.node.set(PDFName.of('Rotate'), PDFNumber.of(rotation));
    if (userUnit !== 1) page.node.set(PDFName.of('UserUnit'), PDFNumber.of(userUnit));
    page.drawRectangle({ x: x0 + 10, y: y0 + 10, width: 60, height: 20, color: rgb(0.9, 0.9, 0.9) });
  }
  return pdf.save({ useObjectStreams });
}

/** An A4 page, upright unless something else is said. */
export function aPage(change: Partial<PageBox> = {}): PageBox {
  return { cropBox: [0, 0, 595.28, 841.89], rotation: 0, userUnit: 1, ...change };
}

/** Every rotation with crop boxes, user units and page sizes as files have them. */
export function trickyPages(): PageBox[] {
  const sizes = [
    [595.28, 841.89],
    [841.89, 595.28],
    [612, 792],
    [300, 420.5],
    [1684, 1191],
  ] as const;
  const origins = [
    [0, 0],
    [36.5, 18.25],
    [-120, -77.7],
  ] as const;
  const pages: PageBox[] = [];
  for (const rotation of [0, 90, 180, 270] as const) {
    for (const userUnit of [1, 2, 0.5, 1.37]) {
      for (const [x, y] of origins) {
        for (const [width, height] of sizes) {
          pages.push({ cropBox: [x, y, x + width, y + height], rotation, userUnit });
        }
      }
    }
  }
  return pages.filter((page) => Math.min(displayedSize(page).width, displayedSize(page).height) > 130);
}
