import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { controls } from '../../src/ui/controls.styles.js';
import { tokens } from '../../src/ui/tokens.styles.js';
import type { DemoMessage } from './api.js';
import { InboxController } from './inbox-controller.js';
import { oaTexts } from './texts.js';

/**
 * Shows a text message or an e-mail when it comes, as the person's phone would: also above a dialog that asks for the code
 * in it.
 */
export class MessageToast extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: contents;
      }
      [popover] {
        position: fixed;
        inset: 12px 12px auto auto;
        width: min(360px, calc(100vw - 24px));
        margin: 0;
        padding: var(--_gap-3);
        border: 1px solid var(--_line-strong);
        border-radius: var(--_radius);
        background: var(--_surface);
        color: var(--_text);
        box-shadow: var(--_shadow);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--_gap-2);
      }
      p {
        margin: var(--_gap-2) 0 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() locale = 'zh-CN';
  @state() private message: DemoMessage | undefined;
  @query('[popover]') private popoverElement!: HTMLElement;

  constructor() {
    super();
    new InboxController(this, { onNew: (message) => void this.#show(message) });
  }

  protected override render(): TemplateResult {
    const { inbox } = oaTexts(this.locale);
    const { message } = this;
    return html`<div popover="manual" role="status">
      ${
        message?.channel
          ? html`<div class="head">
                <span class="badge accent">${inbox.arrived} · ${inbox.channels[message.channel]}</span>
                <button class="button small" type="button" @click=${this.#handleClose}>${inbox.close}</button>
              </div>
              <p>${message.text}</p>`
          : nothing
      }
    </div>`;
  }

  async #show(message: DemoMessage): Promise<void> {
    if (!message.channel) return;
    this.message = message;
    await this.updateComplete;
    // shown anew: what is shown last stands above a dialog
    this.popoverElement.hidePopover();
    this.popoverElement.showPopover();
  }

  readonly #handleClose = (): void => this.popoverElement.hidePopover();
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-message-toast': MessageToast;
  }
}
