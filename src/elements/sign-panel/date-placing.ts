import { newIdempotencyKey as newId } from '../../api/idempotency-key.js';
import { freeDate } from '../../core/date-marks.js';
import { dateMark } from '../../core/mark-board.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Mark, Placement } from '../../schema/placement.js';

/** The next date of a document: where one is asked for, else beside a mark, else in the middle of the page in view. */
export function nextDate(
  { id: documentId, pages }: EnvelopeDocument,
  around: { readonly empty: readonly Placement[]; readonly beside: Mark | undefined; readonly pageIndex: number },
): Mark | undefined {
  const place = around.empty.find((empty) => empty.mark === 'date' && empty.documentId === documentId);
  if (place) return dateMark(newId(), place);
  // a seam seal is at the edge of many pages, and no date goes with it
  const beside = around.beside?.seam ? undefined : around.beside;
  const pageIndex = beside?.pageIndex ?? around.pageIndex;
  const box = pages[pageIndex];
  return box && freeDate({ id: newId(), documentId, pageIndex }, box, beside?.rect);
}
