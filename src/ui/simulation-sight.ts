import { html, nothing, type TemplateResult } from 'lit';

import { peopleIn, sightOf, type PersonSight, type Simulation } from '../core/simulation.js';
import type { MappingSimulationMessages } from '../i18n/mapping-simulation.zh-cn.js';
import type { PersonValue } from '../schema/form.js';
import type { PlannedButton } from '../schema/record-tab.js';
import type { Locale } from '../schema/primitives.js';
import type { ButtonKind } from '../schema/signing-kinds.js';
import type { MappingView } from './mapping-view.js';
import { buttonText, messageText, whyText } from './simulation-words.js';

export interface SightPort {
  readonly locale: Locale;
  choose(userId: string): void;
  press(button: ButtonKind, userId: string): void;
}

/** What one person would see of the record: prompts, buttons with their labels, and why a button is missing or waits. */
export function renderSight(
  view: MappingView,
  run: Simulation,
  person: PersonValue,
  words: MappingSimulationMessages,
  port: SightPort,
): TemplateResult {
  const sight = sightOf(run, person);
  const { messages, buttons, absent } = sight;
  const choose = (event: Event): void => port.choose((event.target as HTMLSelectElement).value);
  return html`<h3>${words.sight}</h3>
    <div class="person">
      <label for="person">${words.person}</label>
      <select id="person" class="input" @change=${choose}>
        ${peopleIn(run).map(
          ({ userId, name }) => html`<option value=${userId} .selected=${userId === person.userId}>${name}</option>`,
        )}
      </select>
    </div>
    ${messages.map((message) => html`<p class="notice" data-message=${message.code}>${messageText(words, port.locale, message)}</p>`)}
    <ul class="seen">
      ${buttons.map((button) => renderButton(view, sight, button, words, port))}
      ${absent.map(
        ({ kind, why }) =>
          html`<li data-absent=${kind} class="muted">
            ${words.absent(words.buttons[kind])} <span class="why">${whyText(view, words, why)}</span>
          </li>`,
      )}
      ${buttons.length === 0 ? html`<li class="muted">${words.noButtons}</li>` : nothing}
    </ul>`;
}

/** A button that does something here can be pressed; any other is only drawn. */
function renderButton(
  view: MappingView,
  { live, person }: PersonSight,
  button: PlannedButton,
  words: MappingSimulationMessages,
  port: SightPort,
): TemplateResult {
  const text = buttonText(words, port.locale, button);
  const { kind, enabled, why } = button;
  const face = live.has(kind)
    ? html`<button
        class="button"
        type="button"
        data-act=${`press-${kind}`}
        @click=${() => port.press(kind, person.userId)}
      >
        ${text}
      </button>`
    : html`<span class="drawn ${enabled ? '' : 'off'}" data-drawn=${kind}
        >${text}${enabled ? nothing : html`<span class="visually-hidden">, ${words.disabled}</span>`}</span
      >`;
  return html`<li>${face} <span class="why muted">${whyText(view, words, why)}</span></li>`;
}
