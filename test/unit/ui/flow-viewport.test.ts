import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { drawWorkflow } from '../../../src/core/graph-drawing.js';
import { NODE_HEIGHT, NODE_WIDTH } from '../../../src/core/graph-layout.js';
import { isSameViewport, seesEdge, seesNode, viewportOf } from '../../../src/ui/flow-viewport.js';
import { aWorkflow } from '../../support/builders.js';

const nodes = Array.from({ length: 80 }, (_, nth) => ({ id: `n-${nth}`, name: `${nth}`, kind: 'approve' as const }));
const exits = nodes.slice(1).map(({ id }, nth) => ({ id: `e-${nth}`, name: 'ok', from: `n-${nth}`, to: id }));
const large = drawWorkflow({ nodes, exits });

describe('the part of a drawing that is in sight', () => {
  it('is all of a small one', () => {
    expect(viewportOf(drawWorkflow(aWorkflow()), null, 1)).toBeNull();
  });

  it('holds every node and line that the canvas shows, at every scale and place', () => {
    const canvas = fc.record({
      clientWidth: fc.integer({ min: 1, max: 2000 }),
      clientHeight: fc.integer({ min: 1, max: 900 }),
      scrollLeft: fc.integer({ min: 0, max: 20000 }),
      scrollTop: fc.integer({ min: 0, max: 500 }),
    });
    fc.assert(
      fc.property(canvas, fc.double({ min: 0.15, max: 2, noNaN: true }), (shown, scale) => {
        const seen = viewportOf(large, shown, scale);
        const [left, right] = [shown.scrollLeft / scale, (shown.scrollLeft + shown.clientWidth) / scale];
        const [top, bottom] = [shown.scrollTop / scale, (shown.scrollTop + shown.clientHeight) / scale];
        for (const node of large.nodes) {
          const isShown =
            node.x <= right && node.x + NODE_WIDTH >= left && node.y <= bottom && node.y + NODE_HEIGHT >= top;
          if (isShown) expect(seesNode(seen, node)).toBe(true);
        }
        for (const edge of large.edges) {
          if (edge.points.some(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom)) {
            expect(seesEdge(seen, edge)).toBe(true);
          }
        }
      }),
    );
  });

  it('stays the same for a small move, so that nothing is drawn anew', () => {
    const at = (scrollLeft: number) =>
      viewportOf(large, { clientWidth: 600, clientHeight: 300, scrollLeft, scrollTop: 0 }, 1);
    expect(isSameViewport(at(10), at(60))).toBe(true);
    expect(isSameViewport(at(10), at(900))).toBe(false);
    expect(isSameViewport(null, at(10))).toBe(false);
  });
});
