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

/** The moments at which a workflow begins. */
function beginnings(workflow: WorkflowGraph): string[] {
  return startNodes(workflow).map((id) => pointKey({ kind: 'node', id, timing: 'before' }));
}

// workflows are never changed in place, so the same object means the same graph
const fromStart = new WeakMap<WorkflowGraph, Reach>();

/** Everything that some way from the start leads to. */
export function reachFromStart(workflow: WorkflowGraph): Reach {
  const known = fromStart.get(workflow) ?? reachOf(walk(moments(workflow), beginnings(workflow), NOTHING));
  fromStart.set(workflow, known);
  return known;
}

/** Everything that some way from the start leads to without passing one of `gates`. */
export function reachAround(workflow: WorkflowGraph, gates: readonly FlowPoint[]): Reach {
  return reachOf(walk(moments(workflow), beginnings(workflow), new Set(gates.map(pointKey))));
}

/**
 * Says of some moments which of them a way from the start comes to before any other of them; one that is named twice is
 * not before its double. One walk answers for all: it stops at each of them, and those that it stopped at are the first.
 */
export function firstOf(workflow: WorkflowGraph, points: readonly FlowPoint[]): (point: FlowPoint) => boolean {
  const next = moments(workflow);
  const keys = points.map(pointKey);
  const closed = new Set(keys);
  const starts = beginnings(workflow);
  const open = walk(next, starts, closed);
  const met = new Set([...starts, ...[...open].flatMap((key) => next.get(key) ?? [])].filter((key) => closed.has(key)));
  const isDouble = (key: string): boolean => keys.indexOf(key) !== keys.lastIndexOf(key);
  return (point) => met.has(pointKey(point)) && !isDouble(pointKey(point));
}

/** Everything from the stay at one of `nodes` on: what somebody who signs there can come before. */
export function reachFromStays(workflow: WorkflowGraph, nodes: readonly string[]): Reach {
  return reachOf(walk(moments(workflow), nodes.map(stayKey), NOTHING));
}

type Return = 'none' | 'passing' | 'filling';

const returns = new WeakMap<WorkflowGraph, Map<string, Return>>();

/**
 * Whether the workflow can come back to a moment after it: `filling` when a way back leads over a node where the form is
 * filled in, `passing` when none does.
 */
export function returnOf(workflow: WorkflowGraph, point: FlowPoint): Return {
  const known = returns.get(workflow) ?? new Map<string, Return>();
  returns.set(workflow, known);
  const key = pointKey(point);
  const found = known.get(key) ?? returnTo(workflow, key);
  known.set(key, found);
  return found;
}

function returnTo(workflow: WorkflowGraph, key: string): Return {
  const next = moments(workflow);
  const behind = walk(next, next.get(key) ?? [], NOTHING);
  if (!behind.has(key)) return 'none';
  const isFilled = startNodes(workflow).some((id) => {
    const stay = stayKey(id);
    return behind.has(stay) && walk(next, next.get(stay) ?? [], NOTHING).has(key);
  });
  return isFilled ? 'filling' : 'passing';
}
