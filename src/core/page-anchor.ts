import type { Point } from './geometry.js';
import { turnVector } from './view-turn.js';
import { pageAtMiddle, type PageLayout } from './page-layout.js';

/** A spot of a page that stays where it is in the window while the zoom changes. */
export interface PageAnchor {
  readonly page: number;
  /** Share of the page's width and height; outside 0 to 1 beside the page. */
  readonly across: number;
  readonly down: number;
  /** Where the spot is, from the corner of the window. */
  readonly at: Point;
}

/** The spot under a point of the window; undefined where there are no pages. */
export function anchorAt(layout: PageLayout, left: number, top: number, at: Point): PageAnchor | undefined {
  const page = pageAtMiddle(layout, top + at.y, 0);
  const frame = layout.frames[page];
  if (!frame || frame.width === 0 || frame.height === 0) return undefined;
  const across = (left + at.x - frame.left) / frame.width;
  return { page, across, down: (top + at.y - frame.top) / frame.height, at };
}

/** Where to scroll so that the spot is where it was. */
export function scrollOf(layout: PageLayout, { page, across, down, at }: PageAnchor): { left: number; top: number } {
  const frame = layout.frames[page];
  if (!frame) return { left: 0, top: 0 };
  return { left: frame.left + across * frame.width - at.x, top: frame.top + down * frame.height - at.y };
}

/** The same spot of the page after the view was turned clockwise by so many degrees. */
export function turnAnchor(anchor: PageAnchor, degrees: number): PageAnchor {
  const { x, y } = turnVector({ x: anchor.across - 0.5, y: anchor.down - 0.5 }, degrees);
  return { ...anchor, across: x + 0.5, down: y + 0.5 };
}
