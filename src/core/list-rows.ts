import { EnvelopeEvent, type CallbackRule, type FileOperation, type SigningMapping } from '../schema/signing-config.js';
import type { FlowPoint, Workflow } from '../schema/workflow.js';
import { freeId } from './bind.js';

/** C-48: whether anything listens: an enabled rule that names an action flow that is there and enabled. */
export function hasCallback({ advanced }: SigningMapping, { actionFlows }: Pick<Workflow, 'actionFlows'>): boolean {
  const live = new Set(actionFlows.filter(({ enabled }) => enabled).map(({ id }) => id));
  return advanced.callbacks.some((rule) => rule.enabled && live.has(rule.actionFlowId));
}

/** C-48: one more rule; the first event that nothing listens to, completion first. Null while there is no action flow. */
export function newCallback({ advanced }: SigningMapping, { actionFlows }: Workflow): CallbackRule | null {
  const flow = actionFlows.find(({ enabled }) => enabled) ?? actionFlows[0];
  if (flow === undefined) return null;
  const used = new Set(advanced.callbacks.map((rule) => rule.event));
  const event = (['completed', ...EnvelopeEvent.options] as const).find((name) => !used.has(name)) ?? 'completed';
  return { event, actionFlowId: flow.id, enabled: true };
}

/** The moment at which a file operation runs. */
export function momentOf({ kind, target, timing }: Pick<FileOperation, 'kind' | 'target' | 'timing'>): FlowPoint {
  return { kind, id: target, timing };
}

/** C-70: one more operation at the place of the last one, else where most workflows want it: the submit out of a node. */
export function newOperation({ operations }: SigningMapping, workflow: Workflow): FileOperation | null {
  const id = freeId(operations, 'operation');
  const last = operations.at(-1);
  if (last) return { ...last, id, operation: 'remind', message: {} };
  const node = workflow.nodes.find(({ kind }) => kind === 'handle') ?? workflow.nodes[0];
  if (node === undefined) return null;
  return { id, kind: 'node', target: node.id, timing: 'after', operation: 'verifySigned', message: {} };
}

/** The same operation once more, with an id of its own. */
export function operationCopy({ operations }: SigningMapping, operation: FileOperation): FileOperation {
  return { ...operation, id: freeId(operations, 'operation') };
}
