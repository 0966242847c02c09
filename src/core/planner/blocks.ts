import type { Envelope } from '../../schema/envelope.js';
import type { PlanBlock } from '../../schema/plan.js';
import type { FlowPoint, Workflow } from '../../schema/workflow.js';
import { canStop } from '../graph.js';
import { isPartyDone } from '../turn.js';
import { isSamePoint, why, type SigningInput } from './input.js';
import { haveSourcesChanged } from './recreate.js';

/**
 * `verifySigned` operations (C-70) stop a submit while signatures are missing. Only the submit out of a node and the
 * way to an exit can be stopped; after the move it is too late. Signatures under files that were replaced since count
 * for nothing.
 */
export function planBlocks(input: SigningInput): PlanBlock[] {
  const { mapping, event, envelope, workflow } = input;
  if (event.kind !== 'flow' || !canStop(event.point)) return [];
  const nodeId = leftNode(event.point, workflow) ?? input.record.currentNodeId;
  const isOutdated = haveSourcesChanged(input);
  if (isSignedFor(envelope, nodeId) && !isOutdated) return [];
  const reason = isOutdated ? 'sourcesChanged' : 'signaturesMissing';
  return mapping.operations
    .filter(({ operation, kind, target, timing }) => {
      return operation === 'verifySigned' && isSamePoint({ kind, id: target, timing }, event.point);
    })
    .map(({ message }) => ({ code: 'NOT-SIGNED', text: message, why: why('R-06', 'C-70', reason) }));
}

function leftNode(point: FlowPoint, workflow: Workflow): string | undefined {
  return point.kind === 'node' ? point.id : workflow.exits.find((exit) => exit.id === point.id)?.from;
}

/** At a node where parties sign, these must have signed; elsewhere everybody must have, and the envelope be completed. */
function isSignedFor(envelope: Envelope | null, nodeId: string): boolean {
  if (!envelope) return false;
  if (envelope.status === 'completed') return true;
  if (envelope.status !== 'launched') return false;
  const here = envelope.parties.filter((party) => party.signingNodes.includes(nodeId));
  return here.length > 0 && here.every(isPartyDone);
}
