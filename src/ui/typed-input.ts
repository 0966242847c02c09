import { html, nothing, type TemplateResult } from 'lit';

import { typedControl } from '../core/typed-record.js';
import type { MappingTypedMessages } from '../i18n/mapping-typed.zh-cn.js';
import type { Field } from '../schema/form.js';
import { fieldIcon } from './icons.js';

export interface TypedInput {
  readonly id: string;
  readonly text: string;
  readonly isFaulty: boolean;
  typed(text: string): void;
}

const TYPES: Readonly<Record<string, string>> = { date: 'date', datetime: 'datetime-local' };

/** One field of a typed-in record, with the control that its type has. */
export function renderTyped(field: Field, words: MappingTypedMessages, input: TypedInput): TemplateResult {
  const control = typedControl(field);
  const help = (words.help as Readonly<Record<string, string>>)[control];
  return html`<label class="field" data-field=${field.id}>
    <span>${fieldIcon(field.type)}${field.label}</span>
    ${renderControl(field, control, words, input)} ${help ? html`<span class="muted help">${help}</span>` : nothing}
    ${input.isFaulty ? html`<span class="fault" id=${`${input.id}-fault`}>${words.notNumber}</span>` : nothing}
  </label>`;
}

function renderControl(
  { options = [] }: Field,
  control: ReturnType<typeof typedControl>,
  words: MappingTypedMessages,
  { id, text, isFaulty, typed }: TypedInput,
): TemplateResult {
  const handle = (event: Event): void =>
    typed((event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value);
  switch (control) {
    case 'choice':
      return html`<select class="input" @change=${handle}>
        <option value="" .selected=${text === ''}>${words.empty}</option>
        ${options.map(({ value, label }) => html`<option value=${value} .selected=${value === text}>${label}</option>`)}
      </select>`;
    case 'switch':
      return html`<select class="input" @change=${handle}>
        ${[
          ['true', words.on],
          ['false', words.off],
        ].map(
          ([value, label]) => html`<option value=${value!} .selected=${(text || 'false') === value}>${label}</option>`,
        )}
      </select>`;
    case 'text':
    case 'people':
    case 'files':
    case 'names':
    case 'choices':
      return html`<textarea class="input" rows="2" .value=${text} @input=${handle}></textarea>`;
    default:
      return html`<input
        class="input"
        type=${TYPES[control] ?? 'text'}
        inputmode=${control === 'number' ? 'decimal' : nothing}
        aria-invalid=${isFaulty}
        aria-describedby=${isFaulty ? `${id}-fault` : nothing}
        .value=${text}
        @input=${handle}
      />`;
  }
}
