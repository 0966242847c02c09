import { html } from 'lit';

import { switchDeadline } from '../core/deadline-modes.js';
import { signingOf } from '../core/editor-mapping.js';
import { bindChange, setChange } from './mapping-view.js';
import { label, renderPicker, type Render } from './slot-picker.js';

/** C-23: a date field or days after the launch; switching parks the value of the other way. */
export const renderDeadline: Render = (view, actions, slot) => {
  const { card, kinds } = view.messages;
  const { deadline } = signingOf(view.mapping).optional;
  const isDays = deadline?.kind === 'days';
  return html`<div class="line">
    <select
      class="input kind"
      aria-label=${`${label(view, slot)}: ${kinds.label}`}
      ?disabled=${!view.editable}
      @change=${(event: Event) => {
        const kind = (event.target as HTMLSelectElement).value === 'days' ? 'days' : 'field';
        actions.change(setChange(view, slot.pointer, switchDeadline(deadline, kind)));
      }}
    >
      <option value="field" .selected=${!isDays}>${card.dateField}</option>
      <option value="days" .selected=${isDays}>${card.daysAfterLaunch}</option>
    </select>
    ${
      isDays
        ? html`<input
              class="input number"
              type="number"
              min="1"
              max="3650"
              aria-label=${card.daysAfterLaunch}
              ?readonly=${!view.editable}
              .value=${String(deadline.days)}
              @change=${(event: Event) => {
                const input = event.target as HTMLInputElement;
                if (input.value !== '' && input.checkValidity()) {
                  actions.change(bindChange(view, slot, input.valueAsNumber, 'replace'));
                } else input.value = String(deadline.days);
              }}
            /><span>${card.days}</span>`
        : renderPicker(view, actions, slot)
    }
  </div>`;
};
