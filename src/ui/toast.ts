import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { LocalizeController } from '../i18n/localize.js';
import { controls } from './controls.styles.js';
import { safetyCatalog } from './safety-words.js';

/**
 * What was just done, with a button that takes it back: instead of a question before it.
 *
 * @fires toast-undo - It is to be taken back; does not bubble.
 * @fires toast-close - The message has been read; does not bubble.
 */
export class Toast extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: auto 0 24px;
        z-index: 5;
        width: fit-content;
        max-width: calc(100vw - 32px);
        margin: 0 auto;
      }
      .toast {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2);
        padding: var(--_gap-2) var(--_gap-3);
        border: 1px solid var(--_line-strong);
        border-radius: var(--_radius);
        background: var(--_surface);
        color: var(--_text);
        box-shadow: var(--_shadow);
      }
      .text {
        flex: 1 1 auto;
        min-width: 96px;
        overflow-wrap: anywhere;
      }
      /* above the bar with what saves, not on it */
      @container (max-width: 759px) {
        :host {
          position: absolute;
          inset: auto var(--_gap-2) calc(100% + var(--_gap-2));
          max-width: none;
        }
      }
    `,
  ];

  @property() text = '';
  @property() locale = '';
  /** Leaves the discarded draft's own words to this element, which has them. */
  @property({ attribute: false }) isDraft = false;

  /** How long it stays, in ms; what can be taken back nowhere else stays until it is closed. */
  @property({ attribute: false }) lifetime = 10_000;

  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #localize = new LocalizeController(this, safetyCatalog);

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointerenter', this.hold);
    this.addEventListener('focusin', this.hold);
    this.addEventListener('pointerleave', this.#release);
    this.addEventListener('focusout', this.#release);
    this.#release();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hold();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text') || changed.has('isDraft') || changed.has('lifetime')) this.#release();
  }

  /** Whether it goes by itself, unless somebody comes to it. */
  get isTimed(): boolean {
    return this.#timer !== undefined;
  }

  /** Stays for as long as somebody is at it. */
  readonly hold = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  };

  readonly #release = (): void => {
    this.hold();
    if (this.isDraft || this.matches(':hover, :focus-within')) return;
    this.#timer = setTimeout(() => this.dispatchEvent(new Event('toast-close')), this.lifetime);
  };

  protected override render(): TemplateResult {
    const { toast, draft } = this.#localize.messages;
    return html`<div class="toast" role="group" aria-label=${toast.label}>
      <span class="text">${this.isDraft ? draft.discarded : this.text}</span>
      <button class="button small undo" type="button" @click=${() => this.dispatchEvent(new Event('toast-undo'))}>
        ${toast.undo}
      </button>
      <button class="button small close" type="button" @click=${() => this.dispatchEvent(new Event('toast-close'))}>
        ${toast.close}
      </button>
    </div>`;
  }
}
