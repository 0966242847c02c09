import { html, nothing, type TemplateResult } from 'lit';

import type { Difference } from '../core/diff.js';
import { isSamePair, type ResultPair } from '../core/diff-results.js';
import type { SlotResult } from '../core/results.js';
import type { MappingChangesMessages } from '../i18n/mapping-changes.zh-cn.js';
import { groupBySteps, placeName } from './changes-words.js';
import { slotName, type MappingView } from './mapping-view.js';
import { resultText } from './slot-result.js';
import { valueWords } from './value-words.js';

/** What a list of differences may say beside them. */
export interface ChangeOptions {
  /** What the two sides are called. */
  readonly sides?: Readonly<Record<Side, string>>;
  /** What either side would send for the record that is looked at. */
  readonly results?: (difference: Difference) => readonly ResultPair[];
}

type Side = 'before' | 'after';

/** Differences by step, both values side by side in words; what is equal is not shown. */
export function renderChanges(
  view: MappingView,
  words: MappingChangesMessages,
  differences: readonly Difference[],
  options: ChangeOptions = {},
): TemplateResult {
  if (differences.length === 0) return html`<p class="muted">${words.same}</p>`;
  return html`<p>${words.count(differences.length)}</p>
    ${groupBySteps(view, differences, ({ pointer }) => pointer).map(
      ([step, items]) =>
        html`<h3>${step ? view.messages.steps[step] : words.other}</h3>
          <ul>
            ${items.map((item) => renderChange(view, words, item, options))}
          </ul>`,
    )}`;
}

function renderChange(
  view: MappingView,
  words: MappingChangesMessages,
  difference: Difference,
  { sides = words, results = () => [] }: ChangeOptions,
): TemplateResult {
  const { kind, pointer } = difference;
  const found = results(difference);
  const side = (name: Side): TemplateResult => {
    const text = valueWords(view, pointer, difference[name]);
    const look = text === '' ? 'unset' : kind !== 'moved' && name === 'before' ? 'old' : '';
    return html`<div class=${look}>
      <span class="label">${sides[name]}</span><span class="value">${text || words.nothing}</span>
      ${found.map((pair) => renderResult(view, words, pair, name, difference))}
    </div>`;
  };
  return html`<li class="change">
    <div><strong>${placeName(view, words, pointer)}</strong><span class="label">${words.kinds[kind]}</span></div>
    ${side('before')} ${side('after')}
  </li>`;
}

/** What one side sends, with the name of the slot where that is only a part of what differs. */
function renderResult(
  view: MappingView,
  { results: words }: MappingChangesMessages,
  pair: ResultPair,
  side: Side,
  { pointer, [side]: value }: Difference,
): TemplateResult {
  const { record, listSeparator } = view.messages;
  // that a slot without a value sends nothing has nothing to do with the record
  const isUnset = (value ?? null) === null && pair[side]?.kind === 'empty';
  const result = isUnset ? null : pair[side];
  const look = { empty: 'muted', fault: 'fault', values: '', none: 'muted' }[result?.kind ?? 'none'];
  const text = (of: SlotResult | null): string => (of ? resultText(record, listSeparator, of) : words.none);
  const isPart = pair.pointer.startsWith(`${pointer}/`);
  return html`<p class="sent ${look}" data-result=${pair.pointer}>
    <span class="visually-hidden">${words.label}</span>
    ${isPart ? html`<span class="muted">${slotName(view, pair.pointer)}</span>` : nothing}
    <span class="text">${record.result(text(result))}</span>
    ${side === 'after' && isSamePair(pair) ? html`<span class="badge">${words.same}</span>` : nothing}
  </p>`;
}
