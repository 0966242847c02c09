import type { WorkflowExit } from '../schema/workflow.js';
import type { WorkflowGraph } from './graph.js';
import { layoutGraph, NODE_WIDTH, type GraphLayout, type LaidOutEdge, type LaidOutNode } from './graph-layout.js';

/** Room above the nodes for exits that lead nowhere, and how far apart those of one node stand. */
const RISE = 30;
const APART = 66;
const FROM_RIGHT = 22;

/** The layout of a workflow with the exits that have no target as stubs above their node (design of the editor, 3.8). */
export function drawWorkflow(workflow: WorkflowGraph): GraphLayout {
  const layout = layoutGraph(workflow);
  const open = openExitsOf(workflow);
  if (open.length === 0) return layout;
  const lowered = lower(layout, RISE);
  const nodes = new Map(lowered.nodes.map((node) => [node.id, node]));
  const nth = new Map<string, number>();
  const stubs = open.flatMap((exit): LaidOutEdge[] => {
    const node = nodes.get(exit.from);
    if (!node) return [];
    const index = nth.get(exit.from) ?? 0;
    nth.set(exit.from, index + 1);
    return [stub(exit, node, index)];
  });
  return { ...lowered, edges: [...lowered.edges, ...stubs] };
}

/** Exits of known nodes that lead to none. */
export function openExitsOf({ nodes, exits }: WorkflowGraph): WorkflowExit[] {
  const known = new Set(nodes.map(({ id }) => id));
  return exits.filter((exit) => known.has(exit.from) && !known.has(exit.to));
}

function stub(exit: WorkflowExit, { x, y }: LaidOutNode, index: number): LaidOutEdge {
  const at = Math.max(14, x + NODE_WIDTH - FROM_RIGHT - index * APART);
  const label = { x: at, y: y - RISE + 12 };
  return {
    id: exit.id,
    points: [
      { x: at, y },
      { x: at, y: y - RISE + 22 },
    ],
    label,
    back: false,
    open: true,
  };
}

function lower({ nodes, edges, width, height }: GraphLayout, by: number): GraphLayout {
  const down = ({ x, y }: { x: number; y: number }): { x: number; y: number } => ({ x, y: y + by });
  return {
    nodes: nodes.map((node) => ({ ...node, y: node.y + by })),
    edges: edges.map((edge) => ({ ...edge, points: edge.points.map(down), label: down(edge.label) })),
    width,
    height: height + by,
  };
}
