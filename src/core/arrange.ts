import type { Mark, PageBox, Placement, Rect } from '../schema/placement.js';
import { settleMark } from './mark-board.js';

/** Where a mark goes. */
export interface MarkMove {
  readonly id: string;
  readonly pageIndex: number;
  readonly rect: Rect;
}

/** The pages that marks are moved on, and what holds them fast. */
export interface Board {
  readonly pages: (documentId: string) => readonly PageBox[];
  readonly placements: readonly Placement[];
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

/** What can stand on other pages too: a prepared place is its own, a seam seal is on its pages already. */
export function isCopyable({ placementId, seam }: Mark): boolean {
  return placementId === null && !seam;
}
