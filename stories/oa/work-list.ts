import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { FormRecord } from '../../src/schema/form.js';
import { controls } from '../../src/ui/controls.styles.js';
import { oa } from './api.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts } from './texts.js';

/** How long the records wait for what is to be signed. */
const PATIENCE_MS = 1500;

/** `#/`: the records that concern the person. */
export class WorkList extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      td a {
        font-weight: 500;
      }
      @media (max-width: 640px) {
        .secondary {
          display: none;
        }
      }
    `,
  ];

  @property() locale = 'zh-CN';
  @state() private records: readonly FormRecord[] | undefined;
  @state() private failure: unknown;
  /** Until then the records would be pushed down by what comes above them; they wait for it, but not for long. */
  @state() private isTodoSettled = false;

  #patience: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#patience = setTimeout(() => (this.isTodoSettled = true), PATIENCE_MS);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#patience);
  }

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    return html`
      <div class="page">
        <div>
          <h1>${texts.list.heading}</h1>
          <p class="muted">${texts.list.hint}</p>
        </div>
        <oa-sign-todo .locale=${this.locale} @todo-settled=${() => (this.isTodoSettled = true)}></oa-sign-todo>
        <div class="card">${this.#renderList()}</div>
      </div>
    `;
  }

  #renderList(): TemplateResult {
    const texts = oaTexts(this.locale);
    if (this.failure !== undefined) {
      return html`<div class="state" role="alert">
        <b>${texts.failed}</b>
        <p>${failureText(this.failure, texts)}</p>
        <button class="button" type="button" @click=${this.#handleRetry}>${texts.retry}</button>
      </div>`;
    }
    if (!this.records || !this.isTodoSettled)
      return html`<div class="state"><span class="spinner"></span>${texts.loading}</div>`;
    if (this.records.length === 0) return html`<div class="state">${texts.list.empty}</div>`;
    const format = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<div class="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.list.title}</th>
            <th scope="col" class="secondary">${texts.list.creator}</th>
            <th scope="col" class="secondary">${texts.list.updated}</th>
            <th scope="col">${texts.list.state}</th>
          </tr>
        </thead>
        <tbody>
          ${this.records.map(
            (record) =>
              html`<tr>
                <td>
                  <a href="#/record/${record.recordId}">${record.title}</a>
                  <div class="muted">${record.recordId}</div>
                </td>
                <td class="secondary nowrap">${record.creator.name}</td>
                <td class="secondary nowrap">${format.format(new Date(record.updatedAt))}</td>
                <td class="nowrap">
                  <span class="badge ${record.finished ? 'success' : 'accent'}"
                    >${record.finished ? texts.list.finished : texts.list.open}</span
                  >
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  readonly #handleRetry = (): void => void this.#load();

  async #load(): Promise<void> {
    this.failure = undefined;
    try {
      this.records = await oa.records();
    } catch (error) {
      this.failure = error;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-work-list': WorkList;
  }
}
