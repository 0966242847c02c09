import { html, nothing, type TemplateResult } from 'lit';

import { findField } from '../core/field-index.js';
import { optionsOf } from '../core/lookup.js';
import type { Field, FormTable } from '../schema/form.js';
import type { RowCondition } from '../schema/value-source.js';
import type { MappingView } from './mapping-view.js';

/** Types whose values can be told apart by one text or choice. */
const COMPARED: ReadonlySet<Field['type']> = new Set<Field['type']>([
  'select',
  'checkbox',
  'text',
  'number',
  'money',
  'person',
  'department',
  'organization',
  'browse',
]);

export function conditionFields(table: FormTable | undefined): readonly Field[] {
  return table?.fields.filter((field) => COMPARED.has(field.type)) ?? [];
}

/** A condition to begin with: the first choice of the first select, else an empty text of the first column that can be compared. */
export function freshCondition(table: FormTable | undefined): RowCondition | null {
  const fields = conditionFields(table);
  const field = fields.find((candidate) => optionsOf(candidate) !== null) ?? fields[0];
  return table && field ? conditionOn(table, field) : null;
}

function conditionOn(table: FormTable, field: Field): RowCondition {
  const ref = { table: table.id, field: field.id, label: field.label, type: field.type };
  const first = optionsOf(field)?.[0]?.value ?? '';
  return { field: ref, equals: field.type === 'checkbox' ? true : first };
}

/** “where <field> is <value>”: a choice where the field has choices, else a text. `what` names it for those who do not see it. */
export function renderCondition(
  view: MappingView,
  table: FormTable | undefined,
  condition: RowCondition,
  what: string,
  change: (condition: RowCondition, typed: boolean) => void,
): TemplateResult {
  const { condition: words } = view.messages.converting;
  const fields = conditionFields(table);
  const field = findField(view.index, condition.field);
  const known = fields.some(({ id }) => id === condition.field.field);
  return html`<span class="condition"
    ><span>${words.when}</span
    ><select
      class="input"
      aria-label=${words.field(what)}
      ?disabled=${!view.editable}
      @change=${(event: Event) => {
        const chosen = fields.find(({ id }) => id === (event.target as HTMLSelectElement).value);
        if (table && chosen) change(conditionOn(table, chosen), false);
      }}
    >
      ${known ? nothing : html`<option value="" selected disabled>${view.messages.flow.goneName(condition.field.label)}</option>`}
      ${fields.map(({ id, label }) => html`<option value=${id} ?selected=${id === condition.field.field}>${label}</option>`)}</select
    ><span>${words.equals}</span>${renderValue(view, field, condition, what, change)}</span
  >`;
}

function renderValue(
  view: MappingView,
  field: Field | undefined,
  condition: RowCondition,
  what: string,
  change: (condition: RowCondition, typed: boolean) => void,
): TemplateResult {
  const { condition: words } = view.messages.converting;
  const options = field ? optionsOf(field) : null;
  const value = String(condition.equals);
  if (!options) {
    return html`<input
      class="input"
      aria-label=${words.value(what)}
      maxlength="200"
      ?readonly=${!view.editable}
      .value=${value}
      @input=${(event: Event) => change({ ...condition, equals: (event.target as HTMLInputElement).value }, true)}
    />`;
  }
  const isBox = field?.type === 'checkbox';
  const known = options.some((option) => option.value === value);
  return html`<select
    class="input"
    aria-label=${words.value(what)}
    ?disabled=${!view.editable}
    @change=${(event: Event) => {
      const chosen = (event.target as HTMLSelectElement).value;
      change({ ...condition, equals: isBox ? chosen === 'true' : chosen }, false);
    }}
  >
    ${known ? nothing : html`<option value=${value} selected disabled>${view.messages.flow.goneName(value)}</option>`}
    ${options.map((option) => {
      const text = isBox ? words[option.value === 'true' ? 'on' : 'off'] : option.label;
      return html`<option value=${option.value} ?selected=${option.value === value}>${text}</option>`;
    })}
  </select>`;
}
