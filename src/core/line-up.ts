import type { Mark, Rect } from '../schema/placement.js';
import { isCopyable, type Board, type MarkMove } from './arrange.js';
import { settleMark } from './mark-board.js';

/** To what several marks are lined up: an edge or the middle of all of them together. */
export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';

/** Lines marks up, each on its own page. What its place holds fast stays where it is. */
export function alignMarks(marks: readonly Mark[], alignment: Alignment, board: Board): MarkMove[] {
  const left = Math.min(...marks.map(({ rect }) => rect.x));
  const right = Math.max(...marks.map(({ rect }) => rect.x + rect.width));
  const top = Math.min(...marks.map(({ rect }) => rect.y));
  const bottom = Math.max(...marks.map(({ rect }) => rect.y + rect.height));
  const to: Record<Alignment, (rect: Rect) => Rect> = {
    left: (rect) => ({ ...rect, x: left }),
    centre: (rect) => ({ ...rect, x: (left + right - rect.width) / 2 }),
    right: (rect) => ({ ...rect, x: right - rect.width }),
    top: (rect) => ({ ...rect, y: top }),
    middle: (rect) => ({ ...rect, y: (top + bottom - rect.height) / 2 }),
    bottom: (rect) => ({ ...rect, y: bottom - rect.height }),
  };
  return settled(
    marks.map((mark) => [mark, to[alignment](mark.rect)]),
    board,
  );
}

/** Gives the marks of each page equal gaps between the outermost two; fewer than three have nothing to share. */
export function distributeMarks(marks: readonly Mark[], axis: 'x' | 'y', board: Board): MarkMove[] {
  const size = axis === 'x' ? 'width' : 'height';
  const byPage = new Map<string, Mark[]>();
  for (const mark of marks) {
    const key = `${mark.documentId} ${mark.pageIndex}`;
    byPage.set(key, [...(byPage.get(key) ?? []), mark]);
  }
  return [...byPage.values()].flatMap((group) => {
    const sorted = [...group].sort((a, b) => a.rect[axis] - b.rect[axis]);
    const [first] = sorted;
    const last = sorted.at(-1);
    if (!first || !last || sorted.length < 3) return [];
    const room = last.rect[axis] + last.rect[size] - first.rect[axis];
    const gap = (room - sorted.reduce((sum, { rect }) => sum + rect[size], 0)) / (sorted.length - 1);
    let at = first.rect[axis];
    const moved = sorted.map((mark): [Mark, Rect] => {
      const rect = { ...mark.rect, [axis]: at };
      at += mark.rect[size] + gap;
      return [mark, rect];
    });
    return settled(moved, board);
  });
}

/**
 * The same marks on other pages of their document, at the same place from the top left corner. A mark of a prepared place
 * is not copied, because the place is; and a page that has the same seal at that place gets no second one.
 */
export function copyMarks(
  marks: readonly Mark[],
  toPages: readonly number[],
  all: readonly Mark[],
  { pages }: Pick<Board, 'pages'>,
  newId: () => string,
): Mark[] {
  const known = new Set(all.map(placeOf));
  return marks.filter(isCopyable).flatMap((mark) =>
    toPages.flatMap((pageIndex) => {
      const to = settleMark(mark, { pageIndex, rect: mark.rect }, pages(mark.documentId), []);
      if (!to) return [];
      const copy: Mark = { ...mark, ...to, id: newId() };
      if (known.has(placeOf(copy))) return [];
      known.add(placeOf(copy));
      return [copy];
    }),
  );
}

function settled(wanted: readonly (readonly [Mark, Rect])[], { pages, placements }: Board): MarkMove[] {
  return wanted.flatMap(([mark, rect]) => {
    const to = settleMark(mark, { pageIndex: mark.pageIndex, rect }, pages(mark.documentId), placements);
    return to ? [{ id: mark.id, ...to }] : [];
  });
}

function placeOf({ documentId, sealId, pageIndex, rect }: Mark): string {
  return [documentId, sealId, pageIndex, Math.round(rect.x), Math.round(rect.y)].join(' ');
}
