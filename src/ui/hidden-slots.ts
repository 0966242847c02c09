import { html, nothing, type TemplateResult } from 'lit';

import { hiddenSlots } from '../core/hidden-slots.js';
import type { SlotCondition } from '../core/slot-definition.js';
import { slotAt } from '../core/slots.js';
import type { EditorStep } from '../schema/dom-events.js';
import { slotName, slotWords, type MappingActions, type MappingView } from './mapping-view.js';

/** The settings of a step that do not count at present, folded away: each with the reason and a way to what decides it. */
export function renderHiddenSlots(
  view: MappingView,
  actions: MappingActions,
  step: EditorStep,
): TemplateResult | typeof nothing {
  const hidden = hiddenSlots(view.mapping, step);
  if (hidden.length === 0) return nothing;
  const words = view.messages.hidden;
  return html`<details class="hidden-slots">
    <summary>${words.title(hidden.length)}</summary>
    <p class="muted">${words.help}</p>
    <ul>
      ${hidden.map(
        ({ slot, missing }) =>
          html`<li data-hidden=${slot.pointer}>
            <span>${slotName(view, slot.pointer)}</span>
            ${missing.map((condition) => {
              const name = slotName(view, condition.pointer);
              return html`<span class="muted">${words.because(name, wantedWords(view, condition))}</span>
                <button class="button quiet small" type="button" @click=${() => actions.reveal(condition.pointer)}>
                  ${words.goTo(name)}
                </button>`;
            })}
          </li>`,
      )}
    </ul>
  </details>`;
}

function wantedWords(view: MappingView, { pointer, value }: SlotCondition): string {
  const { card, hidden } = view.messages;
  if (value === undefined) return hidden.anything;
  if (typeof value === 'boolean') return value ? card.on : card.off;
  const slot = slotAt(pointer);
  return (slot && slotWords(view, slot).choices?.[value]) ?? value;
}
