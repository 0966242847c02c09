import type { FlowPoint, Workflow, WorkflowExit } from '../schema/workflow.js';

/** What the graph functions read of a workflow. */
export type WorkflowGraph = Pick<Workflow, 'nodes' | 'exits'>;

interface Places {
  readonly nodes: ReadonlyMap<string, Workflow['nodes'][number]>;
  readonly exits: ReadonlyMap<string, WorkflowExit>;
}

// workflows are never changed in place, so the same object means the same graph
const places = new WeakMap<WorkflowGraph, Places>();
const followers = new WeakMap<WorkflowGraph, ReadonlyMap<string, readonly string[]>>();

/** The nodes and exits of a workflow by their ids; of two with the same the first one. */
export function placesById(workflow: WorkflowGraph): Places {
  const known = places.get(workflow) ?? { nodes: firstById(workflow.nodes), exits: firstById(workflow.exits) };
  places.set(workflow, known);
  return known;
}

function firstById<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map([...items].reverse().map((item) => [item.id, item]));
}

/** How many of {@link submitEvents} come before the move, and so may still stop it. */
export const blockingCount = 2;

/**
 * The moments of a submit along an exit, in order: after the node and before the exit, then the move, then after the
 * exit and before the next node. An unknown exit has none.
 */
export function submitEvents(workflow: WorkflowGraph, exitId: string): FlowPoint[] {
  const exit = workflow.exits.find((candidate) => candidate.id === exitId);
  if (exit === undefined) return [];
  return [
    { kind: 'node', id: exit.from, timing: 'after' },
    { kind: 'exit', id: exit.id, timing: 'before' },
    { kind: 'exit', id: exit.id, timing: 'after' },
    { kind: 'node', id: exit.to, timing: 'before' },
  ];
}

/** Whether a block at this moment of the workflow still holds the submit up: these are the ones before the move. */
export function canStop(point: FlowPoint): boolean {
  return point.kind === 'node' ? point.timing === 'after' : point.timing === 'before';
}

/** A text that is equal for equal points. */
export function pointKey(point: FlowPoint): string {
  return `${point.kind} ${point.id} ${point.timing}`;
}

/** The stay at a node, between arriving and submitting: when people sign. */
export function stayKey(nodeId: string): string {
  return `node ${nodeId} stay`;
}

/** What may directly follow a moment. Exits that lead nowhere end the way. */
export function moments(workflow: WorkflowGraph): ReadonlyMap<string, readonly string[]> {
  const known = followers.get(workflow) ?? followersOf(workflow);
  followers.set(workflow, known);
  return known;
}

function followersOf(workflow: WorkflowGraph): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  const nodes = new Set(workflow.nodes.map((node) => node.id));
  for (const id of nodes) {
    next.set(pointKey({ kind: 'node', id, timing: 'before' }), [stayKey(id)]);
    next.set(stayKey(id), [pointKey({ kind: 'node', id, timing: 'after' })]);
    next.set(pointKey({ kind: 'node', id, timing: 'after' }), []);
  }
  for (const { id, from, to } of workflow.exits) {
    const before = pointKey({ kind: 'exit', id, timing: 'before' });
    const after = pointKey({ kind: 'exit', id, timing: 'after' });
    next.get(pointKey({ kind: 'node', id: from, timing: 'after' }))?.push(before);
    next.set(before, [after]);
    next.set(after, nodes.has(to) ? [pointKey({ kind: 'node', id: to, timing: 'before' })] : []);
  }
  return next;
}

/** Everything that can be reached from `from` (which counts as reached) without entering `closed`. */
export function walk(
  next: ReadonlyMap<string, readonly string[]>,
  from: readonly string[],
  closed: ReadonlySet<string>,
) {
  const seen = new Set<string>();
  const queue = [...from];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (seen.has(key) || closed.has(key) || !next.has(key)) continue;
    seen.add(key);
    queue.push(...(next.get(key) ?? []));
  }
  return seen;
}

const NOTHING: ReadonlySet<string> = new Set<string>();

