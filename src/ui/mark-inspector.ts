import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { mmToPt, ptToMm } from '../core/geometry.js';
import { settleMark } from '../core/mark-board.js';
import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import type { Mark, PageBox, Placement, Rect } from '../schema/placement.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';

export type InspectorAct =
  { readonly kind: 'move'; readonly pageIndex: number; readonly rect: Rect } | { readonly kind: 'remove' };

/** Page and distance of the selected mark as numbers, for those who place by keyboard or to the millimetre. */
export class MarkInspector extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .fields {
        display: grid;
        grid-template-columns: 0.8fr 1fr 1fr auto;
        align-items: end;
        gap: var(--_gap-2);
      }
      label {
        display: grid;
        gap: 2px;
        font-size: var(--_size-s);
        color: var(--_text-2);
      }
      label {
        white-space: nowrap;
      }
      .input {
        padding-inline: 6px;
        font-size: var(--_size);
        color: var(--_text);
      }
    `,
  ];

  @property({ attribute: false }) mark: Mark | undefined;
  @property({ attribute: false }) pages: readonly PageBox[] = [];
  @property({ attribute: false }) placements: readonly Placement[] = [];
  @property({ type: Boolean }) locked = false;
  @property({ attribute: false }) messages: SignPanelMessages | undefined;

  protected override render(): TemplateResult {
    const { mark, messages } = this;
    if (!mark || !messages) return html``;
    return html`
      <div class="fields">
        ${this.#renderNumber(messages.fieldPage, mark.pageIndex + 1, 1, (page) => this.#move(page - 1, mark.rect))}
        ${this.#renderNumber(messages.fieldLeft, toMm(mark.rect.x), 0.1, (mm) =>
          this.#move(mark.pageIndex, { ...mark.rect, x: mmToPt(mm) }),
        )}
        ${this.#renderNumber(messages.fieldTop, toMm(mark.rect.y), 0.1, (mm) =>
          this.#move(mark.pageIndex, { ...mark.rect, y: mmToPt(mm) }),
        )}
        <button
          class="button icon danger"
          type="button"
          aria-label=${messages.remove}
          title=${messages.remove}
          @click=${() => this.#fire({ kind: 'remove' })}
        >
          ${glyph('trash')}
        </button>
      </div>
    `;
  }

  #renderNumber(label: string, value: number, step: number, change: (value: number) => void): TemplateResult {
    return html`<label
      >${label}
      <input
        class="input"
        type="number"
        inputmode="decimal"
        step=${step}
        .value=${String(value)}
        ?disabled=${this.locked}
        @change=${(event: Event) => {
          if (!(event.target instanceof HTMLInputElement)) return;
          const { valueAsNumber } = event.target;
          if (Number.isFinite(valueAsNumber)) change(valueAsNumber);
          // what was typed may have been outside the page; show what became of it
          event.target.value = String(value);
          this.requestUpdate();
        }}
      />
    </label>`;
  }

  #move(pageIndex: number, rect: Rect): void {
    const to = this.mark && settleMark(this.mark, { pageIndex, rect }, this.pages, this.placements);
    if (to) this.#fire({ kind: 'move', ...to });
  }

  #fire(act: InspectorAct): void {
    this.dispatchEvent(new CustomEvent<InspectorAct>('inspector-act', { detail: act }));
  }
}

function toMm(points: number): number {
  return Math.round(ptToMm(points) * 10) / 10;
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-mark-inspector': MarkInspector;
  }
}
