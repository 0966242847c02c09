import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { findSeals } from '../core/seal-search.js';
import { LocalizeController } from '../i18n/localize.js';
import { panelSealSearchZhCn, type PanelSealSearchMessages } from '../i18n/panel-seal-search.zh-cn.js';
import type { Seal, SealKind } from '../schema/seal.js';
import { controls } from './controls.styles.js';

/** Those seals of a tray that answer a search, in the order they had. */
export type SealFilter = (seals: readonly Seal[]) => readonly Seal[];

/** Searches many seals. Fires `seals-filter` when a person asks for others. */
export class SealSearch extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--_gap-2);
        margin-bottom: var(--_gap-2);
      }
      .none {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--_gap-2);
        color: var(--_text-2);
      }
    `,
  ];

  @property() locale = '';
  @property({ attribute: false }) seals: readonly Seal[] = [];
  @property({ attribute: false }) kinds: Readonly<Record<SealKind, string>> | undefined;

  @state() private search = '';
  @query('input') private field!: HTMLInputElement | null;

  readonly #localize = new LocalizeController<PanelSealSearchMessages>(this, {
    'zh-CN': panelSealSearchZhCn,
    en: async () => (await import('../i18n/panel-seal-search.en.js')).panelSealSearchEn,
    'zh-TW': async () => (await import('../i18n/panel-seal-search.zh-tw.js')).panelSealSearchZhTw,
  });

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    const texts = this.#localize.messages;
    const { length } = this.#filter(this.seals);
    const said = this.search.trim() === '' ? '' : texts.found(length, this.seals.length);
    return html`<input
        class="input"
        type="search"
        autocomplete="off"
        aria-label=${texts.search}
        placeholder=${texts.search}
        .value=${this.search}
        @input=${() => this.#look(this.field?.value ?? '')}
        @keydown=${this.#handleKey}
      />
      <p class="visually-hidden" role="status">${said}</p>
      ${
        length === 0
          ? html`<div class="none">
              ${said}
              <button class="button small" type="button" data-act="all-seals" @click=${this.#showAll}>
                ${texts.all}
              </button>
            </div>`
          : nothing
      }`;
  }

  #filter(seals: readonly Seal[]): readonly Seal[] {
    return this.kinds ? findSeals(seals, this.search, this.kinds) : seals;
  }

  #look(search: string): void {
    this.search = search;
    const detail: SealFilter = (seals) => this.#filter(seals);
    this.dispatchEvent(new CustomEvent<SealFilter>('seals-filter', { detail }));
  }

  /** Escape empties the field, and closes nothing around it. */
  #handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.search === '') return;
    event.preventDefault();
    event.stopPropagation();
    this.#look('');
  }

  #showAll(): void {
    this.#look('');
    this.field?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-seal-search': SealSearch;
  }
}
