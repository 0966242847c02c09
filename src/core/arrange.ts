import type { Mark, PageBox, Placement, Rect } from '../schema/placement.js';
import { settleMark } from './mark-board.js';

/** Where a mark goes. */
export interface MarkMove {
  readonly id: string;
  readonly pageIndex: number;
  readonly rect: Rect;
}

/** To what several marks are lined up: an edge or the middle of all of them together. */
export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';

interface Board {
  readonly pages: (documentId: string) => readonly PageBox[];
  readonly placements: readonly Placement[];
}

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
 * Moves marks together: by so many displayed points, and over pages. Where one of them would leave its page or what its
 * place allows, it stops there; one that is held fast stays.
 */
export function shiftMarks(
  marks: readonly Mark[],
  by: { readonly dx: number; readonly dy: number; readonly turn: number },
  { pages, placements }: Board,
): MarkMove[] {
  return marks.flatMap((mark) => {
    const rect = { ...mark.rect, x: mark.rect.x + by.dx, y: mark.rect.y + by.dy };
    const to = settleMark(mark, { pageIndex: mark.pageIndex + by.turn, rect }, pages(mark.documentId), placements);
    return to ? [{ id: mark.id, ...to }] : [];
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

/** What can stand on other pages too: a prepared place is its own, a seam seal is on its pages already. */
export function isCopyable({ placementId, seam }: Mark): boolean {
  return placementId === null && !seam;
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
