import { html, nothing, type TemplateResult } from 'lit';

import { slicesOf } from '../core/seam.js';
import type { Mark, PageBox, Rect } from '../schema/placement.js';

/** What of a mark is on a page: the whole, or the slice of a seam seal that begins at `from` of its width. */
interface Piece {
  readonly rect: Rect;
  readonly from: number;
}

/** The marks on the small picture of a page; `scale` is CSS pixels of one displayed point. */
export function renderThumbMarks(
  marks: readonly Mark[],
  pages: readonly PageBox[],
  pageIndex: number,
  scale: number,
  images: ReadonlyMap<string, string>,
): (TemplateResult | typeof nothing)[] {
  return marks.map((mark) => {
    const piece = pieceOn(mark, pages, pageIndex);
    if (!piece) return nothing;
    const { rect, from } = piece;
    const image = images.get(mark.sealId ?? '');
    const whole = mark.rect.width * scale;
    return html`<span
      class="thumb-mark ${image ? '' : 'plain'} ${mark.seam ? 'slice' : ''}"
      data-thumb-mark=${mark.id}
      .style=${`left:${rect.x * scale}px;top:${rect.y * scale}px;width:${rect.width * scale}px;height:${rect.height * scale}px`}
      >${
        image
          ? html`<img
              src=${image}
              alt=""
              draggable="false"
              .style=${`width:${whole}px;transform:translateX(${-from * whole}px)`}
            />`
          : nothing
      }</span
    >`;
  });
}

function pieceOn(mark: Mark, pages: readonly PageBox[], pageIndex: number): Piece | undefined {
  if (mark.seam) return slicesOf(mark, pages).find((slice) => slice.pageIndex === pageIndex);
  return mark.pageIndex === pageIndex ? { rect: mark.rect, from: 0 } : undefined;
}
