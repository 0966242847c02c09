import type { Envelope } from '../schema/envelope.js';
import type { FormRecord, PersonValue } from '../schema/form.js';
import type { EnvelopeDraft, Plan, PlanEvent } from '../schema/plan.js';
import type { SealUseEvent } from '../schema/seal-use-event.js';
import type { SealUse, SealUseDraft } from '../schema/seal-use.js';
import type { ButtonKind } from '../schema/signing-kinds.js';
import type { EnvelopeEvent } from '../schema/signing-config.js';
import type { Workflow } from '../schema/workflow.js';
import { isSealUse, isSigning, type EditorMapping } from './editor-mapping.js';
import type { PlanInput, SealUseInput, SigningInput } from './planner/input.js';
import { plan } from './planner/plan.js';

/** The seal was pressed: no event of the planner, for nothing hangs on it but the count. */
export interface SealUsed {
  readonly kind: 'sealUsed';
}

/** What happened at one moment of a trial run: all that the planner answered. Effects that were carried out already are left out. */
export interface SimulationRow extends Pick<Plan, 'effects' | 'buttons' | 'messages' | 'blocks' | 'problems'> {
  readonly event: PlanEvent | SealUsed;
  /** Where the record was. */
  readonly nodeId: string;
}

/** What a provider, or a person on the provider's side, can do in a trial run. */
export type SimulatedEvent =
  | Extract<EnvelopeEvent, 'partySigned' | 'completed' | 'rejected' | 'revoked' | 'expired' | 'failed'>
  | SealUseEvent
  | 'sealUsed';

/** One act of the person who tries: the same acts from the same start always give the same run. */
export type SimulationAct =
  | { readonly kind: 'exit'; readonly exitId: string }
  | { readonly kind: 'event'; readonly event: SimulatedEvent }
  | { readonly kind: 'button'; readonly button: ButtonKind; readonly userId: string };

/** A trial run of a mapping with one record; it is never changed, every act gives the next one. */
export interface Simulation {
  readonly mapping: EditorMapping;
  readonly workflow: Workflow;
  /** The record as it was at the beginning. */
  readonly origin: FormRecord;
  readonly record: FormRecord;
  /** RFC 3339; time stands still in a trial run. */
  readonly now: string;
  readonly envelope: Envelope | null;
  /** The request as it was sent last. */
  readonly draft: EnvelopeDraft | null;
  readonly sealUse: SealUse | null;
  /** The application for seal use as it was sent last. */
  readonly application: SealUseDraft | null;
  readonly timeline: readonly SimulationRow[];
  readonly acts: readonly SimulationAct[];
  readonly world: SimulationWorld;
}

/** What sources are read with besides the record, and what the service can do. */
export type SimulationWorld = Pick<PlanInput, 'utcOffset' | 'findPerson' | 'alternateSigners'>;

/** The configuration of a trial run is not stored. */
export const TRIAL = { configId: 'simulation', configVersion: 1 } as const;

/** What the planner is asked with; `viewer` is who looks. */
export function inputFor(simulation: Simulation, event: PlanEvent, viewer?: PersonValue): PlanInput {
  const { mapping, workflow, record, now, envelope, sealUse, world } = simulation;
  return {
    ...TRIAL,
    ...world,
    mapping: isSigning(mapping) ? mapping : null,
    sealUseMapping: isSealUse(mapping) ? mapping : null,
    record,
    workflow,
    envelope,
    sealUse,
    event,
    viewer: viewer ?? ('actor' in event ? event.actor : record.creator),
    now,
  };
}

export function isSigningInput(input: PlanInput): input is SigningInput {
  return input.mapping !== null;
}

export function isSealUseInput(input: PlanInput): input is SealUseInput {
  return input.sealUseMapping !== null;
}

export function planFor(simulation: Simulation, event: PlanEvent): Plan {
  return plan(inputFor(simulation, event));
}

/** A look at the record by a person, of which only what is seen counts. */
export function lookBy(actor: PersonValue): PlanEvent {
  return { kind: 'user', action: 'open', actor };
}
