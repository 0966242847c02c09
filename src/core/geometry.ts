import type { PageBox, Rect } from '../schema/placement.js';

/**
 * Placement geometry (chapter 8 of the domain).
 *
 * Three coordinate systems meet here:
 * - *displayed*: points (1/72 inch of the real page) from the top-left corner of the crop box as a reader shows it, y down;
 * - *PDF*: unrotated user space in user units, y up, origin wherever the file put it;
 * - *screen*: CSS pixels inside the page view at a zoom.
 *
 * One displayed point is a real 1/72 inch: a page with `UserUnit` 2 is twice as many displayed points wide as it has user
 * units, so that a seal of 42 mm is 42 mm on paper whatever unit the file counts in.
 */

export type { PageBox, Rect };
export { formatPages, parsePages, type PagesProblem, type PagesResult } from './page-ranges.js';

/** Clockwise angle of a page as shown, as `/Rotate` says it. */
export type PageRotation = PageBox['rotation'];

/** Left, bottom, right, top in unrotated PDF user units. */
export type PdfRect = readonly [x0: number, y0: number, x1: number, y1: number];

/** A point from the top-left corner, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Width and height in the unit of the function that returns it. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Points in one millimetre. */
export const MM = 72 / 25.4;

/** CSS pixels of one point at zoom 1. */
export const CSS_PX_PER_POINT = 96 / 72;

/** Millimetres to points. */
export function mmToPt(mm: number): number {
  return mm * MM;
}

/** Points to millimetres. */
export function ptToMm(pt: number): number {
  return pt / MM;
}

/** Size of the page as shown, in points. */
export function displayedSize(box: PageBox): Size {
  const width = (box.cropBox[2] - box.cropBox[0]) * box.userUnit;
  const height = (box.cropBox[3] - box.cropBox[1]) * box.userUnit;
  return isSideways(box.rotation) ? { width: height, height: width } : { width, height };
}

/** A displayed point in unrotated user space. */
export function displayedPointToPdf(box: PageBox, point: Point): Point {
  const [x0, y0, x1, y1] = box.cropBox;
  const across = point.x / box.userUnit;
  const down = point.y / box.userUnit;
  switch (box.rotation) {
    case 0:
      return { x: x0 + across, y: y1 - down };
    case 90:
      return { x: x0 + down, y: y0 + across };
    case 180:
      return { x: x1 - across, y: y0 + down };
    case 270:
      return { x: x1 - down, y: y1 - across };
  }
}

/** A point of unrotated user space where a reader shows it. */
export function pdfPointToDisplayed(box: PageBox, point: Point): Point {
  const [x0, y0, x1, y1] = box.cropBox;
  const { userUnit } = box;
  switch (box.rotation) {
    case 0:
      return { x: (point.x - x0) * userUnit, y: (y1 - point.y) * userUnit };
    case 90:
      return { x: (point.y - y0) * userUnit, y: (point.x - x0) * userUnit };
    case 180:
      return { x: (x1 - point.x) * userUnit, y: (point.y - y0) * userUnit };
    case 270:
      return { x: (y1 - point.y) * userUnit, y: (x1 - point.x) * userUnit };
  }
}

/** A displayed rectangle as the `Rect` of an annotation. */
export function displayedRectToPdf(box: PageBox, rect: Rect): PdfRect {
  const a = displayedPointToPdf(box, rect);
  const b = displayedPointToPdf(box, { x: rect.x + rect.width, y: rect.y + rect.height });
  return [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)];
}

/** The `Rect` of an annotation where a reader shows it; its corners may come in any order. */
export function pdfRectToDisplayed(box: PageBox, rect: PdfRect): Rect {
  const a = pdfPointToDisplayed(box, { x: rect[0], y: rect[1] });
  const b = pdfPointToDisplayed(box, { x: rect[2], y: rect[3] });
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** Displayed points to CSS pixels inside the page view. */
export function displayedToScreen(rect: Rect, zoom: number): Rect {
  return scaleRect(rect, zoom * CSS_PX_PER_POINT);
}

/** CSS pixels inside the page view to displayed points. */
export function screenToDisplayed(rect: Rect, zoom: number): Rect {
  return scaleRect(rect, 1 / (zoom * CSS_PX_PER_POINT));
}

/** The nearest rectangle that lies on the page. It keeps its size unless it is larger than the page. */
export function clampRect(box: PageBox, rect: Rect): Rect {
  const page = displayedSize(box);
  const width = Math.min(rect.width, page.width);
  const height = Math.min(rect.height, page.height);
  return {
    x: Math.min(Math.max(rect.x, 0), page.width - width),
    y: Math.min(Math.max(rect.y, 0), page.height - height),
    width,
    height,
  };
}

/** Whether the rectangle lies on the page, with a tolerance in points for rounding on the way here. */
export function isInsidePage(box: PageBox, rect: Rect, tolerance = 0.01): boolean {
  const page = displayedSize(box);
  return (
    rect.x >= -tolerance &&
    rect.y >= -tolerance &&
    rect.x + rect.width <= page.width + tolerance &&
    rect.y + rect.height <= page.height + tolerance
  );
}

/**
 * The `Matrix` of an appearance stream that shows upright on the page as displayed. Viewers fit the transformed `BBox`
 * into the annotation's `Rect`, so that the turn is all it needs to say.
 */
export function appearanceMatrix(box: PageBox): readonly [number, number, number, number, number, number] {
  switch (box.rotation) {
    case 0:
      return [1, 0, 0, 1, 0, 0];
    case 90:
      return [0, 1, -1, 0, 0, 0];
    case 180:
      return [-1, 0, 0, -1, 0, 0];
    case 270:
      return [0, -1, 1, 0, 0, 0];
  }
}

/** Any angle of `/Rotate`, also negative or beyond a turn, as one of the four that a reader shows. */
export function normalizeRotation(degrees: number): PageRotation {
  const turned = (((Math.round(degrees / 90) * 90) % 360) + 360) % 360;
  return turned === 90 || turned === 180 || turned === 270 ? turned : 0;
}

function isSideways(rotation: PageRotation): boolean {
  return rotation === 90 || rotation === 270;
}

function scaleRect(rect: Rect, factor: number): Rect {
  return { x: rect.x * factor, y: rect.y * factor, width: rect.width * factor, height: rect.height * factor };
}
