import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';

import { handwriting, inkFault } from '../core/handwriting.js';
import { LocalizeController } from '../i18n/localize.js';
import { phonePad as phonePadEn } from '../i18n/phone-pad.en.js';
import { phonePad as phonePadZhCn, type PhonePadMessages } from '../i18n/phone-pad.zh-cn.js';
import { phonePad as phonePadZhTw } from '../i18n/phone-pad.zh-tw.js';
import { controls } from './controls.styles.js';
import type { InkPad } from './ink-pad.js';
import { tokens } from './tokens.styles.js';

/** Stands in the place of the pass of a link whose signature was sent. */
const SENT = 'sent';

type Step = 'opening' | 'writing' | 'sending' | 'sent' | 'spent' | 'unreachable';

/**
 * The page on which a name is written with a phone. Its link holds a secret that works once: the host gives another one for
 * it, which stays with this tab, so that a reload goes on.
 */
export class PhonePadPage extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--_gap-3);
        max-width: 720px;
        margin: 0 auto;
        font-family: system-ui, sans-serif;
        color: var(--_text);
      }
      h1 {
        margin: 0;
        font-size: var(--_size-l);
      }
      p {
        margin: 0;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2);
      }
      .grow {
        flex: 1;
      }
      .button {
        min-height: 44px;
      }
      .send {
        flex: 1 1 100%;
      }
      esign-ink-pad {
        --_pad-height: clamp(160px, 40svh, 340px);
      }
      /* held sideways, all of it is seen at once */
      @media (max-height: 480px) {
        .send {
          flex: none;
        }
      }
      .fault {
        color: var(--_danger);
      }
    `,
  ];

  @state() private step: Step = 'opening';
  @state() private strokes = 0;
  @state() private fault = '';
  @query('esign-ink-pad') private pad!: InkPad | null;

  /** Asked by the controller of the texts; the phone's own language counts. */
  readonly locale = navigator.language;
  readonly #localize = new LocalizeController<PhonePadMessages>(this, {
    'zh-CN': phonePadZhCn,
    en: phonePadEn,
    'zh-TW': phonePadZhTw,
  });
  #secret = '';
  #pass = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = this.#localize.locale;
    document.title = this.#localize.messages.title;
    this.#secret = location.hash.slice(1);
    void this.#open();
  }

  protected override render(): TemplateResult {
    const texts = this.#localize.messages;
    const { step } = this;
    if (step === 'sent' || step === 'spent') {
      return html`<h1>${texts[step].title}</h1>
        <p role="status">${texts[step].text}</p>`;
    }
    return html`<h1>${texts.title}</h1>
      ${step === 'opening' ? html`<p role="status">${texts.opening}</p>` : nothing}
      ${
        step === 'unreachable'
          ? html`<p class="fault" role="alert">${texts.unreachable}</p>
              <button class="button" type="button" @click=${() => void this.#open()}>${texts.retry}</button>`
          : nothing
      }
      ${step === 'writing' || step === 'sending' ? this.#renderPad(texts) : nothing}`;
  }

  #renderPad(texts: PhonePadMessages): TemplateResult {
    const isBusy = this.step === 'sending';
    const isFixed = isBusy || this.strokes === 0;
    return html`<p>${texts.hint}</p>
      <esign-ink-pad .label=${texts.pad} .inert=${isBusy} @ink-change=${this.#handleInk}></esign-ink-pad>
      <div class="row">
        <span class="grow" role="status">${isBusy ? texts.sending : texts.strokes(this.strokes)}</span>
        <button class="button" type="button" data-act="undo" ?disabled=${isFixed} @click=${() => this.pad?.undo()}>
          ${texts.undo}
        </button>
        <button class="button" type="button" data-act="clear" ?disabled=${isFixed} @click=${() => this.pad?.clear()}>
          ${texts.clear}
        </button>
        <button
          class="button primary send"
          type="button"
          data-act="send"
          ?disabled=${isBusy}
          @click=${() => void this.#send()}
        >
          ${texts.send}
        </button>
      </div>
      <p class="fault" role="alert">${this.fault}</p>`;
  }

  #handleInk(): void {
    this.strokes = this.pad?.strokes.length ?? 0;
    this.fault = '';
  }

  async #open(): Promise<void> {
    // by the secret, so that the pass of an earlier link does not count for this one
    const kept = sessionStorage.getItem(this.#secret);
    this.step = 'opening';
    if (kept === SENT) {
      this.step = 'sent';
      return;
    }
    if (kept !== null) this.#pass = kept;
    else {
      const answer = await this.#post('pad/open', this.#secret);
      if (!answer?.ok) {
        this.step = isLost(answer) ? 'unreachable' : 'spent';
        return;
      }
      this.#pass = ((await answer.json()) as { pass: string }).pass;
      sessionStorage.setItem(this.#secret, this.#pass);
    }
    this.step = 'writing';
  }

  async #send(): Promise<void> {
    const texts = this.#localize.messages;
    const fault = inkFault(this.pad?.strokes ?? []);
    if (fault) {
      this.fault = texts.ink[fault];
      return;
    }
    this.step = 'sending';
    const answer = await this.#post('pad/ink', this.#pass, handwriting(this.pad?.outlines ?? []));
    if (answer?.ok) {
      this.step = 'sent';
      // a reload must not ask for a signature that nobody waits for
      sessionStorage.setItem(this.#secret, SENT);
    } else if (isLost(answer)) {
      this.step = 'writing';
      this.fault = texts.offline;
    } else this.step = 'spent';
  }

  /** Nothing where the host was not reached. */
  async #post(path: string, secret: string, body?: unknown): Promise<Response | null> {
    try {
      return await fetch(path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secret}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      return null;
    }
  }
}

/** Whether to try again makes sense: the host was not reached, is busy or is not well. */
function isLost(answer: Response | null): boolean {
  return answer === null || answer.status === 429 || answer.status >= 500;
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-phone-pad': PhonePadPage;
  }
}
