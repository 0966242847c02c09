import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { controls } from '../../src/ui/controls.styles.js';
import { host } from './api.js';
import { oaStyles } from './oa.styles.js';
import { oaTexts } from './texts.js';

/** `#/batch/…`: the envelopes of the address are signed together, a single one as any other. */
export class BatchPage extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      esign-sign-panel {
        --esign-panel-height: min(900px, calc(100vh - 150px));
      }
      @media (max-width: 640px) {
        esign-sign-panel {
          --esign-panel-height: max(480px, calc(100vh - 215px));
          margin-inline: calc(-1 * var(--_gap-3));
        }
      }
    `,
  ];

  @property({ attribute: false }) envelopeIds: readonly string[] = [];
  @property() locale = 'zh-CN';
  @property() appearance = 'auto';

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    const [first = '', ...others] = this.envelopeIds;
    return html`<div class="page">
      <a href="#/">← ${texts.record.back}</a>
      <esign-sign-panel
        .host=${host}
        .envelopeId=${others.length === 0 ? first : ''}
        .envelopeIds=${others.length === 0 ? [] : this.envelopeIds}
        locale=${this.locale}
        theme=${this.appearance}
      ></esign-sign-panel>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-batch-page': BatchPage;
  }
}
