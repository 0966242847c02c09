import type { CaseReport, CaseWorld, runCase } from '../../core/cases.js';
import type { EditorMapping } from '../../core/editor-mapping.js';
import type { RecordCase } from '../../schema/case-file.js';
import type { Workflow } from '../../schema/workflow.js';
import { whenIdle } from '../../ui/idle.js';
import type { CaseMark, CaseView } from '../../ui/mapping-view.js';

const NONE: CaseView = { total: 0, passed: undefined, differs: new Map() };

/**
 * Runs the cases after every change, a few at a time while the page rests. What is out of date is called off; until the
 * new reports are complete, the old ones stay in sight.
 */
export class CaseRunner {
  readonly #changed: () => void;
  #run: typeof runCase | undefined;
  #basis: { mapping: EditorMapping; workflow: Workflow; cases: readonly RecordCase[] } | undefined;
  #reports: readonly CaseReport[] = [];
  #reported: readonly RecordCase[] = [];
  #view = NONE;
  #cancel = (): void => {};
  #isRunning = false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** By the place of their case; undefined while one that came new has not run yet. */
  reportOf(one: RecordCase): CaseReport | undefined {
    return this.#reports[this.#reported.indexOf(one)];
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** To be called for every snapshot; does nothing while all is as it was. */
  update(mapping: EditorMapping, workflow: Workflow, all: readonly RecordCase[]): CaseView {
    const last = this.#basis;
    if (last?.mapping === mapping && last.workflow === workflow && last.cases === all) return this.#view;
    this.#basis = { mapping, workflow, cases: all };
    this.#cancel();
    // the cases of another workflow are kept, and mean nothing here
    const cases = all.filter(({ record }) => record.workflowId === workflow.id);
    if (cases.length === 0) {
      this.#publish([], []);
      return this.#view;
    }
    if (this.#view.total !== cases.length) this.#view = { ...this.#view, total: cases.length, passed: undefined };
    this.#isRunning = true;
    this.#start(cases, { mapping, workflow });
    return this.#view;
  }

  #start(cases: readonly RecordCase[], world: CaseWorld): void {
    let isStale = false;
    let callOff = (): void => {};
    this.#cancel = () => {
      isStale = true;
      callOff();
    };
    const reports: CaseReport[] = [];
    const go = (rests: () => boolean): void => {
      do {
        const next = cases[reports.length];
        if (!next || !this.#run) return;
        reports.push(reportOn(this.#run, next, world));
      } while (reports.length < cases.length && rests());
      if (reports.length < cases.length) {
        callOff = whenIdle(go);
        return;
      }
      this.#publish(cases, reports);
      this.#changed();
    };
    void this.#load().then(() => {
      if (!isStale) callOff = whenIdle(go);
    });
  }

  async #load(): Promise<void> {
    try {
      this.#run ??= (await import('../../core/cases.js')).runCase;
    } catch {
      // the next change asks again
      this.#basis = undefined;
    }
  }

  #publish(cases: readonly RecordCase[], reports: readonly CaseReport[]): void {
    this.#isRunning = false;
    this.#reported = cases;
    this.#reports = reports;
    const differs = new Map<string, CaseMark[]>();
    for (const [at, { name, differences }] of reports.entries()) {
      for (const { pointer } of differences) differs.set(pointer, [...(differs.get(pointer) ?? []), { at, name }]);
    }
    const passed = cases.length === 0 ? undefined : reports.filter((report) => report.passed).length;
    this.#view = { total: cases.length, passed, differs };
  }
}

/** A case that the page handed in broken must not stop the others: it differs in everything. */
function reportOn(run: typeof runCase, one: RecordCase, world: CaseWorld): CaseReport {
  try {
    return run(one, world);
  } catch {
    const differences = Object.entries(one.expected).map(([key, expected]) => ({
      key,
      path: key,
      pointer: key,
      isGone: false,
      expected,
      actual: null,
    }));
    return { name: one.name, passed: false, differences };
  }
}
