import type { CaseReport } from '../core/cases.js';
import type { RecordCase } from '../schema/case-file.js';
import type { FormRecord } from '../schema/form.js';

/** What the lists of cases and records are given, and what they ask for. */
export interface TrialPort {
  /** The cases of this workflow. */
  readonly cases: readonly RecordCase[];
  /** Whether the page keeps the cases; otherwise they are gone with it. */
  readonly isKept: boolean;
  readonly isRunning: boolean;
  reportOf(one: RecordCase): CaseReport | undefined;
  change(cases: readonly RecordCase[]): void;
  /** Shows the results for another record. */
  show(record: FormRecord): void;
  /** Keeps a typed-in record, in place of `old` where that was changed, and shows it. */
  keepTyped(record: FormRecord, old?: FormRecord): void;
  dropTyped(record: FormRecord): void;
}
