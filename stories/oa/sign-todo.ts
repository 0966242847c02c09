import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { MAX_BATCH } from '../../src/schema/batch.js';
import type { EnvelopeSummary } from '../../src/schema/envelope.js';
import { controls } from '../../src/ui/controls.styles.js';
import { host } from './api.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts } from './texts.js';

/** What the person may sign now, to be signed together. Fires `todo-settled` once it is known how much room it takes. */
export class SignTodo extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2) var(--_gap-3);
        padding: var(--_gap-3) var(--_gap-4);
      }
      .head .button {
        margin-inline-start: auto;
      }
      .choice {
        width: 1%;
        padding-inline-end: 0;
      }
      .choice label {
        display: grid;
        place-items: center;
        min-width: 28px;
        min-height: 28px;
      }
      @media (pointer: coarse) {
        .choice label {
          min-width: 44px;
          min-height: 44px;
        }
      }
      @media (max-width: 640px) {
        .secondary {
          display: none;
        }
      }
    `,
  ];

  @property() locale = 'zh-CN';
  @state() private envelopes: readonly EnvelopeSummary[] | undefined;
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private failure: unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const texts = oaTexts(this.locale);
    if (this.failure !== undefined) {
      return html`<div class="card state" role="alert">
        <b>${texts.failed}</b>
        <p>${failureText(this.failure, texts)}</p>
        <button class="button" type="button" @click=${this.#handleRetry}>${texts.retry}</button>
      </div>`;
    }
    const { envelopes = [] } = this;
    if (envelopes.length === 0) return nothing;
    const address = [...this.chosen].map((id) => `/${encodeURIComponent(id)}`).join('');
    return html`<section class="card" aria-labelledby="heading">
      <div class="head">
        <h2 id="heading">${texts.batch.todo(envelopes.length)}</h2>
        <button
          class="button primary"
          type="button"
          data-act="batch"
          ?disabled=${this.chosen.size === 0}
          @click=${() => (location.hash = `#/batch${address}`)}
        >
          ${texts.batch.open(this.chosen.size)}
        </button>
      </div>
      <div class="table-box">${this.#renderTable(envelopes)}</div>
    </section>`;
  }

  #renderTable(envelopes: readonly EnvelopeSummary[]): TemplateResult {
    const texts = oaTexts(this.locale);
    const format = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'short' });
    const most = envelopes.slice(0, MAX_BATCH);
    const isWhole = most.every(({ id }) => this.chosen.has(id));
    return html`<table>
      <thead>
        <tr>
          <th class="choice">
            <label>
              <input
                type="checkbox"
                aria-label=${texts.batch.all}
                .checked=${isWhole}
                .indeterminate=${!isWhole && this.chosen.size > 0}
                @change=${() => (this.chosen = new Set(isWhole ? [] : most.map(({ id }) => id)))}
              />
            </label>
          </th>
          <th scope="col">${texts.list.title}</th>
          <th scope="col" class="secondary">${texts.list.creator}</th>
          <th scope="col" class="secondary">${texts.batch.created}</th>
        </tr>
      </thead>
      <tbody>
        ${envelopes.map(
          ({ id, recordId, subject, initiator, createdAt }) =>
            html`<tr>
              <td class="choice">
                <label>
                  <input
                    type="checkbox"
                    value=${id}
                    aria-label=${texts.batch.choose(subject)}
                    ?disabled=${!this.chosen.has(id) && this.chosen.size >= MAX_BATCH}
                    .checked=${this.chosen.has(id)}
                    @change=${() => this.#toggle(id)}
                  />
                </label>
              </td>
              <td>
                <a href=${recordId === null ? `#/batch/${encodeURIComponent(id)}` : `#/record/${recordId}`}
                  >${subject}</a
                >
              </td>
              <td class="secondary nowrap">${initiator}</td>
              <td class="secondary nowrap">${format.format(new Date(createdAt))}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  readonly #handleRetry = (): void => void this.#load();

  #toggle(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  async #load(): Promise<void> {
    this.failure = undefined;
    try {
      this.envelopes = (await host.listEnvelopes('todo')).items;
    } catch (error) {
      this.failure = error;
    }
    await this.updateComplete;
    this.dispatchEvent(new Event('todo-settled'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-sign-todo': SignTodo;
  }
}
