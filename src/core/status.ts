import type { Envelope, EnvelopeStatus, Party, PartyStatus, Signer } from '../schema/envelope.js';
import type { SealUseStatus } from '../schema/seal-use.js';

/**
 * Monotonic status merge (chapter 7, R-14). News from a provider may come late, twice, or in any order: a status never
 * falls back, and a final status of an envelope or seal use never changes again.
 */

/** The higher rank wins a merge; statuses of rank {@link FINAL_RANK} are final. */
const FINAL_RANK = 10;

/** Among several final statuses in one batch of the same age the later entry of this list wins, so that order is no matter. */
const ENVELOPE_FINALS: readonly EnvelopeStatus[] = [
  'deleted',
  'terminated',
  'expired',
  'revoked',
  'rejected',
  'completed',
];

/**
 * Parties and signers: the later entry wins. An act of a person outranks what only time or others did to them: a
 * signature that is reported after the expiry did happen before it.
 */
const PARTY_ORDER: readonly PartyStatus[] = [
  'waiting',
  'pending',
  'filling',
  'failed',
  'transferred',
  'expired',
  'revoked',
  'rejected',
  'signed',
];

const SEAL_USE_RANK: Record<SealUseStatus, number> = {
  applied: 0,
  inUse: 1,
  completed: 2,
  filed: FINAL_RANK,
  rejected: FINAL_RANK,
  terminated: FINAL_RANK,
  ended: FINAL_RANK,
};

/** Whether an envelope accepts nothing any more. */
export function isFinal(status: EnvelopeStatus): boolean {
  return ENVELOPE_FINALS.includes(status);
}

/** Whether a seal use accepts nothing any more. */
export function isFinalSealUse(status: SealUseStatus): boolean {
  return SEAL_USE_RANK[status] === FINAL_RANK;
}

/**
 * The status at a moment (RFC 3339): a launched envelope past its deadline (C-23) counts as expired, although no job has
 * come by yet to write that down.
 */
export function statusAt(envelope: Pick<Envelope, 'status' | 'deadline'>, now: string): EnvelopeStatus {
  if (envelope.status !== 'launched' || envelope.deadline === null) return envelope.status;
  return time(envelope.deadline) < time(now) ? 'expired' : 'launched';
}

/** One step of the merge: the status after `incoming` was heard. */
export function mergeEnvelopeStatus(current: EnvelopeStatus, incoming: EnvelopeStatus): EnvelopeStatus {
  return envelopeRank(incoming) > envelopeRank(current) ? incoming : current;
}

/** Status of a party or signer after `incoming` was heard. A join of a total order: the order of news is no matter. */
export function mergePartyStatus(current: PartyStatus, incoming: PartyStatus): PartyStatus {
  return PARTY_ORDER.indexOf(incoming) > PARTY_ORDER.indexOf(current) ? incoming : current;
}

/** Status of a seal use after `incoming` was heard. */
export function mergeSealUseStatus(current: SealUseStatus, incoming: SealUseStatus): SealUseStatus {
  return SEAL_USE_RANK[incoming] > SEAL_USE_RANK[current] ? incoming : current;
}

/** What was heard or found out about an envelope; `at` is RFC 3339 in UTC, by the clock of whoever reports it. */
export type Observation =
  | { readonly kind: 'envelope'; readonly status: EnvelopeStatus; readonly at: string; readonly reason?: string }
  | { readonly kind: 'voided'; readonly at: string }
  | { readonly kind: 'party'; readonly partyId: string; readonly status: PartyStatus }
  | {
      readonly kind: 'signer';
      readonly partyId: string;
      readonly signerId: string;
      readonly status: PartyStatus;
      readonly at: string;
      readonly reason?: string;
    };

/** The part of an envelope that observations change. */
export interface EnvelopeFacts {
  readonly status: EnvelopeStatus;
  readonly launchedAt: string | null;
  readonly finishedAt: string | null;
  readonly finishReason: string | null;
  readonly voidedAt: string | null;
  readonly parties: readonly Party[];
}

/**
 * Merges a batch of observations into an envelope. Within a batch the order is no matter: of two contradicting final
 * statuses the earlier one in time wins. A final status that the envelope already has stays whatever arrives; details
 * (who signed when) are still taken in, and a voiding after completion is only a flag.
 */
