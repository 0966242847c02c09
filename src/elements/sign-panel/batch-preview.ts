import { html, nothing, type TemplateResult } from 'lit';

import { batchState, type BatchItem } from '../../core/batch.js';
import { noTerms, readingGap } from '../../core/reading.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Mark } from '../../schema/placement.js';
import type { Locale } from '../../schema/primitives.js';
import type { Seal } from '../../schema/seal.js';
import { glyph } from '../../ui/icons.js';
import type { PageAct } from '../../ui/page-act.js';
import type { BatchTexts } from './batch-sign.catalog.js';
import { problemText, subjectOf } from './batch-words.js';
import type { DocumentController } from './document-controller.js';
import type { LinkFollowing } from './link-following.js';

interface PreviewScene {
  readonly texts: BatchTexts;
  readonly item: BatchItem | undefined;
  readonly document: EnvelopeDocument | undefined;
  readonly file: DocumentController;
  readonly seals: readonly Seal[];
  readonly images: ReadonlyMap<string, string>;
  readonly following: LinkFollowing;
  readonly locale: Locale;
  readonly isChoosing: boolean;
  readonly close: () => void;
  readonly showDocument: (id: string) => void;
  readonly exclude: (id: string, isExcluded: boolean) => void;
  readonly signSingly: (id: string) => void;
  readonly handlePage: (act: PageAct) => void;
}

/** One envelope as it will be: its pages with the marks of the rule, and what is wrong with them. */
export function renderPreview(scene: PreviewScene): TemplateResult {
  const { texts, item } = scene;
  if (!item) {
    return html`<div class="preview" role="region" aria-label=${texts.preview}>
      <p class="empty">${texts.previewHint}</p>
    </div>`;
  }
  return html`<div class="preview open" role="region" aria-label=${texts.preview}>
    <div class="preview-head">
      <button
        class="button icon quiet back"
        type="button"
        data-act="close-preview"
        aria-label=${texts.back}
        title=${texts.back}
        @click=${scene.close}
      >
        ${glyph('left')}
      </button>
      <h3 tabindex="-1">${subjectOf(item)}</h3>
      ${renderActs(item, scene)}
    </div>
    ${renderNotices(item, texts)} ${renderPicker(item, scene)} ${renderPages(item, scene)}
  </div>`;
}

function renderActs(item: BatchItem, { texts, isChoosing, exclude, signSingly }: PreviewScene): TemplateResult {
  const state = batchState(item);
  const canSign = item.reading?.view.state === 'sign' && state !== 'signed';
  if (!isChoosing || !canSign) return html``;
  return html`<div class="acts">
    <button class="button small" type="button" data-act="exclude" @click=${() => exclude(item.id, !item.isExcluded)}>
      ${item.isExcluded ? texts.reinclude : texts.exclude}
    </button>
    <button class="button small" type="button" data-act="single" @click=${() => signSingly(item.id)}>
      ${texts.single}
    </button>
  </div>`;
}

function renderNotices(item: BatchItem, texts: BatchTexts): TemplateResult | typeof nothing {
  const state = batchState(item);
  const problems = state === 'blocked' ? (item.resolution?.problems ?? []) : [];
  const { view, terms } = item.reading ?? {};
  const gap = readingGap((terms ?? noTerms).reading, item.read, view?.envelope?.documents ?? []);
  const reading = state === 'unread' ? texts.readingLeft(gap.secondsLeft, gap.unread.length) : '';
  if (problems.length === 0 && !reading) return nothing;
  return html`<div class="notice warning">
    <div>
      ${reading} ${problems.map((problem) => html`<p>${problemText(problem, item, texts)}</p>`)}
      ${problems.length > 0 ? html`<p class="fix">${texts.fixHint}</p>` : nothing}
    </div>
  </div>`;
}

function renderPicker(
  item: BatchItem,
  { texts, document, showDocument }: PreviewScene,
): TemplateResult | typeof nothing {
  const documents = item.reading?.view.envelope?.documents ?? [];
  if (documents.length < 2) return nothing;
  return html`<label class="picker">
    <span>${texts.fileName}</span>
    <select
      class="input"
      data-act="document"
      @change=${(event: Event) => {
        const chosen = documents[(event.target as HTMLSelectElement).selectedIndex];
        if (chosen) showDocument(chosen.id);
      }}
    >
      ${documents.map(({ id, name }) => html`<option value=${id} ?selected=${id === document?.id}>${name}</option>`)}
    </select>
  </label>`;
}

/** What will be there; of a signed one the file shows it by itself. */
function marksOn(item: BatchItem, id: string): readonly Mark[] {
  if (batchState(item) === 'signed') return [];
  return (item.resolution?.marks ?? []).filter(({ documentId }) => documentId === id);
}

function renderPages(item: BatchItem, scene: PreviewScene): TemplateResult | typeof nothing {
  const { texts, document, file, seals, images } = scene;
  if (!document) return nothing;
  return html`<div class="document">
    <esign-page-view
      .pages=${document.pages}
      .source=${file.source}
      .marks=${marksOn(item, document.id)}
      .images=${images}
      .names=${new Map(seals.map(({ id, name }) => [id, name]))}
      .now=${new Date().toISOString()}
      .messages=${texts.panel}
      .errors=${texts.errors}
      .seamWords=${texts.seam}
      @page-act=${({ detail }: CustomEvent<PageAct>) => scene.handlePage(detail)}
    ></esign-page-view>
    ${scene.following.render(`${item.id}/${document.id}`, scene.locale)}
    ${
      file.error
        ? html`<div class="over" role="alert">
            <p>${texts.errors[file.error.code]}</p>
            <button class="button" type="button" data-act="reopen" @click=${() => file.retry()}>${texts.retry}</button>
          </div>`
        : nothing
    }
  </div>`;
}
