import { readPageBoxes } from '../../../host/signer/page-boxes.js';
import { displayedSize, mmToPt, pdfRectToDisplayed } from '../../../src/core/geometry.js';
import type { OfficeMark } from './signing-office.js';

const USUAL_WIDTH = mmToPt(40);
const GRAMMAR = /^[1-9]\d*(-[1-9]\d*)?(,[1-9]\d*(-[1-9]\d*)?)*$/;

/** Pages such as `1-3,5`, in order and each once; null for anything else (`esign.md` 14, vector E9). */
export function pagesOf(posPage: string): number[] | null {
  if (!GRAMMAR.test(posPage)) return null;
  const pages = new Set<number>();
  for (const part of posPage.split(',')) {
    const [from = 0, to = from] = part.split('-').map(Number);
    if (to < from) return null;
    for (let page = from; page <= to; page += 1) pages.add(page);
  }
  return [...pages].sort((left, right) => left - right);
}

/** Squares around a centre in points from the lower left; null where a page or a point lies outside of the file. */
export async function marksAt(
  bytes: Uint8Array,
  {
    posPage = '1',
    posX = 0,
    posY = 0,
    width = USUAL_WIDTH,
  }: Partial<{
    posPage: string;
    posX: number;
    posY: number;
    width: number;
  }>,
): Promise<OfficeMark[] | null> {
  const boxes = await readPageBoxes(bytes);
  const pages = pagesOf(posPage);
  if (!pages) return null;
  const marks = pages.map((page): OfficeMark | null => {
    const box = boxes[page - 1];
    if (!box) return null;
    const [x0, y0, x1, y1] = box.cropBox;
    const centre = { x: x0 + posX / box.userUnit, y: y0 + posY / box.userUnit };
    if (centre.x < x0 || centre.x > x1 || centre.y < y0 || centre.y > y1) return null;
    const half = width / box.userUnit / 2;
    const rect = pdfRectToDisplayed(box, [centre.x - half, centre.y - half, centre.x + half, centre.y + half]);
    const shown = displayedSize(box);
    const left = Math.max(rect.x, 0);
    const top = Math.max(rect.y, 0);
    return {
      pageIndex: page - 1,
      rect: {
        x: left,
        y: top,
        width: Math.min(rect.x + rect.width, shown.width) - left,
        height: Math.min(rect.y + rect.height, shown.height) - top,
      },
    };
  });
  return marks.every((mark) => mark !== null) ? marks : null;
}
