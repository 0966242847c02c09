import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { isEmpty } from '../core/clipboard/clip.js';
import { cutOf, resetOf } from '../core/clipboard/cut.js';
import { applyCommand } from '../core/commands.js';
import { valueAt } from '../core/pointer.js';
import { slotAt } from '../core/slots.js';
import { LocalizeController } from '../i18n/localize.js';
import styles from './card-menu.styles.js';
import { clipboardCatalog } from './clipboard-words.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { sentence, slotName, type MappingActions, type MappingView } from './mapping-view.js';
import { handleMenuKey } from './menu-keys.js';
import { placePopup } from './place-popup.js';

/** What the menu asks of the clipboard. */
export interface MenuClipboard {
  copy(pointer: string, cut: boolean): Promise<void>;
  paste(pointer: string): Promise<void>;
  mark(pointer: string): void;
}

interface Item {
  readonly id: string;
  readonly icon: Parameters<typeof glyph>[0];
  readonly text: string;
  act(): void;
}

/** The menu of one card at a time: what can be done with its slot now, and nothing that cannot. */
export class CardMenu extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property({ attribute: false }) clipboard: MenuClipboard | undefined;
  @property() locale = '';

  @state() private pointer: string | null = null;
  @query('.menu') private readonly menu!: HTMLElement | null;

  #anchor: HTMLElement | undefined;
  readonly #localize = new LocalizeController(this, clipboardCatalog);

  /** Opens under a button, with the focus on the first item; closing gives the focus back. */
  open(pointer: string, anchor: HTMLElement): void {
    this.pointer = pointer;
    this.#anchor = anchor;
    void this.updateComplete.then(() => {
      const { menu } = this;
      if (!menu || !anchor.isConnected) return;
      if (!menu.matches(':popover-open')) menu.showPopover();
      placePopup(menu, anchor);
      menu.querySelector('button')?.focus();
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, pointer } = this;
    const items = view && pointer !== null ? this.#items(view, pointer) : [];
    const words = this.#localize.messages.menu;
    return html`<div
      class="menu"
      popover
      role="menu"
      aria-label=${view && pointer !== null ? words.label(slotName(view, pointer)) : nothing}
      @keydown=${this.#handleKey}
      @toggle=${this.#handleToggle}
    >
      ${items.map(
        ({ id, icon, text, act }) =>
          html`<button
            class="item"
            type="button"
            role="menuitem"
            tabindex="-1"
            data-act=${id}
            @click=${() => this.#run(act)}
          >
            ${glyph(icon)}${text}
          </button>`,
      )}
    </div>`;
  }

  #items(view: MappingView, pointer: string): Item[] {
    const words = this.#localize.messages.menu;
    const { actions, clipboard } = this;
    const slot = slotAt(pointer);
    const { mapping, editable } = view;
    const has = !isEmpty(valueAt(mapping, pointer));
    const cut = editable ? cutOf(mapping, [pointer]) : null;
    const after = cut && applyCommand(mapping, cut).doc;
    const empties = after !== null && after !== mapping;
    const reset = editable ? resetOf(mapping, pointer) : null;
    // where a new mapping has nothing, either would do the same
    const textAt = (doc: MappingView['mapping']): string => JSON.stringify(valueAt(doc, pointer)) ?? '';
    const resets = reset !== null && textAt(applyCommand(mapping, reset).doc) !== textAt(after ?? mapping);
    const name = slotName(view, pointer);
    const items: (Item | false)[] = [
      has && { id: 'copy', icon: 'copy', text: words.copy, act: () => void clipboard?.copy(pointer, false) },
      has && empties && { id: 'cut', icon: 'cut', text: words.cut, act: () => void clipboard?.copy(pointer, true) },
      editable && { id: 'paste', icon: 'paste', text: words.paste, act: () => void clipboard?.paste(pointer) },
      has && {
        id: 'mark',
        icon: 'check',
        text: view.marked.has(pointer) ? words.unmark : words.mark,
        act: () => clipboard?.mark(pointer),
      },
      editable &&
        slot?.type !== undefined && {
          id: 'find',
          icon: 'target',
          text: words.find,
          act: () => actions?.armSlot(pointer),
        },
      editable &&
        (slot?.control === 'nodes' || slot?.control === 'points') && {
          id: 'pick',
          icon: 'flow',
          text: words.pick,
          act: () => actions?.pick(pointer),
        },
      resets && {
        id: 'reset',
        icon: 'undo',
        text: words.reset,
        act: () => actions?.change({ command: reset, sentence: sentence('reset', name) }),
      },
      empties && {
        id: 'clear',
        icon: 'trash',
        text: words.clear,
        act: () => actions?.change({ command: cut!, sentence: sentence('unbind', name) }),
      },
    ];
    return items.filter((item): item is Item => item !== false);
  }

  #run(act: () => void): void {
    this.menu?.hidePopover();
    act();
  }

  readonly #handleToggle = (event: ToggleEvent): void => {
    if (event.newState === 'open') return;
    // light dismissal leaves the focus where the click was
    if (this.shadowRoot?.activeElement) this.#anchor?.focus();
    this.pointer = null;
  };

  readonly #handleKey = (event: KeyboardEvent): void => handleMenuKey(event, this.menu, this.#anchor);
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-card-menu': CardMenu;
  }
}
