import type { Rect } from '../schema/placement.js';

/** Where a link of a document leads. An address is what the file says, unchecked: whoever follows it checks it. */
export type LinkTarget =
  | {
      readonly kind: 'page';
      readonly pageIndex: number;
      /** Displayed points from the top of the page; null means the page as a whole. */
      readonly y: number | null;
    }
  | { readonly kind: 'address'; readonly address: string };

/** A link of a page, in displayed points. */
export interface PageLink {
  readonly rect: Rect;
  readonly target: LinkTarget;
}
