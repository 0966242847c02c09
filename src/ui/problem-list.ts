import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { EditorStep, MappingProblem } from '../schema/dom-events.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { problemText, slotName, type MappingActions, type MappingView } from './mapping-view.js';
import styles from './problem-list.styles.js';

/** Every problem of a mapping, by step; choosing one leads to its slot. */
export class ProblemList extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { problemList, steps } = view.messages;
    if (view.problems.length === 0) return html`<p class="empty">${glyph('check')}${problemList.empty}</p>`;
    const groups = new Map<EditorStep, MappingProblem[]>();
    for (const problem of view.problems) groups.set(problem.step, [...(groups.get(problem.step) ?? []), problem]);
    return html`${[...groups].map(
        ([step, problems]: [EditorStep, MappingProblem[]]) =>
          html`<h3>${steps[step]}</h3>
            <ul>
              ${problems.map(
                (problem) =>
                  html`<li>
                    <button
                      type="button"
                      class="row ${problem.severity}"
                      @click=${() => this.actions?.reveal(problem.pointer)}
                    >
                      ${glyph(problem.severity === 'error' ? 'error' : 'warning')}
                      <span class="visually-hidden">${problemList.severities[problem.severity]}</span>
                      <span class="slot">${slotName(view, problem.pointer)}</span>
                      <span>${problemText(view, problem)}</span>
                    </button>
                  </li>`,
              )}
            </ul>`,
      )}
      <p class="muted keys">${problemList.keys}</p>`;
  }
}
