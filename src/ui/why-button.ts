import { html, type TemplateResult } from 'lit';

import type { SlotDefinition } from '../core/slots.js';
import { deepActiveElement } from './deep-query.js';
import { loadElement } from './lazy-element.js';
import { slotName, type MappingView } from './mapping-view.js';

/** The button behind a result that says why it is so; the explanation is drawn only while it is open. */
export function renderWhy(view: MappingView, slot: SlotDefinition, isOpen: boolean, toggled: Toggled): TemplateResult {
  const { record: words } = view.messages;
  return html` <button
      class="why"
      type="button"
      popovertarget="why"
      aria-label=${words.whyOf(slotName(view, slot.pointer))}
      @click=${() => void loadElement('esign-why-panel').catch(() => toggled(false))}
    >
      ${words.why}
    </button>
    <div
      id="why"
      class="why-box"
      popover
      role="dialog"
      aria-label=${words.whyOf(slotName(view, slot.pointer))}
      tabindex="-1"
      @toggle=${(event: ToggleEvent) => {
        const box = event.currentTarget as HTMLElement;
        toggled(event.newState === 'open');
        const button = box.parentElement?.querySelector<HTMLElement>('.why');
        if (event.newState === 'closed' && isLost(box)) button?.focus();
        if (event.newState === 'open' && button) {
          place(box, button);
          box.focus();
        }
      }}
    >
      ${
        isOpen
          ? html`<esign-why-panel .view=${view} .slotDefinition=${slot} .locale=${view.locale}></esign-why-panel>`
          : ''
      }
    </div>`;
}

/** Whether the cursor was in the box, and has not gone elsewhere by a click. */
function isLost(box: HTMLElement): boolean {
  const active = deepActiveElement();
  return active === null || active === document.body || active === box;
}

/** Under its button, or over it where there is more room. */
function place(box: HTMLElement, button: Element): void {
  const at = button.getBoundingClientRect();
  const { style } = box;
  style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
  const isAbove = at.top > innerHeight - at.bottom;
  style.top = isAbove ? 'auto' : `${at.bottom + 2}px`;
  style.bottom = isAbove ? `${innerHeight - at.top + 2}px` : 'auto';
}

export type Toggled = (isOpen: boolean) => void;
