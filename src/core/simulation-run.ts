import type { Envelope } from '../schema/envelope.js';
import type { FieldRef, FieldValue, PersonValue } from '../schema/form.js';
import type { Effect, PlanEvent } from '../schema/plan.js';
import type { SealUse } from '../schema/seal-use.js';
import { SealUseEvent } from '../schema/seal-use-event.js';
import type { EnvelopeEvent } from '../schema/signing-config.js';
import type { WorkflowExit } from '../schema/workflow.js';
import { isSealUse, sealUseOf } from './editor-mapping.js';
import { blockingCount, submitEvents } from './graph.js';
import { launched } from './planner/foresight.js';
import { append, end, receive, spend, type SealUseAct } from './seal-use.js';
import { createdEnvelope, withAllSignatures, withParty, withSignature } from './simulation-envelope.js';
import { appliedSealUse, ONE_USE, sentApplication, useCode } from './simulation-seals.js';
import { planFor, type SimulatedEvent, type Simulation, type SimulationRow } from './simulation-state.js';
import { isFinal } from './status.js';
import { isEverySigned, whoseTurn } from './turn.js';

/** More than any flow needs for one act: a mapping that goes in circles ends here. */
const MOST_ROWS = 60;

/** One act and all that follows from it. */
export class SimulationRun {
  now: Simulation;
  readonly #known: Set<string>;
  readonly #most: number;

  constructor(simulation: Simulation) {
    this.now = simulation;
    this.#known = new Set(simulation.timeline.flatMap(({ effects }) => effects.map(({ key }) => key)));
    this.#most = simulation.timeline.length + MOST_ROWS;
  }

