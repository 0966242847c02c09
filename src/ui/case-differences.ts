import { html, nothing, type TemplateResult } from 'lit';

import type { CaseDifference } from '../core/cases.js';
import { slotAt } from '../core/slots.js';
import type { MappingCasesMessages } from '../i18n/mapping-cases.zh-cn.js';
import type { RecordCase } from '../schema/case-file.js';
import { slotName, slotWords, type MappingView } from './mapping-view.js';
import { resultText } from './slot-result.js';

export interface DifferencePort {
  reveal(pointer: string): void;
  accept(difference: CaseDifference): void;
}

/** What a case expects and what would be sent now, slot by slot. */
export function renderDifferences(
  view: MappingView,
  words: MappingCasesMessages,
  { name }: RecordCase,
  differences: readonly CaseDifference[],
  port: DifferencePort,
): TemplateResult | typeof nothing {
  if (differences.length === 0) return nothing;
  const { record, listSeparator } = view.messages;
  const text = (result: CaseDifference['actual']): string =>
    result ? resultText(record, listSeparator, result) : words.gone;
  return html`<ul class="differences">
    ${differences.map((difference) => {
      const { key, pointer, expected, actual } = difference;
      const slot = nameOf(view, words, difference);
      return html`<li data-difference=${key}>
        <button class="slot" type="button" @click=${() => port.reveal(pointer)}>${slot}</button>
        <span class="side"
          ><span class="muted">${words.expected}</span> <del>${resultText(record, listSeparator, expected)}</del></span
        >
        <span class="side"><span class="muted">${words.now}</span> <ins>${text(actual)}</ins></span>
        ${
          view.editable
            ? html`<button
                class="button small"
                type="button"
                data-act="accept"
                aria-label=${words.acceptOf(slot, name)}
                @click=${() => port.accept(difference)}
              >
                ${words.accept}
              </button>`
            : nothing
        }
      </li>`;
    })}
  </ul>`;
}

/** The name of the slot, also of a party that is gone. */
function nameOf(view: MappingView, words: MappingCasesMessages, { path, pointer, isGone }: CaseDifference): string {
  const slot = isGone ? slotAt(path.replace(/\/@[^/]+\//, '/0/')) : undefined;
  return slot ? words.ofGone(slotWords(view, slot).name) : slotName(view, pointer);
}
