import { html, nothing, type TemplateResult } from 'lit';

import { isDetail, toFieldRef, type FieldRow } from '../core/field-index.js';
import { fieldIcon, glyph } from './icons.js';
import { armedFields, armedName, isSameField } from './field-many.js';
import { slotName, type MappingView } from './mapping-view.js';

interface RowState {
  /** Its place among all rows; only those in sight are drawn. */
  readonly index: number;
  readonly current: boolean;
}

export function renderTableRow(
  view: MappingView,
  { table, fieldCount }: Extract<FieldRow, { kind: 'table' }>,
  { index, current, open }: RowState & { readonly open: boolean },
): TemplateResult {
  return html`<div
    id=${`row-${index}`}
    class="row table ${current ? 'current' : ''}"
    role="treeitem"
    aria-level="1"
    aria-expanded=${open}
    aria-selected="false"
    data-row=${index}
  >
    <span class="twist ${open ? 'open' : ''}">${glyph('down')}</span>
    <span class="name">${table.label}</span>
    ${isDetail(table.id) ? html`<span class="badge">${view.messages.tree.detail}</span>` : nothing}
    <span class="count muted">${fieldCount}</span>
  </div>`;
}

export function renderFieldRow(
  view: MappingView,
  { table, field }: Extract<FieldRow, { kind: 'field' }>,
  { index, current, used, selected }: RowState & { readonly used: number; readonly selected: boolean },
): TemplateResult {
  const { tree, fieldTypes } = view.messages;
  const ref = toFieldRef(table, field);
  const isArmed = armedFields(view.armed).some((other) => isSameField(other, ref));
  return html`<div
    id=${`row-${index}`}
    class="row field ${current ? 'current' : ''} ${isArmed ? 'armed' : ''} ${selected ? 'selected' : ''}"
    role="treeitem"
    aria-level="2"
    aria-selected=${isArmed || selected}
    data-row=${index}
    title=${`${field.label} · ${fieldTypes[field.type]} · ${field.id}`}
  >
    ${selected ? glyph('check') : fieldIcon(field.type)}
    <span class="name">${field.label}</span>
    <span class="type muted">${fieldTypes[field.type]}</span>
    ${used > 0 ? html`<span class="badge accent" title=${tree.used(used)}>${used}</span>` : nothing}
  </div>`;
}

/** What a click does next: pick a field, place the picked one, or choose one for a slot. */
export function renderHint(view: MappingView, disarm: () => void): TemplateResult {
  const { tree, card } = view.messages;
  const { armed } = view;
  const text =
    armed?.kind === 'field'
      ? tree.armed(armedName(view))
      : armed?.kind === 'slot'
        ? tree.slotArmed(slotName(view, armed.pointer))
        : tree.armHint;
  return html`<p class=${armed ? 'hint armed' : 'hint muted'}>
    <span>${text}</span>
    ${armed ? html`<button class="button quiet small" type="button" @click=${disarm}>${card.cancel}</button>` : nothing}
  </p>`;
}

/** What can be done with the fields that are selected. */
export function renderSelected(view: MappingView, count: number, bind: () => void, clear: () => void): TemplateResult {
  const { selection } = view.messages;
  return html`<p class="hint armed">
    <span>${selection.hint(count)}</span>
    <button class="button small" type="button" @click=${bind}>${selection.bind}</button>
    <button class="button quiet small" type="button" @click=${clear}>${selection.clear}</button>
  </p>`;
}
