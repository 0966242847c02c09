import type { EditorMapping } from '../../core/editor-mapping.js';
import { isSigning } from '../../core/editor-mapping.js';
import type { MappingRecordMessages } from '../../i18n/mapping-record.zh-cn.js';
import type { RecordCase } from '../../schema/case-file.js';
import type { MappingProblem } from '../../schema/dom-events.js';
import type { FormRecord } from '../../schema/form.js';
import type { ProviderCapabilities } from '../../schema/provider.js';
import type { Workflow } from '../../schema/workflow.js';
import type { CaseView, TrialData } from '../../ui/mapping-view.js';
import type { TrialPort } from '../../ui/trial-port.js';
import type { Severities } from '../../core/problem-severity.js';
import { CaseRunner } from './case-runner.js';
import { RecordDeck } from './editor-record.js';
import { RecordWarnings } from './record-warnings.js';

/** What the page gives and keeps. */
export interface TrialPage {
  records(): readonly FormRecord[];
  /** Undefined where the page keeps none. */
  cases(): readonly RecordCase[] | undefined;
  keepCases(cases: readonly RecordCase[]): void;
}

/** What is seen of the mapping at work: results for a record, its warnings, and the cases. */
export class EditorTrial {
  readonly deck = new RecordDeck();

  readonly #page: TrialPage;
  readonly #changed: () => void;
  readonly #runner: CaseRunner;
  readonly #warnings: RecordWarnings;
  #workflow: Workflow | undefined;
  /** Cases of a page that keeps none. */
  #own: readonly RecordCase[] = [];
  #here: { all: readonly RecordCase[]; workflow: Workflow; cases: readonly RecordCase[] } | undefined;

  constructor(page: TrialPage, changed: () => void) {
    this.#page = page;
    this.#changed = changed;
    this.#runner = new CaseRunner(changed);
    this.#warnings = new RecordWarnings(changed);
  }

  /** Every case, also those of other workflows. */
  get all(): readonly RecordCase[] {
    return this.#page.cases() ?? this.#own;
  }

  /** What the view shows of it. */
  read(
    workflow: Workflow,
    mapping: EditorMapping,
    words: MappingRecordMessages,
  ): { trial: TrialData; cases: CaseView } {
    this.#workflow = workflow;
    const rowTable =
      isSigning(mapping) && mapping.flow.addParties.dynamic ? mapping.flow.dynamicParties.table || null : null;
    const cases = this.#casesOf(workflow);
    return {
      trial: this.deck.trial({ workflow, given: this.#page.records(), cases, words, rowTable }),
      cases: this.#runner.update(mapping, workflow, cases),
    };
  }

  warn(
    own: readonly MappingProblem[],
    mapping: EditorMapping,
    trial: TrialData,
    capabilities: ProviderCapabilities | undefined,
    severities: Severities,
  ): readonly MappingProblem[] {
    return this.#warnings.merge(own, mapping, trial, capabilities, severities);
  }

  port(): TrialPort {
    const { deck } = this;
    const then = (act: () => void): void => {
      act();
      this.#changed();
    };
    return {
      cases: this.#workflow ? this.#casesOf(this.#workflow) : [],
      isKept: this.#page.cases() !== undefined,
      isRunning: this.#runner.isRunning,
      reportOf: (one) => this.#runner.reportOf(one),
      change: (cases) => then(() => this.#change(cases)),
      show: (record) => then(() => deck.show(record)),
      keepTyped: (record, old) => then(() => deck.keepTyped(record, old)),
      dropTyped: (record) => then(() => deck.dropTyped(record)),
    };
  }

  #change(cases: readonly RecordCase[]): void {
    const id = this.#workflow?.id;
    const others = this.all.filter(({ record }) => record.workflowId !== id);
    const all = [...others, ...cases];
    if (this.#page.cases() === undefined) this.#own = all;
    this.#page.keepCases(all);
  }

  /** The same list until something changes. */
  #casesOf(workflow: Workflow): readonly RecordCase[] {
    const { all } = this;
    if (this.#here?.all !== all || this.#here.workflow !== workflow) {
      const cases = all.filter(({ record }) => record.workflowId === workflow.id);
      this.#here = { all, workflow, cases };
    }
    return this.#here.cases;
  }
}
