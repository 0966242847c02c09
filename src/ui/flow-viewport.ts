import type { Point } from '../core/geometry.js';
import type { GraphLayout, LaidOutEdge, LaidOutNode } from '../core/graph-layout.js';
import { NODE_HEIGHT, NODE_WIDTH } from '../core/graph-layout.js';

/** A part of the drawing, in its own units. */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A smaller workflow is drawn whole: nothing is won by leaving out a few nodes. */
const SMALL = 60;
/** What is drawn changes in steps, so that most of a pan draws nothing anew. */
const STEP = 400;
/** Before the canvas was measured. */
const GUESS = { clientWidth: 1400, clientHeight: 600, scrollLeft: 0, scrollTop: 0 };

/** The part of a large drawing that is in sight, with a margin around it; null for one that is drawn whole. */
export function viewportOf(
  { nodes }: GraphLayout,
  canvas: Pick<HTMLElement, 'clientWidth' | 'clientHeight' | 'scrollLeft' | 'scrollTop'> | null,
  scale: number,
): Viewport | null {
  if (nodes.length <= SMALL) return null;
  const { clientWidth, clientHeight, scrollLeft, scrollTop } = canvas && canvas.clientWidth > 0 ? canvas : GUESS;
  const down = (value: number): number => Math.floor(value / scale / STEP - 0.5) * STEP;
  const up = (value: number): number => Math.ceil(value / scale / STEP + 0.5) * STEP;
  return {
    left: down(scrollLeft),
    top: down(scrollTop),
    right: up(scrollLeft + clientWidth),
    bottom: up(scrollTop + clientHeight),
  };
}

export function isSameViewport(a: Viewport | null, b: Viewport | null): boolean {
  if (a === null || b === null) return a === b;
  return a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;
}

export function seesNode(seen: Viewport | null, { x, y }: LaidOutNode): boolean {
  return seen === null || overlaps(seen, x, y, x + NODE_WIDTH, y + NODE_HEIGHT);
}

/** Whether some of a line can be in sight: its box overlaps. */
export function seesEdge(seen: Viewport | null, { points }: LaidOutEdge): boolean {
  if (seen === null) return true;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return overlaps(seen, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
}

export function seesPoint(seen: Viewport | null, { x, y }: Point): boolean {
  return seen === null || overlaps(seen, x, y, x, y);
}

function overlaps(seen: Viewport, left: number, top: number, right: number, bottom: number): boolean {
  return left <= seen.right && right >= seen.left && top <= seen.bottom && bottom >= seen.top;
}
