import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { SealApplyMessages } from '../../i18n/seal-apply.zh-cn.js';
import { loadElement } from '../../ui/lazy-element.js';
import { controls } from '../../ui/controls.styles.js';

/** One use code (P-09): hidden until asked for, because whoever knows it can have the seal used. */
export class UseCode extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2);
        padding: 6px var(--_gap-2) 6px var(--_gap-3);
        border: 1px dashed var(--_line-strong);
        border-radius: var(--_radius);
        background: var(--_surface-2);
      }
      .code {
        flex: 1;
        min-width: min(9.5em, 100%);
        font-family: ui-monospace, 'SFMono-Regular', Consolas, 'Noto Sans SC', monospace;
        font-size: var(--_size-l);
        letter-spacing: 0.08em;
        overflow-wrap: anywhere;
      }
      @container (max-width: 399px) {
        .code {
          flex-basis: 100%;
        }
      }
      .qr {
        width: 168px;
        max-width: 100%;
        margin: var(--_gap-2) auto 0;
      }
      .hint {
        margin-top: 4px;
        color: var(--_text-2);
        font-size: var(--_size-s);
      }
    `,
  ];

  @property() code = '';

  /** Position of the code in the list, from 1. */
  @property({ type: Number }) position = 1;

  @property({ type: Boolean }) newest = false;

  @property({ attribute: false }) messages!: SealApplyMessages['codes'];

  @state() private shown = false;
  @state() private copied: 'no' | 'yes' | 'byHand' = 'no';
  @state() private drawn: 'no' | 'yes' | 'missing' = 'no';
  @query('.code') private codeElement!: HTMLElement;

  protected override render(): TemplateResult {
    const { messages, shown, copied } = this;
    return html`
      <div class="row">
        ${
          shown
            ? html`<span class="code">${this.code}</span>`
            : html`<span class="code"
                ><span class="visually-hidden">${messages.spokenHidden(this.position)}</span
                ><span aria-hidden="true">••••••••</span></span
              >`
        }
        ${this.newest ? html`<span class="badge accent">${messages.newest}</span>` : ''}
        <button class="button small" type="button" aria-pressed=${shown} @click=${this.#handleToggle}>
          ${shown ? messages.hide : messages.show}
        </button>
        <button class="button small" type="button" @click=${this.#handleCopy}>
          ${copied === 'yes' ? messages.copied : messages.copy}
        </button>
        <button class="button small" type="button" aria-pressed=${this.drawn === 'yes'} @click=${this.#handleDraw}>
          ${messages.qr}
        </button>
      </div>
      ${
        this.drawn === 'yes'
          ? html`<esign-qr-code class="qr" .text=${this.code} .label=${messages.qrLabel}></esign-qr-code>`
          : ''
      }
      <p class="hint" role="alert" ?hidden=${this.drawn !== 'missing'}>
        ${this.drawn === 'missing' ? messages.qrMissing : ''}
      </p>
      <p class="hint" role="status" ?hidden=${copied !== 'byHand'}>${copied === 'byHand' ? messages.copyByHand : ''}</p>
    `;
  }

  readonly #handleToggle = (): void => {
    this.shown = !this.shown;
  };

  readonly #handleDraw = async (): Promise<void> => {
    if (this.drawn === 'yes') {
      this.drawn = 'no';
      return;
    }
    try {
      await loadElement('esign-qr-code');
      this.drawn = 'yes';
    } catch {
      // the code itself can still be shown and copied, which the words say
      this.drawn = 'missing';
    }
  };

  readonly #handleCopy = async (): Promise<void> => {
    try {
      // there is no clipboard on a page that is not served over https
      await navigator.clipboard.writeText(this.code);
      this.copied = 'yes';
    } catch {
      // refused or absent: show and select the code, so that Ctrl+C does it
      this.shown = true;
      this.copied = 'byHand';
      await this.updateComplete;
      getSelection()?.selectAllChildren(this.codeElement);
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-use-code': UseCode;
  }
}