/** The nodes that can come after a node; the node itself only when a way leads back to it. */
export function reachable(workflow: WorkflowGraph, from: string): Set<string> {
  const next = new Map<string, string[]>(workflow.nodes.map((node) => [node.id, []]));
  for (const exit of workflow.exits) next.get(exit.from)?.push(exit.to);
  return walk(next, next.get(from) ?? [], NOTHING);
}

/** The nodes at which a workflow begins: the start nodes, else those that no exit leads to, else the first. */
export function startNodes(workflow: WorkflowGraph): string[] {
  const starts = workflow.nodes.filter((node) => node.kind === 'start');
  if (starts.length > 0) return starts.map((node) => node.id);
  const targets = new Set(workflow.exits.map((exit) => exit.to));
  const roots = workflow.nodes.filter((node) => !targets.has(node.id));
  return (roots.length > 0 ? roots : workflow.nodes.slice(0, 1)).map((node) => node.id);
}

/** Whether the workflow has the node or exit of a point. */
export function hasPoint(workflow: WorkflowGraph, point: FlowPoint): boolean {
  const { nodes, exits } = placesById(workflow);
  return (point.kind === 'node' ? nodes : exits).has(point.id);
}

/**
 * How two moments follow each other: `both` where a loop allows either, `same` for one moment, `none` where no way leads
 * from one to the other.
 */
export function pointOrder(
  workflow: WorkflowGraph,
  a: FlowPoint,
  b: FlowPoint,
): 'same' | 'before' | 'after' | 'both' | 'none' {
  if (pointKey(a) === pointKey(b)) return 'same';
  const next = moments(workflow);
  const forth = walk(next, [pointKey(a)], NOTHING).has(pointKey(b));
  const back = walk(next, [pointKey(b)], NOTHING).has(pointKey(a));
  if (forth && back) return 'both';
  if (forth) return 'before';
  return back ? 'after' : 'none';
}

/** C-34: whether a moment can come at or after one of `earlier`. */
export function canFollow(workflow: WorkflowGraph, point: FlowPoint, earlier: readonly FlowPoint[]): boolean {
  return walk(moments(workflow), earlier.map(pointKey), NOTHING).has(pointKey(point));
}

/** C-34: whether some way from the start gets to a moment without passing one of `gates`. */
export function canMiss(workflow: WorkflowGraph, point: FlowPoint, gates: readonly FlowPoint[]): boolean {
  const from = startNodes(workflow).map((id) => pointKey({ kind: 'node', id, timing: 'before' }));
  return walk(moments(workflow), from, new Set(gates.map(pointKey))).has(pointKey(point));
}

/** Whether people can still be at a node at or after one of `earlier`. */
export function canStayAfter(workflow: WorkflowGraph, nodeId: string, earlier: readonly FlowPoint[]): boolean {
  return walk(moments(workflow), earlier.map(pointKey), NOTHING).has(stayKey(nodeId));
}

/** Exits that go back, found by one stable walk from the start: without them the graph has no loop. */
export function backExits(workflow: WorkflowGraph): Set<string> {
  const out = new Map<string, WorkflowExit[]>(workflow.nodes.map((node) => [node.id, []]));
  for (const exit of workflow.exits) out.get(exit.from)?.push(exit);
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<string>();
  // an explicit stack: a long workflow must not overflow the call stack
  for (const root of [...startNodes(workflow), ...workflow.nodes.map((node) => node.id)]) {
    if (state.has(root)) continue;
    state.set(root, 'open');
    const stack = [{ id: root, exits: out.get(root) ?? [], at: 0 }];
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const exit = frame.exits[frame.at];
      frame.at += 1;
      if (exit === undefined) {
        state.set(frame.id, 'done');
        stack.pop();
      } else if (state.get(exit.to) === 'open') {
        back.add(exit.id);
      } else if (out.has(exit.to) && !state.has(exit.to)) {
        state.set(exit.to, 'open');
        stack.push({ id: exit.to, exits: out.get(exit.to) ?? [], at: 0 });
      }
    }
  }
  return back;
}
