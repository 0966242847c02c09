import type { Envelope } from '../schema/envelope.js';
import type { FieldValue, FormRecord, PersonValue } from '../schema/form.js';
import type { Effect, EnvelopeDraft, Plan, PlanEvent } from '../schema/plan.js';
import type { EnvelopeEvent, SigningMapping } from '../schema/signing-config.js';
import type { Workflow, WorkflowExit } from '../schema/workflow.js';
import { withBasic } from './editor-mapping.js';
import { blockingCount, submitEvents } from './graph.js';
import { foreseenEnvelope, launched } from './planner/foresight.js';
import { plan } from './planner/plan.js';
import { isFinal } from './status.js';
import { isEverySigned, openTurns, whoseTurn } from './turn.js';

/** What happened at one moment of a trial run: all that the planner answered. Effects that were carried out already are left out. */
export interface SimulationRow extends Pick<Plan, 'effects' | 'buttons' | 'messages' | 'blocks' | 'problems'> {
  readonly event: PlanEvent;
  /** Where the record was. */
  readonly nodeId: string;
}

/** A trial run of a signing mapping with one record; it is never changed, every act gives the next one. */
export interface Simulation {
  readonly mapping: SigningMapping;
  readonly workflow: Workflow;
  readonly record: FormRecord;
  /** RFC 3339; time stands still in a trial run. */
  readonly now: string;
  readonly envelope: Envelope | null;
  /** The request as it was sent last. */
  readonly draft: EnvelopeDraft | null;
  readonly timeline: readonly SimulationRow[];
}

/** What a provider, or a person on the provider's side, can do in a trial run. */
export type SimulatedEvent = Extract<
  EnvelopeEvent,
  'partySigned' | 'completed' | 'rejected' | 'revoked' | 'expired' | 'failed'
>;

/** What people of the OA can do in a trial run, beside submitting. */
export type SimulatedAction = 'open' | 'launch';

const AT_LAUNCHED: readonly SimulatedEvent[] = ['partySigned', 'completed', 'rejected', 'revoked', 'expired', 'failed'];
const AT_DRAFT: readonly SimulatedEvent[] = ['revoked', 'failed'];

/** The configuration of a trial run is not stored. */
const CONFIG_ID = 'simulation';
const CONFIG_VERSION = 1;

/** More than any flow needs for one act: a mapping that goes in circles ends here. */
const MOST_ROWS = 60;

/** The beginning of a trial run. A mapping that is not enabled yet is tried as if it were: that is what a trial is for. */
export function startSimulation(
  mapping: SigningMapping,
  workflow: Workflow,
  record: FormRecord,
  now: string,
): Simulation {
  const enabled = withBasic(mapping, { enabled: true });
  return { mapping: enabled, workflow, record, now, envelope: null, draft: null, timeline: [] };
}

/** The ways out of the node where the record is. */
export function exitsOf({ workflow, record }: Simulation): WorkflowExit[] {
  return workflow.exits.filter((exit) => exit.from === record.currentNodeId);
}

/** The events that can come now. */
export function eventsOf({ envelope }: Simulation): readonly SimulatedEvent[] {
  if (envelope?.status === 'launched') return AT_LAUNCHED;
  return envelope?.status === 'draft' ? AT_DRAFT : [];
}

/** What people can do now, if it has an effect: a first click that creates, a launch by hand. */
export function actionsOf(simulation: Simulation): SimulatedAction[] {
  const { envelope } = simulation;
  if (envelope?.status === 'draft') return ['launch'];
  return clickerOf(simulation) ? ['open'] : [];
}

/** Submits along an exit: the moments in their order, until one of those before the move is blocked. */
export function takeExit(simulation: Simulation, exitId: string): Simulation {
  const exit = exitsOf(simulation).find(({ id }) => id === exitId);
  if (!exit) return simulation;
  const run = new Run(simulation);
  run.submit(exit);
  return run.now;
}

/** Lets an event come; one that cannot come now changes nothing. */
export function fireEvent(simulation: Simulation, event: SimulatedEvent): Simulation {
  if (!eventsOf(simulation).includes(event)) return simulation;
  const run = new Run(simulation);
  run.fire(event);
  return run.now;
}

