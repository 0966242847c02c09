import { html, nothing, type TemplateResult } from 'lit';

import { emptyPlacements } from '../../core/panel-view.js';
import type { SignPanelEvent } from '../../machines/sign-panel.events.js';
import type { Envelope, EnvelopeDocument, EnvelopeStatus } from '../../schema/envelope.js';
import { glyph } from '../../ui/icons.js';
import type { ViewAct } from '../../ui/view-menu.js';
import { deadlineBadge } from './sign-panel.flow.js';
import type { Scene } from './sign-panel.views.js';

const TONE: Record<EnvelopeStatus, string> = {
  draft: '',
  launched: 'accent',
  completed: 'success',
  rejected: 'danger',
  revoked: 'warning',
  expired: 'warning',
  terminated: 'warning',
  deleted: '',
};

/** More documents than this are chosen from a list, because tabs would not fit. */
const MOST_TABS = 4;

type Glyph = Parameters<typeof glyph>[0];

/** A button of the tool bar: a drawing with its name. */
export function toolButton(
  label: string,
  icon: Glyph,
  act: (event: Event) => void,
  {
    enabled = true,
    name = '',
    pressed,
    keys,
    popup = false,
  }: { enabled?: boolean; name?: string; pressed?: boolean; keys?: string; popup?: boolean } = {},
): TemplateResult {
  return html`<button
    class="button quiet icon small"
    type="button"
    data-act=${name || nothing}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    aria-keyshortcuts=${keys ?? nothing}
    aria-haspopup=${popup ? 'menu' : nothing}
    title=${label}
    ?disabled=${!enabled}
    @click=${act}
  >
    ${glyph(icon)}
  </button>`;
}

/** What a person does with the view: page, zoom, thumbnails, undo. */
export function tools(scene: Scene, document: EnvelopeDocument, { documents }: Envelope): TemplateResult {
  const { texts, send, editing, viewer } = scene;
  const words = texts.viewer;
  const history = (type: Extract<SignPanelEvent['type'], 'undo.requested' | 'redo.requested'>) => (): void =>
    send({ type });
  const fit = viewer.zoom === 'fit' ? 'page' : 'fit';
  return html`<div class="tools" role="toolbar" aria-label=${words.tools}>
    ${toolButton(viewer.showsThumbs ? words.hideThumbs : words.showThumbs, 'thumbs', () => viewer.toggleThumbs(), {
      name: 'thumbs',
      pressed: viewer.showsThumbs,
    })}
    ${
      editing
        ? html`<span class="divider"></span
            >${toolButton(texts.undo, 'undo', history('undo.requested'), { enabled: scene.canUndo })}
            ${toolButton(texts.redo, 'redo', history('redo.requested'), { enabled: scene.canRedo })}`
        : nothing
    }
    <span class="divider"></span>
    <input
      class="input page-number"
      type="number"
      min="1"
      max=${document.pages.length}
      aria-label=${texts.page}
      .value=${String(viewer.pageIndex + 1)}
      @change=${(event: Event) => {
        if (!(event.target instanceof HTMLInputElement)) return;
        const page = Math.min(Math.max(1, Math.round(event.target.valueAsNumber || 1)), document.pages.length);
        event.target.value = String(page);
        viewer.showPage(page - 1);
      }}
    />
    <span class="count">${texts.pageOf(document.pages.length)}</span>
    <span class="divider"></span>
    <span class="zoomer">
      ${toolButton(texts.zoomOut, 'minus', () => viewer.setZoom('out'))}
      <span class="zoom">${texts.zoomValue(Math.round(viewer.shownZoom * 100))}</span>
      ${toolButton(texts.zoomIn, 'plus', () => viewer.setZoom('in'))}
      ${toolButton(fit === 'page' ? words.fitPage : words.fitWidth, fit === 'page' ? 'fitPage' : 'fitWidth', () => viewer.setZoom(fit))}
    </span>
    ${toolButton(texts.find, 'search', () => scene.find('find'), { name: 'find', keys: 'Control+F' })}
    ${toolButton(words.more, 'more', ({ currentTarget }) => void viewer.openMenu(currentTarget as HTMLElement), { name: 'view-menu', popup: true })}
    <esign-view-menu
      .locale=${scene.locale}
      .printable=${scene.canDownload}
      .documents=${documents}
      .zooms=${viewer.size === 'phone'}
      @view-act=${({ detail }: CustomEvent<ViewAct>) => scene.view(detail)}
    ></esign-view-menu>
    <esign-page-print .locale=${scene.locale}></esign-page-print>
  </div>`;
}

