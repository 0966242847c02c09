import type { FormRecord } from '../schema/form.js';
import type { EnvelopeDraft } from '../schema/plan.js';
import type { PlanProblem } from '../schema/record-tab.js';
import type { SealUseDraft } from '../schema/seal-use.js';
import type { ButtonKind } from '../schema/signing-kinds.js';
import type { Workflow, WorkflowExit } from '../schema/workflow.js';
import { isSealUse, withBasic, type EditorMapping } from './editor-mapping.js';
import { startNodes } from './graph.js';
import { draftEnvelope } from './planner/draft.js';
import { draftSealUse } from './planner/seal-use.js';
import { peopleIn, seatOf, sightOf } from './simulation-people.js';
import { openExits, SimulationRun } from './simulation-run.js';
import { sealEventsOf } from './simulation-seals.js';
import {
  inputFor,
  isSealUseInput,
  isSigningInput,
  lookBy,
  type SimulatedEvent,
  type Simulation,
  type SimulationAct,
  type SimulationWorld,
} from './simulation-state.js';
import { isFinal } from './status.js';

export {
  launchProblems,
  peopleIn,
  sightOf,
  whoActs,
  type AbsentButton,
  type PersonSight,
} from './simulation-people.js';
export type {
  SealUsed,
  SimulatedEvent,
  Simulation,
  SimulationAct,
  SimulationRow,
  SimulationWorld,
} from './simulation-state.js';

const AT_LAUNCHED: readonly SimulatedEvent[] = ['partySigned', 'completed', 'rejected', 'revoked', 'expired', 'failed'];
const AT_DRAFT: readonly SimulatedEvent[] = ['revoked', 'failed'];

/**
 * The beginning of a trial run. A mapping that is not enabled yet is tried as if it were: that is what a trial is for. A
 * record that is at no node of the workflow begins at its start.
 */
export function startSimulation(
  mapping: EditorMapping,
  workflow: Workflow,
  record: FormRecord,
  now: string,
  world: SimulationWorld = {},
): Simulation {
  const isKnown = workflow.nodes.some(({ id }) => id === record.currentNodeId);
  const origin = isKnown ? record : atStart(workflow, record);
  return {
    mapping: withBasic(mapping, { enabled: true }),
    workflow,
    origin,
    record: origin,
    now,
    envelope: null,
    draft: null,
    sealUse: null,
    application: null,
    timeline: [],
    acts: [],
    world,
  };
}

/** A record as it is when its workflow begins. */
export function atStart(workflow: Workflow, record: FormRecord): FormRecord {
  const [start = record.currentNodeId] = startNodes(workflow);
  return { ...record, currentNodeId: start, finished: false };
}

/** The ways out of the node where the record is; one that leads to no node is none. */
export function exitsOf(simulation: Simulation): WorkflowExit[] {
  return openExits(simulation);
}

/** The events that can come now. */
export function eventsOf({ mapping, envelope, sealUse }: Simulation): readonly SimulatedEvent[] {
  if (isSealUse(mapping)) return sealEventsOf(sealUse);
  if (envelope?.status === 'launched') return AT_LAUNCHED;
  return envelope?.status === 'draft' ? AT_DRAFT : [];
}

/** Carries out one act; one that is not possible now changes nothing, and is not noted. */
export function perform(simulation: Simulation, act: SimulationAct): Simulation {
  const run = new SimulationRun(simulation);
  switch (act.kind) {
    case 'exit': {
      const exit = openExits(simulation).find(({ id }) => id === act.exitId);
      if (exit) run.submit(exit);
      break;
    }
    case 'event':
      if (eventsOf(simulation).includes(act.event)) run.fire(act.event);
      break;
    case 'button':
      press(run, simulation, act);
  }
  return run.now === simulation ? simulation : { ...run.now, acts: [...simulation.acts, act] };
}

/** Submits along an exit. */
export function takeExit(simulation: Simulation, exitId: string): Simulation {
  return perform(simulation, { kind: 'exit', exitId });
}

/** Lets an event come; one that cannot come now changes nothing. */
export function fireEvent(simulation: Simulation, event: SimulatedEvent): Simulation {
  return perform(simulation, { kind: 'event', event });
}

/** Lets a person press a button that this person has. */
export function pressButton(simulation: Simulation, button: ButtonKind, userId: string): Simulation {
  return perform(simulation, { kind: 'button', button, userId });
}

/** The run as it was at its beginning. */
export function restarted({ mapping, workflow, origin, now, world }: Simulation): Simulation {
  return startSimulation(mapping, workflow, origin, now, world);
}

/** The run without its last act. */
export function stepBack(simulation: Simulation): Simulation {
  return simulation.acts.slice(0, -1).reduce(perform, restarted(simulation));
}

/** What would be sent if it were created now; `frozen` once it was, for then the record counts no longer. */
export type SimulatedRequest =
  | {
      readonly kind: 'envelope';
      readonly frozen: boolean;
      readonly draft: EnvelopeDraft | null;
      readonly problems: readonly PlanProblem[];
    }
  | { readonly kind: 'sealUse'; readonly frozen: boolean; readonly draft: SealUseDraft };

export function requestOf(simulation: Simulation): SimulatedRequest | null {
  const { record, draft, application } = simulation;
  const input = inputFor(simulation, lookBy(record.creator));
  if (isSealUseInput(input)) {
    return { kind: 'sealUse', frozen: application !== null, draft: application ?? draftSealUse(input) };
  }
  if (!isSigningInput(input)) return null;
  if (draft) return { kind: 'envelope', frozen: true, draft, problems: [] };
  return { kind: 'envelope', frozen: false, ...draftEnvelope(input, !input.mapping.flow.saveAsDraft) };
}

function press(run: SimulationRun, simulation: Simulation, act: Extract<SimulationAct, { kind: 'button' }>): void {
  const { button, userId } = act;
  const person = peopleIn(simulation).find((one) => one.userId === userId);
  if (!person || !sightOf(simulation, person).live.has(button)) return;
  const { envelope } = simulation;
  const isOpen = envelope !== null && !isFinal(envelope.status);
  const partyId = isOpen ? seatOf(simulation, userId)?.party.id : undefined;
  switch (button) {
    case 'sign':
      return partyId === undefined ? run.act('sign', person) : run.sign(partyId);
    case 'reject':
      return run.reject(partyId);
    case 'revoke':
      return run.end('revoked');
    case 'setPositions':
    case 'launch':
    case 'applySeal':
    case 'appendSeal':
    case 'endSeal':
      return run.act(button, person);
    default:
      return;
  }
}
