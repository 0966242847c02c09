import { html, nothing, type TemplateResult } from 'lit';

import type { HiddenSlot } from '../core/hidden-slots.js';
import type { SlotCondition } from '../core/slot-definition.js';
import { slotAt } from '../core/slots.js';
import { slotWords, type MappingActions, type MappingView } from './mapping-view.js';

/** Settings that do not count at present, folded away: each with the reason and a way to what decides it. */
export function renderHiddenSlots(
  view: MappingView,
  actions: MappingActions,
  hidden: readonly HiddenSlot[],
): TemplateResult | typeof nothing {
  if (hidden.length === 0) return nothing;
  const words = view.messages.hidden;
  return html`<details class="hidden-slots">
    <summary>${words.title(hidden.length)}</summary>
    <p class="muted">${words.help}</p>
    <ul>
      ${hidden.map(
        ({ slot, missing }) =>
          html`<li data-hidden=${slot.pointer}>
            <span>${slotWords(view, slot).name}</span>
            ${missing.map((condition) => renderCondition(view, actions, condition))}
          </li>`,
      )}
    </ul>
  </details>`;
}

function renderCondition(view: MappingView, actions: MappingActions, condition: SlotCondition): TemplateResult {
  const words = view.messages.hidden;
  const { pointer, or } = condition;
  const slot = slotAt(pointer);
  const name = slot ? slotWords(view, slot).name : pointer;
  return html`<span class="muted">${words.because(name, wantedWords(view, condition))}</span>
    <button class="button quiet small" type="button" @click=${() => actions.reveal(pointer)}>
      ${words.goTo(name)}
    </button>
    ${or ? html`<span class="muted">${words.or}</span>${renderCondition(view, actions, or)}` : nothing}`;
}

function wantedWords(view: MappingView, { pointer, value }: SlotCondition): string {
  const { card, hidden } = view.messages;
  if (value === undefined) return hidden.anything;
  if (typeof value === 'boolean') return value ? card.on : card.off;
  const slot = slotAt(pointer);
  return (slot && slotWords(view, slot).choices?.[value]) ?? value;
}
