import { html, nothing, type TemplateResult } from 'lit';

import { isGraveLoss, lossOf } from '../core/conversion-loss.js';
import { findField } from '../core/field-index.js';
import { lookupGaps, optionsOf } from '../core/lookup.js';
import { conversionOf, rowChoiceOf, type RowPick } from '../core/row-choice.js';
import { rowTableOf, type SlotDefinition } from '../core/slots.js';
import type { Fit } from '../core/type-matrix.js';
import { MAIN_TABLE, type FieldRef, type FormTable } from '../schema/form.js';
import type { Conversion, FieldSource, RowChoice } from '../schema/value-source.js';
import { glyph } from './icons.js';
import type { LookupChange } from './lookup-editor.js';
import { freshLookup, lookupTargets } from './lookup-targets.js';
import { fitOf, type MappingView } from './mapping-view.js';
import { freshCondition, renderCondition } from './row-condition.js';

/** One bound field, and how it is changed. `typed`: one run of typing is one step of undo. */
export interface ConvertedField {
  readonly view: MappingView;
  readonly slot: SlotDefinition;
  readonly source: FieldSource;
  readonly lookupOpen: boolean;
  change(source: FieldSource, typed?: boolean): void;
  toggleLookup(): void;
}

/** On the chip: which rows count, what happens to the value, and the lookup table. */
export function renderConversion(field: ConvertedField): TemplateResult {
  const fit = fitOf(field.view, field.slot, field.source.field);
  return html`${renderRows(field, fit)}${renderName(field, fit)}${renderLookupButton(field)}`;
}

/** Under the chips: the condition that picks the row, and what may be lost. */
export function renderDetails(field: ConvertedField): TemplateResult | typeof nothing {
  const { view, source } = field;
  const { converting } = view.messages;
  const choice = rowChoiceOf(source);
  const conversion = conversionOf(source);
  const loss = conversion === undefined || choice?.pick === 'count' ? null : lossOf(conversion, source.field.type);
  if (choice?.pick !== 'where' && loss === null) return nothing;
  const what = source.field.label;
  return html`${
    choice?.pick === 'where'
      ? html`<div class="detail">
          ${renderCondition(view, tableOf(view, source), choice, what, (condition, typed) =>
            field.change({ ...source, rows: { pick: 'where', ...condition } }, typed),
          )}
        </div>`
      : nothing
  }${
    loss === null
      ? nothing
      : html`<p class="detail loss ${isGraveLoss(loss) ? 'grave' : 'muted'}">
          ${glyph(isGraveLoss(loss) ? 'warning' : 'error')}<span
            >${converting.lossOf(what, converting.losses[loss])}</span
          >
        </p>`
  }`;
}

/** A list gets one item per row of a detail table, unless it runs over that table itself (design of the editor, 3.6). */
export function takesEveryRow(view: MappingView, slot: SlotDefinition, field: FieldRef): boolean {
  if (field.table === MAIN_TABLE || field.table === rowTableOf(view.mapping, slot.pointer)) return false;
  const fit = fitOf(view, slot, field);
  return fit.kind !== 'refused' && fit.rows === undefined;
}

function renderRows(field: ConvertedField, fit: Fit): TemplateResult | typeof nothing {
  const { view, source } = field;
  const { converting, card } = view.messages;
  const choice = rowChoiceOf(source);
  const picks = fit.kind === 'refused' ? undefined : fit.rows;
  if (picks === undefined) return nothing;
  if (!view.editable) return choice ? html`<span class="badge accent">${converting.rows[choice.pick]}</span>` : nothing;
  return html`<select
    class="conversion rows"
    aria-label=${converting.rowOf(source.field.label)}
    @change=${(event: Event) => {
      const chosen = picks.find((pick) => pick === (event.target as HTMLSelectElement).value);
      if (chosen) field.change(withRows(view, source, chosen, fit));
    }}
  >
    ${choice ? nothing : html`<option value="" selected disabled>${card.chooseRow}</option>`}
    ${picks.map(
      (pick) => html`<option value=${pick} ?selected=${pick === choice?.pick}>${converting.rows[pick]}</option>`,
    )}
  </select>`;
}

/** The number of rows is a value of its own: nothing is left to convert. */
function withRows(view: MappingView, source: FieldSource, pick: RowPick, fit: Fit): FieldSource {
  const { field, lookup } = source;
  if (pick === 'count') return { kind: 'field', field, rows: { pick } };
  const usual = fit.kind === 'convert' ? fit.conversions[0] : undefined;
  const conversion = conversionOf(source) ?? usual;
  return {
    kind: 'field',
    field,
    ...(conversion ? { conversion } : {}),
    ...(lookup ? { lookup } : {}),
    rows: choiceOf(view, source, pick),
  };
}

