import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { EditorMapping } from '../../../src/core/editor-mapping.js';
import {
  eventsOf,
  exitsOf,
  peopleIn,
  perform,
  restarted,
  sightOf,
  startSimulation,
  stepBack,
  type Simulation,
  type SimulationAct,
} from '../../../src/core/simulation.js';
import type { Workflow } from '../../../src/schema/workflow.js';
import { aFieldRef, aFieldSource, aMapping, aRecord, aSealUseMapping, aWorkflow } from '../../support/builders.js';

const NOW = '2026-11-22T08:00:00Z';

/** Nodes of the test's workflow, and one that it does not have. */
const place = fc.constantFrom('n-start', 'n-dept', 'n-legal', 'n-sign-a', 'n-sign-b', 'n-archive', 'n-gone');
const point = fc.record({
  kind: fc.constant('node' as const),
  id: place,
  timing: fc.constantFrom('before' as const, 'after' as const),
});
const points = fc.array(point, { maxLength: 2 });

/** The nodes of the usual workflow with exits of any kind between them, also to nowhere and in circles. */
const workflows: fc.Arbitrary<Workflow> = fc
  .array(fc.record({ from: place, to: place }), { minLength: 1, maxLength: 12 })
  .map((exits) => aWorkflow({ exits: exits.map((exit, nth) => ({ ...exit, id: `e-${nth}`, name: `出口${nth}` })) }));

const signings: fc.Arbitrary<EditorMapping> = fc
  .record({
    createAt: points,
    saveAsDraft: fc.boolean(),
    launchAt: points,
    submitWorkflow: fc.boolean(),
    signingNodes: fc.array(place, { maxLength: 3 }),
    autoSign: fc.boolean(),
    recreate: fc.boolean(),
  })
  .map(({ createAt, saveAsDraft, launchAt, submitWorkflow, signingNodes, autoSign, recreate }) => {
    const { initiator } = aMapping().flow;
    return aMapping({
      required: { signingNodes },
      flow: { createAt, saveAsDraft, launchAt, submitWorkflow, initiator: { ...initiator, autoSign } },
      advanced: { recreate },
    });
  });

const sealUses: fc.Arbitrary<EditorMapping> = fc
  .record({ applyAt: points, appendAt: points, endAt: points, nodeId: place })
  .map(({ applyAt, appendAt, endAt, nodeId }) =>
    aSealUseMapping({
      apply: { ...aSealUseMapping().apply, applyAt },
      append: { count: aFieldSource('f-use-count'), seamCount: null, codeInto: aFieldRef('f-remark'), appendAt },
      endAt,
      callbacks: [
        { id: 'cb-1', event: 'smartUseCompleted', enabled: true, actions: [{ kind: 'submitWorkflow' }] },
        { id: 'cb-2', event: 'rejected', enabled: true, actions: [{ kind: 'sendBack', nodeId }] },
      ],
    }),
  );

const worlds = fc.record({ workflow: workflows, mapping: fc.oneof(signings, sealUses), node: place });
/** Which of the possible acts is chosen, step by step. */
const choices = fc.array(fc.nat(), { maxLength: 10 });

function possible(run: Simulation): SimulationAct[] {
  return [
    ...exitsOf(run).map(({ id }): SimulationAct => ({ kind: 'exit', exitId: id })),
    ...eventsOf(run).map((event): SimulationAct => ({ kind: 'event', event })),
    ...peopleIn(run).flatMap((person) =>
      [...sightOf(run, person).live].map((button): SimulationAct => ({
        kind: 'button',
        button,
        userId: person.userId,
      })),
    ),
  ];
}

/** Every state of a run, the beginning first. */
function states(
  { workflow, mapping, node }: { workflow: Workflow; mapping: EditorMapping; node: string },
  chosen: readonly number[],
): Simulation[] {
  const all = [startSimulation(mapping, workflow, aRecord({ currentNodeId: node }), NOW)];
  for (const choice of chosen) {
    const here = all.at(-1)!;
    const acts = possible(here);
    const act = acts[choice % Math.max(1, acts.length)];
    if (act) all.push(perform(here, act));
  }
  return all;
}

describe('laws of trial runs', () => {
  it('the token never leaves the graph', () => {
    fc.assert(
      fc.property(worlds, choices, (world, chosen) => {
        const nodes = new Set(world.workflow.nodes.map(({ id }) => id));
        const visited = states(world, chosen).flatMap(({ record, timeline }) => [
          record.currentNodeId,
          ...timeline.map(({ nodeId }) => nodeId),
        ]);
        expect(visited.filter((id) => !nodes.has(id))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('the same acts from the same start give the same run', () => {
    fc.assert(
      fc.property(worlds, choices, (world, chosen) => {
        const last = states(world, chosen).at(-1)!;
        expect(last.acts.reduce(perform, restarted(last))).toEqual(last);
      }),
      { numRuns: 100 },
    );
  });

  it('a step back is the state before', () => {
    fc.assert(
      fc.property(worlds, choices, (world, chosen) => {
        const all = states(world, chosen);
        const last = all.at(-1)!;
        const before = all.findLast(({ acts }) => acts.length === last.acts.length - 1);
        expect(stepBack(last)).toEqual(before ?? last);
      }),
      { numRuns: 100 },
    );
  });

  it('carries an effect out once, however often its occasion comes', () => {
    fc.assert(
      fc.property(worlds, choices, (world, chosen) => {
        const { timeline } = states(world, chosen).at(-1)!;
        const keys = timeline.flatMap(({ effects }) => effects.map(({ key }) => key));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 100 },
    );
  });
});
