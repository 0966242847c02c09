import type { GraphLayout } from '../core/graph-layout.js';
import type { Workflow } from '../schema/workflow.js';

/** Where the keyboard is on the diagram. */
export interface FlowCursor {
  readonly kind: 'node' | 'exit';
  readonly id: string;
}

type Arrow = 'ArrowRight' | 'ArrowLeft' | 'ArrowDown' | 'ArrowUp';

const isArrow = (key: string): key is Arrow => /^Arrow(Right|Left|Down|Up)$/.test(key);

/**
 * Where a key leads. With `withExits` right and left follow the edges, over their exits; up and down go to the other exits
 * of the same node, or to the other nodes of the same layer. Otherwise the arrows go to the nearest node.
 */
export function moveCursor(
  workflow: Workflow,
  layout: GraphLayout,
  cursor: FlowCursor,
  key: string,
  withExits: boolean,
): FlowCursor | null {
  if (key === 'Home') return node(workflow.nodes[0]?.id);
  if (key === 'End') return node(workflow.nodes.at(-1)?.id);
  if (!isArrow(key)) return null;
  if (cursor.kind === 'exit') return fromExit(workflow, cursor.id, key);
  if (withExits && key === 'ArrowRight') {
    const exit = workflow.exits.find(({ from }) => from === cursor.id);
    if (exit) return { kind: 'exit', id: exit.id };
  }
  if (withExits && key === 'ArrowLeft') {
    const exit = workflow.exits.find(({ to }) => to === cursor.id);
    if (exit) return { kind: 'exit', id: exit.id };
  }
  return node(nearest(layout, cursor.id, key));
}

function node(id: string | undefined): FlowCursor | null {
  return id === undefined ? null : { kind: 'node', id };
}

function fromExit(workflow: Workflow, id: string, key: Arrow): FlowCursor | null {
  const exit = workflow.exits.find((candidate) => candidate.id === id);
  if (!exit) return null;
  // an exit that leads nowhere ends the way
  if (key === 'ArrowRight') return workflow.nodes.some(({ id: one }) => one === exit.to) ? node(exit.to) : null;
  if (key === 'ArrowLeft') return node(exit.from);
  const siblings = workflow.exits.filter(({ from }) => from === exit.from);
  const next = siblings[siblings.indexOf(exit) + (key === 'ArrowDown' ? 1 : -1)];
  return next ? { kind: 'exit', id: next.id } : null;
}

const STEPS: Record<Arrow, readonly [dx: number, dy: number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

function nearest({ nodes }: GraphLayout, id: string, key: Arrow): string | undefined {
  const here = nodes.find((candidate) => candidate.id === id);
  if (!here) return undefined;
  const [dx, dy] = STEPS[key];
  const ahead = nodes.filter(({ x, y, layer }) =>
    dx !== 0 ? Math.sign(x - here.x) === dx : layer === here.layer && Math.sign(y - here.y) === dy,
  );
  const distance = ({ x, y }: { x: number; y: number }): number => Math.hypot(x - here.x, y - here.y);
  return ahead.sort((a, b) => distance(a) - distance(b))[0]?.id;
}
