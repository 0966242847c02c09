import type { PageBox, Rect } from '../schema/placement.js';
import { CSS_PX_PER_POINT, displayedSize, screenToDisplayed } from './geometry.js';

/** CSS pixels around and between pages. */
export const PAGE_GAP = 16;

export const MIN_ZOOM = 0.25;
export const MAX_ZOOM = 4;

/** How large pages are shown: a number, as wide as the window, a whole page, or as wide but never larger than comfortable. */
export type ZoomChoice = number | 'fit' | 'page' | 'auto';

/** Place of one page in the column of pages, in CSS pixels. */
export interface PageFrame {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** All pages as one column, centred; found by arithmetic, so that a thousand pages need no thousand elements. */
export interface PageLayout {
  readonly frames: readonly PageFrame[];
  readonly width: number;
  readonly height: number;
  /** CSS pixels of one displayed point. */
  readonly scale: number;
}

export function layoutPages(boxes: readonly PageBox[], zoom: number, viewportWidth: number): PageLayout {
  const scale = zoom * CSS_PX_PER_POINT;
  const sizes = boxes.map((box) => displayedSize(box));
  const widest = Math.max(0, ...sizes.map(({ width }) => width * scale));
  const width = Math.max(viewportWidth, widest + 2 * PAGE_GAP);
  let top = PAGE_GAP;
  const frames = sizes.map((size): PageFrame => {
    const frame = {
      top,
      left: (width - size.width * scale) / 2,
      width: size.width * scale,
      height: size.height * scale,
    };
    top += frame.height + PAGE_GAP;
    return frame;
  });
  return { frames, width, height: top, scale };
}

/** First and last page (inclusive) that touch the window, with `around` more on each side; `[0, -1]` without pages. */
export function pagesInView(layout: PageLayout, scrollTop: number, height: number, around = 0): [number, number] {
  const first = firstEndingAfter(layout.frames, scrollTop);
  let last = first;
  while (last + 1 < layout.frames.length && (layout.frames[last + 1]?.top ?? 0) < scrollTop + height) last += 1;
  return [Math.max(0, first - around), Math.min(layout.frames.length - 1, last + around)];
}

/** The page that a reader would call the current one: the one at the middle of the window. */
export function pageAtMiddle(layout: PageLayout, scrollTop: number, height: number): number {
  return Math.max(0, Math.min(firstEndingAfter(layout.frames, scrollTop + height / 2), layout.frames.length - 1));
}

/** The pages of which half is in the window, or that fill half of it: what a reader has before their eyes. */
export function pagesShown(layout: PageLayout, scrollTop: number, height: number): number[] {
  const [first, last] = pagesInView(layout, scrollTop, height);
  return layout.frames.slice(first, last + 1).flatMap((frame, index) => {
    const seen = Math.min(frame.top + frame.height, scrollTop + height) - Math.max(frame.top, scrollTop);
    return seen * 2 >= Math.min(frame.height, height) ? [first + index] : [];
  });
}

/** Where a picture in the column of pages lies, in displayed points: on the page under its centre, else nowhere. */
export function locateOnPage(layout: PageLayout, picture: Rect): { pageIndex: number; rect: Rect } | null {
  const x = picture.x + picture.width / 2;
  const y = picture.y + picture.height / 2;
  const pageIndex = firstEndingAfter(layout.frames, y);
  const frame = layout.frames[pageIndex];
  if (!frame || x < frame.left || x > frame.left + frame.width || y < frame.top || y > frame.top + frame.height) {
    return null;
  }
  const onPage = { ...picture, x: picture.x - frame.left, y: picture.y - frame.top };
  return { pageIndex, rect: screenToDisplayed(onPage, layout.scale / CSS_PX_PER_POINT) };
}

/** The zoom at which the widest page fills the window. */
export function fitWidthZoom(boxes: readonly PageBox[], viewportWidth: number): number {
  const widest = Math.max(1, ...boxes.map((box) => displayedSize(box).width));
  return clampZoom((viewportWidth - 2 * PAGE_GAP) / (widest * CSS_PX_PER_POINT));
}

/** The zoom at which every page fits into the window as a whole. */
export function fitPageZoom(boxes: readonly PageBox[], viewportWidth: number, viewportHeight: number): number {
  const tallest = Math.max(1, ...boxes.map((box) => displayedSize(box).height));
  const zoom = (viewportHeight - 2 * PAGE_GAP) / (tallest * CSS_PX_PER_POINT);
  return clampZoom(Math.min(zoom, fitWidthZoom(boxes, viewportWidth)));
}

export function clampZoom(zoom: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
}

/** The next step of the zoom buttons. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const steps = [0.25, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];
  const found = direction > 0 ? steps.find((step) => step > zoom + 0.01) : steps.findLast((step) => step < zoom - 0.01);
  return found ?? clampZoom(zoom);
}

function firstEndingAfter(frames: readonly PageFrame[], offset: number): number {
  let low = 0;
  let high = frames.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const frame = frames[middle];
    if (frame && frame.top + frame.height < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
