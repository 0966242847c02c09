import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canFollow, canMiss, moments } from '../../../src/core/graph.js';
import { firstOf, reachAround, reachFrom, reachFromStart, returnOf } from '../../../src/core/graph-reach.js';
import type { FlowPoint, Workflow } from '../../../src/schema/workflow.js';
import { aWorkflow } from '../../support/builders.js';

/** Any small workflow, with loops, dead ends, exits without a target, and some of its moments. */
const graphs = fc
  .record({
    size: fc.integer({ min: 1, max: 7 }),
    exits: fc.array(fc.tuple(fc.nat(6), fc.nat(8)), { maxLength: 14 }),
    points: fc.array(
      fc.record({
        kind: fc.constantFrom('node' as const, 'exit' as const),
        at: fc.nat(13),
        timing: fc.constantFrom('before' as const, 'after' as const),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ size, exits, points }) => {
    const workflow: Workflow = aWorkflow({
      nodes: Array.from({ length: size }, (_, at) => ({
        id: `n${at}`,
        name: `节点${at}`,
        kind: at === 0 ? ('start' as const) : ('approve' as const),
      })),
      exits: exits.map(([from, to], at) => ({ id: `e${at}`, name: '提交', from: `n${from % size}`, to: `n${to}` })),
    });
    const places: FlowPoint[] = points.flatMap(({ kind, at, timing }) => {
      const list = kind === 'node' ? workflow.nodes : workflow.exits;
      const place = list[at % Math.max(1, list.length)];
      return place ? [{ kind, id: place.id, timing }] : [];
    });
    return { workflow, places };
  });

describe('one walk for many moments (C-32, C-34)', () => {
  it('tells the moments that a way comes to before the others, as a walk for each of them does', () => {
    fc.assert(
      fc.property(graphs, ({ workflow, places }) => {
        const isFirst = firstOf(workflow, places);
        const start = reachFromStart(workflow);
        for (const point of places) {
          const others = places.filter((other) => other !== point);
          const isBehind = others.length > 0 && !canMiss(workflow, point, others);
          if (start.at(point)) expect(!isFirst(point)).toBe(isBehind);
        }
      }),
    );
  });

  it('tells what follows some moments and what goes around them, as a walk for each place does', () => {
    fc.assert(
      fc.property(graphs, graphs, ({ workflow, places }, { places: gates }) => {
        const following = reachFrom(workflow, gates);
        const around = reachAround(workflow, gates);
        for (const point of places) {
          expect(following.at(point)).toBe(canFollow(workflow, point, gates));
          expect(around.at(point)).toBe(canMiss(workflow, point, gates));
        }
      }),
    );
  });

  it('remembers what it found by workflow, not by what the places are called', () => {
    const there = { kind: 'node', id: 'n-dept', timing: 'before' } as const;
    const straight = aWorkflow({ exits: aWorkflow().exits.filter(({ to }) => to !== 'n-start') });
    const looped = aWorkflow({
      exits: [...straight.exits, { id: 'e-again', name: '退回', from: 'n-dept', to: 'n-start' }],
    });

    expect(returnOf(straight, there)).toBe('none');
    expect(returnOf(looped, there)).not.toBe('none');
    expect(returnOf(straight, there)).toBe('none');
    expect(moments(looped).size).toBe(moments(straight).size + 2);
    expect(moments(straight)).toBe(moments(straight));
  });
});