function choiceOf(view: MappingView, source: FieldSource, pick: Exclude<RowPick, 'count'>): RowChoice {
  if (pick !== 'where') return { pick };
  const condition = freshCondition(tableOf(view, source));
  // the column itself can always be compared with a text
  return { pick, ...(condition ?? { field: source.field, equals: '' }) };
}

function tableOf(view: MappingView, { field }: FieldSource): FormTable | undefined {
  return view.workflow.form.details.find((table) => table.id === field.table);
}

/** Where several conversions are possible the admin chooses on the chip; a single one is only named. */
function renderName(field: ConvertedField, fit: Fit): TemplateResult | typeof nothing {
  const { view, source } = field;
  const { converting } = view.messages;
  if (rowChoiceOf(source)?.pick === 'count') return nothing;
  const conversion = conversionOf(source);
  const choices = fit.kind === 'refused' ? [] : (fit.conversions ?? []);
  const optional = fit.kind === 'direct' && choices.length > 0;
  if (!view.editable || choices.length + (optional ? 1 : 0) < 2) {
    return conversion ? html`<span class="badge accent">${converting.names[conversion]}</span>` : nothing;
  }
  const asIs = optional || conversion === undefined;
  return html`<select
    class="conversion"
    aria-label=${converting.conversionOf(source.field.label)}
    @change=${(event: Event) => {
      const chosen = choices.find((name) => name === (event.target as HTMLSelectElement).value);
      field.change(withConversion(field, chosen));
    }}
  >
    ${asIs ? html`<option value="" ?selected=${conversion === undefined}>${converting.asIs}</option>` : nothing}
    ${choices.map(
      (name) => html`<option value=${name} ?selected=${name === conversion}>${converting.names[name]}</option>`,
    )}
  </select>`;
}

function withConversion({ view, slot, source }: ConvertedField, conversion: Conversion | undefined): FieldSource {
  const { field, rows, lookup } = source;
  const needsTable = conversion === 'lookup' || conversion === 'contains';
  const table = needsTable ? (lookup ?? freshLookup(view, slot, field)) : undefined;
  return {
    kind: 'field',
    field,
    ...(conversion ? { conversion } : {}),
    ...(table ? { lookup: table } : {}),
    ...(rows ? { rows } : {}),
  };
}

/** Opens the table; says how much of it is filled in. */
function renderLookupButton(field: ConvertedField): TemplateResult | typeof nothing {
  const { view, source } = field;
  if (source.conversion !== 'lookup' && source.conversion !== 'contains') return nothing;
  if (!view.editable && source.lookup === undefined) return nothing;
  const { lookup: words } = view.messages.converting;
  const live = findField(view.index, source.field);
  const options = live ? optionsOf(live) : null;
  const table = source.lookup;
  const filled = table?.rows.filter((row) => row.target !== null).length ?? 0;
  const gaps = table ? lookupGaps(table, options).length : 0;
  const text = table ? words.button(filled, Math.max(options?.length ?? 0, table.rows.length)) : words.empty;
  return html`<button
    class="button small table ${gaps > 0 ? 'gap' : ''}"
    type="button"
    aria-label=${`${text}: ${words.open(source.field.label)}`}
    aria-expanded=${field.lookupOpen}
    @click=${() => field.toggleLookup()}
  >
    ${text}
  </button>`;
}

/** What the lookup editor is given. */
export function renderLookup(field: ConvertedField): TemplateResult | typeof nothing {
  const { view, slot, source } = field;
  if (!field.lookupOpen || (source.conversion !== 'lookup' && source.conversion !== 'contains')) return nothing;
  const live = findField(view.index, source.field);
  return html`<esign-lookup-editor
    class="detail"
    .words=${view.messages.converting.lookup}
    .label=${source.field.label}
    .table=${source.lookup}
    .options=${live ? optionsOf(live) : null}
    .targets=${lookupTargets(view, slot, source.conversion === 'contains')}
    ?readonly=${!view.editable}
    @lookup-change=${({ detail }: CustomEvent<LookupChange>) =>
      field.change({ ...source, lookup: detail.table }, detail.typed)}
    @lookup-done=${() => field.toggleLookup()}
  ></esign-lookup-editor>`;
}
