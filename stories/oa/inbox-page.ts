import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { controls } from '../../src/ui/controls.styles.js';
import type { DemoMessage } from './api.js';
import { InboxController } from './inbox-controller.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts } from './texts.js';

/** `#/inbox`: what the OA told the person, and what a real one would have sent to a phone or a mailbox. */
export class InboxPage extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      li {
        display: grid;
        gap: var(--_gap-1);
        padding: var(--_gap-3) var(--_gap-4);
        overflow-wrap: anywhere;
      }
      li + li {
        border-top: 1px solid var(--_line);
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2);
      }
    `,
  ];

  @property() locale = 'zh-CN';
  @state() private failure: unknown;

  readonly #inbox = new InboxController(this, {
    onFailure: (error) => {
      this.failure = error;
    },
  });

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    return html`
      <div class="page">
        <div>
          <h1>${texts.inbox.heading}</h1>
          <p class="muted">${texts.inbox.hint}</p>
        </div>
        <div class="card">${this.#renderList()}</div>
      </div>
    `;
  }

  #renderList(): TemplateResult {
    const texts = oaTexts(this.locale);
    const { messages } = this.#inbox;
    if (!messages && this.failure !== undefined) {
      return html`<div class="state" role="alert">
        <b>${texts.failed}</b>
        <p>${failureText(this.failure, texts)}</p>
      </div>`;
    }
    if (!messages) return html`<div class="state"><span class="spinner"></span>${texts.loading}</div>`;
    if (messages.length === 0) return html`<div class="state">${texts.inbox.empty}</div>`;
    return html`<ul aria-live="polite">
      ${messages.map((message) => this.#renderMessage(message))}
    </ul>`;
  }

  #renderMessage({ at, text, channel, recordId }: DemoMessage): TemplateResult {
    const { inbox } = oaTexts(this.locale);
    const format = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'medium' });
    return html`<li>
      <div class="meta">
        <span class="badge ${channel ? 'accent' : ''}">${inbox.channels[channel ?? 'oa']}</span>
        <span class="muted">${format.format(new Date(at))}</span>
      </div>
      <p>${text}</p>
      ${recordId ? html`<a href="#/record/${recordId}">${inbox.open}</a>` : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-inbox-page': InboxPage;
  }
}
