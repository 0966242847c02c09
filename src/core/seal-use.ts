import type { SealUse, SealUseAllowance, SealUseEntry, SealUseStatus } from '../schema/seal-use.js';
import type { SealUseEvent } from '../schema/seal-use-config.js';
import { EsignError } from './errors.js';
import { isFinalSealUse, mergeSealUseStatus } from './status.js';

/** Whole numbers of ordinary uses and of seam uses (骑缝章). */
export interface UseCounts {
  readonly count: number;
  readonly seamCount: number;
}

/** Who did something and when; `entryId` names the entry of the time line. The caller has the clock and makes ids. */
export interface SealUseAct {
  readonly entryId: string;
  /** RFC 3339 */
  readonly at: string;
  readonly by: string;
  readonly note?: string;
}

const STATUS_AFTER: Record<SealUseEvent, SealUseStatus> = {
  smartUseCompleted: 'completed',
  filingCompleted: 'filed',
  autoEnded: 'ended',
  terminated: 'terminated',
  rejected: 'rejected',
};

/** Uses that are left: granted + appended − used (chapter 7). Never below 0, whatever a device reported. */
export function remaining(allowance: SealUseAllowance): number {
  return Math.max(0, allowance.count + allowance.appended - allowance.used);
}

/** Whether the seal may still be used at all: applied or in use. */
export function isOpenSealUse(sealUse: Pick<SealUse, 'status'>): boolean {
  return sealUse.status === 'applied' || sealUse.status === 'inUse';
}

/** Whether so many uses are left. */
export function canSpend(sealUse: Pick<SealUse, 'status' | 'uses' | 'seamUses'>, counts: UseCounts): boolean {
  return (
    isOpenSealUse(sealUse) &&
    isAmount(counts) &&
    counts.count <= remaining(sealUse.uses) &&
    counts.seamCount <= remaining(sealUse.seamUses)
  );
}

/** Whether more uses may be asked for (P-10, P-11): also after all are used up, but not after the end. */
export function canAppend(sealUse: Pick<SealUse, 'status'>): boolean {
  return isOpenSealUse(sealUse);
}

/** Whether the use may be ended (P-14). */
export function canEnd(sealUse: Pick<SealUse, 'status'>): boolean {
  return !isFinalSealUse(sealUse.status);
}

/**
 * Records uses at the register.
 *
 * @throws EsignError `seal-use-closed` after the end, `no-uses-left` when fewer are left, `invalid-input` for no amount.
 */
export function spend(sealUse: SealUse, counts: UseCounts, act: SealUseAct): SealUse {
  if (!isOpenSealUse(sealUse)) throw closed(sealUse);
  if (!isAmount(counts)) throw new EsignError('invalid-input', 'the counts are no whole numbers of 1 or more in sum');
  if (!canSpend(sealUse, counts)) throw new EsignError('no-uses-left', 'fewer uses are left than asked for');
  return advance(sealUse, entryOf('used', counts, act), {
    status: 'inUse',
    uses: { ...sealUse.uses, used: sealUse.uses.used + counts.count },
    seamUses: { ...sealUse.seamUses, used: sealUse.seamUses.used + counts.seamCount },
  });
}

/**
 * Grants more uses (P-10 to P-12); a new use code, where the provider gives one, becomes the valid one.
 *
 * @throws EsignError `seal-use-closed` after the end, `invalid-input` for no amount.
 */
export function append(sealUse: SealUse, counts: UseCounts, act: SealUseAct, useCode: string | null = null): SealUse {
  if (!canAppend(sealUse)) throw closed(sealUse);
  if (!isAmount(counts)) throw new EsignError('invalid-input', 'the counts are no whole numbers of 1 or more in sum');
  return advance(sealUse, entryOf('appended', counts, act), {
    uses: { ...sealUse.uses, appended: sealUse.uses.appended + counts.count },
    seamUses: { ...sealUse.seamUses, appended: sealUse.seamUses.appended + counts.seamCount },
    useCodes: useCode === null ? sealUse.useCodes : [...sealUse.useCodes, useCode],
  });
}

/**
 * Ends the use (P-14): what is left lapses.
 *
 * @throws EsignError `seal-use-closed` when it has ended already.
 */
export function end(sealUse: SealUse, act: SealUseAct): SealUse {
  if (!canEnd(sealUse)) throw closed(sealUse);
  return advance(sealUse, entryOf('ended', NOTHING, act), { status: 'ended' });
}

/**
 * Takes in a provider's event (P-15). A late one is recorded too, for it did happen and its actions are due, but the status
 * never falls back. A repeated one leaves the use as it is.
 */
export function receive(sealUse: SealUse, event: SealUseEvent, act: SealUseAct): SealUse {
  if (sealUse.entries.some((entry) => entry.kind === event)) return sealUse;
  const status = mergeSealUseStatus(sealUse.status, STATUS_AFTER[event]);
  const next = advance(sealUse, entryOf(event, NOTHING, act), { status });
  const isLate = Date.parse(act.at) < Date.parse(sealUse.updatedAt);
  return isLate ? { ...next, updatedAt: sealUse.updatedAt } : next;
}

/** Whether the use has taken an event in, so that what hangs on it may happen: its status or its time line says so. */
export function hasTakenIn(sealUse: Pick<SealUse, 'status' | 'entries'>, event: SealUseEvent): boolean {
  return sealUse.status === STATUS_AFTER[event] || sealUse.entries.some((entry) => entry.kind === event);
}

/**
 * Compares what was typed at the register with the newest use code.
 *
 * @throws EsignError `use-code-wrong`
 */
export function checkUseCode(sealUse: Pick<SealUse, 'useCodes'>, typed: string): void {
  if (sealUse.useCodes.at(-1) !== typed.trim()) throw new EsignError('use-code-wrong', 'not the valid use code');
}

const NOTHING: UseCounts = { count: 0, seamCount: 0 };

function isAmount({ count, seamCount }: UseCounts): boolean {
  return (
    Number.isInteger(count) && Number.isInteger(seamCount) && count >= 0 && seamCount >= 0 && count + seamCount > 0
  );
}

function entryOf(kind: SealUseEntry['kind'], { count, seamCount }: UseCounts, act: SealUseAct): SealUseEntry {
  return { id: act.entryId, kind, at: act.at, by: act.by, count, seamCount, note: act.note ?? null };
}

function advance(sealUse: SealUse, entry: SealUseEntry, change: Partial<SealUse>): SealUse {
  const entries = [...sealUse.entries, entry];
  return { ...sealUse, ...change, entries, version: sealUse.version + 1, updatedAt: entry.at };
}

function closed(sealUse: Pick<SealUse, 'status'>): EsignError {
  return new EsignError('seal-use-closed', `the seal use is ${sealUse.status}`);
}
