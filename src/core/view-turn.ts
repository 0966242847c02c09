import type { PageBox, Rect } from '../schema/placement.js';
import {
  displayedPointToPdf,
  displayedRectToPdf,
  normalizeRotation,
  pdfPointToDisplayed,
  pdfRectToDisplayed,
  type PageRotation,
  type Point,
} from './geometry.js';

/**
 * Clockwise angle by which a person turns the view. It is no property of the page: marks stay in displayed points, and
 * *view* points are the same page from the corner that is top left on the screen now.
 */
export type ViewTurn = PageRotation;

/** The box of a page that would be displayed as the turned view shows it. */
export function turnedBox(box: PageBox, turn: ViewTurn): PageBox {
  return turn === 0 ? box : { ...box, rotation: normalizeRotation(box.rotation + turn) };
}

export function viewPointToDisplayed(box: PageBox, turn: ViewTurn, point: Point): Point {
  return turn === 0 ? point : pdfPointToDisplayed(box, displayedPointToPdf(turnedBox(box, turn), point));
}

export function viewRectToDisplayed(box: PageBox, turn: ViewTurn, rect: Rect): Rect {
  return turn === 0 ? rect : pdfRectToDisplayed(box, displayedRectToPdf(turnedBox(box, turn), rect));
}

export function displayedRectToView(box: PageBox, turn: ViewTurn, rect: Rect): Rect {
  return turn === 0 ? rect : pdfRectToDisplayed(turnedBox(box, turn), displayedRectToPdf(box, rect));
}

/** A way on the displayed page as the turned view shows it; with the opposite turn the other way round. */
export function turnVector({ x, y }: Point, turn: number): Point {
  switch (normalizeRotation(turn)) {
    case 0:
      return { x, y };
    case 90:
      return { x: -y, y: x };
    case 180:
      return { x: -x, y: -y };
    case 270:
      return { x: y, y: -x };
  }
}

export function isSideways(turn: ViewTurn): boolean {
  return turn === 90 || turn === 270;
}
