import { sampleKinds, sampleRecord } from '../../core/sample-record.js';
import type { MappingRecordMessages } from '../../i18n/mapping-record.zh-cn.js';
import type { FormRecord } from '../../schema/form.js';
import type { Workflow } from '../../schema/workflow.js';
import type { TrialData } from '../../ui/mapping-view.js';

/** The records that results are shown for: those of the page, then made-up ones; one of them is looked at. */
export class RecordDeck {
  #index = 0;
  #made: { workflow: Workflow; now: string; records: FormRecord[] } | undefined;
  #shown: { record: FormRecord; trial: TrialData } | undefined;

  /** Turns to another record, round and round. */
  turn(by: number): void {
    this.#index += by;
  }

  /** What is looked at; the same object until it changes, so that cards can tell. */
  trial(workflow: Workflow, given: readonly FormRecord[], words: MappingRecordMessages): TrialData {
    // the clock of the page, read once: results must not change while a person looks at them
    const now = this.#made?.now ?? new Date().toISOString();
    if (this.#made?.workflow !== workflow) {
      this.#made = { workflow, now, records: sampleKinds.map((kind) => sampleRecord(workflow, kind, { now })) };
    }
    const own = given.filter((record) => record.workflowId === workflow.id);
    const all = [...own, ...this.#made.records];
    const index = ((this.#index % all.length) + all.length) % all.length;
    const record = all[index]!;
    const kind = sampleKinds[index - own.length];
    const name = kind ? words.samples[kind] : record.title;
    if (this.#shown?.record !== record || this.#shown.trial.name !== name || this.#shown.trial.count !== all.length) {
      const context = { record, workflow, operator: record.creator, now };
      this.#shown = { record, trial: { name, index, count: all.length, context } };
    }
    return this.#shown.trial;
  }
}
