import { DATE_SIZES } from '../schema/date-sizes.js';
import type { DateFormat, Mark, PageBox, Placement, Rect } from '../schema/placement.js';
import { displayedSize, type Size } from './geometry.js';
import { pageCentre, rectAround, rectAt, settleMark } from './mark-board.js';
import { dateBox, dateLine, dateStyleOf, USUAL_STYLE, widestDay } from './signing-date.js';

/** Room between a mark and the date beside it, in points. */
const GAP = 4;

/**
 * A date in another style: it keeps its left and its middle, moved onto the page or into its zone where it would stick out.
 * A size that does not fit there becomes the largest whole one that does. Null for what is locked, for no date, and where
 * there is no room at all.
 */
export function restyleDate(
  mark: Mark,
  wanted: Partial<{ readonly format: DateFormat; readonly fontSize: number }>,
  pages: readonly PageBox[],
  placements: readonly Placement[],
): Mark | null {
  const place = placements.find(({ id }) => id === mark.placementId);
  const box = pages[mark.pageIndex];
  if (mark.kind !== 'date' || place?.policy === 'locked' || !box) return null;
  const { format, fontSize } = { ...shownStyle(mark, place), ...wanted };
  const room = place?.policy === 'movable' && place.zone ? place.zone : displayedSize(box);
  const unit = dateBox(format, 1);
  const largest = Math.floor(Math.min(room.width / unit.width, room.height / unit.height));
  if (largest < DATE_SIZES.least) return null;
  const size = Math.max(DATE_SIZES.least, Math.min(fontSize, largest, DATE_SIZES.most));
  const rect = { ...mark.rect, ...dateBox(format, size) };
  const y = mark.rect.y + (mark.rect.height - rect.height) / 2;
  const to = settleMark(mark, { pageIndex: mark.pageIndex, rect: { ...rect, y } }, pages, placements);
  return to && { ...mark, ...to, dateFormat: format, fontSize: size };
}

/** The style of a date as it is seen: one without a size of its own has that of its line, to a tenth of a point. */
export function shownStyle(
  mark: Pick<Mark, 'rect' | 'dateFormat' | 'fontSize'>,
  place?: Pick<Placement, 'dateFormat' | 'fontSize'>,
): { readonly format: DateFormat; readonly fontSize: number } {
  const { format, fontSize } = dateStyleOf(mark, place);
  const shown = fontSize ?? dateLine(widestDay(format), mark.rect, null).fontSize;
  return { format, fontSize: Math.floor(shown * 10 + 0.01) / 10 };
}

/** Where a date of a size stands by a mark: below it, or above it at the foot of the page. */
export function besideMark(box: PageBox, mark: Rect, size: Size): Rect {
  const below = mark.y + mark.height + GAP;
  const y = below + size.height <= displayedSize(box).height ? below : mark.y - GAP - size.height;
  return { x: mark.x, y, ...size };
}

/** A date of the signer's own: beside a mark, else in the middle of the page. */
export function freeDate(
  { id, documentId, pageIndex }: Pick<Mark, 'id' | 'documentId' | 'pageIndex'>,
  box: PageBox,
  beside: Rect | undefined,
): Mark {
  const { format: dateFormat, fontSize } = USUAL_STYLE;
  const size = dateBox(dateFormat, fontSize);
  const rect = beside ? rectAt(box, besideMark(box, beside, size)) : rectAround(box, pageCentre(box), size);
  return { id, documentId, kind: 'date', sealId: null, placementId: null, pageIndex, rect, dateFormat, fontSize };
}
