import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import { LocalizeController } from '../i18n/localize.js';
import type { PanelReaderMessages } from '../i18n/panel-reader.zh-cn.js';
import type { EnvelopeDocument } from '../schema/envelope.js';
import menuStyles from './card-menu.styles.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { handleMenuKey } from './menu-keys.js';
import { placePopup } from './place-popup.js';
import { readerCatalog } from './reader-words.js';

export type ViewAct =
  | { readonly kind: 'turn'; readonly by: 90 | -90 }
  | { readonly kind: 'zoom'; readonly to: 'in' | 'out' | 'fit' | 'page' }
  | { readonly kind: 'print' }
  /** Of several documents, those that are wanted, one after the other. */
  | { readonly kind: 'download'; readonly documentIds: readonly string[] };

interface Item {
  readonly id: string;
  readonly icon: Parameters<typeof glyph>[0];
  readonly text: string;
  readonly keys?: string;
  readonly act: ViewAct;
}

/** What is seldom done with the view. Fires `view-act`. */
export class ViewMenu extends LitElement {
  static override styles = [
    controls,
    menuStyles,
    css`
      .menu {
        max-height: min(70vh, 520px);
        overflow-y: auto;
      }
      .item {
        padding-block: var(--_gap-1);
        overflow-wrap: anywhere;
      }
      .item svg {
        flex: none;
      }
    `,
  ];

  @property() locale = '';
  /** Whether the bar has no room for what zooms. */
  @property({ type: Boolean }) zooms = false;
  /** Whether the document may be printed. */
  @property({ type: Boolean }) printable = false;
  /** What may be downloaded; one document has its own button. */
  @property({ attribute: false }) documents: readonly Pick<EnvelopeDocument, 'id' | 'name'>[] = [];

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
    if (this.printable && this.documents.length > 1) items.push(...this.#downloads(words));
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

  #downloads(words: PanelReaderMessages): Item[] {
    const ids = this.documents.map(({ id }) => id);
    const download = (id: string, text: string, documentIds: readonly string[]): Item => ({
      id,
      icon: 'save',
      text,
      act: { kind: 'download', documentIds },
    });
    return [
      download('download-all', words.downloadAll(ids.length), ids),
      ...this.documents.map(({ id, name }, index) => download(`download-${index}`, words.downloadOne(name), [id])),
    ];
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
