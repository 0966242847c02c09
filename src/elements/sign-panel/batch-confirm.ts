import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import { batchState, reasonOf, readyItems, type BatchItem } from '../../core/batch.js';
import { controls } from '../../ui/controls.styles.js';
import { modalStyles } from '../../ui/modal.styles.js';
import type { BatchTexts } from './batch-sign.catalog.js';
import { reasonText } from './batch-words.js';

/** Asks once more before a batch is signed, and names what is left out. Fires `dialog-confirm` and `dialog-close`. */
export class BatchConfirm extends LitElement {
  static override styles = [controls, modalStyles];

  @property({ attribute: false }) items: readonly BatchItem[] = [];
  @property({ attribute: false }) texts: BatchTexts | undefined;

  @query('dialog') private dialogElement!: HTMLDialogElement | null;

  protected override firstUpdated(): void {
    this.dialogElement?.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts, items } = this;
    if (!texts) return nothing;
    const words = texts.confirm;
    const ready = readyItems(items);
    const left = items.filter((item) => !['ready', 'signed'].includes(batchState(item)));
    const marks = ready.reduce((sum, { resolution }) => sum + (resolution?.marks.length ?? 0), 0);
    const submits = ready.filter(({ reading }) => reading?.view.submitsWorkflow).length;
    const isProved = ready.some(({ reading }) => (reading?.terms?.intent.kind ?? 'none') !== 'none');
    return html`
      <dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event('dialog-close'))}>
        <form method="dialog" @submit=${this.#handleSubmit}>
          <h2 id="title">${words.title}</h2>
          <p>${words.text(ready.length, marks)}</p>
          ${left.length > 0 ? this.#renderLeft(texts, left) : nothing}
          ${submits > 0 ? html`<p class="notice">${words.submitsWorkflow(submits)}</p>` : nothing}
          <p>${isProved ? `${words.proof} ` : ''}${words.legal}</p>
          <div class="actions">
            <button class="button" type="button" data-act="back" @click=${() => this.dialogElement?.close()}>
              ${words.no}
            </button>
            <button class="button primary" type="submit" data-act="confirm" autofocus>${words.yes}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #renderLeft(texts: BatchTexts, left: readonly BatchItem[]): TemplateResult {
    return html`<div class="notice warning">
      <div>
        <strong>${texts.confirm.left(left.length)}</strong>
        <ul class="warnings" tabindex="0" aria-label=${texts.confirm.left(left.length)}>
          ${left.map(
            (item) =>
              html`<li>
                <span>${item.reading?.view.envelope?.subject ?? item.id}</span>
                <span>${reasonText(reasonOf(item), texts)}</span>
              </li>`,
          )}
        </ul>
      </div>
    </div>`;
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    this.dispatchEvent(new Event('dialog-confirm'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-batch-confirm': BatchConfirm;
  }
}
