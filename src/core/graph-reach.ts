import type { FlowPoint } from '../schema/workflow.js';
import { moments, pointKey, startNodes, stayKey, walk, type WorkflowGraph } from './graph.js';

/** What can happen at or after some moments; one walk answers for every place of a workflow. */
export interface Reach {
  /** Whether a moment can come at or after one of them. */
  at(point: FlowPoint): boolean;
  /** Whether people can still be at a node at or after one of them. */
  stay(nodeId: string): boolean;
}

const NOTHING: ReadonlySet<string> = new Set<string>();

function reachOf(seen: ReadonlySet<string>): Reach {
  return { at: (point) => seen.has(pointKey(point)), stay: (nodeId) => seen.has(stayKey(nodeId)) };
}

/** Everything at or after one of `points`. */
export function reachFrom(workflow: WorkflowGraph, points: readonly FlowPoint[]): Reach {
  return reachOf(walk(moments(workflow), points.map(pointKey), NOTHING));
}

/** Everything that some way from the start leads to. */
export function reachFromStart(workflow: WorkflowGraph): Reach {
  const starts = startNodes(workflow).map((id) => pointKey({ kind: 'node', id, timing: 'before' }));
  return reachOf(walk(moments(workflow), starts, NOTHING));
}

/** Everything from the stay at one of `nodes` on: what somebody who signs there can come before. */
export function reachFromStays(workflow: WorkflowGraph, nodes: readonly string[]): Reach {
  return reachOf(walk(moments(workflow), nodes.map(stayKey), NOTHING));
}

/**
 * Whether the workflow can come back to a moment after it: `filling` when a way back leads over a node where the form is
 * filled in, `passing` when none does.
 */
export function returnOf(workflow: WorkflowGraph, point: FlowPoint): 'none' | 'passing' | 'filling' {
  const next = moments(workflow);
  const key = pointKey(point);
  const behind = walk(next, next.get(key) ?? [], NOTHING);
  if (!behind.has(key)) return 'none';
  const isFilled = startNodes(workflow).some((id) => {
    const stay = stayKey(id);
    return behind.has(stay) && walk(next, next.get(stay) ?? [], NOTHING).has(key);
  });
  return isFilled ? 'filling' : 'passing';
}