/** Lets a person act. */
export function actInSimulation(simulation: Simulation, action: SimulatedAction): Simulation {
  const actor = action === 'launch' ? simulation.envelope?.initiator : clickerOf(simulation);
  if (!actor) return simulation;
  const run = new Run(simulation);
  run.happen({ kind: 'user', action, actor });
  return run.now;
}

/** The first person of the record whose first click would create. */
function clickerOf(simulation: Simulation): PersonValue | undefined {
  const { envelope, record } = simulation;
  if (envelope && !isFinal(envelope.status)) return undefined;
  return peopleOf(record).find((actor) =>
    planFor(simulation, { kind: 'user', action: 'open', actor }).effects.some(({ kind }) => kind === 'createEnvelope'),
  );
}

function peopleOf({ creator, values, details }: FormRecord): PersonValue[] {
  const all = [values, ...Object.values(details).flat()].flatMap((row) => Object.values(row).flat());
  const people = new Map([creator, ...all.filter(isPerson)].map((person) => [person.userId, person]));
  return [...people.values()];
}

function isPerson(value: unknown): value is PersonValue {
  return typeof value === 'object' && value !== null && 'userId' in value;
}

function planFor({ mapping, workflow, record, now, envelope }: Simulation, event: PlanEvent): Plan {
  return plan({
    mapping,
    sealUseMapping: null,
    configId: CONFIG_ID,
    configVersion: CONFIG_VERSION,
    record,
    workflow,
    envelope,
    sealUse: null,
    event,
    viewer: 'actor' in event ? event.actor : record.creator,
    now,
  });
}

/** One act and all that follows from it. */
class Run {
  now: Simulation;
  readonly #known: Set<string>;
  readonly #most: number;

  constructor(simulation: Simulation) {
    this.now = simulation;
    this.#known = new Set(simulation.timeline.flatMap(({ effects }) => effects.map(({ key }) => key)));
    this.#most = simulation.timeline.length + MOST_ROWS;
  }

  submit(exit: WorkflowExit): void {
    const actor = this.now.record.creator;
    for (const [index, point] of submitEvents(this.now.workflow, exit.id).entries()) {
      if (index === blockingCount) this.#moveTo(exit.to);
      // an effect of a moment after the move may have sent the record elsewhere
      if (index > blockingCount && this.now.record.currentNodeId !== exit.to) return;
      if (this.happen({ kind: 'flow', point, actor }).blocks.length > 0 && index < blockingCount) return;
    }
  }

  fire(event: SimulatedEvent): void {
    switch (event) {
      case 'partySigned':
        return this.#sign(whoseTurn(this.#envelope)[0]);
      case 'completed':
        return this.#complete();
      case 'rejected':
        return this.#reject();
      case 'revoked':
      case 'expired':
        return this.#end(event);
      case 'failed':
        this.happen({ kind: 'envelope', event });
    }
  }

  /** Plans for an event, notes what is new, and carries it out. */
  happen(event: PlanEvent): SimulationRow {
    const { effects: planned, buttons, messages, blocks, problems } = planFor(this.now, event);
    const effects = planned.filter(({ key }) => !this.#known.has(key));
    const row = { event, nodeId: this.now.record.currentNodeId, effects, buttons, messages, blocks, problems };
    if (this.now.timeline.length >= this.#most) return row;
    for (const { key } of effects) this.#known.add(key);
    this.now = { ...this.now, timeline: [...this.now.timeline, row] };
    for (const effect of effects) this.#carryOut(effect);
    return row;
  }

  get #envelope(): Envelope {
    if (!this.now.envelope) throw new Error('nothing was created yet');
    return this.now.envelope;
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'createEnvelope':
        return this.#create(effect);
      case 'launchEnvelope':
        return this.#launch(effect.deadline);
      case 'revokeEnvelope':
        return this.#end('revoked');
      case 'autoSign':
        return this.#sign(effect.partyId);
      case 'fileSigned':
        return this.#change((envelope) => ({ ...envelope, filedAt: this.now.now }));
      case 'archiveEnvelope':
        return this.#change((envelope) => ({ ...envelope, archivedAt: this.now.now }));
      case 'writeField':
        return this.#write(effect.field.field, effect.value);
      case 'sendBack':
        return this.#moveTo(effect.nodeId);
      case 'submitWorkflow':
        return this.#submitAlone();
      default:
        // what is told to people or run in the OA changes neither the record nor the envelope
        return;
    }
  }

