import { html, type TemplateResult } from 'lit';

import type { SlotDefinition } from '../core/slots.js';
import { glyph } from './icons.js';
import { slotName, type MappingActions, type MappingView } from './mapping-view.js';

/** The button of a card that opens its menu, which is loaded with the first click. */
export function renderMenuButton(view: MappingView, actions: MappingActions, slot: SlotDefinition): TemplateResult {
  const { menu } = view.messages.card;
  const open = (event: Event): void => actions.menu(slot.pointer, event.currentTarget as HTMLElement);
  return html`<button
    class="button quiet small icon menu-button"
    type="button"
    aria-label=${`${menu}: ${slotName(view, slot.pointer)}`}
    title=${menu}
    aria-haspopup="menu"
    @click=${open}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      open(event);
    }}
  >
    ${glyph('more')}
  </button>`;
}

/** The keys for a menu; in a text control they are the browser's. */
export function isMenuKey(event: KeyboardEvent): boolean {
  const isKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
  const [target] = event.composedPath();
  const isText =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio');
  return isKey && !isText;
}
