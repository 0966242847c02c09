import type { Point } from '../core/geometry.js';
import type { PanelSeamMessages } from '../i18n/panel-seam.zh-cn.js';
import type { PageLink } from '../core/page-links.js';
import type { ViewTurn } from '../core/view-turn.js';
import type { SelectMode } from '../core/mark-selection.js';
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
  /** The selected marks together: by so many points, over so many pages. */
  | {
      readonly kind: 'shift';
      readonly dx: number;
      readonly dy: number;
      readonly turn: number;
      readonly gesture: string;
    }
  /** Quietly: the focus stays where it is. */
  | { readonly kind: 'remove'; readonly mark: Mark; readonly quiet?: boolean }
  | { readonly kind: 'select'; readonly id: string | null; readonly mode: SelectMode }
  /** All marks of a page, or those that a rectangle of it touches. */
  | { readonly kind: 'selectAll'; readonly pageIndex: number; readonly area: Rect | null }
  | { readonly kind: 'fill'; readonly placement: Placement; readonly quiet?: boolean }
  | { readonly kind: 'zoom'; readonly zoom: number }
  | { readonly kind: 'scrolled'; readonly pageIndex: number; readonly zoom: number }
  | { readonly kind: 'link'; readonly pageIndex: number; readonly index: number; readonly link: PageLink }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What the layer of marks shows, of one document. */
export interface PageViewMarks {
  readonly marks: readonly Mark[];
  readonly placements: readonly Placement[];
  /** Object URLs and names of seals, by seal id. */
  readonly images: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly selectedId: string | null;
  /** All that are worked on together, `selectedId` among them. */
  readonly selection: readonly string[];
  readonly liftedId: string | null;
  /** How the view is turned; marks lie in displayed points all the same. */
  readonly turn: ViewTurn;
  readonly faultyIds: ReadonlySet<string>;
  readonly lockedIds: ReadonlySet<string>;
  readonly editable: boolean;
  /** Whether the next click places a seal. */
  readonly armed: boolean;
  readonly seamWords: PanelSeamMessages | undefined;
  /** When a signature would be made, RFC 3339: the day that a date mark shows (C-37). */
  readonly now: string;
}
