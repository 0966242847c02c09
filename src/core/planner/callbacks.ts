import type { Envelope } from '../../schema/envelope.js';
import type { Effect } from '../../schema/plan.js';
import type { PlanProblem, Why } from '../../schema/record-tab.js';
import type { SealUseAction, SealUseCallback } from '../../schema/seal-use-config.js';
import type { SealUseEvent } from '../../schema/seal-use-event.js';
import type { SealUse } from '../../schema/seal-use.js';
import type { EnvelopeEvent } from '../../schema/signing-config.js';
import type { Workflow } from '../../schema/workflow.js';
import { hasTakenIn } from '../seal-use.js';
import { statusAt } from '../status.js';
import {
  contextOf,
  inOrder,
  NOTHING,
  why,
  type Outcome,
  type PlanInput,
  type SealUseInput,
  type SigningInput,
} from './input.js';
import { fieldOf, SlotReader } from './reader.js';

/**
 * R-12 (C-48): an event of the envelope runs the action flows that listen to it, each once; an event of a party once for
 * each party. The event alone is no proof: the envelope itself must say that it has happened.
 */
export function planCallbacks(input: SigningInput): Outcome {
  const { mapping, event, envelope, workflow } = input;
  if (event.kind !== 'envelope' || !envelope) return NOTHING;
  const flows = mapping.advanced.callbacks
    .filter((rule) => rule.enabled && rule.event === event.event)
    .map((rule) => rule.actionFlowId);
  const occurrences = occurrencesOf(event.event, event.partyId, envelope, input.now);
  const outcomes = flows.flatMap((flowId) =>
    occurrences.map((occurrence) => runFlow(workflow, flowId, `flow:${envelope.id}:${occurrence}:${flowId}`, LISTENS)),
  );
  return inOrder(outcomes);
}

/** R-12 (P-15): an event of a physical seal use carries out its actions in their order, each once. */
export function planSealCallbacks(input: SealUseInput): Outcome {
  const { event, sealUse, sealUseMapping } = input;
  if (event.kind !== 'sealUse' || !sealUse || !hasTakenIn(sealUse, event.event)) return NOTHING;
  const callbacks = sealUseMapping.callbacks.filter((callback) => callback.enabled && callback.event === event.event);
  return inOrder(callbacks.flatMap((callback) => planActions(input, sealUse, callback)));
}

const LISTENS = why('R-12', 'C-48', 'flowListens');

const STATUS_OF: Partial<Record<EnvelopeEvent, Envelope['status']>> = {
  completed: 'completed',
  rejected: 'rejected',
  revoked: 'revoked',
  expired: 'expired',
};

/** How often an event has happened to the envelope, each with a name for the keys; none when it has not. */
function occurrencesOf(event: EnvelopeEvent, partyId: string | undefined, envelope: Envelope, now: string): string[] {
  if (event === 'partySigned' || event === 'partyRejected') {
    const status = event === 'partySigned' ? 'signed' : 'rejected';
    const parties = envelope.parties.filter((party) => party.status === status && (partyId ?? party.id) === party.id);
    return parties.map((party) => `${event}:${party.id}`);
  }
  const status = STATUS_OF[event];
  const hasHappened = status === undefined || statusAt(envelope, now) === status;
  return hasHappened && (event !== 'launched' || envelope.launchedAt !== null) ? [event] : [];
}

function planActions(input: SealUseInput, sealUse: SealUse, { id, event, actions }: SealUseCallback): Outcome[] {
  const keyOf = (index: number): string => `callback:${sealUse.id}:${event}:${id}:${index + 1}`;
  return actions.map((action, index) => planAction(input, action, keyOf(index), traceOf(event)));
}

function traceOf(event: SealUseEvent): Why {
  return why('R-12', 'P-15', event);
}

function planAction(input: PlanInput, action: SealUseAction, key: string, trace: Why): Outcome {
  const { recordId } = input.record;
  switch (action.kind) {
    case 'submitWorkflow':
      return did({ kind: 'submitWorkflow', key, why: trace, recordId });
    case 'sendBack':
      return did({ kind: 'sendBack', key, why: trace, recordId, nodeId: action.nodeId });
    case 'writeField':
      return did({
        kind: 'writeField',
        key,
        why: { ...trace, field: action.field },
        recordId,
        field: action.field,
        value: action.value,
      });
    case 'notify':
      return notifyPeople(input, action, key, trace);
    case 'runActionFlow':
      return runFlow(input.workflow, action.actionFlowId, key, trace);
  }
}

function notifyPeople(
  input: PlanInput,
  { to, text }: Extract<SealUseAction, { kind: 'notify' }>,
  key: string,
  trace: Why,
): Outcome {
  const reader = new SlotReader(contextOf(input));
  const people = reader.persons(to, 'P-15').map((person) => person.userId);
  if (people.length === 0) return { effects: [], problems: reader.problems };
  return did({ kind: 'notify', key, why: { ...trace, field: fieldOf(to) }, to: people, text });
}

/** A flow that is switched off in the OA does not listen; one that is gone is a fault of the configuration. */
function runFlow({ actionFlows }: Workflow, actionFlowId: string, key: string, trace: Why): Outcome {
  const flow = actionFlows.find((candidate) => candidate.id === actionFlowId);
  if (!flow) return { effects: [], problems: [gone(trace.slot ?? 'C-48')] };
  return flow.enabled ? did({ kind: 'runActionFlow', key, why: trace, actionFlowId }) : NOTHING;
}

function gone(slot: string): PlanProblem {
  return { code: 'GONE', slot, field: null };
}

function did(effect: Effect): Outcome {
  return { effects: [effect], problems: [] };
}
