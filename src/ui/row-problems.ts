import { html, nothing, type TemplateResult } from 'lit';

import { glyph } from './icons.js';
import { problemText, type MappingActions, type MappingView } from './mapping-view.js';
import { renderFixes } from './problem-fixes.js';
import { renderRecordMark } from './trial-marks.js';

/** What is wrong with one row of a list, and what mends it; the card above the list says only what concerns the list. */
export function renderRowProblems(
  view: MappingView,
  actions: MappingActions | undefined,
  pointer: string,
): TemplateResult | typeof nothing {
  const own = view.problems.filter((found) => found.pointer === pointer || found.pointer.startsWith(`${pointer}/`));
  if (own.length === 0) return nothing;
  return html`<div class="row-problems">
    ${own.map(
      (problem) =>
        html`<p class="problem ${problem.severity}">
          ${glyph(problem.severity === 'error' ? 'error' : 'warning')}<span
            >${problemText(view, problem)}${renderRecordMark(view, problem)}</span
          >
        </p>`,
    )}
    ${actions ? renderFixes(view, actions, own, ({ pointer: place }) => actions.reveal(place)) : nothing}
  </div>`;
}
