import type { Mark, Placement } from '../schema/placement.js';
import type { MarkError } from './marks.js';
import { dateStyleOf, fitsDate } from './signing-date.js';

/**
 * Checks how dates are written (C-37): as their place says where that is locked, and in full; other marks are not written. The
 * panel makes no others, so that only the host asks. Pointers lead into the sign request.
 */
export function checkDates(marks: readonly Mark[], placements: readonly Placement[]): MarkError[] {
  return marks.flatMap((mark, index) => {
    if (mark.dateFormat === undefined && mark.fontSize === undefined) return [];
    const message = faultOf(
      mark,
      placements.find(({ id }) => id === mark.placementId),
    );
    return message === '' ? [] : [{ pointer: `/marks/${index}/fontSize`, code: 'placement-invalid', message }];
  });
}

function faultOf(mark: Mark, place: Placement | undefined): string {
  if (mark.kind !== 'date') return 'only a date is written';
  const style = dateStyleOf(mark, place);
  if (place?.policy !== 'locked') return fitsDate(mark.rect, style) ? '' : 'the date does not fit its rectangle';
  const { format, fontSize } = dateStyleOf({}, place);
  return style.format === format && style.fontSize === fontSize ? '' : 'how the date is written is prescribed';
}
