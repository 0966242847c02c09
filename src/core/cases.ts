import type { FormRecord, PersonValue } from '../schema/form.js';
import type { Workflow } from '../schema/workflow.js';
import type { EditorMapping } from './editor-mapping.js';
import type { ResolveContext } from './resolve.js';
import { resultOf, type SlotResult } from './results.js';
import { slotsOf } from './slots.js';

/** A record with what a mapping is expected to send for it. Moment and operator are pinned: the answer depends on both. */
export interface RecordCase {
  readonly name: string;
  readonly record: FormRecord;
  readonly operator: PersonValue;
  /** RFC 3339 */
  readonly now: string;
  /** By the pointer of the slot. */
  readonly expected: Readonly<Record<string, SlotResult>>;
}

/** A slot that no longer sends what was pinned; `actual` is null where the slot is gone or no longer applies. */
export interface CaseDifference {
  readonly pointer: string;
  readonly expected: SlotResult;
  readonly actual: SlotResult | null;
}

export interface CaseReport {
  readonly name: string;
  readonly passed: boolean;
  readonly differences: readonly CaseDifference[];
}

/** What cases are run with besides their own data. */
export interface CaseWorld extends Pick<ResolveContext, 'findPerson' | 'utcOffset'> {
  readonly mapping: EditorMapping;
  readonly workflow: Workflow;
}

/** A case that expects what the mapping sends at present. */
export function pinCase(pinned: Omit<RecordCase, 'expected'>, world: CaseWorld): RecordCase {
  return { ...pinned, expected: resultsFor(pinned, world) };
}

/** Whether a mapping still sends what each case expects. A slot that a case does not name may send anything. */
export function runCases(cases: readonly RecordCase[], world: CaseWorld): CaseReport[] {
  return cases.map((one) => {
    const results = new Map(Object.entries(resultsFor(one, world)));
    const differences = Object.entries(one.expected).flatMap(([pointer, expected]): CaseDifference[] => {
      const actual = results.get(pointer) ?? null;
      return actual && isSameResult(expected, actual) ? [] : [{ pointer, expected, actual }];
    });
    return { name: one.name, passed: differences.length === 0, differences };
  });
}

/** The case with a difference taken for right; a slot that is gone is expected no longer. */
export function acceptDifference(one: RecordCase, { pointer, actual }: CaseDifference): RecordCase {
  const others = Object.entries(one.expected).filter(([key]) => key !== pointer);
  return { ...one, expected: Object.fromEntries(actual ? [...others, [pointer, actual]] : others) };
}

function resultsFor(
  { record, operator, now }: Omit<RecordCase, 'expected'>,
  { mapping, workflow, findPerson, utcOffset }: CaseWorld,
): Record<string, SlotResult> {
  const context: ResolveContext = { record, operator, now, workflow, findPerson, utcOffset };
  return Object.fromEntries(
    slotsOf(mapping).flatMap((slot): [string, SlotResult][] => {
      const result = resultOf(slot, mapping, context);
      return result ? [[slot.pointer, result]] : [];
    }),
  );
}

function isSameResult(left: SlotResult, right: SlotResult): boolean {
  if (left.kind === 'values' && right.kind === 'values') {
    return left.values.length === right.values.length && left.values.every((text, nth) => text === right.values[nth]);
  }
  if (left.kind === 'fault' && right.kind === 'fault') return left.code === right.code;
  return left.kind === right.kind;
}
