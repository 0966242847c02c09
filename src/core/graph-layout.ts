import type { WorkflowExit } from '../schema/workflow.js';
import type { Point } from './geometry.js';
import { backExits, type WorkflowGraph } from './graph.js';

/** Size and distance of what is drawn, in CSS pixels. A gap between layers has room for the name of an exit. */
export const NODE_WIDTH = 132;
export const NODE_HEIGHT = 56;
const LAYER_GAP = 104;
const ROW_GAP = 40;
const MARGIN = 24;
const LANE = 22;

export interface LaidOutNode {
  readonly id: string;
  /** Left and top edge. */
  readonly x: number;
  readonly y: number;
  readonly layer: number;
}

export interface LaidOutEdge {
  readonly id: string;
  /** From the border of the source to the border of the target. */
  readonly points: readonly Point[];
  /** Where the name of the exit goes. */
  readonly label: Point;
  /** An exit that returns: drawn as an arc below the nodes. */
  readonly back: boolean;
  /** An exit that leads to no node. */
  readonly open?: boolean;
}

export interface GraphLayout {
  readonly nodes: readonly LaidOutNode[];
  readonly edges: readonly LaidOutEdge[];
  readonly width: number;
  readonly height: number;
}

/** A node, or the place where a long exit crosses a layer (`exit` is set then). */
interface Cell {
  readonly key: string;
  readonly exit: boolean;
}

/**
 * Draws a workflow from left to right: a node stands right of everything that leads to it, exits that return are arcs
 * below. The same workflow always gives the same drawing. Where the OA gives a position for every node, those are kept.
 */
export function layoutGraph(workflow: WorkflowGraph): GraphLayout {
  if (workflow.nodes.length === 0) return { nodes: [], edges: [], width: 0, height: 0 };
  const ids = new Set(workflow.nodes.map((node) => node.id));
  const exits = workflow.exits.filter((exit) => ids.has(exit.from) && ids.has(exit.to));
  const back = backExits(workflow);
  const forward = exits.filter((exit) => !back.has(exit.id));
  const layers = layerOf(workflow, forward);
  const given = givenPositions(workflow);
  const { cells, chains } = crossings(workflow, forward, layers);
  const positions = given ?? place(order(cells, chains));
  const nodes = workflow.nodes.map(({ id }) => ({ id, ...at(positions, id), layer: layers.get(id) ?? 0 }));
  const crossed = given ? [] : [...chains.values()].flatMap((chain) => chain.slice(1, -1));
  // a long exit may cross a layer below the last node of it
  const bottom = Math.max(
    ...nodes.map((node) => node.y + NODE_HEIGHT),
    ...crossed.map((key) => at(positions, key).y + LANE),
  );
  const span = ({ from, to }: WorkflowExit): number => Math.abs(at(positions, from).x - at(positions, to).x);
  // short arcs lie inside long ones
  const returning = exits.filter((exit) => back.has(exit.id)).sort((a, b) => span(a) - span(b));
  const edges = exits.map((exit) => {
    const lane = returning.indexOf(exit);
    if (lane >= 0) return returnArc(exit, positions, bottom + LANE * (lane + 1));
    return forwardEdge(exit, positions, given ? [] : (chains.get(exit.id) ?? []), offsetOf(exit, forward));
  });
  const right = Math.max(...nodes.map((node) => node.x)) + NODE_WIDTH;
  const lanes = returning.length > 0 ? LANE * (returning.length + 1) : 0;
  return { nodes, edges, width: right + MARGIN, height: bottom + lanes + MARGIN };
}

function at(positions: ReadonlyMap<string, Point>, key: string): Point {
  return positions.get(key) ?? { x: MARGIN, y: MARGIN };
}

