import { html, nothing, type TemplateResult } from 'lit';

import type { PageBox } from '../../schema/placement.js';
import { glyph } from '../../ui/icons.js';
import { SheetDrag } from './sheet-drag.js';
import { NO_MARKS, renderDocument, renderSide, type Stage } from './sign-panel.stage.js';

const NO_PAGES: readonly PageBox[] = [];

/** Thumbnails, pages, and what a person places: three columns, two, or one with a sheet, as the width allows. */
export function renderBody(stage: Stage): TemplateResult {
  const { viewer, editing } = stage.scene;
  const classes = [
    'body',
    editing ? '' : 'wide',
    viewer.showsThumbs ? 'with-thumbs' : '',
    stage.file.question ? 'asks' : '',
  ];
  return html`<div class=${classes.filter(Boolean).join(' ')}>
    ${viewer.showsThumbs ? renderThumbs(stage) : nothing} ${renderDocument(stage)}
    ${editing ? renderSheet(stage) : nothing}
  </div>`;
}

function renderThumbs({ scene, file, images, seam, inputs }: Stage): TemplateResult {
  const { texts, viewer, document, context, editing } = scene;
  const marks = document && editing ? seam.shown(inputs.marks(context.board.marks, document.id)) : NO_MARKS;
  return html`<nav class="thumbs" aria-label=${texts.viewer.thumbs}>
    <esign-page-thumbs
      .pages=${document?.pages ?? NO_PAGES}
      .source=${file.source}
      .current=${viewer.pageIndex}
      .counts=${inputs.counts(editing ? context.view : undefined, context.board.marks, document?.id)}
      .marks=${marks}
      .images=${images}
      .messages=${texts.viewer}
      @thumb-picked=${({ detail }: CustomEvent<number>) => viewer.pickThumb(detail)}
    ></esign-page-thumbs>
  </nav>`;
}

/** Seals beside the pages; on a phone a sheet below them, whose handle opens and closes it. */
function renderSheet(stage: Stage): TemplateResult {
  const { texts, viewer, context } = stage.scene;
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
      <span class="handle-text"
        >${context.armedSealId ? texts.armedHint : texts.seals} ${glyph(isOpen ? 'down' : 'up')}</span
      >
    </button>
    ${renderSide(stage)}
  </div>`;
}
