import type { Envelope, Party, Signer } from '../schema/envelope.js';

/** What turn rules need to know of an envelope (C-35, R-05). */
export type TurnFacts = Pick<Envelope, 'status' | 'order' | 'parties'>;

/** A person's place in an envelope. */
export interface SignerPlace {
  readonly party: Party;
  readonly signer: Signer;
}

/** Whether a party has done its part. Only a signature finishes a party: anything else still keeps the next one waiting. */
export function isPartyDone(party: Pick<Party, 'status'>): boolean {
  return party.status === 'signed';
}

/** Whether every party has signed; an envelope without parties is never complete. */
export function isEverySigned(envelope: Pick<Envelope, 'parties'>): boolean {
  return envelope.parties.length > 0 && envelope.parties.every(isPartyDone);
}

/**
 * Ids of the parties that may sign now: with `ordered`, those of the lowest order that is not finished; parties of
 * the same order sign side by side. Nobody unless the envelope is launched. The deadline is not looked at here.
 */
export function whoseTurn(envelope: TurnFacts): string[] {
  if (envelope.status !== 'launched') return [];
  const open = envelope.parties.filter((party) => !isPartyDone(party));
  if (envelope.order === 'unordered') return open.map((party) => party.id);
  const lowest = Math.min(...open.map((party) => party.order));
  return open.filter((party) => party.order === lowest).map((party) => party.id);
}

/**
 * The person's place in the envelope, or null. Who stands in several parties is found where it is their turn, else in a
 * party that still waits for a signature, else in the first one.
 */
export function findSigner(envelope: TurnFacts, userId: string): SignerPlace | null {
  return rankPlaces(envelope, placesOf(envelope, userId))[0] ?? null;
}

/** Every party in which the person is a signer. A signer who was replaced by another one is none any more. */
export function placesOf(envelope: Pick<Envelope, 'parties'>, userId: string): SignerPlace[] {
  return envelope.parties.flatMap((party) =>
    party.signers
      .filter((signer) => signer.userId === userId && signer.status !== 'transferred')
      .map((signer) => ({ party, signer })),
  );
}

/** Whether the person may sign now, as far as turns go. */
export function isMyTurn(envelope: TurnFacts, userId: string): boolean {
  const turn = whoseTurn(envelope);
  return placesOf(envelope, userId).some(({ party }) => turn.includes(party.id));
}

/**
 * Moves parties whose turn has come from `waiting` to `pending`, with their signers. Call it after launch and after each
 * signature; a party that is further on stays as it is.
 */
export function openTurns<E extends TurnFacts>(envelope: E): E {
  const turn = whoseTurn(envelope);
  const parties = envelope.parties.map((party) => {
    if (!turn.includes(party.id) || party.status !== 'waiting') return party;
    const signers = party.signers.map((signer) =>
      signer.status === 'waiting' ? { ...signer, status: 'pending' as const } : signer,
    );
    return { ...party, status: 'pending' as const, signers };
  });
  return { ...envelope, parties };
}

function rankPlaces(envelope: TurnFacts, places: readonly SignerPlace[]): SignerPlace[] {
  const turn = whoseTurn(envelope);
  const rank = ({ party }: SignerPlace): number => {
    if (turn.includes(party.id)) return 0;
    return isPartyDone(party) ? 2 : 1;
  };
  return [...places].sort((left, right) => rank(left) - rank(right));
}
