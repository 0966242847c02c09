import type { Envelope, Party } from '../../schema/envelope.js';
import { INITIATOR_PARTY } from '../../schema/placement.js';
import type { Effect } from '../../schema/plan.js';
import type { Why } from '../../schema/record-tab.js';
import { signsSilently } from '../party-slots.js';
import { statusAt } from '../status.js';
import { whoseTurn } from '../turn.js';
import { idOf, isForeseen } from './foresight.js';
import { NOTHING, why, type Outcome, type SigningInput } from './input.js';
import { haveSourcesChanged } from './recreate.js';
import { isSigningNode } from './seat.js';

/**
 * C-31, C-36: the own organisation signs silently as soon as its turn has come at a node where it signs. What is
 * only planned is left for the event of its launch.
 */
export function planSilentSigning(input: SigningInput): Outcome {
  const { envelope, record } = input;
  if (!envelope || isForeseen(envelope)) return NOTHING;
  const parties = silentParties(input).filter((party) => isSigningNode(party.signingNodes, record.currentNodeId));
  return { effects: parties.map((party) => signSilently(envelope, party, turnOf(party))), problems: [] };
}

/** Parties of the own organisation that sign silently and whose turn it is. */
export function silentParties(input: SigningInput): Party[] {
  const { envelope, now } = input;
  if (!envelope || statusAt(envelope, now) !== 'launched' || haveSourcesChanged(input)) return [];
  const turn = whoseTurn(envelope);
  return envelope.parties.filter((party) => turn.includes(party.id) && signsSilently(party));
}

/** A party signs once in an envelope, whatever asks for it. */
export function signSilently(envelope: Envelope, party: Party, trace: Why): Effect {
  const key = `autoSign:${envelope.id}:${party.id}`;
  return { kind: 'autoSign', key, why: trace, envelopeId: idOf(envelope), partyId: party.id };
}

function turnOf(party: Party): Why {
  return why('R-05', party.id === INITIATOR_PARTY ? 'C-36' : 'C-31', 'silentTurn');
}