export function mergeObservations<E extends EnvelopeFacts>(envelope: E, observations: readonly Observation[]): E {
  const parties = envelope.parties.map((party) => mergeParty(party, observations));
  const voidings = observations.filter((seen) => seen.kind === 'voided').map((seen) => seen.at);
  return {
    ...envelope,
    ...mergeLifecycle(envelope, observations),
    voidedAt: earliest([envelope.voidedAt, ...voidings]),
    parties,
  };
}

function mergeLifecycle(
  envelope: EnvelopeFacts,
  observations: readonly Observation[],
): Pick<EnvelopeFacts, 'status' | 'launchedAt' | 'finishedAt' | 'finishReason'> {
  const { status, finishedAt, finishReason } = envelope;
  const heard = observations.filter((seen) => seen.kind === 'envelope');
  const launches = heard.filter((seen) => seen.status === 'launched').map((seen) => seen.at);
  const launchedAt = earliest([envelope.launchedAt, ...launches]);
  if (isFinal(status)) return { status, launchedAt, finishedAt, finishReason };
  const end = heard.filter((seen) => isFinal(seen.status)).reduce<EnvelopeNews | undefined>(firstEnd, undefined);
  if (end) return { status: end.status, launchedAt, finishedAt: end.at, finishReason: end.reason ?? null };
  const reached = heard.reduce((current, seen) => mergeEnvelopeStatus(current, seen.status), status);
  return { status: reached, launchedAt, finishedAt, finishReason };
}

type EnvelopeNews = Extract<Observation, { kind: 'envelope' }>;
type SignerNews = Extract<Observation, { kind: 'signer' }>;

function firstEnd(best: EnvelopeNews | undefined, seen: EnvelopeNews): EnvelopeNews {
  if (!best) return seen;
  if (time(seen.at) !== time(best.at)) return time(seen.at) < time(best.at) ? seen : best;
  const lead = ENVELOPE_FINALS.indexOf(seen.status) - ENVELOPE_FINALS.indexOf(best.status);
  if (lead !== 0) return lead > 0 ? seen : best;
  return (seen.reason ?? '') > (best.reason ?? '') ? seen : best;
}

function mergeParty(party: Party, observations: readonly Observation[]): Party {
  const signers = party.signers.map((signer) =>
    observations
      .filter((seen) => seen.kind === 'signer')
      .filter((seen) => seen.partyId === party.id && seen.signerId === signer.id)
      .reduce(mergeSigner, signer),
  );
  const heard = observations.filter((seen) => seen.kind === 'party').filter((seen) => seen.partyId === party.id);
  // one signature, or one refusal, of any of its signers decides for the party
  const acts = signers.map((signer) => signer.status).filter((status) => status === 'signed' || status === 'rejected');
  const status = [...heard.map((seen) => seen.status), ...acts].reduce(mergePartyStatus, party.status);
  return { ...party, status, signers };
}

function mergeSigner(signer: Signer, seen: SignerNews): Signer {
  const status = mergePartyStatus(signer.status, seen.status);
  const signedAt = seen.status === 'signed' ? earliest([signer.signedAt, seen.at]) : signer.signedAt;
  if (seen.status !== status) return { ...signer, status, signedAt };
  // the reason belongs to the status that won; of two reports of it the greater text, so that order is no matter
  const reason = signer.status === status ? greater(signer.reason, seen.reason ?? null) : (seen.reason ?? null);
  return { ...signer, status, signedAt, reason };
}

function envelopeRank(status: EnvelopeStatus): number {
  if (isFinal(status)) return FINAL_RANK;
  return status === 'launched' ? 1 : 0;
}

function earliest(times: readonly (string | null)[]): string | null {
  return times.reduce((first, at) => {
    if (first === null || at === null) return first ?? at;
    if (time(at) === time(first)) return at < first ? at : first;
    return time(at) < time(first) ? at : first;
  }, null);
}

function greater(left: string | null, right: string | null): string | null {
  return (left ?? '') >= (right ?? '') ? left : right;
}

function time(at: string): number {
  return Date.parse(at);
}
