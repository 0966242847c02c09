import type { PageBox, Rect } from '../schema/placement.js';
import { displayedSize, mmToPt } from './geometry.js';
import type { TextLine } from './text-index.js';

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

/** A line that pulls an edge: where it is, and how far the edge lies from it. */
interface Pull {
  readonly line: number;
  readonly by: number;
}

/**
 * Moves a rectangle to the nearest lines that are not further away than `reach` points, in each direction by itself. Of the
 * text only what is beside the rectangle counts, and from half as far: a page is full of it.
 */
export function snapRect(rect: Rect, lines: SnapLines, reach: number, texts: readonly TextLine[] = []): Snapped {
  const [left, centre, right] = [rect.x, rect.x + rect.width / 2, rect.x + rect.width];
  const [top, middle, bottom] = [rect.y, rect.y + rect.height / 2, rect.y + rect.height];
  let across = nearest([left, centre, right], lines.xs, reach);
  let down = nearest([top, middle, bottom], lines.ys, reach);
  for (const { rect: text, baseline } of texts) {
    if (!isBeside(rect, text)) continue;
    const [textRight, textBottom] = [text.x + text.width, text.y + text.height];
    for (const edge of [left, right])
      for (const line of [text.x, textRight]) across = stronger(across, edge, line, reach / 2);
    across = stronger(across, centre, text.x + text.width / 2, reach / 2);
    down = stronger(down, middle, text.y + text.height / 2, reach / 2);
    down = stronger(down, top, textBottom, reach / 2);
    for (const line of [text.y, baseline ?? textBottom]) down = stronger(down, bottom, line, reach / 2);
  }
  return {
    rect: { ...rect, x: rect.x + (across?.by ?? 0), y: rect.y + (down?.by ?? 0) },
    x: across?.line ?? null,
    y: down?.line ?? null,
  };
}

/** Whether a text is no further from a mark than the mark is wide, and no more than a line above or below it. */
function isBeside(mark: Rect, text: Rect): boolean {
  const along = Math.max(text.x - (mark.x + mark.width), mark.x - (text.x + text.width));
  const above = Math.max(text.y - (mark.y + mark.height), mark.y - (text.y + text.height));
  return along <= mark.width && above <= text.height;
}

function nearest(edges: readonly number[], lines: readonly number[], reach: number): Pull | undefined {
  let best: Pull | undefined;
  for (const edge of edges) {
    const after = firstNotBelow(lines, edge);
    for (const line of [lines[after - 1], lines[after]]) best = stronger(best, edge, line, reach);
  }
  return best;
}

function stronger(best: Pull | undefined, edge: number, line: number | undefined, reach: number): Pull | undefined {
  if (line === undefined) return best;
  const by = line - edge;
  return Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by)) ? { line, by } : best;
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
