import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { EditorStep, MappingProblem } from '../schema/dom-events.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import { problemText, slotName, type MappingActions, type MappingView } from './mapping-view.js';
import { bulkFixes } from './bulk-fixes.js';
import { renderFixes } from './problem-fixes.js';
import styles from './problem-list.styles.js';
import { renderRecordMark } from './trial-marks.js';

type Severity = MappingProblem['severity'];

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint'];

const GLYPHS = { error: 'error', warning: 'warning', hint: 'bulb' } as const;

/** Rows that offer their fixes; behind them the way leads to the slot, where the fixes are, too. */
const WITH_FIXES = 60;

/** Every problem of a mapping, by step; choosing one leads to its slot, and what can be fixed at once is. */
export class ProblemList extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;

  @state() private query = '';
  @state() private severity: Severity | 'all' = 'all';

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { problemList, fixes } = view.messages;
    const checking = view.checking
      ? html`<p class="checking" role="status"><span class="spinner"></span>${fixes.checking}</p>`
      : nothing;
    if (view.problems.length === 0) {
      return html`${checking || html`<p class="empty" tabindex="-1">${glyph('check')}${problemList.empty}</p>`}`;
    }
    const found = this.#found(view);
    return html`${this.#renderFilter(view)} ${checking}
      ${found.length === 0 ? html`<p class="muted">${fixes.none}</p>` : this.#renderGroups(view, found)}
      ${bulkFixes(view).map(
        ({ count, what, apply }) =>
          html`<button
            class="button small bulk"
            type="button"
            @click=${() => this.#settle(() => this.actions?.change(apply()))}
          >
            ${glyph('bulb')}${fixes.fixAll(count, what)}
          </button>`,
      )}
      <p class="muted keys">${problemList.keys}</p>`;
  }

  #found(view: MappingView): MappingProblem[] {
    const wanted = this.query.trim().toLowerCase();
    return view.problems.filter((problem) => {
      if (this.severity !== 'all' && problem.severity !== this.severity) return false;
      if (wanted === '') return true;
      const text = `${slotName(view, problem.pointer)} ${problemText(view, problem)} ${problem.code}`;
      return text.toLowerCase().includes(wanted);
    });
  }

  #renderFilter(view: MappingView): TemplateResult {
    const { fixes } = view.messages;
    const count = (severity: Severity): number => view.problems.filter((found) => found.severity === severity).length;
    return html`<div class="filter">
      <input
        class="input"
        type="search"
        placeholder=${fixes.search}
        aria-label=${fixes.search}
        .value=${this.query}
        @input=${(event: InputEvent) => {
          this.query = (event.target as HTMLInputElement).value;
        }}
      />
      <select
        class="input"
        aria-label=${fixes.filter}
        @change=${(event: Event) => {
          this.severity = (event.target as HTMLSelectElement).value as Severity | 'all';
        }}
      >
        <option value="all" ?selected=${this.severity === 'all'}>${fixes.all(view.problems.length)}</option>
        ${SEVERITIES.map(
          (severity) =>
            html`<option value=${severity} ?selected=${this.severity === severity}>
              ${fixes.severity[severity](count(severity))}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #renderGroups(view: MappingView, found: readonly MappingProblem[]): TemplateResult {
    const groups = new Map<EditorStep, MappingProblem[]>();
    for (const problem of found) {
      const own = groups.get(problem.step);
      if (own) own.push(problem);
      else groups.set(problem.step, [problem]);
    }
    let row = 0;
    return html`${[...groups].map(
      ([step, problems]: [EditorStep, MappingProblem[]]) =>
        html`<h3>${view.messages.steps[step]} <span class="count">${problems.length}</span></h3>
          <ul>
            ${problems.map((problem) => this.#renderRow(view, problem, (row += 1) <= WITH_FIXES))}
          </ul>`,
    )}`;
  }

  #renderRow(view: MappingView, problem: MappingProblem, withFixes: boolean): TemplateResult {
    const { actions } = this;
    const { severities } = view.messages.problemList;
    return html`<li>
      <button type="button" class="row ${problem.severity}" @click=${() => actions?.reveal(problem.pointer)}>
        ${glyph(GLYPHS[problem.severity])}
        <span class="visually-hidden">${severities[problem.severity]}</span>
        <span class="slot">${slotName(view, problem.pointer)}</span>
        <span class="text">${problemText(view, problem)}${renderRecordMark(view, problem)}</span>
      </button>
      ${withFixes && actions ? renderFixes(view, actions, [problem], () => this.#settle()) : nothing}
    </li>`;
  }

  /** The button that was pressed goes away with its problem: the cursor stays in the list. */
  #settle(act?: () => void): void {
    const rows = (): HTMLElement[] => [...this.renderRoot.querySelectorAll<HTMLElement>('li')];
    const at = rows().findIndex((row) => row.contains(this.shadowRoot?.activeElement ?? null));
    act?.();
    requestAnimationFrame(() => {
      if (this.shadowRoot?.activeElement) return;
      const left = rows();
      const next = left[Math.min(Math.max(at, 0), left.length - 1)]?.querySelector<HTMLElement>('button');
      (next ?? this.renderRoot.querySelector<HTMLElement>('.empty'))?.focus();
    });
  }
}
