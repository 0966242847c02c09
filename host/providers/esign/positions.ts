import { displayedRectToPdf } from '../../../src/core/geometry.js';
import type { PageBox, Rect } from '../../../src/schema/index.js';

/** A position as both products of e签宝 take it: the centre of the seal in points from the lower left (`esign.md` 14, assumed). */
export interface EsignPosition {
  readonly posPage: string;
  readonly posX: number;
  readonly posY: number;
  /** Width of the seal in points. */
  readonly width: number;
}

/** Where a displayed rectangle of a page, counted from 0, is for e签宝. */
export function positionOf(box: PageBox, pageIndex: number, rect: Rect): EsignPosition {
  const [left, bottom, right, top] = displayedRectToPdf(box, rect);
  const [x0, y0] = box.cropBox;
  return {
    posPage: String(pageIndex + 1),
    posX: points(((left + right) / 2 - x0) * box.userUnit),
    posY: points(((bottom + top) / 2 - y0) * box.userUnit),
    width: points(rect.width),
  };
}

function points(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
