import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { layoutGraph, NODE_HEIGHT, NODE_WIDTH } from '../../../src/core/graph-layout.js';
import {
  backExits,
  blockingCount,
  canFollow,
  canMiss,
  canStayAfter,
  hasPoint,
  pointOrder,
  reachable,
  startNodes,
  submitEvents,
  type WorkflowGraph,
} from '../../../src/core/graph.js';
import type { FlowPoint } from '../../../src/schema/workflow.js';
import { aWorkflow } from '../../support/builders.js';

const workflow = aWorkflow();
const node = (id: string, timing: FlowPoint['timing']): FlowPoint => ({ kind: 'node', id, timing });
const exit = (id: string, timing: FlowPoint['timing']): FlowPoint => ({ kind: 'exit', id, timing });

/** Any graph, also with loops, exits onto the own node and exits that lead nowhere. */
const graphs: fc.Arbitrary<WorkflowGraph> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 30 }))
  .map(([count, pairs]) => ({
    nodes: Array.from({ length: count }, (_, index) => ({
      id: `n${index}`,
      name: `节点${index}`,
      kind: index === 0 ? ('start' as const) : ('approve' as const),
    })),
    exits: pairs.map(([from, to], index) => ({ id: `e${index}`, name: '出口', from: `n${from}`, to: `n${to}` })),
  }));

describe('the moments of a workflow', () => {
  it('come in the order of a submit, the first two before the move', () => {
    const events = submitEvents(workflow, 'e-dept-ok');

    expect(events).toEqual([
      node('n-dept', 'after'),
      exit('e-dept-ok', 'before'),
      exit('e-dept-ok', 'after'),
      node('n-legal', 'before'),
    ]);
    expect(events.slice(0, blockingCount)).toEqual([node('n-dept', 'after'), exit('e-dept-ok', 'before')]);
    expect(submitEvents(workflow, 'nothing')).toEqual([]);
  });

  it('are ordered along the exits', () => {
    expect(pointOrder(workflow, node('n-sign-a', 'before'), node('n-sign-a', 'before'))).toBe('same');
    expect(pointOrder(workflow, node('n-sign-a', 'before'), node('n-sign-a', 'after'))).toBe('before');
    expect(pointOrder(workflow, exit('e-sign-a', 'after'), exit('e-sign-a', 'before'))).toBe('after');
    expect(pointOrder(workflow, node('n-archive', 'before'), node('n-sign-a', 'before'))).toBe('after');
    expect(pointOrder(workflow, node('n-start', 'after'), node('n-dept', 'after'))).toBe('both');
    expect(pointOrder(workflow, exit('e-dept-ok', 'before'), node('n-gone', 'before'))).toBe('none');
  });

  it('reach forward, and back where an exit returns', () => {
    expect([...reachable(workflow, 'n-sign-a')].sort()).toEqual(['n-archive', 'n-sign-b']);
    expect(reachable(workflow, 'n-dept').has('n-dept')).toBe(true);
    expect(reachable(workflow, 'n-gone')).toEqual(new Set());
  });

  it('begin at the start nodes, else where no exit leads', () => {
    expect(startNodes(workflow)).toEqual(['n-start']);
    expect(startNodes({ nodes: workflow.nodes.slice(1), exits: workflow.exits.slice(1) })).toEqual(['n-dept']);
    expect(startNodes({ nodes: [], exits: [] })).toEqual([]);
  });

  it('tell whether a launch can follow a create, and whether the create can be missed (C-34)', () => {
    const legal = exit('e-legal-ok', 'after');

    expect(canFollow(workflow, node('n-sign-a', 'before'), [legal])).toBe(true);
    expect(canFollow(workflow, legal, [legal])).toBe(true);
    expect(canFollow(workflow, node('n-sign-a', 'before'), [node('n-archive', 'before')])).toBe(false);
    expect(canMiss(workflow, node('n-sign-a', 'before'), [legal])).toBe(false);
    expect(canMiss(workflow, node('n-start', 'after'), [exit('e-legal-back', 'after')])).toBe(true);
  });

  it('let people sign at a node until it is left (C-14)', () => {
    expect(canStayAfter(workflow, 'n-sign-a', [node('n-sign-a', 'before')])).toBe(true);
    expect(canStayAfter(workflow, 'n-sign-a', [node('n-sign-a', 'after')])).toBe(false);
    expect(hasPoint(workflow, exit('e-sign-a', 'after'))).toBe(true);
    expect(hasPoint(workflow, node('e-sign-a', 'after'))).toBe(false);
  });
});

