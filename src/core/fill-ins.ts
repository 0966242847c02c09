import type { Mark, MarkKind, Placement } from '../schema/placement.js';

/** What a signer fills in where a template asks, and nowhere else: a tick, or words of their own. */
export type FillInKind = Extract<MarkKind, 'checkbox' | 'remark'>;

export function isFillIn(kind: MarkKind): kind is FillInKind {
  return kind === 'checkbox' || kind === 'remark';
}

/** A ticked box, or a remark that has no words yet, in the place that was prepared for it. */
export function fillInMark(id: string, placement: Placement): Mark {
  const { documentId, pageIndex, rect, mark: kind } = placement;
  const text = kind === 'remark' && { text: '' };
  return { id, documentId, kind, sealId: null, placementId: placement.id, pageIndex, rect, ...text };
}
