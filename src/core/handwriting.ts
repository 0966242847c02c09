import type { Handwriting } from '../schema/seal.js';

/** A point of a pen on the pad: CSS pixels from the top-left corner, pressure 0 to 1 (0.5 where a device has none). */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

export type InkStroke = readonly InkPoint[];

/** A closed line around the ink of one stroke, in pixels of the pad. */
export type InkOutline = readonly (readonly [x: number, y: number])[];

/** A scribble shorter than this says nothing about who wrote it. */
const SHORTEST_INK = 60;
/** A dot or a dash is not a name: both sides of what was written together. */
const SMALLEST_EXTENT = 48;

/** Why ink is no signature; null when it can be one. */
export function inkFault(strokes: readonly InkStroke[]): 'empty' | 'tooSmall' | null {
  const points = strokes.flat();
  if (points.length === 0) return 'empty';
  const extent = extentOf(points.map(({ x, y }) => [x, y]));
  const length = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  return length < SHORTEST_INK || extent.width + extent.height < SMALLEST_EXTENT ? 'tooSmall' : null;
}

/** Millimetres that a signature may take; it keeps its proportions and fills one of them. */
export interface InkBox {
  readonly widthMm: number;
  readonly heightMm: number;
}

export const SIGNATURE_BOX = { widthMm: 40, heightMm: 16 } satisfies InkBox;

/** Least and longest side of a picture of a seal, in millimetres (chapter 9). */
const LEAST_SIDE = 3;
const MOST_SIDE = 120;

/**
 * A handwritten signature as it is stored: the outlines of its strokes in millimetres, cut to the ink, so that what is
 * stamped is as thick as it was pressed.
 */
export function handwriting(outlines: readonly InkOutline[], box: InkBox = SIGNATURE_BOX): Handwriting {
  const extent = extentOf(outlines.flat());
  const scale = Math.min(box.widthMm / extent.width, box.heightMm / extent.height);
  const widthMm = hundredth(Math.max(extent.width * scale, LEAST_SIDE));
  const heightMm = hundredth(Math.max(extent.height * scale, LEAST_SIDE));
  // what is thinner than the least side stands in its middle
  const left = (widthMm - extent.width * scale) / 2 - extent.left * scale;
  const top = (heightMm - extent.height * scale) / 2 - extent.top * scale;
  const path = outlines
    .map((outline) => outlinePath(outline.map(([x, y]) => [x * scale + left, y * scale + top] as const)))
    .join('');
  return { kind: 'handwriting', path, filled: true, strokeWidthMm: 0.1, widthMm, heightMm };
}

/** What was written elsewhere, as wide as it is wanted, as far as both sides may be so long. */
export function inkOfWidth(ink: Handwriting, widthMm: number): Handwriting {
  const shorter = Math.min(ink.widthMm, ink.heightMm);
  const longer = Math.max(ink.widthMm, ink.heightMm);
  const scale = Math.min(Math.max(widthMm / ink.widthMm, LEAST_SIDE / shorter), MOST_SIDE / longer);
  return {
    ...ink,
    // lengths all of them: a path holds no arcs, whose numbers are angles and flags too
    path: ink.path.replace(/-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/gi, (length) => ` ${hundredth(Number(length) * scale)}`),
    widthMm: side(ink.widthMm * scale),
    heightMm: side(ink.heightMm * scale),
  };
}

function side(length: number): number {
  return Math.min(Math.max(hundredth(length), LEAST_SIDE), MOST_SIDE);
}

/** A closed, smooth path around one stroke: curves between the middles of its sides. */
export function outlinePath(outline: InkOutline): string {
  const [first] = outline;
  if (!first || outline.length < 3) return '';
  const parts = outline.map((corner, index) => {
    const next = outline[(index + 1) % outline.length] ?? first;
    return `Q${pair(corner)} ${pair(middle(corner, next))}`;
  });
  return `M${pair(middle(outline.at(-1) ?? first, first))}${parts.join('')}Z`;
}

function middle([x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): readonly [number, number] {
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}

function pair([x, y]: readonly [number, number]): string {
  return `${hundredth(x)} ${hundredth(y)}`;
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}

function lengthOf(stroke: InkStroke): number {
  return stroke.slice(1).reduce((sum, point, index) => {
    const before = stroke[index] ?? point;
    return sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);
}

function extentOf(points: InkOutline): { left: number; top: number; width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { left, top, width: Math.max(right - left, 0.01), height: Math.max(bottom - top, 0.01) };
}
