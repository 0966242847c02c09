import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { SealApplyMessages } from '../../i18n/seal-apply.zh-cn.js';
import { AppendSealUse, EndSealUse } from '../../schema/seal-use.js';
import { controls } from '../../ui/controls.styles.js';

export type SealUseRequested = { kind: 'append'; request: AppendSealUse } | { kind: 'end'; request: EndSealUse };

type Fault = 'count' | 'seamCount' | 'sum' | 'reason';

/** The dialog that asks for more uses (P-10, P-11) or ends a use (P-14). Fires `request` and `cancelled`, both private. */
export class SealUseRequest extends LitElement {
  static override styles = [
    controls,
    css`
      form {
        display: grid;
        gap: var(--_gap-3);
        padding: var(--_gap-5);
      }
      h2,
      p {
        margin: 0;
      }
      h2 {
        font-size: 17px;
      }
      label {
        display: grid;
        gap: 4px;
        font-weight: 500;
      }
      .counts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: var(--_gap-3);
        align-items: start;
      }
      .fault {
        color: var(--_danger);
        font-size: var(--_size-s);
        font-weight: 400;
      }
      textarea {
        resize: vertical;
      }
      [role='alert']:not(:has(*)) {
        position: absolute;
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        gap: var(--_gap-2);
      }
    `,
  ];

  @property() kind: 'append' | 'end' = 'append';
  @property({ type: Boolean }) busy = false;
  /** Uses left, for the warning before ending. */
  @property({ type: Number }) remaining = 0;
  /** What the host answered to the last try, or empty. */
  @property() failure = '';
  @property({ attribute: false }) messages!: SealApplyMessages;

  @state() private faults: readonly Fault[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('form') private form!: HTMLFormElement;

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const { messages, kind, busy } = this;
    const texts = messages[kind];
    return html`
      <dialog aria-labelledby="heading" @cancel=${this.#handleCancel} @close=${this.#handleClose}>
        <form novalidate @submit=${this.#handleSubmit}>
          <h2 id="heading">${texts.heading}</h2>
          ${kind === 'end' ? html`<p class="notice warning">${messages.end.warning(this.remaining)}</p>` : nothing}
          ${kind === 'append' ? this.#renderCounts() : nothing}
          <label>
            ${texts.reason}
            <textarea
              class="input"
              name="reason"
              rows="3"
              maxlength="200"
              placeholder=${texts.reasonHint}
              ?readonly=${busy}
              aria-required="true"
              aria-invalid=${this.faults.includes('reason')}
              aria-describedby="reason-fault"
            ></textarea>
            <span class="fault" id="reason-fault"
              >${this.faults.includes('reason') ? texts.reasonProblem : nothing}</span
            >
          </label>
          <div role="alert">${this.failure ? html`<p class="notice danger">${this.failure}</p>` : nothing}</div>
          <div class="actions">
            <button class="button" type="button" ?disabled=${busy} @click=${this.#cancel}>${messages.cancel}</button>
            <button class="button ${kind === 'end' ? 'danger' : 'primary'}" type="submit" aria-disabled=${busy}>
              ${busy ? messages.sending : texts.submit}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }

  #renderCounts(): TemplateResult {
    return html`<div class="counts">
      ${this.#renderCount('count', this.messages.append.count, '1')}
      ${this.#renderCount('seamCount', this.messages.append.seamCount, '0')}
    </div>`;
  }

  #renderCount(name: 'count' | 'seamCount', label: string, initial: string): TemplateResult {
    const { append } = this.messages;
    const isWrong = this.faults.includes(name);
    const isSumWrong = name === 'count' && this.faults.includes('sum');
    const text = isWrong ? append.countProblem : isSumWrong ? append.sumProblem : '';
    return html`<label>
      ${label}
      <input
        class="input"
        name=${name}
        type="number"
        inputmode="numeric"
        min="0"
        max="9999"
        step="1"
        value=${initial}
        ?readonly=${this.busy}
        aria-invalid=${isWrong || isSumWrong}
        aria-describedby="${name}-fault"
      />
      <span class="fault" id="${name}-fault">${text}</span>
    </label>`;
  }

  readonly #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const amount = (name: string): number => (text(name) === '' ? Number.NaN : Number(text(name)));
    const reason = text('reason');
    const result =
      this.kind === 'append'
        ? AppendSealUse.safeParse({ count: amount('count'), seamCount: amount('seamCount'), reason })
        : EndSealUse.safeParse({ reason });
    this.faults = result.success ? [] : result.error.issues.map((issue) => toFault(issue.code, issue.path[0]));
    if (result.success) {
      const detail = { kind: this.kind, request: result.data };
      this.dispatchEvent(new CustomEvent('request', { detail }));
    } else {
      void this.updateComplete.then(() => this.form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    }
  };

  readonly #handleCancel = (event: Event): void => {
    // the dialog is closed by removing this element, so that the machine stays the only one who knows
    event.preventDefault();
    if (!this.busy) this.#cancel();
  };

  // a browser closes on a second Escape whatever `cancel` says
  readonly #handleClose = (): void => {
    if (!this.isConnected) return;
    if (this.busy) this.dialog.showModal();
    else this.#cancel();
  };

  readonly #cancel = (): void => {
    this.dispatchEvent(new CustomEvent('cancelled'));
  };
}

function toFault(code: string | undefined, field: PropertyKey | undefined): Fault {
  if (field === 'reason') return 'reason';
  if (code === 'custom') return 'sum';
  return field === 'seamCount' ? 'seamCount' : 'count';
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-seal-use-request': SealUseRequest;
  }
}
