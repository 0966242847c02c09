import type { Effect } from '../../schema/plan.js';
import type { Why } from '../../schema/record-tab.js';
import { isFinal, statusAt } from '../status.js';
import { draftEnvelope } from './draft.js';
import { planSteps } from './foresight.js';
import { isAt, NOTHING, why, type Outcome, type SigningInput } from './input.js';
import { planLaunch } from './launch.js';
import { lazyActions } from './lazy.js';

/**
 * An envelope is made at the points of C-32, or at the first click where there are none; it is launched
 * with it, or at the points of C-34 when it is kept as a draft (C-33).
 */
export function planCreation(input: SigningInput): Outcome {
  const trace = creationTrace(input);
  const creation = trace ? createOnce(input, trace) : NOTHING;
  // what cannot be created needs no second complaint that it cannot be launched
  return creation.problems.length > 0 ? creation : planSteps(input, [() => creation, planLaunch]);
}

/**
 * Makes the record's envelope. Nothing is made while one of the record is open, nor after one was completed under the same
 * version of the configuration.
 */
export function createOnce(input: SigningInput, trace: Why): Outcome {
  if (!isRoomForOne(input)) return NOTHING;
  // positions are set before the launch: afterwards people may be signing already
  const launch = isAction(input, 'launch') || (!input.mapping.flow.saveAsDraft && !isAction(input, 'setPositions'));
  const { draft, problems } = draftEnvelope(input, launch);
  if (!draft) return { effects: [], problems };
  const follows = input.envelope?.id ?? null;
  const effect: Effect = { kind: 'createEnvelope', key: creationKey(input), why: trace, draft, launch, follows };
  return { effects: [effect], problems: [] };
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

/** An envelope that follows one that has ended has a key of its own, else it would pass for the first one. */
function creationKey({ record, configId, configVersion, envelope }: SigningInput): string {
  const key = `create:${record.recordId}:${configId}:${configVersion}`;
  return envelope ? `${key}:after:${envelope.id}` : key;
}

function isAction({ event }: SigningInput, action: string): boolean {
  return event.kind === 'user' && event.action === action;
}
