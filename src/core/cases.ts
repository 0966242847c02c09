import { MOST_CASES, type PinnedResult, type RecordCase } from '../schema/case-file.js';
import type { Workflow } from '../schema/workflow.js';
import type { EditorMapping } from './editor-mapping.js';
import type { ResolveContext } from './resolve.js';
import { resultOf, type SlotResult } from './results.js';
import { slotsOf } from './slots.js';

export type { RecordCase } from '../schema/case-file.js';

/** A slot that no longer sends what was pinned; `actual` is null where the slot is gone or no longer applies. */
export interface CaseDifference {
  readonly pointer: string;
  readonly expected: PinnedResult;
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
  const results = Object.entries(resultsFor(pinned, world));
  return { ...pinned, expected: Object.fromEntries(results.map(([pointer, result]) => [pointer, asPinned(result)])) };
}

/** Whether a mapping still sends what each case expects. A slot that a case does not name may send anything. */
export function runCases(cases: readonly RecordCase[], world: CaseWorld): CaseReport[] {
  return cases.map((one) => runCase(one, world));
}

/** One case, for who runs them a few at a time. */
export function runCase(one: RecordCase, world: CaseWorld): CaseReport {
  const results = new Map(Object.entries(resultsFor(one, world)));
  const differences = Object.entries(one.expected).flatMap(([pointer, expected]): CaseDifference[] => {
    const actual = results.get(pointer) ?? null;
    return actual && isSameResult(expected, actual) ? [] : [{ pointer, expected, actual }];
  });
  return { name: one.name, passed: differences.length === 0, differences };
}

/** Every difference of a case taken for right. */
export function acceptAll(one: RecordCase, { differences }: CaseReport): RecordCase {
  return differences.reduce(acceptDifference, one);
}

/** A name that no other case has, by a number behind it. */
export function uniqueCaseName(name: string, cases: readonly Pick<RecordCase, 'name'>[]): string {
  const taken = new Set(cases.map((one) => one.name));
  let unique = name;
  for (let number = 2; taken.has(unique); number += 1) unique = `${name} (${number})`;
  return unique;
}

/** The cases with those of a file behind them, each under a name of its own; null where that would be too many. */
export function addCases(cases: readonly RecordCase[], more: readonly RecordCase[]): RecordCase[] | null {
  if (cases.length + more.length > MOST_CASES) return null;
  return more.reduce<RecordCase[]>((all, one) => [...all, { ...one, name: uniqueCaseName(one.name, all) }], [...cases]);
}

/** The case with a difference taken for right; a slot that is gone is expected no longer. */
export function acceptDifference(one: RecordCase, { pointer, actual }: CaseDifference): RecordCase {
  const others = Object.entries(one.expected).filter(([key]) => key !== pointer);
  return { ...one, expected: Object.fromEntries(actual ? [...others, [pointer, asPinned(actual)]] : others) };
}

function asPinned(result: SlotResult): PinnedResult {
  return result.kind === 'values' ? { kind: 'values', values: [...result.values] } : result;
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

function isSameResult(left: PinnedResult, right: SlotResult): boolean {
  if (left.kind === 'values' && right.kind === 'values') {
    return left.values.length === right.values.length && left.values.every((text, nth) => text === right.values[nth]);
  }
  if (left.kind === 'fault' && right.kind === 'fault') return left.code === right.code;
  return left.kind === right.kind;
}
