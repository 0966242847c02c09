import { html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { remarkLayout } from '../core/remark-layout.js';
import { tickPath } from '../core/tick.js';
import type { Mark } from '../schema/placement.js';

/**
 * What a ticked box or a remark looks like on the page: as it is stamped, whatever face the browser has. It stands in the
 * page's own tree, so that what is carried shows it too.
 */
export class FillIn extends LitElement {
  @property({ attribute: false }) mark: Mark | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { kind, rect, text = '' } = this.mark ?? {};
    if (!rect) return nothing;
    return html`<svg aria-hidden="true" viewBox="0 0 ${rect.width} ${rect.height}">
      ${kind === 'checkbox' ? svg`<path d=${tickPath(rect)} />` : this.#renderWords(text, rect)}
    </svg>`;
  }

  #renderWords(text: string, rect: Mark['rect']): unknown {
    const layout = remarkLayout(text, rect);
    return layout?.lines.map(
      ({ y, glyphs }) =>
        svg`<text font-size=${layout.fontSize} x=${glyphs.map(({ x }) => x).join(' ')} y=${y} dy="0.38em">${glyphs.map(({ char }) => char).join('')}</text>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-fill-in': FillIn;
  }
}
