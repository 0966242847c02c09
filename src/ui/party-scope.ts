import { html, nothing, type TemplateResult } from 'lit';

import type { MappingCommand } from '../core/commands.js';
import { signingOf } from '../core/editor-mapping.js';
import type { SlotDefinition } from '../core/slots.js';
import type { RowCondition } from '../schema/value-source.js';
import {
  sentence,
  setChange,
  slotName,
  slotWords,
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
    ${table ? html`${renderWhere(view, actions, table.id)}${renderOrder(view, actions)}` : nothing}
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

/** The field that gives the order is bound in its own card; the sentence only names it and leads there. */
function renderOrder(view: MappingView, actions: MappingActions): TemplateResult {
  const { scope } = view.messages.converting;
  const { order } = signingOf(view.mapping).flow.dynamicParties;
  return html`<span
    >${scope.orderedBy}
    <button class="button quiet small order" type="button" @click=${() => actions.reveal(ORDER)}>
      ${order ? valueName(view, order) : scope.rowOrder}
    </button></span
  >`;
}
