import type { PageBox, Rect } from '../schema/placement.js';
import { displayedSize, mmToPt } from './geometry.js';

/** Lines of a page that a mark clings to, in displayed points, in rising order. */
export interface SnapLines {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

export interface Snapped {
  readonly rect: Rect;
  /** The line that the mark clings to, as displayed points from the left or the top; null where it clings to none. */
  readonly x: number | null;
  readonly y: number | null;
}

/** Margins of a page that documents are usually set with. */
const MARGIN = mmToPt(20);

/** What a mark may cling to: margins and middle of the page, edges and middles of what stands on it. */
export function snapLines(box: PageBox, others: readonly Rect[]): SnapLines {
  const { width, height } = displayedSize(box);
  return {
    xs: sorted([MARGIN, width / 2, width - MARGIN, ...others.flatMap(({ x, width: w }) => [x, x + w / 2, x + w])]),
    ys: sorted([MARGIN, height / 2, height - MARGIN, ...others.flatMap(({ y, height: h }) => [y, y + h / 2, y + h])]),
  };
}

/** Moves a rectangle to the nearest lines that are not further away than `reach` points, in each direction by itself. */
export function snapRect(rect: Rect, lines: SnapLines, reach: number): Snapped {
  const across = nearest([rect.x, rect.x + rect.width / 2, rect.x + rect.width], lines.xs, reach);
  const down = nearest([rect.y, rect.y + rect.height / 2, rect.y + rect.height], lines.ys, reach);
  return {
    rect: { ...rect, x: rect.x + (across?.by ?? 0), y: rect.y + (down?.by ?? 0) },
    x: across?.line ?? null,
    y: down?.line ?? null,
  };
}

function nearest(
  edges: readonly number[],
  lines: readonly number[],
  reach: number,
): { line: number; by: number } | undefined {
  let best: { line: number; by: number } | undefined;
  for (const edge of edges) {
    const after = firstNotBelow(lines, edge);
    for (const line of [lines[after - 1], lines[after]]) {
      if (line === undefined) continue;
      const by = line - edge;
      if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by))) best = { line, by };
    }
  }
  return best;
}

/** Index of the first line that is not below a value, by halving. */
function firstNotBelow(lines: readonly number[], value: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
