import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { caseFile } from '../core/case-file.js';
import { acceptAll, acceptDifference, addCases, renameCase, type CaseReport } from '../core/cases.js';
import { kindOf } from '../core/editor-mapping.js';
import { LocalizeController } from '../i18n/localize.js';
import type { MappingCasesMessages } from '../i18n/mapping-cases.zh-cn.js';
import { CaseFile, MOST_CASES, type RecordCase } from '../schema/case-file.js';
import { renderDifferences } from './case-differences.js';
import styles from './case-list.styles.js';
import { renderCaseName } from './case-name.js';
import { casesCatalog } from './cases-words.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';
import type { MappingActions, MappingView } from './mapping-view.js';
import { pinRecord, recordInSight } from './pin-record.js';
import { saveJson } from './save-file.js';
import type { TrialPort } from './trial-port.js';

/** Twenty records with long detail tables stay far below this. */
const MAX_BYTES = 20_000_000;

/** The cases of a mapping: what each expects, what differs now, and pinning the record that is looked at as another one. */
export class CaseList extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property({ attribute: false }) trial: TrialPort | undefined;
  /** The place of the case that was asked for. */
  @property({ attribute: false }) at: number | undefined;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  /** The place of the case whose name is being typed. */
  @state() private renaming: number | undefined;
  @state() private removed: { readonly one: RecordCase; readonly at: number } | undefined;
  @state() private fault = '';

  readonly #localize = new LocalizeController(this, casesCatalog);

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('at') && this.at !== undefined) this.#focusCase(this.at);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view, trial } = this;
    if (!view || !trial) return nothing;
    const { messages } = this.#localize;
    const { cases } = trial;
    return html`<p class="muted intro">${messages.intro}</p>
      ${this.#renderTools(view, trial, messages)} ${this.#renderNotices(trial, messages)}
      ${
        cases.length === 0
          ? html`<p class="empty">${messages.empty}</p>`
          : html`<ul class="cases" aria-label=${messages.list}>
                ${repeat(
                  cases,
                  (_, at) => at,
                  (one, at) => this.#renderCase(view, trial, messages, one, at),
                )}
              </ul>
              ${view.editable ? html`<p class="muted keys">${messages.keys}</p>` : nothing}`
      }`;
  }

  #renderTools(view: MappingView, trial: TrialPort, messages: MappingCasesMessages): TemplateResult {
    const isFull = trial.cases.length >= MOST_CASES;
    const editing = html`<button
        class="button small primary"
        type="button"
        data-act="pin"
        aria-disabled=${isFull}
        @click=${() => (isFull ? this.say?.(messages.full(MOST_CASES)) : this.#pin(view, trial))}
      >
        ${glyph('plus')}${messages.pin}
      </button>
      <button
        class="button small"
        type="button"
        data-act="import"
        @click=${() => this.renderRoot.querySelector<HTMLInputElement>('.file')?.click()}
      >
        ${messages.import}
      </button>
      <input
        class="file"
        type="file"
        accept=".json,application/json"
        hidden
        aria-label=${messages.import}
        @change=${(event: Event) => this.#chooseFile(event.target as HTMLInputElement)}
      />`;
    return html`<div class="tools">
      ${view.editable ? editing : nothing}
      ${
        trial.cases.length > 0
          ? html`<button
              class="button small"
              type="button"
              data-act="export"
              @click=${() => saveJson(caseFile(view.mapping, trial.cases), messages.fileName(view.workflow.name))}
            >
              ${messages.export}
            </button>`
          : nothing
      }
      ${trial.isRunning ? html`<span class="muted">${messages.running}</span>` : nothing}
      ${isFull && view.editable ? html`<span class="muted">${messages.full(MOST_CASES)}</span>` : nothing}
    </div>`;
  }

  #renderNotices(trial: TrialPort, messages: MappingCasesMessages): TemplateResult {
    const { removed, fault } = this;
    return html`${
        trial.cases.length > 0 && !trial.isKept ? html`<p class="notice warning">${messages.notKept}</p>` : nothing
      }
      ${fault ? html`<p class="notice danger" role="alert">${fault}</p>` : nothing}
      <div role="status">
        ${
          removed
            ? html`<p class="notice">
                <span>${messages.removed(removed.one.name)}</span>
                <button class="button small" type="button" data-act="restore" @click=${() => this.#restore(trial)}>
                  ${messages.restore}
                </button>
              </p>`
            : nothing
        }
      </div>`;
  }

  #renderCase(
    view: MappingView,
    trial: TrialPort,
    messages: MappingCasesMessages,
    one: RecordCase,
    at: number,
  ): TemplateResult {
    const report = trial.reportOf(one);
    return html`<li
      class="case"
      data-case=${at}
      @keydown=${(event: KeyboardEvent) => this.#handleKey(event, view, trial, at)}
    >
      <div class="head">
        ${this.#renderState(messages, report)} ${this.#renderName(view, trial, messages, one, at)}
        <span class="acts">
          ${
            view.editable && report && report.differences.length > 1
              ? html`<button
                  class="button small"
                  type="button"
                  data-act="accept-all"
                  aria-label=${messages.acceptAllOf(report.differences.length, one.name)}
                  @click=${() => this.#accept(trial, at, acceptAll(one, report), report.differences.length)}
                >
                  ${messages.acceptAll(report.differences.length)}
                </button>`
              : nothing
          }
          <button
            class="button small"
            type="button"
            data-act="show"
            aria-label=${messages.showOf(one.name)}
            @click=${() => trial.show(one.record)}
          >
            ${messages.show}
          </button>
          ${view.editable ? this.#renderEdits(trial, messages, one, at) : nothing}
        </span>
      </div>
      ${
        report
          ? renderDifferences(view, messages, one, report.differences, {
              reveal: (pointer) => this.actions?.reveal(pointer),
              accept: (difference) => this.#accept(trial, at, acceptDifference(one, difference), 1),
            })
          : nothing
      }
    </li>`;
  }

  #renderState(messages: MappingCasesMessages, report: CaseReport | undefined): TemplateResult {
    if (!report) return html`<span class="badge state">${messages.waiting}</span>`;
    return report.passed
      ? html`<span class="badge success state">${glyph('check')}${messages.passed}</span>`
      : html`<span class="badge warning state">${glyph('compare')}${messages.failed(report.differences.length)}</span>`;
  }

  #renderName(
    view: MappingView,
    trial: TrialPort,
    messages: MappingCasesMessages,
    { name }: RecordCase,
    at: number,
  ): TemplateResult {
    if (this.renaming !== at || !view.editable) return html`<span class="name" tabindex="-1">${name}</span>`;
    return renderCaseName(messages, name, (typed, isDone) => {
      this.#rename(trial, at, typed);
      if (isDone) this.#focusCase(at);
    });
  }

  #renderEdits(trial: TrialPort, messages: MappingCasesMessages, { name }: RecordCase, at: number): TemplateResult {
    return html`<button
        class="button small"
        type="button"
        data-act="rename"
        aria-label=${messages.renameOf(name)}
        @click=${() => this.#startRenaming(at)}
      >
        ${messages.rename}
      </button>
      <button
        class="button quiet small icon"
        type="button"
        data-act="remove"
        aria-label=${messages.removeOf(name)}
        title=${messages.remove}
        @click=${() => this.#remove(trial, at)}
      >
        ${glyph('trash')}
      </button>`;
  }

  #handleKey(event: KeyboardEvent, view: MappingView, trial: TrialPort, at: number): void {
    if (!view.editable || this.renaming === at || (event.key !== 'F2' && event.key !== 'Delete')) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'F2') this.#startRenaming(at);
    else this.#remove(trial, at);
  }

  #pin(view: MappingView, trial: TrialPort): void {
    const pinned = pinRecord(view, trial.cases, recordInSight(view));
    this.#change(trial, [...trial.cases, pinned]);
    this.say?.(this.#localize.messages.said.pinned(pinned.name));
    this.#startRenaming(trial.cases.length);
  }

  #startRenaming(at: number): void {
    this.renaming = at;
    void this.updateComplete.then(() => {
      const input = this.renderRoot.querySelector<HTMLInputElement>('.rename');
      input?.focus();
      input?.select();
    });
  }

  #rename(trial: TrialPort, at: number, typed: string): void {
    if (this.renaming !== at) return;
    this.renaming = undefined;
    const renamed = renameCase(trial.cases, at, typed);
    if (renamed !== trial.cases) this.#change(trial, renamed);
  }

  #accept(trial: TrialPort, at: number, accepted: RecordCase, count: number): void {
    this.#change(trial, trial.cases.with(at, accepted));
    this.say?.(this.#localize.messages.said.accepted(count));
    this.#focusCase(at);
  }

  #remove(trial: TrialPort, at: number): void {
    const one = trial.cases[at];
    if (!one) return;
    this.removed = { one, at };
    this.renaming = undefined;
    trial.change(trial.cases.toSpliced(at, 1));
    this.#focus('[data-act="restore"]');
  }

  #restore(trial: TrialPort): void {
    const { removed } = this;
    if (!removed) return;
    this.removed = undefined;
    trial.change(trial.cases.toSpliced(removed.at, 0, removed.one));
    this.say?.(this.#localize.messages.said.restored(removed.one.name));
    this.#focusCase(removed.at);
  }

  #change(trial: TrialPort, cases: readonly RecordCase[]): void {
    this.removed = undefined;
    this.fault = '';
    trial.change(cases);
  }

  #chooseFile(input: HTMLInputElement): void {
    const [file] = input.files ?? [];
    input.value = '';
    if (file) void this.readFile(file);
  }

  /** Takes the cases of a file in, behind those that are there. */
  async readFile(file: File): Promise<void> {
    const { view, trial } = this;
    if (!view || !trial) return;
    const { faults, said } = this.#localize.messages;
    if (file.size > MAX_BYTES) {
      this.fault = faults.tooLarge;
      return;
    }
    const parsed = CaseFile.safeParse(parseJson(await file.text()));
    if (!parsed.success) {
      this.fault = faults.unreadable;
      return;
    }
    const { kind, workflowId, cases } = parsed.data;
    const all = addCases(trial.cases, cases);
    if (kind !== kindOf(view.mapping) || workflowId !== view.workflow.id) this.fault = faults.otherWorkflow;
    else if (!all) this.fault = faults.tooMany(MOST_CASES);
    else {
      this.#change(trial, all);
      this.say?.(said.imported(cases.length));
    }
  }

  #focusCase(at: number): void {
    this.#focus(`[data-case="${at}"] .name`);
  }

  #focus(selector: string): void {
    // the list is drawn by whoever holds the cases, a moment later
    requestAnimationFrame(() => {
      void this.updateComplete.then(() => {
        const found = this.renderRoot.querySelector<HTMLElement>(selector);
        found?.scrollIntoView({ block: 'nearest' });
        found?.focus();
      });
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