/** Several documents: as tabs, or as a list when there are many. */
export function documentPicker(scene: Scene, { documents }: Envelope): TemplateResult | typeof nothing {
  if (documents.length < 2) return nothing;
  const { texts, context, document, viewer } = scene;
  const waiting = emptyPlacements(context.view, context.board.marks);
  const counted = documents.map(({ id, name }, index) => ({
    id,
    name,
    index,
    isShown: id === document?.id,
    placed: context.board.marks.filter((mark) => mark.documentId === id).length,
    empty: waiting.filter((place) => place.documentId === id).length,
  }));
  if (documents.length > MOST_TABS) {
    const shown = counted.findIndex(({ isShown }) => isShown);
    const step = (by: number) => (): void => viewer.showDocument(documents[shown + by]?.id ?? '');
    return html`<div class="picker" role="group" aria-label=${texts.documents}>
      ${toolButton(texts.viewer.previousDocument, 'left', step(-1), { enabled: shown > 0, name: 'previous-document' })}
      <select
        class="input"
        aria-label=${texts.documents}
        @change=${({ target }: Event) => target instanceof HTMLSelectElement && viewer.showDocument(target.value)}
      >
        ${counted.map(
          ({ id, name, placed, empty, isShown }) =>
            html`<option value=${id} .selected=${isShown}>${texts.viewer.option(name, placed, empty)}</option>`,
        )}
      </select>
      ${toolButton(texts.viewer.nextDocument, 'right', step(1), { enabled: shown < documents.length - 1, name: 'next-document' })}
      <span class="count">${shown + 1} / ${documents.length}</span>
    </div>`;
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const now = counted.findIndex(({ isShown }) => isShown);
    const next = step === 0 ? undefined : documents[(now + step + documents.length) % documents.length];
    if (!next || !(event.currentTarget instanceof HTMLElement)) return;
    viewer.showDocument(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-document="${CSS.escape(next.id)}"]`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${texts.documents} @keydown=${onKey}>
    ${counted.map(
      ({ id, name, index, isShown, placed, empty }) =>
        html`<button
          class="tab"
          type="button"
          role="tab"
          id="tab-${index}"
          data-document=${id}
          aria-selected=${isShown}
          aria-controls="document"
          tabindex=${isShown ? 0 : -1}
          @click=${() => viewer.showDocument(id)}
        >
          <span>${name}</span>
          ${placed > 0 ? html`<span class="badge success">${texts.placedCount(placed)}</span>` : nothing}
          ${empty > 0 ? html`<span class="badge warning">${texts.emptyCount(empty)}</span>` : nothing}
        </button>`,
    )}
  </div>`;
}

/** Whether the documents are tabs, so that what they show is a tab's panel. */
export function hasTabs(envelope: Envelope | null | undefined): boolean {
  const count = envelope?.documents.length ?? 0;
  return count > 1 && count <= MOST_TABS;
}

/** Subject, status, tools and documents. */
export function header(scene: Scene, envelope: Envelope): TemplateResult {
  const { texts } = scene;
  return html`
    <header>
      <div class="title">
        <h2 title=${envelope.subject} tabindex="-1">${envelope.subject}</h2>
        <span class="badge ${TONE[envelope.status]}">${texts.status[envelope.status]}</span>
        ${deadlineBadge(scene, envelope)}
      </div>
      ${scene.document ? tools(scene, scene.document, envelope) : nothing}
    </header>
    ${documentPicker(scene, envelope)}
  `;
}
