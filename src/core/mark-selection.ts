import type { Mark, Rect } from '../schema/placement.js';

/** How a mark becomes selected: alone, in addition or out again, or because the keyboard reached it. */
export type SelectMode = 'only' | 'toggle' | 'focus';

/** Which marks are worked on, and which of them is the one whose numbers are shown. */
export interface MarkSelection {
  readonly selectedId: string | null;
  readonly selection: readonly string[];
}

export const nothingSelected: MarkSelection = { selectedId: null, selection: [] };

export function selectMark(before: MarkSelection, id: string | null, mode: SelectMode): MarkSelection {
  if (id === null) return nothingSelected;
  const { selection } = before;
  const isIn = selection.includes(id);
  // who walks through the marks by keyboard keeps what was chosen of them
  if (mode === 'focus' && (isIn || selection.length > 1)) return { selectedId: id, selection };
  if (mode !== 'toggle') return { selectedId: id, selection: [id] };
  const rest = selection.filter((other) => other !== id);
  return isIn ? { selectedId: rest.at(-1) ?? null, selection: rest } : { selectedId: id, selection: [...rest, id] };
}

/** What is left of a selection among the marks that there are. */
export function keepSelected({ selectedId, selection }: MarkSelection, marks: readonly Mark[]): MarkSelection {
  const left = selection.filter((id) => marks.some((mark) => mark.id === id));
  return { selection: left, selectedId: left.includes(selectedId ?? '') ? selectedId : (left.at(-1) ?? null) };
}

/** The marks of a page that a rectangle touches. */
export function marksIn(marks: readonly Mark[], pageIndex: number, area: Rect): Mark[] {
  return marks.filter(
    ({ pageIndex: page, rect }) =>
      page === pageIndex &&
      rect.x < area.x + area.width &&
      area.x < rect.x + rect.width &&
      rect.y < area.y + area.height &&
      area.y < rect.y + rect.height,
  );
}
