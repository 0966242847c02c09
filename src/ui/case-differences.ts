import { html, nothing, type TemplateResult } from 'lit';

import type { CaseDifference } from '../core/cases.js';
import type { MappingCasesMessages } from '../i18n/mapping-cases.zh-cn.js';
import type { RecordCase } from '../schema/case-file.js';
import { slotName, type MappingView } from './mapping-view.js';
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
      const { pointer, expected, actual } = difference;
      const slot = slotName(view, pointer);
      return html`<li data-difference=${pointer}>
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
