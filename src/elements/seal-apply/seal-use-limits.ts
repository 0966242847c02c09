import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { LocalizeController } from '../../i18n/localize.js';
import type { SealUseUnsupported } from '../../schema/seal-use.js';
import { controls } from '../../ui/controls.styles.js';
import { sealUseLogCatalog } from './seal-use-log.catalog.js';

/** What the service of a seal use cannot be asked for, with the reason and the way round it (P-10 to P-14). */
export class SealUseLimits extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        gap: var(--_gap-2);
        padding: var(--_gap-3);
        border: 1px dashed var(--_line-strong);
        border-radius: var(--_radius);
      }
      h3,
      dl,
      dd {
        margin: 0;
      }
      h3 {
        font-size: var(--_size);
        font-weight: 600;
      }
      dl {
        display: grid;
        gap: var(--_gap-1);
      }
      dt {
        font-weight: 500;
      }
      dd {
        color: var(--_text-2);
        overflow-wrap: anywhere;
      }
      dd + dt {
        margin-top: var(--_gap-1);
      }
    `,
  ];

  @property({ attribute: false }) unsupported!: SealUseUnsupported;
  @property() locale = '';

  readonly #localize = new LocalizeController(this, sealUseLogCatalog);

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady) return nothing;
    const { heading, acts: names, reasons } = this.#localize.messages.limits;
    const { acts, service } = this.unsupported;
    return html`<section aria-labelledby="heading">
      <h3 id="heading">${heading}</h3>
      <dl>
        ${acts.map(
          (act) =>
            html`<dt>${names[act]}</dt>
              <dd>${reasons[act](service)}</dd>`,
        )}
      </dl>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-seal-use-limits': SealUseLimits;
  }
}