/** The OA's own drawing, moved so that it begins at the margin; null when a node has no position. */
function givenPositions(workflow: WorkflowGraph): Map<string, Point> | null {
  const points: [string, Point][] = [];
  for (const { id, x, y } of workflow.nodes) {
    if (x === undefined || y === undefined) return null;
    points.push([id, { x, y }]);
  }
  const left = Math.min(...points.map(([, point]) => point.x));
  const top = Math.min(...points.map(([, point]) => point.y));
  return new Map(points.map(([id, { x, y }]) => [id, { x: x - left + MARGIN, y: y - top + MARGIN }]));
}

/** The longest way from a beginning; `forward` has no loop, so this ends. */
function layerOf(workflow: WorkflowGraph, forward: readonly WorkflowExit[]): Map<string, number> {
  const layers = new Map(workflow.nodes.map((node) => [node.id, 0]));
  const open = new Map(workflow.nodes.map((node) => [node.id, 0]));
  for (const exit of forward) open.set(exit.to, (open.get(exit.to) ?? 0) + 1);
  const ready = workflow.nodes.map((node) => node.id).filter((id) => open.get(id) === 0);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    for (const exit of forward.filter((candidate) => candidate.from === id)) {
      layers.set(exit.to, Math.max(layers.get(exit.to) ?? 0, (layers.get(id) ?? 0) + 1));
      const left = (open.get(exit.to) ?? 0) - 1;
      open.set(exit.to, left);
      if (left === 0) ready.push(exit.to);
    }
  }
  // a node that nothing leads to stands beside what it leads to, not far left of it
  const targets = new Set(forward.map((exit) => exit.to));
  for (const { id, kind } of workflow.nodes) {
    if (targets.has(id) || kind === 'start') continue;
    const next = forward.filter((exit) => exit.from === id).map((exit) => layers.get(exit.to) ?? 0);
    if (next.length > 0) layers.set(id, Math.min(...next) - 1);
  }
  return layers;
}

/** Gives a long exit a cell in each layer that it crosses, so that it is not drawn through a node. */
function crossings(
  workflow: WorkflowGraph,
  forward: readonly WorkflowExit[],
  layers: ReadonlyMap<string, number>,
): { cells: Cell[][]; chains: Map<string, string[]> } {
  const cells: Cell[][] = [];
  const put = (layer: number, cell: Cell): void => {
    (cells[layer] ??= []).push(cell);
  };
  for (const { id } of workflow.nodes) put(layers.get(id) ?? 0, { key: id, exit: false });
  const chains = new Map<string, string[]>();
  for (const exit of forward) {
    const first = layers.get(exit.from) ?? 0;
    const last = layers.get(exit.to) ?? 0;
    const between: string[] = [];
    for (let layer = first + 1; layer < last; layer += 1) {
      // ids hold no white space, so this is no node's key
      const key = `${exit.id} ${layer}`;
      between.push(key);
      put(layer, { key, exit: true });
    }
    chains.set(exit.id, [exit.from, ...between, exit.to]);
  }
  return { cells, chains };
}

/** Sorts each layer by the middle of its neighbours, back and forth a few times: fewer crossing lines. */
function order(cells: readonly Cell[][], chains: ReadonlyMap<string, string[]>): Cell[][] {
  const neighbours = new Map<string, string[]>();
  const link = (a: string, b: string): void => {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  };
  for (const chain of chains.values()) {
    for (let index = 1; index < chain.length; index += 1) {
      const [a, b] = [chain[index - 1], chain[index]];
      if (a === undefined || b === undefined) continue;
      link(a, b);
      link(b, a);
    }
  }
  const rows = cells.map((layer) => [...layer]);
  const sortBy = (layer: Cell[], other: readonly Cell[]): void => {
    const place = new Map(other.map((cell, index) => [cell.key, index + (layer.length - other.length) / 2]));
    const middle = new Map(
      layer.map((cell, index) => {
        const seen = (neighbours.get(cell.key) ?? []).flatMap((key) => place.get(key) ?? []);
        return [cell.key, seen.length === 0 ? index : seen.reduce((sum, value) => sum + value, 0) / seen.length];
      }),
    );
    layer.sort((a, b) => (middle.get(a.key) ?? 0) - (middle.get(b.key) ?? 0));
  };
  for (let pass = 0; pass < 4; pass += 1) {
    const down = pass % 2 === 0;
    for (let step = 1; step < rows.length; step += 1) {
      const index = down ? step : rows.length - 1 - step;
      const [layer, other] = [rows[index], rows[down ? index - 1 : index + 1]];
      if (layer && other) sortBy(layer, other);
    }
  }
  return rows;
}

