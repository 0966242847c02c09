import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import { isSaid, isThrough, progressOf } from '../../core/sign-progress.js';
import { LocalizeController } from '../../i18n/localize.js';
import { panelProgress as textsZhCn, type PanelProgressMessages } from '../../i18n/panel-progress.zh-cn.js';
import type { SignPanelContext } from '../../machines/sign-panel.events.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { SigningProgress } from '../../schema/sign-progress.js';
import { controls } from '../../ui/controls.styles.js';
import { glyph } from '../../ui/icons.js';
import { signProgressStyles } from './sign-progress.styles.js';

/** Where the host is in a signature of several documents, by its own word. Nothing here is signed: that is told by its receipt. */
export class SignProgress extends LitElement {
  static override styles = [controls, signProgressStyles];

  @property({ attribute: false }) context: Pick<SignPanelContext, 'view' | 'board' | 'progress'> | undefined;
  @property() locale = '';

  @query('ol') private list!: HTMLElement | null;
  @query('li[data-state=signing]') private current!: HTMLElement | null;

  readonly #localize = new LocalizeController<PanelProgressMessages>(this, {
    'zh-CN': textsZhCn,
    en: async () => (await import('../../i18n/panel-progress.en.js')).panelProgress,
    'zh-TW': async () => (await import('../../i18n/panel-progress.zh-tw.js')).panelProgress,
  });
  #said = '';

  protected override render(): TemplateResult | typeof nothing {
    const { view, board, progress } = this.context ?? {};
    const last = progress?.at(-1);
    if (!this.#localize.isReady || !progress || !last) return nothing;
    const texts = this.#localize.messages;
    const marked = new Set(board?.marks.map(({ documentId }) => documentId));
    const documents = view?.envelope?.documents.filter(({ id }) => marked.has(id)) ?? [];
    const name = documents.find(({ id }) => id === last.documentId)?.name ?? '';
    const now = isThrough(last) ? texts.through(last.of) : texts.now(last.index, last.of, name);
    // a screen reader that is told of every step says nothing else any more
    if (isSaid(last)) this.#said = now;
    const done = progress.filter(({ state }) => state === 'done').length;
    return html`<section aria-label=${texts.label}>
      <p class="now"><span class="spinner"></span><span class="words">${now}</span></p>
      <progress max=${last.of} value=${done} aria-label=${texts.label}></progress>
      <ol aria-label=${texts.documents} tabindex="0">
        ${documents.map((document) => renderDocument(document, progress, texts))}
      </ol>
      <p class="stay">${texts.stay}</p>
      <p class="visually-hidden" role="status">${this.#said}</p>
    </section>`;
  }

  protected override updated(): void {
    const { list, current } = this;
    if (!list || !current) return;
    // only within the list: what is behind must not scroll
    const above = current.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (above < 0 || above + current.offsetHeight > list.clientHeight) list.scrollTop += above;
  }
}

function renderDocument(
  { id, name }: EnvelopeDocument,
  progress: readonly SigningProgress[],
  { state: words }: PanelProgressMessages,
): TemplateResult {
  const state = progressOf(progress, id);
  return html`<li data-state=${state} aria-current=${state === 'signing' ? 'step' : nothing}>
    <span>${state === 'done' ? glyph('check') : nothing}</span>
    <span class="name">${name}</span>
    <span class="state">${words[state]}</span>
  </li>`;
}
