import type { LookupOption } from './lookup.js';
import { fold } from './name-search.js';

/** A choice of one field, looked for among the choices of another one by what people read. */
export interface ChoiceMatch {
  readonly own: LookupOption;
  readonly found?: LookupOption;
  readonly reason?: 'absent' | 'several';
  /** What is stored: as it is called there; without a match as it was, or by its name where that means something else there. */
  readonly stored: string;
}

/** Names are compared without case, width and spaces. */
export function sameName(a: string, b: string): boolean {
  return fold(a).replace(/\s+/g, '') === fold(b).replace(/\s+/g, '');
}

/**
 * The n-th of those of a name for the n-th of them here, where there are as many: a form may say “remark” twice.
 */
export function byRank<T>(here: readonly T[], item: T | undefined, there: readonly T[]): T | undefined {
  if (there.length === 1 && here.length <= 1) return there[0];
  const at = item === undefined ? -1 : here.indexOf(item);
  return at >= 0 && here.length === there.length ? there[at] : undefined;
}

/** Undefined where there is nothing to look for: the choices of one of the fields are not known, or the value is none. */
export function matchChoice(
  here: readonly LookupOption[],
  there: readonly LookupOption[],
  value: string,
): ChoiceMatch | undefined {
  // a row is also found by the name of its choice
  const own = here.find((choice) => choice.value === value) ?? here.find(({ label }) => label === value);
  if (!own || there.length === 0) return undefined;
  const isLike = ({ label }: LookupOption): boolean => sameName(label, own.label);
  const alike = there.filter(isLike);
  const found = byRank(here.filter(isLike), own, alike);
  if (found) return { own, found, stored: found.value };
  const isTaken = there.some((choice) => choice.value === own.value && !isLike(choice));
  return { own, reason: alike.length > 1 ? 'several' : 'absent', stored: isTaken ? own.label : value };
}
