import { html, nothing, type TemplateResult } from 'lit';

import { isEmptyValue } from '../core/check-references.js';
import type { EditorMapping } from '../core/editor-mapping.js';
import { valueAt } from '../core/pointer.js';
import type { ResolveContext } from '../core/resolve.js';
import { resultOf, type SlotResult } from '../core/results.js';
import { rowTableOf, type SlotDefinition } from '../core/slots.js';
import type { MappingRecordMessages } from '../i18n/mapping-record.zh-cn.js';
import type { PinnedResult } from '../schema/case-file.js';
import type { MappingView } from './mapping-view.js';

/** So many values stand on a card; the rest is counted. */
const SHOWN = 5;

/** What a slot would send for the record that is looked at; nothing where nothing is sent, or no record matters. */
export function renderResult(
  view: MappingView,
  slot: SlotDefinition,
  why: () => TemplateResult,
): TemplateResult | typeof nothing {
  const value = valueAt(view.mapping, slot.pointer);
  const result = resultOf(slot, view.mapping, contextOf(view, slot));
  // what is sent although nothing is bound (who starts it, the order of rows) is shown, that nothing is bound is not
  if (!result || (isEmptyValue(value) && result.kind !== 'values')) return nothing;
  const { record: words, listSeparator } = view.messages;
  const look = { empty: 'muted', fault: 'fault', values: '' }[result.kind];
  return html`<div class="result-line">
    <p class="result ${look}">${words.result(resultText(words, listSeparator, result))}</p>
    ${why()}
  </div>`;
}

/** What a slot is read with: the record, or the one row of it that is looked at; also for a mapping beside the view's. */
export function contextOf(
  { mapping: own, trial }: MappingView,
  slot: SlotDefinition,
  mapping: EditorMapping = own,
): ResolveContext {
  const isRow = trial.row !== null && rowTableOf(mapping, slot.pointer) === trial.row.table;
  return isRow ? trial.row.context : trial.context;
}

/** A result in words. */
export function resultText(
  { empty, faults }: Pick<MappingRecordMessages, 'empty' | 'faults'>,
  separator: string,
  result: SlotResult | PinnedResult,
): string {
  if (result.kind === 'empty') return empty;
  if (result.kind === 'fault') return faults[result.code] ?? result.code;
  const shown = result.values.slice(0, SHOWN).join(separator);
  return result.values.length > SHOWN ? `${shown} … (${result.values.length})` : shown;
}
