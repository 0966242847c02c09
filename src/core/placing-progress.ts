import type { Mark } from '../schema/placement.js';
import { isFillIn } from './fill-ins.js';
import { emptyPlacements, type PanelView } from './panel-view.js';

/** How far the placing has come: marks on the pages, and how many are missing before they could be submitted (C-37). */
export interface PlacingProgress {
  readonly placed: number;
  readonly needed: number;
}

/** Where no place has to be filled with a seal or signature, one is needed all the same: a date or a tick signs nothing. */
export function placingProgress(view: PanelView | undefined, marks: readonly Mark[]): PlacingProgress {
  const missing = emptyPlacements(view, marks).filter(({ required }) => required);
  const kinds = [...marks.map(({ kind }) => kind), ...missing.map(({ mark }) => mark)];
  const signs = kinds.some((kind) => kind !== 'date' && !isFillIn(kind));
  return { placed: marks.length, needed: missing.length + (signs ? 0 : 1) };
}
