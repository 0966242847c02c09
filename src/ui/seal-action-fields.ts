import { html, nothing, type TemplateResult } from 'lit';

import { firstValue, newSealAction, peopleFields, SEAL_ACTIONS, writableFields } from '../core/seal-callbacks.js';
import type { FieldRef, FieldValue } from '../schema/form.js';
import type { SealUseAction } from '../schema/seal-use-config.js';
import type { ValueSource } from '../schema/value-source.js';
import type { MappingView } from './mapping-view.js';

/** Puts another action in the place of one; typing into one text is one step of undo. */
export type SetAction = (action: SealUseAction, typed?: boolean) => void;

interface Option {
  readonly value: string;
  readonly text: string;
  readonly disabled?: boolean;
}

/** The controls of one action (P-15): what it does, and what it does it with. `name` says which action it is. */
export function renderActionFields(
  view: MappingView,
  action: SealUseAction,
  name: string,
  set: SetAction,
): TemplateResult {
  const { sealUse: words } = view.messages;
  const kinds = SEAL_ACTIONS.map((kind) => {
    const disabled = newSealAction(kind, view.workflow, words.textDefault) === null;
    return { value: kind, text: words.actions[kind], disabled };
  });
  return html`<div class="fields">
    ${select(view, `${name}: ${words.action}`, action.kind, kinds, (value) => {
      const kind = SEAL_ACTIONS.find((candidate) => candidate === value);
      const next = kind && newSealAction(kind, view.workflow, words.textDefault);
      if (next) set(next);
    })}
    ${renderParameters(view, action, name, set)}
  </div>`;
}

function renderParameters(
  view: MappingView,
  action: SealUseAction,
  name: string,
  set: SetAction,
): TemplateResult | typeof nothing {
  const { sealUse: words } = view.messages;
  const named = ({ id, name: text }: { id: string; name: string }): Option => ({ value: id, text });
  switch (action.kind) {
    case 'submitWorkflow':
      return nothing;
    case 'sendBack':
      return select(view, `${name}: ${words.node}`, action.nodeId, view.workflow.nodes.map(named), (nodeId) =>
        set({ ...action, nodeId }),
      );
    case 'runActionFlow':
      return select(view, `${name}: ${words.flow}`, action.actionFlowId, view.workflow.actionFlows.map(named), (id) =>
        set({ ...action, actionFlowId: id }),
      );
    case 'writeField': {
      const fields = writableFields(view.workflow);
      const options = fields.map(({ field, label }) => ({ value: field, text: label }));
      return html`${select(view, `${name}: ${words.field}`, action.field.field, options, (id) => {
        const field = fields.find((candidate) => candidate.field === id);
        if (field) set({ ...action, field, value: firstValue(view.workflow, field) });
      })}
      ${renderValue(view, action.field, action.value, `${name}: ${words.value}`, (value, typed) => set({ ...action, value }, typed))}`;
    }
    case 'notify':
      return html`${renderWhom(view, action.to, `${name}: ${words.to}`, (to) => set({ ...action, to }))}
      ${text(view, `${name}: ${words.text}`, action.text, 500, (value) => {
        if (value.trim()) set({ ...action, text: value }, true);
      })}`;
  }
}

function renderWhom(view: MappingView, to: ValueSource, name: string, set: (to: ValueSource) => void): TemplateResult {
  const { kinds } = view.messages;
  const fields = peopleFields(view.workflow);
  const options = [
    { value: 'creator', text: kinds.creator },
    { value: 'operator', text: kinds.operator },
    ...fields.map(({ field, label }) => ({ value: `field ${field}`, text: label })),
  ];
  const present = to.kind === 'field' ? `field ${to.field.field}` : to.kind;
  return select(view, name, present, options, (value) => {
    const field = fields.find((candidate) => value === `field ${candidate.field}`);
    if (field) set({ kind: 'field', field });
    else if (value === 'creator' || value === 'operator') set({ kind: value });
  });
}

/** What is written, by the type of the field; an empty text empties the field. */
function renderValue(
  view: MappingView,
  ref: FieldRef,
  value: FieldValue,
  name: string,
  set: (value: FieldValue, typed?: boolean) => void,
): TemplateResult {
  const { sealUse: words } = view.messages;
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  switch (ref.type) {
    case 'checkbox':
      return select(
        view,
        name,
        String(value === true),
        [
          { value: 'true', text: words.yes },
          { value: 'false', text: words.no },
        ],
        (chosen) => set(chosen === 'true'),
      );
    case 'select': {
      const field = view.workflow.form.main.fields.find(({ id }) => id === ref.field);
      const options = (field?.options ?? []).map((option) => ({ value: option.value, text: option.label }));
      return select(view, name, shown, [{ value: '', text: words.emptyValue }, ...options], (chosen) =>
        set(chosen || null),
      );
    }
    case 'number':
    case 'money':
      return html`<input
        class="input"
        type="number"
        step="any"
        aria-label=${name}
        placeholder=${words.emptyValue}
        ?readonly=${!view.editable}
        .value=${shown}
        @input=${(event: Event) => {
          const { valueAsNumber } = event.target as HTMLInputElement;
          set(Number.isNaN(valueAsNumber) ? null : valueAsNumber, true);
        }}
      />`;
    case 'date':
      return html`<input
        class="input"
        type="date"
        aria-label=${name}
        ?readonly=${!view.editable}
        .value=${shown}
        @change=${(event: Event) => set((event.target as HTMLInputElement).value || null)}
      />`;
    default:
      return text(view, name, shown, 1000, (typed) => set(typed || null, true), words.emptyValue);
  }
}

function text(
  view: MappingView,
  name: string,
  value: string,
  longest: number,
  set: (value: string) => void,
  placeholder = '',
): TemplateResult {
  return html`<input
    class="input"
    aria-label=${name}
    maxlength=${longest}
    placeholder=${placeholder || nothing}
    ?readonly=${!view.editable}
    .value=${value}
    @input=${(event: Event) => set((event.target as HTMLInputElement).value)}
    @change=${(event: Event) => {
      const input = event.target as HTMLInputElement;
      // what may not be empty comes back
      if (!input.value.trim()) input.value = value;
    }}
  />`;
}

/** A choice; what is no longer there stays visible until another one is chosen. */
function select(
  view: MappingView,
  name: string,
  value: string,
  options: readonly Option[],
  set: (value: string) => void,
): TemplateResult {
  return html`<select
    class="input"
    aria-label=${name}
    ?disabled=${!view.editable}
    @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}
  >
    ${
      options.some((option) => option.value === value)
        ? nothing
        : html`<option value=${value} selected>${view.messages.flow.goneName(value)}</option>`
    }
    ${options.map(
      (option) =>
        html`<option
          value=${option.value}
          ?selected=${option.value === value}
          ?disabled=${option.disabled === true && option.value !== value}
        >
          ${option.text}
        </option>`,
    )}
  </select>`;
}
