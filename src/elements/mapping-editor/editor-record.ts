import type { RecordCase } from '../../schema/case-file.js';
import { sampleKinds, sampleRecord } from '../../core/sample-record.js';
import type { MappingRecordMessages } from '../../i18n/mapping-record.zh-cn.js';
import type { FieldValues, FormRecord, PersonValue } from '../../schema/form.js';
import type { Workflow } from '../../schema/workflow.js';
import type { RecordOrigin, TrialData, TrialRow } from '../../ui/mapping-view.js';

/** A record that can be looked at, by the name that it is chosen by. */
export interface DeckEntry {
  readonly name: string;
  readonly origin: RecordOrigin;
  readonly record: FormRecord;
  readonly operator: PersonValue;
  readonly now: string;
}

/** What the records are made of, beside those that are typed in. */
export interface DeckSources {
  readonly workflow: Workflow;
  /** Those of the page. */
  readonly given: readonly FormRecord[];
  readonly cases: readonly RecordCase[];
  readonly words: MappingRecordMessages;
  /** The detail table that some cards are read for row by row (C-30). */
  readonly rowTable: string | null;
}

/** So many records stand in the list to choose from; the arrows reach all of them. */
const LISTED = 100;

/** The records that results are shown for: real ones, typed ones, cases, then made-up ones; one of them is looked at. */
export class RecordDeck {
  #index = 0;
  /** Until a person chooses one, the first record is shown, also when it comes late. */
  #isChosen = false;
  #row: number | null = null;
  #now: string | undefined;
  #typed: readonly FormRecord[] = [];
  #entries: readonly DeckEntry[] = [];
  #basis: readonly unknown[] = [];
  #samples: { workflow: Workflow; records: readonly (() => FormRecord)[] } | undefined;
  #shown: { basis: readonly unknown[]; trial: TrialData } | undefined;

  get entries(): readonly DeckEntry[] {
    return this.#entries;
  }

  /** Those around the one that is looked at, by their place. */
  get listed(): (readonly [number, DeckEntry])[] {
    const from = Math.max(0, Math.min(this.#index - LISTED / 2, this.#entries.length - LISTED));
    return this.#entries.slice(from, from + LISTED).map((entry, at) => [from + at, entry] as const);
  }

  /** Turns to another record, round and round. */
  turn(by: number): void {
    this.jump(this.#index + by);
  }

  jump(to: number): void {
    this.#isChosen = true;
    this.#index = wrapped(to, this.#entries.length);
    this.#row = null;
  }

  show(record: FormRecord): void {
    const at = this.#entries.findIndex((entry) => entry.record === record);
    if (at >= 0) this.jump(at);
  }

  /** Through the rows of the detail table, and through all of them at once. */
  turnRow(by: number): void {
    const count = this.#shown?.trial.row?.count ?? 0;
    const next = wrapped((this.#row ?? -1) + 1 + by, count + 1) - 1;
    this.#row = next < 0 ? null : next;
  }

  /** Keeps a typed-in record for as long as the page lives, in place of `old` where that was changed, and shows it. */
  keepTyped(record: FormRecord, old?: FormRecord): void {
    const at = old ? this.#typed.indexOf(old) : -1;
    this.#typed = at < 0 ? [...this.#typed, record] : this.#typed.with(at, record);
    this.#isChosen = true;
    this.#wanted = record;
    this.#row = null;
  }

  dropTyped(record: FormRecord): void {
    this.#typed = this.#typed.filter((other) => other !== record);
  }

  /** To be shown as soon as it is in the deck. */
  #wanted: FormRecord | undefined;

  /** What is looked at; the same object until it changes, so that cards can tell. */
  trial(sources: DeckSources): TrialData {
    this.#fill(sources);
    const entry = this.#entries[this.#index]!;
    const { workflow, rowTable } = sources;
    const basis = [entry, this.#entries.length, this.#index, workflow, rowTable, this.#row];
    if (!isSame(this.#shown?.basis, basis)) {
      this.#shown = { basis, trial: this.#trialOf(entry, workflow, rowTable) };
    }
    return this.#shown!.trial;
  }

  #trialOf({ name, origin, ...at }: DeckEntry, workflow: Workflow, rowTable: string | null): TrialData {
    const context = { ...at, workflow };
    return {
      name,
      origin,
      index: this.#index,
      count: this.#entries.length,
      context,
      row: rowTable === null ? null : rowOf(at.record, rowTable, this.#row, context),
    };
  }

  #fill({ workflow, given, cases, words }: DeckSources): void {
    const basis = [workflow, given, cases, words, this.#typed];
    if (isSame(this.#basis, basis)) return;
    this.#basis = basis;
    const before = this.#wanted ?? this.#entries[this.#index]?.record;
    this.#wanted = undefined;
    // the clock of the page, read once: results must not change while a person looks at them
    const now = (this.#now ??= new Date().toISOString());
    const here = (name: string, origin: RecordOrigin, record: FormRecord): DeckEntry => {
      return { name, origin, record, operator: record.creator, now };
    };
    // one of a large form takes a while, and mostly one of them is looked at
    const later = (name: string, make: () => FormRecord): DeckEntry => ({
      name,
      origin: 'sample',
      now,
      get record() {
        return make();
      },
      get operator() {
        return make().creator;
      },
    });
    const own = (record: FormRecord): boolean => record.workflowId === workflow.id;
    if (this.#samples?.workflow !== workflow) {
      this.#samples = {
        workflow,
        records: sampleKinds.map((kind) => once(() => sampleRecord(workflow, kind, { now }))),
      };
    }
    this.#entries = [
      ...given.filter(own).map((record) => here(record.title, 'real', record)),
      ...this.#typed.filter(own).map((record) => here(record.title, 'typed', record)),
      ...cases
        .filter(({ record }) => own(record))
        .map(({ name, record, operator, now: at }): DeckEntry => {
          return { name: words.caseNamed(name), origin: 'case', record, operator, now: at };
        }),
      ...this.#samples.records.map((make, at) => later(words.samples[sampleKinds[at]!], make)),
    ];
    const found = before ? this.#entries.findIndex(({ record }) => record === before) : -1;
    const near = found >= 0 ? found : Math.min(this.#index, this.#entries.length - 1);
    this.#index = this.#isChosen ? near : 0;
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function rowOf(record: FormRecord, table: string, index: number | null, context: TrialData['context']): TrialRow {
  const rows: readonly FieldValues[] = record.details[table] ?? [];
  const row = index === null ? undefined : rows[index];
  if (index === null || !row) return { table, count: rows.length, index: null, context };
  const details = { ...record.details, [table]: [row] };
  return { table, count: rows.length, index, context: { ...context, record: { ...record, details } } };
}

function isSame(left: readonly unknown[] | undefined, right: readonly unknown[]): boolean {
  return left?.length === right.length && left.every((part, at) => part === right[at]);
}

function wrapped(index: number, count: number): number {
  return count === 0 ? 0 : ((index % count) + count) % count;
}
