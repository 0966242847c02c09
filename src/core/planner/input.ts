import type { Envelope } from '../../schema/envelope.js';
import type { FieldRef, FormRecord, PersonValue } from '../../schema/form.js';
import type { Effect, PlanEvent } from '../../schema/plan.js';
import type { PlanProblem, RuleCode, Why } from '../../schema/record-tab.js';
import type { SealUseMapping } from '../../schema/seal-use-config.js';
import type { SealUse } from '../../schema/seal-use.js';
import type { SigningMapping } from '../../schema/signing-config.js';
import type { FlowPoint, Workflow } from '../../schema/workflow.js';
import type { ResolveContext } from '../resolve.js';
import type { WhyReason } from '../../schema/why-reasons.js';

/** All that the planner looks at. It has no clock, no database and no memory: the same input gives the same plan. */
export interface PlanInput {
  readonly mapping: SigningMapping | null;
  readonly sealUseMapping: SealUseMapping | null;
  /** Id and version of the stored configuration that the mapping came from; they go into the keys of effects. */
  readonly configId: string;
  readonly configVersion: number;
  readonly record: FormRecord;
  readonly workflow: Workflow;
  /** The newest envelope of the record, whatever its status. */
  readonly envelope: Envelope | null;
  /** The newest seal use of the record, whatever its status. */
  readonly sealUse: SealUse | null;
  readonly event: PlanEvent;
  /** For whom buttons and messages are planned. */
  readonly viewer: PersonValue;
  /** RFC 3339 */
  readonly now: string;
  /** Minutes ahead of UTC; China Standard Time unless told otherwise. */
  readonly utcOffset?: number | undefined;
  /** False where the service lets no one of several people sign for a party (或签). */
  readonly alternateSigners?: boolean | undefined;
  /** Finds people that a form names as text. */
  readonly findPerson?: ((text: string) => PersonValue | null) | undefined;
}

/** Input of the rules of signing: the mapping is there and enabled (C-04). */
export interface SigningInput extends PlanInput {
  readonly mapping: SigningMapping;
}

/** Input of the rules of physical seals. */
export interface SealUseInput extends PlanInput {
  readonly sealUseMapping: SealUseMapping;
}

/** What a rule gives: effects in order, and problems that stopped one. */
export interface Outcome {
  readonly effects: Effect[];
  readonly problems: PlanProblem[];
}

export const NOTHING: Outcome = { effects: [], problems: [] };

/** Outcomes that do not depend on each other, one after the other. */
export function inOrder(outcomes: readonly Outcome[]): Outcome {
  return {
    effects: outcomes.flatMap((outcome) => outcome.effects),
    problems: outcomes.flatMap((outcome) => outcome.problems),
  };
}

/** Who acts: the actor of the event, else the one who looks. */
export function actorOf({ event, viewer }: PlanInput): PersonValue {
  return 'actor' in event ? event.actor : viewer;
}

/** Reads value sources at the moment of the event. */
export function contextOf(input: PlanInput): ResolveContext {
  const { record, workflow, now, utcOffset, findPerson } = input;
  return { record, workflow, operator: actorOf(input), now, utcOffset, findPerson };
}

/** Whether the event is a moment of the workflow that a slot names. */
export function isAt(points: readonly FlowPoint[], event: PlanEvent): boolean {
  return event.kind === 'flow' && points.some((point) => isSamePoint(point, event.point));
}

export function isSamePoint(left: FlowPoint, right: FlowPoint): boolean {
  return left.kind === right.kind && left.id === right.id && left.timing === right.timing;
}

/** A trace; `reason` is a key of the translations, so each of them has words. */
export function why(rule: RuleCode, slot: string | null, reason: WhyReason, field: FieldRef | null = null): Why {
  return { rule, slot, field, reason };
}
