import { MOST_CASES, type PinnedResult, type RecordCase } from '../schema/case-file.js';
import type { Workflow } from '../schema/workflow.js';
import { pathOf, pointerOf } from './diff.js';
import type { EditorMapping } from './editor-mapping.js';
import type { ResolveContext } from './resolve.js';
import { resultOf, type SlotResult } from './results.js';
import { slotsOf } from './slots.js';

export type { RecordCase } from '../schema/case-file.js';

/** A slot that no longer sends what was pinned; `actual` is null where the slot is gone or no longer applies. */
export interface CaseDifference {
  /** The slot as the case names it. */
  readonly key: string;
  /** The same with items by their id, which stays true when a party is moved. */
  readonly path: string;
  /** Where the slot is now; of one whose party is gone, the nearest place around it. */
  readonly pointer: string;
  readonly isGone: boolean;
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
  const results = Object.entries(resultsFor(pinned, world)).map(([pointer, result]) => {
    return [pathOf(world.mapping, pointer), asPinned(result)] as const;
  });
  return { ...pinned, expected: Object.fromEntries(results) };
}

/** Whether a mapping still sends what each case expects. A slot that a case does not name may send anything. */
export function runCases(cases: readonly RecordCase[], world: CaseWorld): CaseReport[] {
  return cases.map((one) => runCase(one, world));
}

/** One case, for who runs them a few at a time. */
export function runCase(one: RecordCase, world: CaseWorld): CaseReport {
  const results = new Map(Object.entries(resultsFor(one, world)));
  const { mapping } = world;
  const differences = Object.entries(one.expected).flatMap(([key, expected]): CaseDifference[] => {
    const place = placeOf(mapping, key);
    const actual = place.isGone ? null : (results.get(place.pointer) ?? null);
    return actual && isSameResult(expected, actual) ? [] : [{ key, ...place, expected, actual }];
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

/** The cases with another name for one of them; the same list where nothing is named otherwise. */
export function renameCase(cases: readonly RecordCase[], at: number, typed: string): readonly RecordCase[] {
  const one = cases[at];
  const name = typed.trim();
  if (!one || name === '' || name === one.name) return cases;
  return cases.with(at, { ...one, name: uniqueCaseName(name, cases.toSpliced(at, 1)) });
}

/** The cases with those of a file behind them, each under a name of its own; null where that would be too many. */
export function addCases(cases: readonly RecordCase[], more: readonly RecordCase[]): RecordCase[] | null {
  if (cases.length + more.length > MOST_CASES) return null;
  return more.reduce<RecordCase[]>((all, one) => [...all, { ...one, name: uniqueCaseName(one.name, all) }], [...cases]);
}

/** The case with a difference taken for right; a slot that is gone is expected no longer. */
export function acceptDifference(one: RecordCase, { key, path, actual }: CaseDifference): RecordCase {
  const others = Object.entries(one.expected).filter(([other]) => other !== key);
  return { ...one, expected: Object.fromEntries(actual ? [...others, [path, asPinned(actual)]] : others) };
}

type Place = Pick<CaseDifference, 'path' | 'pointer' | 'isGone'>;

function placeOf(mapping: EditorMapping, key: string): Place {
  // a file from outside may name anything
  if (!key.startsWith('/')) return { path: key, pointer: key, isGone: true };
  const path = pathOf(mapping, key);
  const pointer = pointerOf(mapping, key);
  return { path, pointer: pointer ?? nearest(mapping, key), isGone: pointer === undefined };
}

function nearest(mapping: EditorMapping, path: string): string {
  const around = path.slice(0, path.lastIndexOf('/'));
  return pointerOf(mapping, around) ?? nearest(mapping, around);
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
