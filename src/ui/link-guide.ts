import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { PageLink } from '../core/page-links.js';
import { LocalizeController } from '../i18n/localize.js';
import type { Rect } from '../schema/placement.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { checkAddress, type CheckedAddress } from './link-address.js';
import { modalStyles } from './modal.styles.js';
import { readerCatalog } from './reader-words.js';

/** A link on a page: where a jump began, and where the way back ends. */
export interface LinkSpot {
  readonly pageIndex: number;
  readonly index: number;
  readonly link: PageLink;
}

/** Go to a place of the document, or back to a link of it. */
export type GuideAct =
  | { readonly kind: 'go'; readonly pageIndex: number; readonly y: number | null }
  | { readonly kind: 'back'; readonly pageIndex: number; readonly index: number; readonly rect: Rect };

/**
 * Follows the links of a document: within it at once, with a way back; out of it only when a person has seen the whole
 * address and opens it. Fires `guide-act`.
 */
export class LinkGuide extends LitElement {
  static override styles = [
    controls,
    modalStyles,
    css`
      .back {
        position: absolute;
        inset: auto auto 12px 12px;
        box-shadow: var(--_shadow);
        background: var(--_surface);
      }
      .address {
        max-height: 30svh;
        margin: 0;
        padding: var(--_gap-2) var(--_gap-3);
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_surface-2);
        color: var(--_text-2);
        overflow: auto;
        overflow-wrap: anywhere;
        user-select: all;
        -webkit-user-select: all;
      }
      .address strong {
        color: var(--_text);
      }
      .actions {
        flex-wrap: wrap;
      }
      .actions :first-child {
        margin-inline-end: auto;
      }
      a.button {
        text-decoration: none;
      }
      ul {
        margin: 0;
        padding-inline-start: 1.2em;
      }
      @media (pointer: coarse) {
        .back {
          min-height: 44px;
        }
      }
    `,
  ];

  @property() locale = '';
  /** Another one is another document: there is no way back into the one before. */
  @property() key = '';

  @state() private trail: readonly LinkSpot[] = [];
  @state() private address: CheckedAddress | null = null;
  @state() private copying: 'copied' | 'copyFailed' | '' = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  readonly #localize = new LocalizeController(this, readerCatalog);

  /** Goes where a link leads, or asks first. */
  follow(spot: LinkSpot): void {
    const { target } = spot.link;
    if (target.kind === 'address') {
      this.copying = '';
      this.address = checkAddress(target.address);
      return;
    }
    this.trail = [...this.trail, spot];
    this.#fire({ ...target, kind: 'go' });
  }

  /** Goes back to the link that was followed last. Answers whether there was one. */
  back(): boolean {
    const spot = this.trail.at(-1);
    if (!spot) return false;
    this.trail = this.trail.slice(0, -1);
    const { pageIndex, index, link } = spot;
    this.#fire({ kind: 'back', pageIndex, index, rect: link.rect });
    return true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('key')) return;
    this.trail = [];
    this.address = null;
  }

  protected override updated(): void {
    if (this.dialog && !this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const last = this.trail.at(-1);
    return html`
      ${
        last
          ? html`<button
              class="button back"
              type="button"
              data-act="back-to-page"
              aria-keyshortcuts="Alt+ArrowLeft"
              @click=${() => this.back()}
            >
              ${glyph('left')} ${this.#localize.messages.back(last.pageIndex + 1)}
            </button>`
          : nothing
      }
      ${this.address ? this.#renderDialog(this.address) : nothing}
    `;
  }

  #renderDialog(address: CheckedAddress): TemplateResult {
    const words = this.#localize.messages;
    const close = (): void => this.dialog?.close();
    const isOpen = address.kind === 'open';
    return html`<dialog aria-labelledby="title" aria-describedby="text" @close=${() => (this.address = null)}>
      <form method="dialog">
        <h2 id="title">${isOpen ? words.external : words.refused}</h2>
        <p id="text">${isOpen ? words.externalText : words.refusedWhy[address.why]}</p>
        <p class="address" dir="ltr" tabindex="0" data-part="address">
          ${isOpen ? html`${address.before}<strong>${address.host}</strong>${address.after}` : address.shown}
        </p>
        ${
          isOpen && address.doubts.length > 0
            ? html`<div class="notice warning">
                <ul>
                  ${address.doubts.map((doubt) => html`<li>${words.doubts[doubt]}</li>`)}
                </ul>
              </div>`
            : nothing
        }
        <p role="status" class=${this.copying ? '' : 'visually-hidden'}>${this.copying && words[this.copying]}</p>
        <div class="actions">
          <button class="button" type="button" data-act="copy-address" @click=${() => void this.#copy(address)}>
            ${words.copy}
          </button>
          <button class="button" type="button" data-act="close-link" autofocus @click=${close}>
            ${isOpen ? words.cancel : words.close}
          </button>
          ${
            isOpen
              ? html`<a
                  class="button primary"
                  data-act="open-link"
                  href=${address.href}
                  target="_blank"
                  rel="noopener noreferrer"
                  @click=${close}
                  >${words.open}</a
                >`
              : nothing
          }
        </div>
      </form>
    </dialog>`;
  }

  async #copy(address: CheckedAddress): Promise<void> {
    try {
      await navigator.clipboard.writeText(address.kind === 'open' ? address.href : address.shown);
      this.copying = 'copied';
    } catch {
      this.copying = 'copyFailed';
    }
  }

  #fire(act: GuideAct): void {
    this.dispatchEvent(new CustomEvent<GuideAct>('guide-act', { detail: act }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-link-guide': LinkGuide;
  }
}
