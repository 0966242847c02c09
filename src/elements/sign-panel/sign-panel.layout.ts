import { html, nothing, type TemplateResult } from 'lit';

import { emptyPlacements } from '../../core/panel-view.js';
import { glyph } from '../../ui/icons.js';
import type { PageCount } from '../../ui/page-thumbs.js';
import { SheetDrag } from './sheet-drag.js';
import { renderDocument, renderSide, type Stage } from './sign-panel.stage.js';
import type { Scene } from './sign-panel.views.js';

/** Thumbnails, pages, and what a person places: three columns, two, or one with a sheet, as the width allows. */
export function renderBody(stage: Stage): TemplateResult {
  const { viewer, editing } = stage.scene;
  const classes = ['body', editing ? '' : 'wide', viewer.showsThumbs ? 'with-thumbs' : ''];
  return html`<div class=${classes.filter(Boolean).join(' ')}>
    ${viewer.showsThumbs ? renderThumbs(stage) : nothing} ${renderDocument(stage)}
    ${editing ? renderSheet(stage) : nothing}
  </div>`;
}

function renderThumbs({ scene, file, images, seam }: Stage): TemplateResult {
  const { texts, viewer, document, context } = scene;
  const marks = seam.shown(context.board.marks).filter(({ documentId }) => documentId === document?.id);
  return html`<nav class="thumbs" aria-label=${texts.viewer.thumbs}>
    <esign-page-thumbs
      .pages=${document?.pages ?? []}
      .source=${file.source}
      .current=${viewer.pageIndex}
      .counts=${countsOf(scene)}
      .marks=${marks}
      .images=${images}
      .messages=${texts.viewer}
      @thumb-picked=${({ detail }: CustomEvent<number>) => viewer.pickThumb(detail)}
    ></esign-page-thumbs>
  </nav>`;
}

/** Seals beside the pages; on a phone a sheet below them, whose handle opens and closes it. */
function renderSheet(stage: Stage): TemplateResult {
  const { texts, viewer } = stage.scene;
  const isOpen = viewer.showsSheet;
  const drag = new SheetDrag((open) => viewer.toggleSheet(open));
  return html`<div class="sheet ${isOpen ? 'open' : ''}">
    <button
      class="handle"
      type="button"
      data-act="sheet"
      aria-expanded=${isOpen}
      aria-label=${isOpen ? texts.viewer.closeSheet : texts.viewer.openSheet}
      @click=${() => viewer.toggleSheet()}
      @pointerdown=${drag}
    >
      <span class="grip"></span>
      <span class="handle-text">${texts.seals} ${glyph(isOpen ? 'down' : 'up')}</span>
    </button>
    ${renderSide(stage)}
  </div>`;
}

function countsOf({ context, document }: Scene): ReadonlyMap<number, PageCount> {
  const counts = new Map<number, { placed: number; needed: number }>();
  const at = (pageIndex: number): { placed: number; needed: number } => {
    const count = counts.get(pageIndex) ?? { placed: 0, needed: 0 };
    counts.set(pageIndex, count);
    return count;
  };
  const { marks } = context.board;
  for (const mark of marks) if (mark.documentId === document?.id) at(mark.pageIndex).placed += 1;
  for (const place of emptyPlacements(context.view, marks)) {
    if (place.documentId === document?.id && place.required) at(place.pageIndex).needed += 1;
  }
  return counts;
}
