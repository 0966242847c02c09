import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { LocalizeController, type Catalog } from '../i18n/localize.js';
import { panelOpeningZhCn, type PanelOpeningMessages } from '../i18n/panel-opening.zh-cn.js';
import { cardStyles } from './card.styles.js';
import { controls } from './controls.styles.js';

/** How much of a document has come; whoever reads it writes here. Without a total nobody knows how much it will be. */
export interface Opening {
  received: number;
  total: number | undefined;
}

/** The file has a password: how often a wrong one was given, and where the answer goes. */
export interface PasswordQuestion {
  readonly attempt: number;
  readonly answer: (password: string) => void;
  readonly cancel: () => void;
}

export type CoverAct = 'stop' | 'reopen';

/** Milliseconds between two looks at what has come. What opens within the first is shown without a word. */
const STEP = 400;

const catalog: Catalog<PanelOpeningMessages> = {
  'zh-CN': panelOpeningZhCn,
  en: async () => (await import('../i18n/panel-opening.en.js')).panelOpeningEn,
  'zh-TW': async () => (await import('../i18n/panel-opening.zh-tw.js')).panelOpeningZhTw,
};

/**
 * What lies over the pages of a document before they can be read: how much of it has come, the question for its password,
 * or that a person stopped it. A screen reader hears the beginning and the end, not each step. Fires `cover-act`.
 */
export class DocumentCover extends LitElement {
  static override styles = [
    controls,
    cardStyles,
    css`
      :host {
        display: contents;
      }
      /* the pages behind it can be scrolled already */
      .over.light {
        background: none;
        pointer-events: none;
      }
      .light .card {
        width: min(320px, 100%);
        border: 1px solid var(--_line);
        border-radius: 10px;
        background: var(--_surface);
        box-shadow: var(--_shadow);
        pointer-events: auto;
      }
      .card h2 {
        max-width: 100%;
        overflow-wrap: anywhere;
      }
      .light h2 {
        font-size: 15px;
      }
      progress {
        width: 100%;
        accent-color: var(--_accent);
      }
      .card p {
        font-variant-numeric: tabular-nums;
      }
      /* a phone has little room above its sheet */
      @container (max-width: 639px) {
        .light .card {
          grid-template-columns: 1fr auto;
          justify-items: start;
          text-align: start;
        }
        .light h2,
        progress {
          grid-column: 1 / -1;
        }
      }
      .acts {
        display: flex;
        gap: var(--_gap-2);
      }
    `,
  ];

  /** While the document is on its way. */
  @property({ attribute: false }) opening: Opening | undefined;
  /** The document is there: it is not only no longer on its way. */
  @property({ attribute: false }) opened = false;
  @property({ attribute: false }) stopped = false;
  /** To be asked of the person; it is kept nowhere. */
  @property({ attribute: false }) question: PasswordQuestion | undefined;
  @property({ attribute: false }) name = '';
  @property() locale = '';

  @state() private isSlow = false;
  @state() private said: 'opening' | 'opened' | 'stopped' | undefined;

  readonly #localize = new LocalizeController(this, catalog);
  #timer: ReturnType<typeof setInterval> | undefined;
  #hadFocus = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
    if (!changed.has('opening')) return;
    if (this.opening) this.said = undefined;
    else if (this.isSlow) this.said = this.stopped ? 'stopped' : this.opened ? 'opened' : undefined;
    this.isSlow = false;
    this.#watch();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    return html`<p class="visually-hidden" role="status">${this.#saying()}</p>
      ${this.#renderCard()}`;
  }

  protected override updated(): void {
    // what had the focus is gone: what took its place gets it
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.shadowRoot?.querySelector('button')?.focus();
  }

  #saying(): string {
    const words = this.#localize.messages;
    if (this.said === 'stopped') return words.stopped;
    return this.said ? words[this.said](this.name) : '';
  }

  #renderCard(): TemplateResult | typeof nothing {
    if (this.question) return this.#renderQuestion(this.question);
    if (this.stopped) return this.#renderStopped();
    return this.opening && this.isSlow ? this.#renderProgress(this.opening) : nothing;
  }

  #renderProgress({ received, total }: Opening): TemplateResult {
    const words = this.#localize.messages;
    const known = total === undefined ? '' : this.#size(total);
    return html`<div class="over light">
      <div class="card">
        <h2 id="opening">${words.opening(this.name)}</h2>
        <progress
          aria-labelledby="opening"
          max=${total ?? nothing}
          value=${total === undefined ? nothing : Math.min(received, total)}
        ></progress>
        <p>${words.received(this.#size(received), known)}</p>
        <button class="button" type="button" data-act="stop" @click=${() => this.#fire('stop')}>${words.stop}</button>
      </div>
    </div>`;
  }

  #renderStopped(): TemplateResult {
    const words = this.#localize.messages;
    return html`<div class="over">
      <div class="card">
        <h2>${words.stopped}</h2>
        <p>${words.stoppedText}</p>
        <button class="button primary" type="button" data-act="reopen" @click=${() => this.#fire('reopen')}>
          ${words.again}
        </button>
      </div>
    </div>`;
  }

  #renderQuestion({ attempt, answer, cancel }: PasswordQuestion): TemplateResult {
    const words = this.#localize.messages;
    const submit = (event: Event): void => {
      event.preventDefault();
      const field = event.currentTarget instanceof HTMLFormElement ? event.currentTarget.querySelector('input') : null;
      if (!field?.value) return;
      const { value } = field;
      field.value = '';
      answer(value);
    };
    return html`<div class="over">
      <form class="card" data-attempt=${attempt} @submit=${submit}>
        <h2 id="password-title">${words.password}</h2>
        ${attempt > 0 ? html`<p class="notice danger" role="alert">${words.wrongPassword(attempt)}</p>` : nothing}
        <input class="input" type="password" autocomplete="off" aria-labelledby="password-title" data-act="password" />
        <div class="acts">
          <button class="button" type="button" data-act="no-password" @click=${cancel}>${words.cancel}</button>
          <button class="button primary" type="submit" data-act="unlock">${words.unlock}</button>
        </div>
      </form>
    </div>`;
  }

  /** Looks at what has come for as long as something comes. */
  #watch(): void {
    clearInterval(this.#timer);
    if (!this.opening) return;
    this.#timer = setInterval(() => {
      if (!this.isSlow) this.said = 'opening';
      this.isSlow = true;
      this.requestUpdate();
    }, STEP);
  }

  #size(bytes: number): string {
    const [count, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
    const digits = unit === 'kilobyte' ? 0 : 1;
    return new Intl.NumberFormat(this.#localize.locale, {
      style: 'unit',
      unit,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(count);
  }

  #fire(act: CoverAct): void {
    this.dispatchEvent(new CustomEvent<CoverAct>('cover-act', { detail: act }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-document-cover': DocumentCover;
  }
}