describe('the drawing of a workflow', () => {
  it('goes from left to right, with arcs for exits that return', () => {
    const { nodes, edges } = layoutGraph(workflow);

    expect(nodes.map((placed) => placed.layer)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(nodes.map((placed) => placed.x)).toEqual([...nodes.map((placed) => placed.x)].sort((a, b) => a - b));
    expect(edges.filter((edge) => edge.back).map((edge) => edge.id)).toEqual(['e-dept-back', 'e-legal-back']);
    expect(backExits(workflow)).toEqual(new Set(['e-dept-back', 'e-legal-back']));
  });

  it('keeps the positions of the OA', () => {
    const nodes = workflow.nodes.map((placed, index) => ({ ...placed, x: 500 - index * 10, y: index * 120 }));

    const layout = layoutGraph({ nodes, exits: workflow.exits });

    const [first, second] = layout.nodes;
    expect((first?.x ?? 0) - (second?.x ?? 0)).toBe(10);
    expect((second?.y ?? 0) - (first?.y ?? 0)).toBe(120);
    expect(Math.min(...layout.nodes.map((placed) => placed.x))).toBeGreaterThan(0);
  });

  it('keeps a node that nothing leads to beside what it leads to', () => {
    const stray = { id: 'n-stray', name: '补录', kind: 'handle' as const };
    const nodes = [stray, ...workflow.nodes];

    const layout = layoutGraph({
      nodes,
      exits: [...workflow.exits, { id: 'e-stray', name: '补录', from: 'n-stray', to: 'n-sign-b' }],
    });

    expect(layout.nodes.find((placed) => placed.id === 'n-stray')?.layer).toBe(3);
  });

  it('has room for a long exit that crosses a layer below its nodes', () => {
    const nodes = (['start', 'approve', 'approve', 'approve'] as const).map((kind, index) => {
      return { id: `n${index}`, name: `节点${index}`, kind };
    });
    const ways = ['n0 n1', 'n2 n1', 'n2 n0', 'n3 n1'].map((way) => way.split(' '));
    const exits = ways.map(([from = '', to = ''], index) => ({ id: `e${index}`, name: '出口', from, to }));

    const { edges, height } = layoutGraph({ nodes, exits });

    expect(Math.max(...edges.flatMap(({ points }) => points.map(({ y }) => y)))).toBeLessThanOrEqual(height);
  });

  it('of nothing is empty', () => {
    expect(layoutGraph({ nodes: [], exits: [] })).toEqual({ nodes: [], edges: [], width: 0, height: 0 });
  });

  it('is stable, inside its size, without nodes on one another, and without a loop of forward exits', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph);

        expect(layoutGraph(structuredClone(graph))).toEqual(layout);
        expect(layout.nodes).toHaveLength(graph.nodes.length);
        const layerOf = new Map(layout.nodes.map((placed) => [placed.id, placed.layer]));
        for (const { id, points, back } of layout.edges) {
          const { from = '', to = '' } = graph.exits.find((candidate) => candidate.id === id) ?? {};
          if (!back) expect(layerOf.get(to)).toBeGreaterThan(layerOf.get(from) ?? 0);
          for (const point of points) {
            expect(point.x).toBeLessThanOrEqual(layout.width);
            expect(point.y).toBeLessThanOrEqual(layout.height);
          }
        }
        for (const a of layout.nodes) {
          for (const b of layout.nodes) {
            if (a === b) continue;
            const apart = Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT;
            expect(apart, `${a.id} lies on ${b.id}`).toBe(true);
          }
        }
      }),
    );
  });
});
