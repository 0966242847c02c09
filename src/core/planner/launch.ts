import type { Envelope } from '../../schema/envelope.js';
import type { Why } from '../../schema/record-tab.js';
import { isFinal, statusAt } from '../status.js';
import { deadlineAtLaunch } from './deadline.js';
import { idOf } from './foresight.js';
import { isAt, NOTHING, why, type Outcome, type SigningInput } from './input.js';

/** a draft is launched at the points of C-34, or by hand by its initiator. */
export function planLaunch(input: SigningInput): Outcome {
  const { mapping, envelope, event } = input;
  const { saveAsDraft, launchAt } = mapping.flow;
  if (saveAsDraft && isAt(launchAt, event)) return launchDraft(input, why('R-02', 'C-34', 'launchPoint'));
  const isByHand =
    event.kind === 'user' && event.action === 'launch' && envelope?.initiator.userId === event.actor.userId;
  return isByHand ? launchDraft(input, why('R-02', 'C-33', 'launchedByInitiator')) : NOTHING;
}

/** Launches the draft. That there is none is told; that it was launched already is no news. */
export function launchDraft(input: SigningInput, trace: Why): Outcome {
  const { mapping, envelope, now } = input;
  if (!envelope || hasEndedInVain(envelope, now)) return refused('NOT-CREATED', trace.slot ?? 'C-34');
  if (envelope.status !== 'draft') return NOTHING;
  const deadline = deadlineAtLaunch(mapping, now, input.utcOffset);
  if (deadline === null && isPast(envelope.deadline, now)) return refused('DATE-PAST', 'C-23');
  const key = `launch:${envelope.id}`;
  return {
    effects: [{ kind: 'launchEnvelope', key, why: trace, envelopeId: idOf(envelope), deadline }],
    problems: [],
  };
}

function refused(code: string, slot: string): Outcome {
  return { effects: [], problems: [{ code, slot, field: null }] };
}

function hasEndedInVain(envelope: Envelope, now: string): boolean {
  return isFinal(statusAt(envelope, now)) && envelope.status !== 'completed';
}

function isPast(deadline: string | null, now: string): boolean {
  return deadline !== null && Date.parse(deadline) < Date.parse(now);
}
