import type { Envelope } from '../schema/envelope.js';
import type { Effect } from '../schema/plan.js';
import { foreseenEnvelope } from './planner/foresight.js';
import { TRIAL } from './simulation-state.js';
import { openTurns } from './turn.js';

/** The envelope that a creation makes in a trial run: unlike one that is only planned, it exists and is named by its id. */
export function createdEnvelope(now: string, effect: Extract<Effect, { kind: 'createEnvelope' }>): Envelope {
  return { ...foreseenEnvelope({ ...TRIAL, now }, effect), version: 1 };
}

export function withSignature(envelope: Envelope, partyId: string, now: string): Envelope {
  return openTurns(withParty(envelope, partyId, 'signed', now));
}

/** Everybody who has not signed yet signs. */
export function withAllSignatures(envelope: Envelope, now: string): Envelope {
  const ids = envelope.parties.filter(({ status }) => status !== 'signed').map(({ id }) => id);
  return ids.reduce((next, id) => withParty(next, id, 'signed', now), envelope);
}

export function withParty(envelope: Envelope, partyId: string, status: 'signed' | 'rejected', now: string): Envelope {
  const signedAt = status === 'signed' ? now : null;
  const parties = envelope.parties.map((party) => {
    if (party.id !== partyId) return party;
    // one signature is enough for a party, so the first signer stands for it
    const signers = party.signers.map((signer, index) => (index === 0 ? { ...signer, status, signedAt } : signer));
    return { ...party, status, signers };
  });
  return { ...envelope, parties };
}
