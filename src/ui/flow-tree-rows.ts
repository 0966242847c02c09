import type { FlowRefusal, PlaceRule } from '../core/flow-places.js';
import { pointKey, reachable } from '../core/graph.js';
import { matchesName, type Speller } from '../core/name-search.js';
import type { FlowPoint, NodeKind, Workflow, WorkflowExit, WorkflowNode } from '../schema/workflow.js';

/** Which places the list shows: nodes of a kind, what is chosen, or what can be chosen. */
export type ListFilter = NodeKind | 'used' | 'possible';

/** One line of the tree: a node, or a place of it that can be picked. */
export interface FlowRow {
  readonly key: string;
  readonly level: 1 | 2;
  readonly node: WorkflowNode;
  /** What is picked here; a node of a tree of moments is only a heading. */
  readonly item: string | FlowPoint | null;
  readonly name: string;
  readonly on: boolean;
  readonly refusal: FlowRefusal | null;
  /** Whether the places of a node are shown; null for what has none. */
  readonly open: boolean | null;
  /** How many places of a node are chosen. */
  readonly chosen: number;
}

/** What decides which rows there are. */
export interface FlowRowsInput {
  readonly workflow: Workflow;
  /** Moments are picked, not nodes. */
  readonly points: boolean;
  readonly picked: ReadonlySet<string>;
  readonly refuses: PlaceRule;
  readonly search: string;
  readonly spell: Speller | undefined;
  readonly filter: ListFilter | null;
  readonly department: string | null;
  /** Only what can come after this node. */
  readonly after: string | null;
  /** Whether the places of a node are shown. */
  isOpen(nodeId: string, chosen: number): boolean;
  nameOf(point: FlowPoint): string;
}

/** The departments of a workflow, each once, in the order of the nodes. */
export function departmentsOf({ nodes }: Workflow): string[] {
  return [...new Set(nodes.flatMap(({ department }) => department ?? []))];
}

/** The rows of the tree that are in sight, in order. */
export function flowRows(input: FlowRowsInput): FlowRow[] {
  const { workflow, after, department, filter, points } = input;
  const later = after === null ? null : reachable(workflow, after);
  const exits = new Map<string, WorkflowExit[]>();
  for (const exit of workflow.exits) exits.set(exit.from, [...(exits.get(exit.from) ?? []), exit]);
  return workflow.nodes
    .filter((node) => later?.has(node.id) ?? true)
    .filter((node) => department === null || node.department === department)
    .filter((node) => filter === null || filter === 'used' || filter === 'possible' || node.kind === filter)
    .flatMap((node) => (points ? momentRows(input, node, exits.get(node.id) ?? []) : nodeRow(input, node)));
}

function nodeRow(input: FlowRowsInput, node: WorkflowNode): FlowRow[] {
  const row = rowOf(input, node, node.id, node.name, 1);
  return isKept(input, row) && isHit(input, node.name) ? [row] : [];
}

function momentRows(
  input: FlowRowsInput,
  node: WorkflowNode,
  exits: readonly { id: string; name: string }[],
): FlowRow[] {
  const all = isHit(input, node.name);
  const row = (point: FlowPoint): FlowRow => rowOf(input, node, point, '', 2);
  const own = (['before', 'after'] as const).map((timing) => row({ kind: 'node', id: node.id, timing }));
  const out = exits.flatMap(({ id, name }) =>
    (['before', 'after'] as const)
      .map((timing) => row({ kind: 'exit', id, timing }))
      .filter(() => all || isHit(input, name)),
  );
  const places = [...own.filter(() => all || out.length > 0), ...out].filter((place) => isKept(input, place));
  if (places.length === 0) return [];
  const chosen = [...own, ...out].filter(({ on }) => on).length;
  const open = input.search !== '' || input.filter === 'used' || input.isOpen(node.id, chosen);
  const heading: FlowRow = {
    key: `node ${node.id}`,
    level: 1,
    node,
    item: null,
    name: node.name,
    on: false,
    refusal: null,
    open,
    chosen,
  };
  // most nodes of a long workflow are folded: their places need no names
  return open ? [heading, ...places.map((place) => named(input, place))] : [heading];
}

function named({ nameOf }: FlowRowsInput, place: FlowRow): FlowRow {
  return { ...place, name: nameOf(place.item as FlowPoint) };
}

function rowOf(
  { picked, refuses }: FlowRowsInput,
  node: WorkflowNode,
  item: string | FlowPoint,
  name: string,
  level: 1 | 2,
): FlowRow {
  const key = typeof item === 'string' ? item : pointKey(item);
  return { key, level, node, item, name, on: picked.has(key), refusal: refuses(item), open: null, chosen: 0 };
}

function isKept({ filter }: FlowRowsInput, { on, refusal }: FlowRow): boolean {
  if (filter === 'used') return on;
  return filter !== 'possible' || refusal === null;
}

function isHit({ search, spell }: FlowRowsInput, name: string): boolean {
  return matchesName(name, search, spell);
}
