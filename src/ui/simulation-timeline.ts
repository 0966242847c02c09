import { html, type TemplateResult } from 'lit';

import type { SimulationRow } from '../core/simulation.js';
import type { MappingSimulationMessages } from '../i18n/mapping-simulation.zh-cn.js';
import type { MappingView } from './mapping-view.js';
import { effectText, eventText, planProblemText, whyText, type Names } from './simulation-words.js';

/** What happened so far, with what was carried out and why; moments in which nothing happens are one line. */
export function renderTimeline(
  view: MappingView,
  words: MappingSimulationMessages,
  timeline: readonly SimulationRow[],
  names: Names,
): TemplateResult {
  if (timeline.length === 0) return html`<p class="muted">${words.emptyTimeline}</p>`;
  return html`<ol class="timeline">
    ${withoutQuiet(timeline).map((row) =>
      typeof row === 'number'
        ? html`<li class="quiet muted">${words.quiet(row)}</li>`
        : renderRow(view, words, row, names),
    )}
  </ol>`;
}

function renderRow(
  view: MappingView,
  words: MappingSimulationMessages,
  { event, effects, blocks, problems }: SimulationRow,
  names: Names,
): TemplateResult {
  return html`<li>
    <span class="event">${eventText(view, words, event)}</span>
    ${blocks.map(
      ({ why }) => html`<p class="notice danger">${words.blocked} <span>${whyText(view, words, why)}</span></p>`,
    )}
    ${problems.map((problem) => html`<p class="notice warning">${planProblemText(view, words, problem)}</p>`)}
    ${effects.map(
      (effect) =>
        html`<p class="effect" data-effect=${effect.kind}>
          ${effectText(view, words, effect, names)} <span class="why muted">${whyText(view, words, effect.why)}</span>
        </p>`,
    )}
  </li>`;
}

/** The rows in which something happens; how many others lie between them instead of those. What somebody did is never quiet. */
function withoutQuiet(timeline: readonly SimulationRow[]): (SimulationRow | number)[] {
  const rows: (SimulationRow | number)[] = [];
  for (const row of timeline) {
    const isQuiet = row.event.kind === 'flow' && row.effects.length + row.blocks.length + row.problems.length === 0;
    const last = rows.at(-1);
    if (!isQuiet) rows.push(row);
    else if (typeof last === 'number') rows[rows.length - 1] = last + 1;
    else rows.push(1);
  }
  return rows;
}