  #create(effect: Extract<Effect, { kind: 'createEnvelope' }>): void {
    if (effect.revokeReason !== undefined && this.now.envelope) this.#end('revoked');
    const made = foreseenEnvelope({ configId: CONFIG_ID, configVersion: CONFIG_VERSION, now: this.now.now }, effect);
    // unlike one that is only planned, this one exists: it is named by its id
    this.now = { ...this.now, envelope: { ...made, version: 1 }, draft: effect.draft };
    this.#tell('created');
    if (effect.launch) this.#tell('launched');
  }

  #launch(deadline: string | null): void {
    if (this.#envelope.status !== 'draft') return;
    this.#change((envelope) => launched({ ...envelope, deadline: deadline ?? envelope.deadline }, this.now.now));
    this.#tell('launched');
  }

  #sign(partyId: string | undefined): void {
    if (partyId === undefined || !whoseTurn(this.#envelope).includes(partyId)) return;
    this.#change((envelope) => openTurns(withParty(envelope, partyId, 'signed', this.now.now)));
    this.#tell('partySigned', partyId);
    if (this.#envelope.status === 'launched' && isEverySigned(this.#envelope)) this.#end('completed');
  }

  #complete(): void {
    const ids = this.#envelope.parties.filter(({ status }) => status !== 'signed').map(({ id }) => id);
    this.#change((envelope) => ids.reduce((next, id) => withParty(next, id, 'signed', this.now.now), envelope));
    this.#end('completed');
  }

  #reject(): void {
    const [partyId] = whoseTurn(this.#envelope);
    if (partyId !== undefined) {
      this.#change((envelope) => withParty(envelope, partyId, 'rejected', this.now.now));
      this.#tell('partyRejected', partyId);
    }
    this.#end('rejected');
  }

  #end(status: 'completed' | 'rejected' | 'revoked' | 'expired'): void {
    if (isFinal(this.#envelope.status)) return;
    this.#change((envelope) => ({ ...envelope, status, finishedAt: this.now.now }));
    this.#tell(status);
  }

  #tell(event: EnvelopeEvent, partyId?: string): void {
    this.happen(partyId === undefined ? { kind: 'envelope', event } : { kind: 'envelope', event, partyId });
  }

  #change(change: (envelope: Envelope) => Envelope): void {
    this.now = { ...this.now, envelope: change(this.#envelope) };
  }

  #write(field: string, value: FieldValue): void {
    const { record } = this.now;
    this.now = { ...this.now, record: { ...record, values: { ...record.values, [field]: value } } };
  }

  #moveTo(nodeId: string): void {
    const kind = this.now.workflow.nodes.find(({ id }) => id === nodeId)?.kind;
    this.now = { ...this.now, record: { ...this.now.record, currentNodeId: nodeId, finished: kind === 'archive' } };
  }

  /** R-07; where there are several exits, which one is taken is the OA's affair, and the admin chooses. */
  #submitAlone(): void {
    const [exit, ...others] = exitsOf(this.now);
    if (exit && others.length === 0) this.submit(exit);
  }
}

function withParty(envelope: Envelope, partyId: string, status: 'signed' | 'rejected', now: string): Envelope {
  const signedAt = status === 'signed' ? now : null;
  const parties = envelope.parties.map((party) => {
    if (party.id !== partyId) return party;
    // one signature is enough for a party, so the first signer stands for it
    const signers = party.signers.map((signer, index) => (index === 0 ? { ...signer, status, signedAt } : signer));
    return { ...party, status, signers };
  });
  return { ...envelope, parties };
}
