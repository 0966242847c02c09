import type {
  SealCount,
  SealUse,
  SealUseAllowance,
  SealUseEntry,
  SealUsePhoto,
  SealUseStatus,
} from '../schema/seal-use.js';
import type { SealUseEvent } from '../schema/seal-use-event.js';
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
    ...grantMore(sealUse, counts),
    useCodes: useCode === null ? sealUse.useCodes : [...sealUse.useCodes, useCode],
  });
}

function grantMore({ uses, seamUses }: SealUse, { count, seamCount }: UseCounts): Pick<SealUse, 'uses' | 'seamUses'> {
  return {
    uses: { ...uses, appended: uses.appended + count },
    seamUses: { ...seamUses, appended: seamUses.appended + seamCount },
  };
}

function grantedOf({ count, appended }: SealUseAllowance): number {
  return count + appended;
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

/** What a register has counted by now: uses that were granted, and of them those that were spent. */
export interface RegisterTally {
  readonly status: SealUseStatus;
  readonly uses: { readonly granted: number; readonly used: number };
  readonly seamUses: { readonly granted: number; readonly used: number };
  /** The code that is valid now; null where the register has none. */
  readonly useCode: string | null;
  /** Each seal by itself, where the register counts them apart. */
  readonly bySeal?: readonly SealCount[];
  /** How many photos it still waits for, where it wants any. */
  readonly photosOwed?: number;
  /** How many photos it has, where it says so without giving them out. */
  readonly photosTaken?: number;
}

/**
 * Takes in the counts and the code of a register. Counts only ever rise, so an older answer that comes late changes nothing;
 * what ended the use is an event of its own, see {@link receive}.
 */
export function takeTally(sealUse: SealUse, tally: RegisterTally, act: () => SealUseAct): SealUse {
  const granted: UseCounts = {
    count: Math.max(0, tally.uses.granted - grantedOf(sealUse.uses)),
    seamCount: Math.max(0, tally.seamUses.granted - grantedOf(sealUse.seamUses)),
  };
  const { useCode } = tally;
  let next = sealUse;
  if (isAmount(granted)) next = advance(next, entryOf('appended', granted, act()), grantMore(next, granted));
  next = takeUsed(next, tally, act);
  const isNewCode = useCode !== null && !next.useCodes.includes(useCode);
  const status = tally.status === 'inUse' ? mergeSealUseStatus(next.status, 'inUse') : next.status;
  if (!isNewCode && status === next.status) return next;
  const version = next === sealUse ? next.version + 1 : next.version;
  return { ...next, status, version, useCodes: isNewCode ? [...next.useCodes, useCode] : next.useCodes };
}

/** Takes in what was stamped at a register, and nothing else of what it counts for all seals together. */
export function takeUsed(sealUse: SealUse, tally: RegisterTally, act: () => SealUseAct): SealUse {
  const { uses, seamUses } = sealUse;
  const used: UseCounts = {
    count: Math.max(0, tally.uses.used - uses.used),
    seamCount: Math.max(0, tally.seamUses.used - seamUses.used),
  };
  const parts = partsOf(sealUse, tally);
  if (!isAmount(used)) return parts ? { ...sealUse, ...parts, version: sealUse.version + 1 } : sealUse;
  return advance(sealUse, entryOf('used', used, act()), {
    ...parts,
    // what was stamped is in use, whoever noticed
    status: mergeSealUseStatus(sealUse.status, 'inUse'),
    uses: { ...uses, used: uses.used + used.count },
    seamUses: { ...seamUses, used: seamUses.used + used.seamCount },
  });
}

/** What is told of each seal and of photos, or null where that is nothing new. */
function partsOf(sealUse: SealUse, tally: RegisterTally): Pick<SealUse, 'bySeal' | 'photosOwed'> | null {
  // a database gives members back in an order of its own
  const bySeal = (sealUse.bySeal ?? []).map((seal) => highest(seal, []));
  const known = { bySeal, photosOwed: sealUse.photosOwed ?? 0 };
  // an older answer knows of fewer stamps, and so of fewer photos that are missing
  const isOlder = tally.uses.used < sealUse.uses.used || tally.seamUses.used < sealUse.seamUses.used;
  const told = {
    bySeal: (tally.bySeal ?? []).map((seal) => highest(seal, known.bySeal)),
    photosOwed: isOlder ? known.photosOwed : (tally.photosOwed ?? 0),
  };
  return JSON.stringify(told) === JSON.stringify(known) ? null : told;
}

function highest(told: SealCount, known: readonly SealCount[]): SealCount {
  const before = known.find(({ sealId }) => sealId === told.sealId) ?? told;
  return {
    sealId: told.sealId,
    granted: Math.max(told.granted, before.granted),
    used: Math.max(told.used, before.used),
    seamGranted: Math.max(told.seamGranted, before.seamGranted),
    seamUsed: Math.max(told.seamUsed, before.seamUsed),
  };
}

/** Adds photos that a register has given out, with one entry for all of them. */
export function addPhotos(sealUse: SealUse, photos: readonly SealUsePhoto[], act: SealUseAct): SealUse {
  if (photos.length === 0) return sealUse;
  return advance(sealUse, entryOf('photo', { count: photos.length, seamCount: 0 }, act), {
    photos: [...(sealUse.photos ?? []), ...photos],
  });
}

/** How much of a wish for more a register has granted that is not counted here yet. */
export function notCountedYet(
  { uses, seamUses }: Pick<SealUse, 'uses' | 'seamUses'>,
  tally: RegisterTally,
  wish: UseCounts,
): UseCounts {
  return {
    count: Math.min(wish.count, Math.max(0, tally.uses.granted - grantedOf(uses))),
    seamCount: Math.min(wish.seamCount, Math.max(0, tally.seamUses.granted - grantedOf(seamUses))),
  };
}

/**
 * What must have happened at a register that is in a status, in its order, so that a callback that was lost or came too late
 * is no loss. An end that was asked for from here is no event.
 */
export function eventsBehind(status: SealUseStatus, { isOurEnd }: { isOurEnd: boolean }): SealUseEvent[] {
  switch (status) {
    case 'completed':
      return ['smartUseCompleted'];
    case 'filed':
      return ['smartUseCompleted', 'filingCompleted'];
    case 'ended':
      return isOurEnd ? [] : ['autoEnded'];
    case 'rejected':
    case 'terminated':
      return [status];
    case 'applied':
    case 'inUse':
      return [];
  }
}

/** Turns an application down that the service refused; `note` is the code of the refusal. */
export function refuse(sealUse: SealUse, act: SealUseAct): SealUse {
  return advance(sealUse, entryOf('rejected', NOTHING, act), {
    status: mergeSealUseStatus(sealUse.status, 'rejected'),
  });
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
