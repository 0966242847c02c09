import { isFinal, mergePartyStatus, type Observation } from '../../src/core/status.js';
import type { Envelope, PartyStatus, Signer } from '../../src/schema/index.js';

const MAX_CLAIMS = 100;
const OPEN: readonly PartyStatus[] = ['waiting', 'pending', 'filling'];

/**
 * T36: whether what a callback tells would end something, for a signer or for the envelope. That counts only when the
 * service itself says so, for no later news could take it back.
 */
export function isClaim(seen: Observation, { tellsVoiding }: { tellsVoiding: boolean }): boolean {
  if (seen.kind === 'voided') return tellsVoiding;
  return seen.kind === 'envelope' ? isFinal(seen.status) : !OPEN.includes(seen.status);
}

/** Whether a claim tells what the envelope does not know yet. */
export function isNews(envelope: Envelope, claim: Observation): boolean {
  switch (claim.kind) {
    case 'envelope':
      return !isFinal(envelope.status);
    case 'voided':
      return envelope.voidedAt === null;
    case 'party':
      return envelope.parties.some(({ id, status }) => id === claim.partyId && isRaised(status, claim.status));
    case 'signer':
      return signersOf(envelope).some(({ id, status }) => id === claim.signerId && isRaised(status, claim.status));
  }
}

function signersOf({ parties }: Envelope): Signer[] {
  return parties.flatMap(({ signers }) => signers);
}

function isRaised(status: PartyStatus, by: PartyStatus): boolean {
  return mergePartyStatus(status, by) !== status;
}

/** Whether the service says what a claim says, or what comes after it. */
export function isConfirmed(claim: Observation, said: readonly Observation[]): boolean {
  return said.some((seen) => {
    switch (claim.kind) {
      case 'envelope':
        return seen.kind === 'envelope' && seen.status === claim.status;
      case 'voided':
        return seen.kind === 'voided';
      case 'party':
        return seen.kind === 'party' && seen.partyId === claim.partyId && !isRaised(seen.status, claim.status);
      case 'signer':
        return seen.kind === 'signer' && seen.signerId === claim.signerId && !isRaised(seen.status, claim.status);
    }
  });
}

/** For the operator; ids only, no names. */
export function inWords(claim: Observation): string {
  if (claim.kind === 'voided') return 'voided';
  if (claim.kind === 'envelope') return claim.status;
  return `${claim.kind === 'signer' ? claim.signerId : claim.partyId} ${claim.status}`;
}

export function readClaims(heard: string | null): Observation[] {
  return heard === null ? [] : (JSON.parse(heard) as Observation[]);
}

/** Adds claims to those that wait for the service's word, each once. */
export function addClaims(heard: string | null, claims: readonly Observation[]): string | null {
  const all = readClaims(heard);
  const known = new Set(all.map(inWords));
  for (const claim of claims) if (!known.has(inWords(claim))) all.push(claim);
  return all.length === 0 ? null : JSON.stringify(all.slice(0, MAX_CLAIMS));
}
