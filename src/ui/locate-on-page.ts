import { CSS_PX_PER_POINT, screenToDisplayed } from '../core/geometry.js';
import type { Rect } from '../schema/placement.js';

/** Where a picture with this box in the window lies, in displayed points: on the sheet under its centre, else nowhere. */
export function locateOnPage(
  sheets: Iterable<HTMLElement>,
  window: DOMRect,
  picture: DOMRect,
  scale: number,
): { pageIndex: number; rect: Rect } | null {
  const x = picture.x + picture.width / 2;
  const y = picture.y + picture.height / 2;
  if (!contains(window, x, y)) return null;
  for (const sheet of sheets) {
    const page = sheet.getBoundingClientRect();
    if (!contains(page, x, y)) continue;
    const { width, height } = picture;
    const onSheet = { x: picture.x - page.left, y: picture.y - page.top, width, height };
    return { pageIndex: Number(sheet.dataset['page']), rect: screenToDisplayed(onSheet, scale / CSS_PX_PER_POINT) };
  }
  return null;
}

function contains({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}
