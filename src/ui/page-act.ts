import type { Point } from '../core/geometry.js';
import type { Mark, Placement, Rect } from '../schema/placement.js';

/** What a person did on the pages. Lengths are displayed points; `picture` is the mark on the screen, in CSS pixels. */
export type PageAct =
  | { readonly kind: 'press'; readonly pageIndex: number; readonly point: Point }
  | { readonly kind: 'grab'; readonly mark: Mark; readonly press: PointerEvent; readonly picture: DOMRect }
  | {
      readonly kind: 'move';
      readonly mark: Mark;
      readonly pageIndex: number;
      readonly rect: Rect;
      readonly gesture: string;
    }
  | { readonly kind: 'remove'; readonly mark: Mark }
  | { readonly kind: 'select'; readonly id: string | null }
  | { readonly kind: 'fill'; readonly placement: Placement }
  | { readonly kind: 'zoom'; readonly zoom: number }
  | { readonly kind: 'scrolled'; readonly pageIndex: number; readonly zoom: number }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What the layer of marks shows, of one document. */
export interface PageViewMarks {
  readonly marks: readonly Mark[];
  readonly placements: readonly Placement[];
  /** Object URLs and names of seals, by seal id. */
  readonly images: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly selectedId: string | null;
  readonly liftedId: string | null;
  readonly faultyIds: ReadonlySet<string>;
  readonly lockedIds: ReadonlySet<string>;
  readonly editable: boolean;
  /** When a signature would be made, RFC 3339: the day that a date mark shows (C-37). */
  readonly now: string;
}
