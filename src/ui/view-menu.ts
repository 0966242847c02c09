import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import { LocalizeController } from '../i18n/localize.js';
import menuStyles from './card-menu.styles.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { handleMenuKey } from './menu-keys.js';
import { placePopup } from './place-popup.js';
import { readerCatalog } from './reader-words.js';

export type ViewAct =
  | { readonly kind: 'turn'; readonly by: 90 | -90 }
  | { readonly kind: 'zoom'; readonly to: 'in' | 'out' | 'fit' | 'page' }
  | { readonly kind: 'print' };

interface Item {
  readonly id: string;
  readonly icon: Parameters<typeof glyph>[0];
  readonly text: string;
  readonly keys?: string;
  readonly act: ViewAct;
}

/** What is seldom done with the view. Fires `view-act`. */
export class ViewMenu extends LitElement {
  static override styles = [controls, menuStyles];

  @property() locale = '';
  /** Whether the bar has no room for what zooms. */
  @property({ type: Boolean }) zooms = false;
  /** Whether the document may be printed. */
  @property({ type: Boolean }) printable = false;

  @query('.menu') private readonly menu!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, readerCatalog);
  #anchor: HTMLElement | undefined;

  /** Opens under a button, with the focus on the first item; closing gives the focus back. */
  async open(anchor: HTMLElement): Promise<void> {
    this.#anchor = anchor;
    await this.updateComplete;
    const { menu } = this;
    if (!menu || !anchor.isConnected) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    placePopup(menu, anchor);
    menu.querySelector('button')?.focus();
  }

  protected override render(): TemplateResult {
    const words = this.#localize.messages;
    const zooms: Item[] = [
      { id: 'zoom-in', icon: 'plus', text: words.zoomIn, act: { kind: 'zoom', to: 'in' } },
      { id: 'zoom-out', icon: 'minus', text: words.zoomOut, act: { kind: 'zoom', to: 'out' } },
      { id: 'fit-width', icon: 'fitWidth', text: words.fitWidth, act: { kind: 'zoom', to: 'fit' } },
      { id: 'fit-page', icon: 'fitPage', text: words.fitPage, act: { kind: 'zoom', to: 'page' } },
    ];
    const items: Item[] = [
      ...(this.zooms ? zooms : []),
      { id: 'turn-right', icon: 'turnRight', text: words.turnRight, keys: 'Alt+R', act: { kind: 'turn', by: 90 } },
      { id: 'turn-left', icon: 'turnLeft', text: words.turnLeft, keys: 'Alt+Shift+R', act: { kind: 'turn', by: -90 } },
    ];
    if (this.printable) items.push({ id: 'print', icon: 'print', text: words.printDocument, act: { kind: 'print' } });
    return html`<div
      class="menu"
      popover
      role="menu"
      aria-label=${words.view}
      @keydown=${this.#handleKey}
      @toggle=${this.#handleToggle}
    >
      ${items.map(
        ({ id, icon, text, keys, act }) =>
          html`<button
            class="item"
            type="button"
            role="menuitem"
            tabindex="-1"
            data-act=${id}
            aria-keyshortcuts=${keys ?? nothing}
            @click=${() => this.#run(act)}
          >
            ${glyph(icon)}${text}
          </button>`,
      )}
    </div>`;
  }

  #run(act: ViewAct): void {
    this.menu?.hidePopover();
    // where a dialog that it opens gives the focus back to
    this.#anchor?.focus();
    this.dispatchEvent(new CustomEvent<ViewAct>('view-act', { detail: act }));
  }

  readonly #handleToggle = (event: ToggleEvent): void => {
    // light dismissal leaves the focus where the click was
    if (event.newState !== 'open' && this.shadowRoot?.activeElement) this.#anchor?.focus();
  };

  readonly #handleKey = (event: KeyboardEvent): void => handleMenuKey(event, this.menu, this.#anchor);
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-view-menu': ViewMenu;
  }
}
