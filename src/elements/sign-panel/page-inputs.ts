import { emptyPlacements, myPlacements, type PanelView } from '../../core/panel-view.js';
import type { MarkError } from '../../core/marks.js';
import { remember } from '../../core/remember.js';
import type { Mark, Placement } from '../../schema/placement.js';
import type { Seal } from '../../schema/seal.js';
import type { PageCount } from '../../ui/page-thumbs.js';

const MINUTE = 60_000;

/**
 * What the pages and their small pictures show, found again only when it changed: they compare by identity, and a page with
 * hundreds of marks must not be drawn again because a person scrolled or drags.
 */
export class PageInputs {
  readonly #minute = remember((minute: number) => new Date(minute * MINUTE).toISOString());

  readonly marks = remember((marks: readonly Mark[], documentId: string): readonly Mark[] =>
    marks.filter((mark) => mark.documentId === documentId),
  );

  readonly places = remember((view: PanelView | undefined, documentId: string): readonly Placement[] =>
    myPlacements(view).filter((place) => place.documentId === documentId),
  );

  readonly names = remember(
    (seals: readonly Seal[]): ReadonlyMap<string, string> => new Map(seals.map(({ id, name }) => [id, name])),
  );

  readonly faulty = remember(
    (faults: readonly MarkError[], marks: readonly Mark[]): ReadonlySet<string> =>
      new Set(faults.flatMap(({ pointer }) => marks[Number(pointer.split('/')[2])]?.id ?? [])),
  );

  readonly locked = remember((view: PanelView | undefined, marks: readonly Mark[]): ReadonlySet<string> => {
    const places = new Set(myPlacements(view).flatMap(({ policy, id }) => (policy === 'locked' ? [id] : [])));
    return new Set(marks.flatMap(({ id, placementId }) => (placementId && places.has(placementId) ? [id] : [])));
  });

  readonly counts = remember(
    (
      view: PanelView | undefined,
      marks: readonly Mark[],
      documentId: string | undefined,
    ): ReadonlyMap<number, PageCount> => {
      const counts = new Map<number, { placed: number; needed: number }>();
      const at = (pageIndex: number): { placed: number; needed: number } => {
        const count = counts.get(pageIndex) ?? { placed: 0, needed: 0 };
        counts.set(pageIndex, count);
        return count;
      };
      for (const mark of marks) if (mark.documentId === documentId) at(mark.pageIndex).placed += 1;
      for (const place of emptyPlacements(view, marks)) {
        if (place.documentId === documentId && place.required) at(place.pageIndex).needed += 1;
      }
      return counts;
    },
  );

  /** When a signature would be made, RFC 3339, to the minute: the pages show its day. */
  get now(): string {
    return this.#minute(Math.floor(Date.now() / MINUTE));
  }
}
