import type { Envelope, Party } from '../schema/envelope.js';
import { isPartyDone, whoseTurn } from './turn.js';

/** So many parties are told in one line; the others are behind a button. */
const IN_A_LINE = 5;

export interface PartyProgressView {
  readonly done: number;
  /** In the order of signing. */
  readonly parties: readonly Party[];
  /** The few that matter now: whose turn it is, the person's own party, and its neighbours; all where they are few. */
  readonly line: readonly Party[];
  /** Who has to sign before the person's party may; empty where nobody has to, or there is no such party. */
  readonly before: readonly Party[];
}

/** Where the signing stands, told for one party (C-35, R-05). */
export function partyProgress(
  envelope: Pick<Envelope, 'parties' | 'order' | 'status'>,
  myPartyId: string | null,
): PartyProgressView {
  const isOrdered = envelope.order === 'ordered';
  const parties = isOrdered ? envelope.parties.toSorted((a, b) => a.order - b.order) : envelope.parties;
  const mine = parties.findIndex(({ id }) => id === myPartyId);
  const own = parties[mine];
  const before = isOrdered && own ? parties.filter((party) => party.order < own.order && !isPartyDone(party)) : [];
  return {
    done: parties.filter(isPartyDone).length,
    parties,
    line: parties.length <= IN_A_LINE ? parties : chosen(parties, whoseTurn(envelope), mine),
    before,
  };
}

function chosen(parties: readonly Party[], turn: readonly string[], mine: number): Party[] {
  const wanted = [
    mine,
    parties.findIndex(({ id }) => turn.includes(id)),
    parties.findIndex(({ status }) => status === 'rejected' || status === 'failed'),
    mine - 1,
    mine + 1,
    0,
    parties.length - 1,
  ].filter((index, at, all) => index >= 0 && index < parties.length && all.indexOf(index) === at);
  const kept = new Set(wanted.slice(0, IN_A_LINE));
  return parties.filter((_, index) => kept.has(index));
}

/** How far a time is away, in the largest unit that still says something; for `Intl.RelativeTimeFormat`. */
export function timeAway(at: string, now: string): { count: number; unit: 'day' | 'hour' | 'minute' } {
  const minutes = Math.round((Date.parse(at) - Date.parse(now)) / 60_000);
  if (Math.abs(minutes) < 60) return { count: minutes, unit: 'minute' };
  const hours = Math.trunc(minutes / 60);
  return Math.abs(hours) < 48 ? { count: hours, unit: 'hour' } : { count: Math.trunc(hours / 24), unit: 'day' };
}
