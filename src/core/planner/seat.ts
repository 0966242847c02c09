import type { Envelope } from '../../schema/envelope.js';
import { statusAt } from '../status.js';
import { isPartyDone, placesOf, whoseTurn, type SignerPlace } from '../turn.js';

/**
 * What a person can do as a signer: sign now (`ready`), sign later (`waiting` for others), sign at
 * another node (`elsewhere`), not see the button here (`hidden`, C-41), nothing any more (`done`), or nothing at all because
 * the envelope is not being signed (`closed`).
 */
export type SeatState = 'ready' | 'waiting' | 'elsewhere' | 'hidden' | 'done' | 'closed';

export interface Seat extends SignerPlace {
  readonly state: SeatState;
}

export interface SeatInput {
  readonly envelope: Envelope;
  readonly userId: string;
  /** The record's current node; null when there is no workflow around the envelope. */
  readonly nodeId: string | null;
  /** C-41 */
  readonly hiddenAt: readonly string[];
  /** RFC 3339 */
  readonly now: string;
}

const PREFERENCE: readonly SeatState[] = ['ready', 'waiting', 'hidden', 'elsewhere', 'done', 'closed'];

/** The person's best place in the envelope, or null for who is no signer of it. */
export function findSeat(input: SeatInput): Seat | null {
  const seats = placesOf(input.envelope, input.userId).map((place) => ({ ...place, state: stateOf(place, input) }));
  const ranked = seats.sort((left, right) => PREFERENCE.indexOf(left.state) - PREFERENCE.indexOf(right.state));
  return ranked[0] ?? null;
}

/** Whether a party may sign at a node (C-14, C-31); an empty list means at any node. */
export function isSigningNode(signingNodes: readonly string[], nodeId: string | null): boolean {
  return nodeId === null || signingNodes.length === 0 || signingNodes.includes(nodeId);
}

function stateOf({ party }: SignerPlace, { envelope, nodeId, hiddenAt, now }: SeatInput): SeatState {
  if (isPartyDone(party)) return 'done';
  if (statusAt(envelope, now) !== 'launched') return 'closed';
  if (!isSigningNode(party.signingNodes, nodeId)) return 'elsewhere';
  if (nodeId !== null && hiddenAt.includes(nodeId)) return 'hidden';
  return whoseTurn(envelope).includes(party.id) ? 'ready' : 'waiting';
}