/** Every layer is a column, centred on the tallest one. A crossing needs less height than a node. */
function place(rows: readonly Cell[][]): Map<string, Point> {
  const heightOf = (cell: Cell): number => (cell.exit ? LANE : NODE_HEIGHT);
  const heights = rows.map((row) => row.reduce((sum, cell) => sum + heightOf(cell) + ROW_GAP, -ROW_GAP));
  const tallest = Math.max(...heights);
  const positions = new Map<string, Point>();
  rows.forEach((row, layer) => {
    let y = MARGIN + (tallest - (heights[layer] ?? 0)) / 2;
    for (const cell of row) {
      positions.set(cell.key, { x: MARGIN + layer * (NODE_WIDTH + LAYER_GAP), y });
      y += heightOf(cell) + ROW_GAP;
    }
  });
  return positions;
}

/** Exits between the same two nodes lie side by side. */
function offsetOf(exit: WorkflowExit, forward: readonly WorkflowExit[]): number {
  const parallel = forward.filter((other) => other.from === exit.from && other.to === exit.to);
  return (parallel.indexOf(exit) - (parallel.length - 1) / 2) * 18;
}

function forwardEdge(
  exit: WorkflowExit,
  positions: ReadonlyMap<string, Point>,
  chain: readonly string[],
  offset: number,
): LaidOutEdge {
  const from = at(positions, exit.from);
  const to = at(positions, exit.to);
  // in a drawing of the OA the next node may stand below or to the left
  if (to.x < from.x + NODE_WIDTH) return verticalEdge(exit, from, to, offset);
  const start = { x: from.x + NODE_WIDTH, y: from.y + NODE_HEIGHT / 2 + offset };
  const end = { x: to.x, y: to.y + NODE_HEIGHT / 2 + offset };
  const crossed = chain.slice(1, -1).flatMap((key) => {
    const { x, y } = at(positions, key);
    return [
      { x, y: y + LANE / 2 },
      { x: x + NODE_WIDTH, y: y + LANE / 2 },
    ];
  });
  const points = [start, ...crossed, end];
  const second = points[1] ?? end;
  return { id: exit.id, points, label: { x: (start.x + second.x) / 2, y: (start.y + second.y) / 2 }, back: false };
}

function verticalEdge(exit: WorkflowExit, from: Point, to: Point, offset: number): LaidOutEdge {
  const down = to.y >= from.y;
  const start = { x: from.x + NODE_WIDTH / 2 + offset, y: down ? from.y + NODE_HEIGHT : from.y };
  const end = { x: to.x + NODE_WIDTH / 2 + offset, y: down ? to.y : to.y + NODE_HEIGHT };
  const label = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  return { id: exit.id, points: [start, end], label, back: false };
}

function returnArc(exit: WorkflowExit, positions: ReadonlyMap<string, Point>, lane: number): LaidOutEdge {
  const from = at(positions, exit.from);
  const to = at(positions, exit.to);
  // a loop of a node onto itself leaves and arrives at two places of its lower edge
  const shift = exit.from === exit.to ? NODE_WIDTH / 4 : NODE_WIDTH / 8;
  const startX = from.x + NODE_WIDTH / 2 + shift;
  const endX = to.x + NODE_WIDTH / 2 - shift;
  return {
    id: exit.id,
    points: [
      { x: startX, y: from.y + NODE_HEIGHT },
      { x: startX, y: lane },
      { x: endX, y: lane },
      { x: endX, y: to.y + NODE_HEIGHT },
    ],
    label: { x: (startX + endX) / 2, y: lane },
    back: true,
  };
}
