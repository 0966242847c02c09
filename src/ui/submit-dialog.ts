import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import type { PanelPlacingMessages } from '../i18n/panel-placing.zh-cn.js';
import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import { controls } from './controls.styles.js';
import { modalStyles } from './modal.styles.js';

/** Asks once more before the legal act. Fires `dialog-confirm`, `dialog-close`, or `dialog-show` with the id of a
 * mark that a warning is about. */
export class SubmitDialog extends LitElement {
  static override styles = [controls, modalStyles];

  @property({ type: Number }) marks = 0;
  @property({ type: Number }) documents = 0;
  /** What should be looked at first; a person may go on all the same. */
  @property({ attribute: false }) warnings: readonly { readonly id: string; readonly text: string }[] = [];
  @property({ attribute: false }) warningTexts: Pick<PanelPlacingMessages, 'warnings' | 'show'> | undefined;
  @property({ type: Boolean }) submitsWorkflow = false;
  @property({ attribute: false }) messages: SignPanelMessages | undefined;

  @query('dialog') private dialogElement!: HTMLDialogElement | null;

  protected override firstUpdated(): void {
    this.dialogElement?.showModal();
  }

  protected override render(): TemplateResult {
    const texts = this.messages?.confirm;
    if (!texts) return html``;
    return html`
      <dialog aria-labelledby="title" @close=${() => this.#fire('dialog-close')}>
        <form method="dialog" @submit=${this.#handleSubmit}>
          <h2 id="title">${texts.title}</h2>
          <p>${texts.text(this.marks, this.documents)}</p>
          ${this.#renderWarnings()}
          <p>${texts.legal}</p>
          ${this.submitsWorkflow ? html`<p class="notice">${texts.submitsWorkflow}</p>` : nothing}
          <div class="actions">
            <button class="button" type="button" data-act="back" @click=${() => this.dialogElement?.close()}>
              ${texts.no}
            </button>
            <button class="button primary" type="submit" data-act="confirm" autofocus>${texts.yes}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #renderWarnings(): TemplateResult | typeof nothing {
    const { warnings, warningTexts: texts } = this;
    if (!texts || warnings.length === 0) return nothing;
    return html`<div class="notice warning">
      <div>
        <strong>${texts.warnings}</strong>
        <ul class="warnings">
          ${warnings.map(
            ({ id, text }) =>
              html`<li>
                <span>${text}</span>
                <button
                  class="button small"
                  type="button"
                  data-act="show-warning"
                  @click=${() => this.dispatchEvent(new CustomEvent('dialog-show', { detail: id }))}
                >
                  ${texts.show}
                </button>
              </li>`,
          )}
        </ul>
      </div>
    </div>`;
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    this.#fire('dialog-confirm');
  }

  #fire(type: string): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-submit-dialog': SubmitDialog;
  }
}
