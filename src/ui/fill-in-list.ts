import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';

import { LocalizeController } from '../i18n/localize.js';
import type { PanelRemarkMessages } from '../i18n/panel-remark.zh-cn.js';
import type { Mark, Placement } from '../schema/placement.js';
import { controls } from './controls.styles.js';
import type { PageAct } from './page-act.js';
import { remarkCatalog } from './remark-words.js';

/**
 * What the boxes and remarks of a document ask, in words: on the page a box is too small for them, and for many a finger. A box
 * is ticked here as well; a remark is led to. Fires `list-act` with what the page itself would have told.
 */
export class FillInList extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      h3 {
        margin: 0 0 var(--_gap-1);
        font-size: 13px;
        font-weight: 600;
      }
      /* the seals below are not pushed out of sight */
      ul {
        display: grid;
        max-height: min(240px, 24vh);
        margin: 0;
        padding: 0 2px;
        overflow-y: auto;
        list-style: none;
      }
      label,
      .remark {
        display: flex;
        align-items: center;
        gap: var(--_gap-2);
        min-height: var(--_control);
        padding-block: var(--_gap-1);
        font-size: 13px;
      }
      label {
        cursor: pointer;
      }
      input {
        flex: none;
        width: 18px;
        height: 18px;
        accent-color: var(--_accent);
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .text {
        display: block;
        overflow: hidden;
        color: var(--_text-2);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .obscured {
        margin: 0 0 var(--_gap-1);
        font-size: var(--_size-s);
      }
    `,
  ];

  @property({ attribute: false }) places: readonly Placement[] = [];
  @property({ attribute: false }) marks: readonly Mark[] = [];
  @property() locale = '';

  readonly #localize = new LocalizeController<PanelRemarkMessages>(this, remarkCatalog);

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#localize.isReady || this.places.length === 0) return nothing;
    const words = this.#localize.messages;
    return html`<h3 id="title">${words.list}</h3>
      <ul aria-labelledby="title">
        ${this.places.map(
          (place) =>
            html`<li data-asked=${place.id}>
              ${place.mark === 'checkbox' ? this.#renderBox(place, words) : this.#renderRemark(place, words)}
              ${place.obscured ? html`<p class="notice warning obscured">${words.obscured}</p>` : nothing}
            </li>`,
        )}
      </ul>`;
  }

  #renderBox(place: Placement, words: PanelRemarkMessages): TemplateResult {
    const mark = this.#markOf(place);
    return html`<label>
      <input
        type="checkbox"
        .checked=${live(mark !== undefined)}
        @change=${() =>
          this.#fire(mark ? { kind: 'remove', mark, quiet: true } : { kind: 'fill', placement: place, quiet: true })}
      />
      <span class="words">${place.label ?? words.box}</span>${this.#renderNeed(place, words)}
    </label>`;
  }

  #renderRemark(place: Placement, words: PanelRemarkMessages): TemplateResult {
    const mark = this.#markOf(place);
    const label = place.label ?? words.remark;
    return html`<div class="remark">
      <span class="words">${label}${mark?.text ? html`<span class="text">${mark.text}</span>` : nothing}</span>
      ${this.#renderNeed(place, words)}
      <button
        class="button small"
        type="button"
        aria-label=${`${words.write}: ${label}`}
        @click=${() =>
          this.#fire(mark ? { kind: 'select', id: mark.id, mode: 'only' } : { kind: 'fill', placement: place })}
      >
        ${words.write}
      </button>
    </div>`;
  }

  #renderNeed({ required }: Placement, words: PanelRemarkMessages): TemplateResult {
    return html`<span class="badge ${required ? 'danger' : ''}">${required ? words.required : words.optional}</span>`;
  }

  #markOf({ id }: Placement): Mark | undefined {
    return this.marks.find(({ placementId }) => placementId === id);
  }

  #fire(act: PageAct): void {
    this.dispatchEvent(new CustomEvent<PageAct>('list-act', { detail: act }));
    // what was refused is not shown as done
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-fill-in-list': FillInList;
  }
}
