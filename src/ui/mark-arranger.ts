import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Alignment } from '../core/line-up.js';
import { parsePages } from '../core/page-ranges.js';
import { LocalizeController } from '../i18n/localize.js';
import { panelArrangeZhCn, type PanelArrangeMessages } from '../i18n/panel-arrange.zh-cn.js';
import { controls } from './controls.styles.js';

export type ArrangeAct =
  | { readonly kind: 'align'; readonly alignment: Alignment }
  | { readonly kind: 'distribute'; readonly axis: 'x' | 'y' }
  | { readonly kind: 'copy'; readonly pages: readonly number[] }
  | { readonly kind: 'remove' };

/** Each a line to line up to, and two bars beside it. */
const DRAWINGS: Readonly<Record<Alignment | 'x' | 'y', string>> = {
  left: 'M3 2v12M5 4.5h8M5 9.5h5M5 6.5h8M5 11.5h5',
  centre: 'M8 2v12M3.5 4.5h9M5 9.5h6M3.5 6.5h9M5 11.5h6',
  right: 'M13 2v12M11 4.5H3M11 9.5H6M11 6.5H3M11 11.5H6',
  top: 'M2 3h12M4.5 5v8M9.5 5v5M6.5 5v8M11.5 5v5',
  middle: 'M2 8h12M4.5 3.5v9M9.5 5v6M6.5 3.5v9M11.5 5v6',
  bottom: 'M2 13h12M4.5 11V3M9.5 11V6M6.5 11V3M11.5 11V6',
  x: 'M3 2v12M13 2v12M6.5 5h3v6h-3z',
  y: 'M2 3h12M2 13h12M5 6.5h6v3H5z',
};

const ALIGNMENTS: readonly Alignment[] = ['left', 'centre', 'right', 'top', 'middle', 'bottom'];
const PAGE_SETS = ['all', 'odd', 'even', 'range'] as const;
type PageSet = (typeof PAGE_SETS)[number];

/** What is done with the selected marks together. Fires `arrange-act`. */
export class MarkArranger extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--_gap-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
      }
      .count {
        flex: 1;
        color: var(--_text-2);
        font-size: var(--_size-s);
      }
      .copy {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
        gap: 4px;
        align-items: center;
      }
      .copy.whole {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      .fault {
        grid-column: 1 / -1;
        color: var(--_danger);
        font-size: var(--_size-s);
      }
      svg {
        fill: none;
        stroke: currentcolor;
        stroke-width: 1.3;
        stroke-linecap: round;
      }
    `,
  ];

  /** How many marks are selected. */
  @property({ type: Number }) count = 0;
  /** Whether any of them may be copied to other pages. */
  @property({ type: Boolean }) copyable = false;
  @property({ type: Number }) pageCount = 0;
  @property() locale = '';

  @state() private set: PageSet = 'all';
  @state() private range = '';
  @state() private fault = '';

  readonly #localize = new LocalizeController<PanelArrangeMessages>(this, {
    'zh-CN': panelArrangeZhCn,
    en: async () => (await import('../i18n/panel-arrange.en.js')).panelArrangeEn,
    'zh-TW': async () => (await import('../i18n/panel-arrange.zh-tw.js')).panelArrangeZhTw,
  });

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady || this.count === 0) return nothing;
    const texts = this.#localize.messages;
    return html`${this.count > 1 ? this.#renderMany(texts) : nothing}
    ${this.copyable && this.pageCount > 1 ? this.#renderCopy(texts) : nothing}`;
  }

  #renderMany(texts: PanelArrangeMessages): TemplateResult {
    return html`<div class="row">
        <span class="count">${texts.selected(this.count)}</span>
        <button
          class="button small danger"
          type="button"
          data-act="remove-selected"
          @click=${() => this.#fire({ kind: 'remove' })}
        >
          ${texts.removeAll}
        </button>
      </div>
      <div class="row" role="toolbar" aria-label=${texts.arrange}>
        ${ALIGNMENTS.map((alignment) =>
          this.#renderTool(`align-${alignment}`, alignment, texts.align[alignment], { kind: 'align', alignment }),
        )}
        ${
          this.count > 2
            ? (['x', 'y'] as const).map((axis) =>
                this.#renderTool(`distribute-${axis}`, axis, texts.distribute[axis], { kind: 'distribute', axis }),
              )
            : nothing
        }
      </div>`;
  }

  #renderTool(act: string, drawing: Alignment | 'x' | 'y', label: string, fired: ArrangeAct): TemplateResult {
    return html`<button
      class="button small icon quiet"
      type="button"
      data-act=${act}
      aria-label=${label}
      title=${label}
      @click=${() => this.#fire(fired)}
    >
      ${svg`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=${DRAWINGS[drawing]}></path></svg>`}
    </button>`;
  }

  #renderCopy(texts: PanelArrangeMessages): TemplateResult {
    return html`<form class="copy ${this.set === 'range' ? '' : 'whole'}" novalidate @submit=${this.#handleCopy}>
      <select
        class="input"
        aria-label=${texts.copyTo}
        @change=${(event: Event) => {
          this.set = (event.target as HTMLSelectElement).value as PageSet;
          this.fault = '';
        }}
      >
        ${PAGE_SETS.map(
          (set) => html`<option value=${set} ?selected=${set === this.set}>${texts.pageSets[set]}</option>`,
        )}
      </select>
      ${
        this.set === 'range'
          ? html`<input
              class="input"
              aria-label=${texts.range}
              placeholder="1-3,5"
              aria-invalid=${this.fault ? 'true' : 'false'}
              aria-describedby="fault"
              .value=${this.range}
              @input=${(event: Event) => (this.range = (event.target as HTMLInputElement).value)}
            />`
          : nothing
      }
      <button class="button" type="submit" data-act="copy-pages">${texts.copy}</button>
      <span id="fault" class="fault" role="alert">${this.fault}</span>
    </form>`;
  }

  #handleCopy(event: Event): void {
    event.preventDefault();
    const found = parsePages(this.set === 'range' ? this.range : this.set, this.pageCount);
    this.fault = found.ok ? '' : this.#localize.messages.rangeFault(this.pageCount);
    if (found.ok) this.#fire({ kind: 'copy', pages: found.pages });
  }

  #fire(act: ArrangeAct): void {
    this.dispatchEvent(new CustomEvent<ArrangeAct>('arrange-act', { detail: act }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-mark-arranger': MarkArranger;
  }
}
