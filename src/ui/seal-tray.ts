import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import type { Seal } from '../schema/seal.js';
import { controls } from './controls.styles.js';
import { loadElement } from './lazy-element.js';
import type { SealFilter } from './seal-search.js';

/** Seals that are seen at a glance; more are searched. */
const AT_A_GLANCE = 8;

/** A seal was pressed (a drag may follow), or chosen; `keyboard` when without a pointer. */
export type TrayAct =
  | { readonly kind: 'grab'; readonly seal: Seal; readonly press: PointerEvent }
  | { readonly kind: 'pick'; readonly seal: Seal; readonly keyboard: boolean };

/** The signer's seals with their real size, usable or with the reason why not. Fires `tray-act`. */
export class SealTray extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: var(--_gap-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .seal {
        display: grid;
        grid-template-columns: 56px minmax(0, 1fr);
        align-items: center;
        gap: var(--_gap-2);
        width: 100%;
        padding: var(--_gap-2);
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_surface);
        text-align: start;
        cursor: grab;
        touch-action: pan-y;
        user-select: none;
      }
      .seal:hover:not([aria-disabled='true']) {
        border-color: var(--_line-strong);
        background: var(--_surface-2);
      }
      .seal[aria-pressed='true'] {
        border-color: var(--_accent);
        box-shadow: inset 0 0 0 1px var(--_accent);
        background: var(--_accent-soft);
      }
      .seal[aria-disabled='true'] {
        cursor: not-allowed;
        background: var(--_surface-2);
      }
      .seal[aria-disabled='true'] img {
        opacity: 0.35;
        filter: grayscale(1);
      }
      .picture {
        display: grid;
        place-items: center;
        width: 56px;
        height: 56px;
        padding: 3px;
        border-radius: var(--_radius-s);
        background: #fff;
      }
      img {
        max-width: 100%;
        max-height: 100%;
        pointer-events: none;
      }
      .text {
        display: grid;
        min-width: 0;
      }
      .name {
        display: -webkit-box;
        overflow: hidden;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        font-weight: 500;
      }
      .facts {
        color: var(--_text-3);
        font-size: var(--_size-s);
      }
      .size {
        white-space: nowrap;
      }
      .notice {
        margin: 0;
      }
      .why {
        color: var(--_danger);
        font-size: var(--_size-s);
      }
      @container (max-width: 639px) {
        ul {
          display: flex;
          overflow-x: auto;
          padding: 2px;
        }
        li {
          flex: none;
        }
        .seal {
          width: auto;
          max-width: 236px;
          touch-action: pan-x;
        }
        .facts.owner {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) seals: readonly Seal[] = [];
  @property({ attribute: false }) images: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) armedId: string | null = null;
  /** The company seal that the party must use; others of its kind are shown, but not offered. */
  @property({ attribute: false }) prescribedId: string | null = null;
  @property({ attribute: false }) messages: SignPanelMessages | undefined;

  @property() locale = '';

  @state() private filter: SealFilter | undefined;

  protected override willUpdate(): void {
    // until the search is there, and without it, all of them can be scrolled through
    if (this.#isSearched) void loadElement('esign-seal-search').catch(() => undefined);
  }

  protected override render(): TemplateResult {
    const { messages } = this;
    if (!messages) return html``;
    if (this.seals.length === 0) return html`<p class="notice warning">${messages.noSeals}</p>`;
    const shown = (this.#isSearched && this.filter?.(this.seals)) || this.seals;
    return html`${
        this.#isSearched
          ? html`<esign-seal-search
              .locale=${this.locale}
              .seals=${this.seals}
              .kinds=${messages.sealKinds}
              @seals-filter=${({ detail }: CustomEvent<SealFilter>) => (this.filter = detail)}
            ></esign-seal-search>`
          : nothing
      }
      <ul aria-label=${messages.seals} ?hidden=${shown.length === 0}>
        ${repeat(
          shown,
          ({ id }) => id,
          (seal) => html`<li>${this.#renderSeal(seal, messages)}</li>`,
        )}
      </ul>`;
  }

  get #isSearched(): boolean {
    return this.seals.length > AT_A_GLANCE;
  }

  #renderSeal(seal: Seal, messages: SignPanelMessages): TemplateResult {
    const why = this.#whyNot(seal, messages);
    const image = this.images.get(seal.id);
    return html`
      <button
        class="seal"
        type="button"
        data-seal=${seal.id}
        aria-pressed=${seal.id === this.armedId}
        aria-disabled=${why === undefined ? 'false' : 'true'}
        @pointerdown=${(press: PointerEvent) => why === undefined && this.#fire({ kind: 'grab', seal, press })}
        @click=${(event: MouseEvent) =>
          why === undefined && this.#fire({ kind: 'pick', seal, keyboard: event.detail === 0 })}
      >
        <span class="picture">${image ? html`<img src=${image} alt="" draggable="false" />` : nothing}</span>
        <span class="text" title=${seal.name}>
          <span class="name">${seal.name}</span>
          <span class="facts"
            >${messages.sealKinds[seal.kind]}
            <span class="size">· ${messages.sealSize(seal.widthMm, seal.heightMm)}</span></span
          >
          <span class="facts owner">${seal.owner}</span>
          ${why === undefined ? nothing : html`<span class="why">${why}</span>`}
        </span>
      </button>
    `;
  }

  #whyNot(seal: Seal, messages: SignPanelMessages): string | undefined {
    if (!seal.usable) return messages.unusable[seal.unusableReason ?? 'disabled'];
    const isCompany = !['legalRepresentative', 'personal', 'signature'].includes(seal.kind);
    return isCompany && this.prescribedId !== null && this.prescribedId !== seal.id
      ? messages.otherSealPrescribed
      : undefined;
  }

  #fire(act: TrayAct): void {
    this.dispatchEvent(new CustomEvent<TrayAct>('tray-act', { detail: act }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-seal-tray': SealTray;
  }
}
