import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { drawWorkflow, openExitsOf } from '../../../src/core/graph-drawing.js';
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH } from '../../../src/core/graph-layout.js';
import { aWorkflow } from '../../support/builders.js';

const ids = ['n-start', 'n-dept', 'n-legal', 'n-sign-a', 'n-gone'];
const graphs = fc
  .array(fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids) }), { maxLength: 14 })
  .map((exits) => aWorkflow({ exits: exits.map((exit, nth) => ({ ...exit, id: `e-${nth}`, name: `出口${nth}` })) }));

describe('drawing of a workflow', () => {
  it('is the layout where every exit has a target', () => {
    expect(drawWorkflow(aWorkflow())).toEqual(layoutGraph(aWorkflow()));
  });

  it('draws each exit of a known node once, one without a target as a stub above its node', () => {
    fc.assert(
      fc.property(graphs, (workflow) => {
        const { nodes, edges, height } = drawWorkflow(workflow);
        const open = openExitsOf(workflow).map(({ id }) => id);
        expect(edges.filter((edge) => edge.open).map(({ id }) => id)).toEqual(open);
        const known = workflow.exits.filter(({ from }) => from !== 'n-gone').map(({ id }) => id);
        expect(edges.map(({ id }) => id).sort()).toEqual(known.sort());
        for (const { id, label, points } of edges.filter((edge) => edge.open)) {
          const node = nodes.find((one) => one.id === workflow.exits.find((exit) => exit.id === id)?.from)!;
          expect(label.y).toBeLessThan(node.y);
          for (const { x, y } of [label, ...points]) {
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(node.x + NODE_WIDTH);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThanOrEqual(height);
          }
        }
        expect(Math.max(...nodes.map(({ y }) => y + NODE_HEIGHT))).toBeLessThanOrEqual(height);
      }),
    );
  });
});
