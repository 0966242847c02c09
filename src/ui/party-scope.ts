import { html, nothing, type TemplateResult } from 'lit';

import type { MappingCommand } from '../core/commands.js';
import { signingOf } from '../core/editor-mapping.js';
import { slotAt, type SlotDefinition } from '../core/slots.js';
import type { Fit } from '../core/type-matrix.js';
import type { FieldRef, FormTable } from '../schema/form.js';
import type { FieldSource, RowCondition } from '../schema/value-source.js';
import { freshLookup } from './lookup-targets.js';
import {
  bindChange,
  fieldSource,
  fitOf,
  sentence,
  setChange,
  slotName,
  slotWords,
  unbindChange,
  valueName,
  type MappingActions,
  type MappingView,
} from './mapping-view.js';
import { freshCondition, renderCondition } from './row-condition.js';

const WHERE = '/flow/dynamicParties/where';
const ORDER = '/flow/dynamicParties/order';

/** C-30: “one party per row of 明细1, where 类型 is 外部, ordered by 顺序”, read as one sentence and edited in place. */
export function renderPartyScope(view: MappingView, actions: MappingActions, slot: SlotDefinition): TemplateResult {
  const { converting, parties } = view.messages;
  const words = converting.scope;
  const { details } = view.workflow.form;
  if (details.length === 0) return html`<p class="notice">${parties.noTables}</p>`;
  const { table: chosen } = signingOf(view.mapping).flow.dynamicParties;
  const table = details.find(({ id }) => id === chosen);
  return html`<div class="scope" role="group" aria-label=${words.label}>
    <span>${words.each}</span>
    <select
      class="input value"
      aria-label=${slotWords(view, slot).name}
      ?disabled=${!view.editable}
      @change=${(event: Event) => chooseTable(view, actions, slot, (event.target as HTMLSelectElement).value || null)}
    >
      <option value="" ?selected=${chosen === null}>${words.choose}</option>
      ${
        chosen === null || table
          ? nothing
          : html`<option value=${chosen} selected>${view.messages.flow.goneName(chosen)}</option>`
      }
      ${details.map(({ id, label }) => html`<option value=${id} ?selected=${id === chosen}>${label}</option>`)}
    </select>
    ${table ? html`${renderWhere(view, actions, table.id)}${renderOrder(view, actions, table)}` : nothing}
    ${table ? html`<p class="muted">${words.local(table.label)}</p>` : nothing}
  </div>`;
}

/** Another table has other columns: its condition goes with it, in the same step of undo. */
function chooseTable(view: MappingView, actions: MappingActions, slot: SlotDefinition, table: string | null): void {
  const commands: MappingCommand[] = [{ type: 'set', pointer: slot.pointer, value: table }];
  const { where } = signingOf(view.mapping).flow.dynamicParties;
  if (where && where.field.table !== table) commands.push({ type: 'set', pointer: WHERE, value: undefined });
  actions.change({
    command: { type: 'batch', commands },
    sentence: sentence('set', slotName(view, slot.pointer)),
  });
}

function renderWhere(view: MappingView, actions: MappingActions, tableId: string): TemplateResult {
  const { scope } = view.messages.converting;
  const { where } = signingOf(view.mapping).flow.dynamicParties;
  const table = view.workflow.form.details.find(({ id }) => id === tableId);
  const fresh = freshCondition(table);
  const change = (condition: RowCondition | undefined, typed = false) =>
    actions.change(setChange(view, WHERE, condition, typed));
  return html`<select
      class="input"
      aria-label=${scope.label}
      ?disabled=${!view.editable || (!where && !fresh)}
      @change=${(event: Event) =>
        change((event.target as HTMLSelectElement).value === 'some' ? (fresh ?? undefined) : undefined)}
    >
      <option value="all" ?selected=${!where}>${scope.allRows}</option>
      <option value="some" ?selected=${where !== undefined}>${scope.some}</option></select
    >${where ? renderCondition(view, table, where, scope.label, change) : nothing}`;
}

/** The column that gives the order; a field of the main table or a conversion is set in the card of the order, and named here. */
function renderOrder(view: MappingView, actions: MappingActions, table: FormTable): TemplateResult | typeof nothing {
  const { scope } = view.messages.converting;
  const slot = slotAt(ORDER);
  if (!slot) return nothing;
  const { order } = signingOf(view.mapping).flow.dynamicParties;
  const chosen = order?.kind === 'field' && order.field.table === table.id ? order.field.field : null;
  const columns = orderColumns(view, slot, table);
  const isListed = order === null || columns.some(({ ref }) => ref.field === chosen);
  const choose = (id: string): void => {
    const column = columns.find(({ ref }) => ref.field === id);
    if (column) actions.change(bindChange(view, slot, sourceFor(view, slot, column), 'replace'));
    else if (id === '') actions.change(unbindChange(view, slot));
  };
  return html`<label class="order"
    >${scope.orderedBy}
    <select
      class="input"
      aria-label=${slotWords(view, slot).name}
      ?disabled=${!view.editable}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      <option value="" .selected=${order === null}>${scope.rowOrder}</option>
      ${isListed || order === null ? nothing : html`<option value="other" disabled .selected=${true}>${valueName(view, order)}</option>`}
      ${columns.map(({ ref }) => html`<option value=${ref.field} .selected=${ref.field === chosen}>${ref.label}</option>`)}
    </select></label
  >`;
}

interface Column {
  readonly ref: FieldRef;
  readonly fit: Fit;
}

function orderColumns(view: MappingView, slot: SlotDefinition, { id, fields }: FormTable): Column[] {
  return fields
    .map((field) => ({ table: id, field: field.id, label: field.label, type: field.type }))
    .map((ref) => ({ ref, fit: fitOf(view, slot, ref) }))
    .filter(({ fit }) => fit.kind !== 'refused');
}

function sourceFor(view: MappingView, slot: SlotDefinition, { ref, fit }: Column): FieldSource {
  return fieldSource(ref, fit, freshLookup(view, slot, ref));
}
