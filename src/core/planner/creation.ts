import type { PersonValue } from '../../schema/form.js';
import type { Effect, Why } from '../../schema/plan.js';
import { isFinal, statusAt } from '../status.js';
import { draftEnvelope, planInitiator } from './draft.js';
import { reachable } from '../graph.js';
import { deadlineAtLaunch } from './deadline.js';
import { contextOf, isAt, NOTHING, why, type Outcome, type SigningInput } from './input.js';
import { planParties } from './parties.js';
import { SlotReader } from './reader.js';
import { isSigningNode } from './seat.js';

/** Which of the lazy buttons a person gets before there is an envelope, or after one has ended without completion. */
export type LazyAction = 'sign' | 'setPositions' | 'launch';

/**
 * An envelope is made at the points of C-32, or at the first click where there are none; it is launched
 * with it, or at the points of C-34 when it is kept as a draft (C-33). Nothing is made while an envelope of the record is
 * open, nor after one was completed under the same version of the configuration.
 */
export function planCreation(input: SigningInput): Outcome {
  const trace = creationTrace(input);
  if (!trace || !isRoomForOne(input)) return planLaunch(input);
  const { saveAsDraft, launchAt } = input.mapping.flow;
  // positions are set before the launch: afterwards people may be signing already
  const launch = isAction(input, 'launch') || (!saveAsDraft && !isAction(input, 'setPositions'));
  const { draft, problems } = draftEnvelope(input, launch);
  if (!draft) return { effects: [], problems };
  const key = creationKey(input);
  const effects: Effect[] = [{ kind: 'createEnvelope', key, why: trace, draft, launch }];
  if (saveAsDraft && isAt(launchAt, input.event)) {
    const deadline = deadlineAtLaunch(input.mapping, input.now, input.utcOffset);
    effects.push({ kind: 'launchEnvelope', key: `launch:${key}`, why: AT_LAUNCH_POINT, envelopeId: null, deadline });
  }
  return { effects, problems: [] };
}

/**
 * What a person may click before there is an envelope, where it is made at the first click (C-32 empty): signers whose turn
 * it would be at this node, and the initiator for the positions. After an envelope has ended without completion the
 * initiator may launch a new one, while somebody can still get to sign it.
 */
export function lazyActions(input: SigningInput, person: PersonValue): LazyAction[] {
  const { mapping, record } = input;
  if (mapping.flow.createAt.length > 0 || record.finished) return [];
  const reader = new SlotReader(contextOf(input));
  if (!isUntouched(input)) {
    return hasEndedInVain(input) && isLazyInitiator(input, person, reader) && canStillBeSigned(input, reader)
      ? ['launch']
      : [];
  }
  const parties = planParties(input, null, reader);
  const lowest = Math.min(...parties.map((party) => party.order));
  const signs = parties.some(
    (party) =>
      (mapping.flow.order === 'unordered' || party.order === lowest) &&
      isSigningNode(party.signingNodes, record.currentNodeId) &&
      party.signers.some((signer) => signer.userId === person.userId),
  );
  const hidden = mapping.advanced.hideSignAt.includes(record.currentNodeId);
  const initiates = isLazyInitiator(input, person, reader);
  return [...(signs && !hidden ? (['sign'] as const) : []), ...(initiates ? (['setPositions'] as const) : [])];
}

const AT_LAUNCH_POINT = why('R-02', 'C-34', 'launchPoint');

/** the launch of an envelope that is a draft already. */
function planLaunch(input: SigningInput): Outcome {
  const { mapping, envelope, event, now } = input;
  const { saveAsDraft, launchAt } = mapping.flow;
  const atPoint = saveAsDraft && isAt(launchAt, event);
  const byHand =
    event.kind === 'user' && event.action === 'launch' && envelope?.initiator.userId === event.actor.userId;
  if (!atPoint && !byHand) return NOTHING;
  if (!envelope || (isFinal(statusAt(envelope, now)) && envelope.status !== 'completed')) {
    return { effects: [], problems: [{ code: 'NOT-CREATED', slot: 'C-34', field: null }] };
  }
  if (envelope.status !== 'draft') return NOTHING;
  const deadline = deadlineAtLaunch(mapping, now, input.utcOffset);
  if (deadline === null && envelope.deadline !== null && Date.parse(envelope.deadline) < Date.parse(now)) {
    return { effects: [], problems: [{ code: 'DATE-PAST', slot: 'C-23', field: null }] };
  }
  const trace = atPoint ? AT_LAUNCH_POINT : why('R-02', 'C-33', 'launchedByInitiator');
  return {
    effects: [{ kind: 'launchEnvelope', key: `launch:${envelope.id}`, why: trace, envelopeId: envelope.id, deadline }],
    problems: [],
  };
}

/** Why an envelope would be made now, or null when the event is no occasion for it. */
function creationTrace(input: SigningInput): Why | null {
  const { mapping, event } = input;
  if (isAt(mapping.flow.createAt, event)) return why('R-01', 'C-32', 'createPoint');
  if (event.kind !== 'user') return null;
  const actions = lazyActions(input, event.actor);
  // to look is enough for who came to sign, but never for who only could set positions
  const action = event.action === 'open' ? 'sign' : event.action;
  const wanted = actions.some((candidate) => candidate === action);
  return wanted ? why('R-01', 'C-32', 'firstClick') : null;
}

/** Never two: no open envelope, and none that was completed under this version of the configuration. */
function isRoomForOne({ envelope, configId, configVersion, now }: SigningInput): boolean {
  if (!envelope) return true;
  if (!isFinal(statusAt(envelope, now))) return false;
  const isSameConfig = envelope.configId === configId && envelope.configVersion === configVersion;
  return !(envelope.status === 'completed' && isSameConfig);
}

/** A look at a record whose envelope has ended must not start another one; only a deleted draft left no trace. */
function isUntouched({ envelope }: SigningInput): boolean {
  return envelope === null || envelope.status === 'deleted';
}

function hasEndedInVain({ envelope, now }: SigningInput): boolean {
  const status = envelope ? statusAt(envelope, now) : null;
  return status !== null && isFinal(status) && status !== 'completed';
}

/** Whether the record is at a node where a party signs, or can still come to one. */
function canStillBeSigned(input: SigningInput, reader: SlotReader): boolean {
  const { currentNodeId } = input.record;
  const ahead = reachable(input.workflow, currentNodeId).add(currentNodeId);
  return planParties(input, null, reader).some(
    ({ signingNodes }) => signingNodes.length === 0 || signingNodes.some((node) => ahead.has(node)),
  );
}

/** An envelope that follows one that has ended has a key of its own, else it would pass for the first one. */
function creationKey({ record, configId, configVersion, envelope }: SigningInput): string {
  const key = `create:${record.recordId}:${configId}:${configVersion}`;
  return envelope ? `${key}:after:${envelope.id}` : key;
}

/** With the operator as initiator (C-12) everybody would be one: then it is who made the record. */
function isLazyInitiator(input: SigningInput, person: PersonValue, reader: SlotReader): boolean {
  const source = input.mapping.required.initiator;
  const fixed = source !== null && source.kind !== 'operator';
  const initiator = fixed ? planInitiator(input, reader) : input.record.creator;
  return initiator.userId === person.userId;
}

function isAction({ event }: SigningInput, action: string): boolean {
  return event.kind === 'user' && event.action === action;
}