  /** Submits along an exit: the moments in their order, until one of those before the move is blocked. */
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
    if (isSealUse(this.now.mapping)) return this.#fireSeal(event);
    switch (event) {
      case 'partySigned':
        return this.sign(whoseTurn(this.#envelope)[0]);
      case 'completed':
        this.#change((envelope) => withAllSignatures(envelope, this.now.now));
        return this.end('completed');
      case 'rejected':
        return this.reject(whoseTurn(this.#envelope)[0]);
      case 'revoked':
      case 'expired':
        return this.end(event);
      case 'failed':
        this.happen({ kind: 'envelope', event });
    }
  }

  act(action: Extract<PlanEvent, { kind: 'user' }>['action'], actor: PersonValue): void {
    this.happen({ kind: 'user', action, actor });
  }

  sign(partyId: string | undefined): void {
    if (partyId === undefined || !whoseTurn(this.#envelope).includes(partyId)) return;
    this.#change((envelope) => withSignature(envelope, partyId, this.now.now));
    this.#tell('partySigned', partyId);
    if (this.#envelope.status === 'launched' && isEverySigned(this.#envelope)) this.end('completed');
  }

  reject(partyId: string | undefined): void {
    if (partyId !== undefined) {
      this.#change((envelope) => withParty(envelope, partyId, 'rejected', this.now.now));
      this.#tell('partyRejected', partyId);
    }
    this.end('rejected');
  }

  end(status: 'completed' | 'rejected' | 'revoked' | 'expired'): void {
    if (isFinal(this.#envelope.status)) return;
    this.#change((envelope) => ({ ...envelope, status, finishedAt: this.now.now }));
    this.#tell(status);
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
        return this.end('revoked');
      case 'autoSign':
        return this.sign(effect.partyId);
      case 'fileSigned':
        return this.#change((envelope) => ({ ...envelope, filedAt: this.now.now }));
      case 'archiveEnvelope':
        return this.#change((envelope) => ({ ...envelope, archivedAt: this.now.now }));
      case 'writeField':
        return this.#write(effect.field, effect.value);
      case 'sendBack':
        return this.#moveTo(effect.nodeId);
      case 'submitWorkflow':
        return this.#submitAlone();
      case 'applySealUse':
        return this.#apply(effect);
      case 'appendSealUse':
        return this.#append(effect);
      case 'endSealUse':
        return this.#changeSeal((sealUse) => end(sealUse, this.#seal()));
      default:
        // what is told to people or run in the OA changes neither the record nor what was made of it
        return;
    }
  }

  #create(effect: Extract<Effect, { kind: 'createEnvelope' }>): void {
    if (effect.revokeReason !== undefined && this.now.envelope) this.end('revoked');
    this.now = { ...this.now, envelope: createdEnvelope(this.now.now, effect), draft: effect.draft };
    this.#tell('created');
    if (effect.launch) this.#tell('launched');
  }

  #launch(deadline: string | null): void {
    if (this.#envelope.status !== 'draft') return;
    this.#change((envelope) => launched({ ...envelope, deadline: deadline ?? envelope.deadline }, this.now.now));
    this.#tell('launched');
  }

  #tell(event: EnvelopeEvent, partyId?: string): void {
    this.happen(partyId === undefined ? { kind: 'envelope', event } : { kind: 'envelope', event, partyId });
  }

  #change(change: (envelope: Envelope) => Envelope): void {
    this.now = { ...this.now, envelope: change(this.#envelope) };
  }

  #fireSeal(event: SimulatedEvent): void {
    if (event === 'sealUsed') {
      this.#changeSeal((sealUse) => spend(sealUse, ONE_USE, this.#seal()));
      this.#note({ kind: 'sealUsed' });
      return;
    }
    const known = SealUseEvent.safeParse(event);
    if (!known.success) return;
    this.#changeSeal((sealUse) => receive(sealUse, known.data, this.#seal()));
    this.happen({ kind: 'sealUse', event: known.data });
  }

  #apply(effect: Extract<Effect, { kind: 'applySealUse' }>): void {
    const sealUse = appliedSealUse(sealUseOf(this.now.mapping), effect, this.#seal());
    this.now = { ...this.now, sealUse, application: sentApplication(effect) };
    this.#write(effect.useCodeInto, sealUse.useCodes.at(-1) ?? null);
  }

  #append({ count, seamCount, codeInto }: Extract<Effect, { kind: 'appendSealUse' }>): void {
    const code = useCode((this.now.sealUse?.useCodes.length ?? 0) + 1);
    this.#changeSeal((sealUse) => append(sealUse, { count, seamCount }, this.#seal(), code));
    this.#write(codeInto, code);
  }

  #changeSeal(change: (sealUse: SealUse) => SealUse): void {
    const { sealUse } = this.now;
    if (sealUse) this.now = { ...this.now, sealUse: change(sealUse) };
  }

  #seal(): SealUseAct {
    const { sealUse, now, record } = this.now;
    return { entryId: `entry-${(sealUse?.entries.length ?? 0) + 1}`, at: now, by: record.creator.name };
  }

  #note(event: SimulationRow['event']): void {
    const nodeId = this.now.record.currentNodeId;
    const row: SimulationRow = { event, nodeId, effects: [], buttons: [], messages: [], blocks: [], problems: [] };
    this.now = { ...this.now, timeline: [...this.now.timeline, row] };
  }

  #write(field: FieldRef | null, value: FieldValue): void {
    if (field === null) return;
    const { record } = this.now;
    this.now = { ...this.now, record: { ...record, values: { ...record.values, [field.field]: value } } };
  }

  /** A node that the workflow does not have is no place to go to: the record stays where it is. */
  #moveTo(nodeId: string): void {
    const node = this.now.workflow.nodes.find(({ id }) => id === nodeId);
    if (!node) return;
    const { record } = this.now;
    const visit = record.visit === undefined ? {} : { visit: record.visit + 1 };
    const moved = { ...record, ...visit, currentNodeId: nodeId, finished: node.kind === 'archive' };
    this.now = { ...this.now, record: moved };
  }

  /** R-07; where there are several exits, which one is taken is the OA's affair, and the admin chooses. */
  #submitAlone(): void {
    const [exit, ...others] = openExits(this.now);
    if (exit && others.length === 0) this.submit(exit);
  }
}

/** The ways out of the node where the record is, that lead somewhere. */
export function openExits({ workflow, record }: Simulation): WorkflowExit[] {
  const nodes = new Set(workflow.nodes.map(({ id }) => id));
  return workflow.exits.filter((exit) => exit.from === record.currentNodeId && nodes.has(exit.to));
}
