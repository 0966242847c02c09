import type { Mark, Placement, Rect } from '../schema/placement.js';
import { isFillIn } from './fill-ins.js';
import type { MarkError } from './marks.js';
import { remarkLayout } from './remark-layout.js';

/** How far a size may be off through rounding, in points. */
const TOLERANCE = 0.5;

/**
 * Checks what only a forged request has: words on what is no remark, words that have no room, and a tick or a remark
 * without a place or of another size than it. The panel makes none of them, so that only the host asks. Pointers lead into the sign request.
 */
export function checkFillIns(marks: readonly Mark[], placements: readonly Placement[]): MarkError[] {
  return marks.flatMap((mark, index): MarkError[] => {
    const at = (member: string, message: string): MarkError => {
      return { pointer: `/marks/${index}/${member}`, code: 'placement-invalid', message };
    };
    if (mark.text !== undefined && mark.kind !== 'remark') return [at('text', 'only a remark has words')];
    if (!isFillIn(mark.kind)) return [];
    const place = placements.find(({ id }) => id === mark.placementId);
    // words of the signer's own stand where whoever prepared the document has asked for them
    if (!place) return [at('placementId', 'nothing is asked for there')];
    if (!isSameSize(mark.rect, place.rect)) return [at('rect', 'it has the size of its place')];
    if (mark.kind === 'checkbox' || remarkLayout(mark.text ?? '', mark.rect)) return [];
    return [at('text', 'the remark has no room in its place')];
  });
}

function isSameSize(one: Rect, other: Rect): boolean {
  return Math.abs(one.width - other.width) <= TOLERANCE && Math.abs(one.height - other.height) <= TOLERANCE;
}
