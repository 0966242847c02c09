import { html, type TemplateResult } from 'lit';

import type { Difference } from '../core/diff.js';
import type { MappingChangesMessages } from '../i18n/mapping-changes.zh-cn.js';
import { groupBySteps, placeName } from './changes-words.js';
import type { MappingView } from './mapping-view.js';
import { valueWords } from './value-words.js';

/** Differences by step, both values side by side in words; what is equal is not shown. */
export function renderChanges(
  view: MappingView,
  words: MappingChangesMessages,
  differences: readonly Difference[],
): TemplateResult {
  if (differences.length === 0) return html`<p class="muted">${words.same}</p>`;
  return html`<p>${words.count(differences.length)}</p>
    ${groupBySteps(view, differences, ({ pointer }) => pointer).map(
      ([step, items]) =>
        html`<h3>${step ? view.messages.steps[step] : words.other}</h3>
          <ul>
            ${items.map((item) => renderChange(view, words, item))}
          </ul>`,
    )}`;
}

function renderChange(view: MappingView, words: MappingChangesMessages, difference: Difference): TemplateResult {
  const { kind, pointer, before, after } = difference;
  const text = (value: unknown): string => valueWords(view, pointer, value) || words.nothing;
  return html`<li class="change">
    <span><strong>${placeName(view, words, pointer)}</strong><span class="label">${words.kinds[kind]}</span></span>
    <span class=${kind === 'moved' ? '' : 'old'}
      ><span class="label">${words.before}</span><span class="value">${text(before)}</span></span
    >
    <span><span class="label">${words.after}</span>${text(after)}</span>
  </li>`;
}
