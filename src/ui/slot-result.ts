import { html, nothing, type TemplateResult } from 'lit';

import { isEmptyValue } from '../core/check-references.js';
import { valueAt } from '../core/pointer.js';
import { resultOf } from '../core/results.js';
import type { SlotDefinition } from '../core/slots.js';
import type { MappingView } from './mapping-view.js';

/** So many values stand on a card; the rest is counted. */
const SHOWN = 5;

/** What a slot would send for the record that is looked at; nothing where nothing is sent, or no record matters. */
export function renderResult(view: MappingView, slot: SlotDefinition): TemplateResult | typeof nothing {
  const value = valueAt(view.mapping, slot.pointer);
  const result = resultOf(slot, view.mapping, view.trial.context);
  // what is sent although nothing is bound (who starts it, the order of rows) is shown, that nothing is bound is not
  if (!result || (isEmptyValue(value) && result.kind !== 'values')) return nothing;
  const { record: words, listSeparator } = view.messages;
  switch (result.kind) {
    case 'empty':
      return html`<p class="result muted">${words.result(words.empty)}</p>`;
    case 'fault':
      return html`<p class="result fault">${words.result(words.faults[result.code] ?? result.code)}</p>`;
    case 'values': {
      const shown = result.values.slice(0, SHOWN).join(listSeparator);
      const more = result.values.length > SHOWN ? ` … (${result.values.length})` : '';
      return html`<p class="result">${words.result(shown + more)}</p>`;
    }
  }
}
