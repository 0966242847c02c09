import { html, nothing, type TemplateResult } from 'lit';

import type { SlotDefinition } from '../core/slots.js';
import type { MappingProblem } from '../schema/dom-events.js';
import { glyph } from './icons.js';
import type { MappingActions, MappingView } from './mapping-view.js';

/** That a slot sends something else than cases expect, with the way to the first of them. */
export function renderCaseMark(
  { cases, messages }: MappingView,
  actions: MappingActions,
  { pointer }: SlotDefinition,
): TemplateResult | typeof nothing {
  const marks = cases.differs.get(pointer);
  const [first] = marks ?? [];
  if (!marks || !first) return nothing;
  const { record: words } = messages;
  return html`<button class="button quiet small differs" type="button" @click=${() => actions.openCase(first.at)}>
    ${glyph('compare')}${marks.length === 1 ? words.differs(first.name) : words.differsMore(marks.length)}
  </button>`;
}

/** That a problem is one of the record that is looked at, and not of the mapping. */
export function renderRecordMark(
  { messages }: MappingView,
  { params }: MappingProblem,
): TemplateResult | typeof nothing {
  const { record } = params;
  if (record === undefined) return nothing;
  const { withRecord, withRecordHelp } = messages.record;
  return html` <span class="badge with-record" title=${withRecordHelp(record)}>${withRecord}</span>`;
}
