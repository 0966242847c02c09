import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import { controls } from './controls.styles.js';
import { modalStyles } from './modal.styles.js';

/** Characters of a reason that the host accepts. */
const MAX_REASON = 200;

/** Asks why a signer declines; the reason is required. Fires `dialog-confirm` with it, or `dialog-close`. */
export class RejectDialog extends LitElement {
  static override styles = [controls, modalStyles];

  /** What was tried before and failed, as a sentence. */
  @property() error = '';
  /** Reasons of the host to choose from; without any, our own. */
  @property({ attribute: false }) reasons: readonly string[] = [];
  @property({ attribute: false }) messages: SignPanelMessages | undefined;

  @state() private reason = '';
  @state() private refused = false;
  @query('dialog') private dialogElement!: HTMLDialogElement | null;
  @query('textarea') private textElement!: HTMLTextAreaElement | null;

  protected override firstUpdated(): void {
    this.dialogElement?.showModal();
  }

  protected override render(): TemplateResult {
    const texts = this.messages?.rejectDialog;
    if (!texts) return html``;
    return html`
      <dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('dialog-close'))}>
        <form method="dialog" @submit=${this.#handleSubmit}>
          <h2 id="title">${texts.title}</h2>
          <p>${texts.text}</p>
          ${this.error ? html`<p class="notice danger" role="alert">${this.error}</p>` : nothing}
          <div class="samples">
            ${(this.reasons.length > 0 ? this.reasons : texts.samples).map(
              (sample) =>
                html`<button class="button small" type="button" @click=${() => (this.reason = sample)}>
                  ${sample}
                </button>`,
            )}
          </div>
          <label
            >${texts.reason}
            <textarea
              class="input"
              maxlength=${MAX_REASON}
              required
              aria-invalid=${this.refused && !this.reason.trim() ? 'true' : 'false'}
              aria-describedby="fault"
              .value=${this.reason}
              @input=${this.#handleInput}
            ></textarea>
          </label>
          <span id="fault" class="fault" role="alert"
            >${this.refused && !this.reason.trim() ? texts.required : ''}</span
          >
          <div class="actions">
            <button class="button" type="button" data-act="back" @click=${() => this.dialogElement?.close()}>
              ${texts.no}
            </button>
            <button class="button danger" type="submit" formnovalidate data-act="confirm">${texts.yes}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #handleInput(event: InputEvent): void {
    if (event.target instanceof HTMLTextAreaElement) this.reason = event.target.value;
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    const reason = this.reason.trim();
    if (reason) {
      this.dispatchEvent(new CustomEvent('dialog-confirm', { detail: reason }));
      return;
    }
    this.refused = true;
    this.textElement?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-reject-dialog': RejectDialog;
  }
}
