import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { plan } from '../../../../src/core/planner/plan.js';
import { Plan, type PlanEvent } from '../../../../src/schema/plan.js';
import { type Why } from '../../../../src/schema/record-tab.js';
import {
  EnvelopeEvent,
  FileOperationKind,
  type FileOperation,
  type SigningMapping,
} from '../../../../src/schema/signing-config.js';
import type { FlowPoint } from '../../../../src/schema/workflow.js';
import { aFieldRef, aFieldSource, aMapping, aSealUse, aSealUseMapping } from '../../../support/builders.js';
import {
  anInput,
  applicant,
  at,
  click,
  CREATE_POINT,
  LAUNCH_POINT,
  signerA,
  signerB,
  stranger,
} from './planner.fixture.js';
import { World, type Step } from './world.fixture.js';

const POINTS: readonly FlowPoint[] = [
  CREATE_POINT,
  LAUNCH_POINT,
  { kind: 'node', id: 'n-sign-a', timing: 'after' },
  { kind: 'exit', id: 'e-sign-a', timing: 'before' },
  { kind: 'node', id: 'n-sign-b', timing: 'before' },
  { kind: 'exit', id: 'e-legal-back', timing: 'after' },
];
const SLOT = /^(C-(0[1-4]|1[0-5]|2[0-3]|3[0-8]|4\d|5[0-2]|60|70)|P-(0[1-9]|1[0-5]))$/;

const point = fc.constantFrom(...POINTS);

function operations(kinds: readonly FileOperationKind[]): fc.Arbitrary<FileOperation[]> {
  if (kinds.length === 0) return fc.constant([]);
  const row = fc.record({ at: point, operation: fc.constantFrom(...kinds) });
  return fc.array(row, { minLength: 1, maxLength: 6 }).map((rows) =>
    rows.map(({ at: { kind, id: target, timing }, operation }, index) => ({
      id: `row-${index}`,
      kind,
      target,
      timing,
      operation,
      message: {},
    })),
  );
}

function mappings(kinds: readonly FileOperationKind[]): fc.Arbitrary<SigningMapping> {
  const choices = fc.record({
    recreate: fc.boolean(),
    saveAsDraft: fc.boolean(),
    createAt: fc.constantFrom<FlowPoint[]>([], [CREATE_POINT], [LAUNCH_POINT, CREATE_POINT]),
    launchAt: fc.constantFrom<FlowPoint[]>([LAUNCH_POINT], [CREATE_POINT]),
    order: fc.constantFrom('ordered' as const, 'unordered' as const),
    autoSign: fc.boolean(),
    operations: operations(kinds),
  });
  return choices.map(({ recreate, autoSign, operations: rows, ...flow }) =>
    aMapping({
      flow: { ...flow, initiator: { order: 1, seal: null, autoSign } },
      advanced: {
        recreate,
        callbacks: EnvelopeEvent.options.map((event) => ({ event, actionFlowId: 'af-notify', enabled: true })),
        cc: { internal: [aFieldSource('f-team')], external: [] },
        prompts: { whenSigned: true, whenNotSigned: true, whenPositionsNeeded: true, notSignedText: {} },
      },
      operations: rows,
    }),
  );
}

const person = fc.constantFrom(applicant, signerA, signerB, stranger);
const action = fc.constantFrom('open', 'sign', 'setPositions', 'launch', 'download');
const events: fc.Arbitrary<PlanEvent> = fc.oneof(
  { weight: 3, arbitrary: point.map(at) },
  { weight: 2, arbitrary: fc.tuple(action, person).map(([name, actor]) => click(name as 'open', actor)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...EnvelopeEvent.options).map((event) => ({ kind: 'envelope' as const, event })),
  },
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: events.map((event) => ({ kind: 'event' as const, event })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('0', 'b', 'c').map((digit) => ({ kind: 'edit' as const, sha256: digit.repeat(64) })),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('n-legal', 'n-sign-a', 'n-sign-b')
        .map((nodeId) => ({ kind: 'move' as const, nodeId })),
    },
    { weight: 3, arbitrary: fc.constant({ kind: 'sign' as const }) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('rejected', 'revoked', 'expired')
        .map((status) => ({ kind: 'end' as const, status: status as 'expired' })),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'save' as const }) },
  ),
  // a short story hardly comes to a second envelope
  { minLength: 20, maxLength: 40 },
);

/** What a run of random steps leaves behind; every plan that was made on the way is looked at. */
function run(mapping: SigningMapping, story: readonly Step[], isPrompt = true): World {
  const world = new World(mapping, isPrompt);
  for (const step of story) {
    world.take(step);
    expect(world.open.length).toBeLessThanOrEqual(1);
  }
  return world;
}

describe('over random stories of a record', () => {
  it('there are never two open envelopes, although effects are told apart by their keys alone', () => {
    fc.assert(fc.property(mappings(FileOperationKind.options), steps, (mapping, story) => void run(mapping, story)));
  });

  it('there are never two open envelopes either when effects are carried out late', () => {
    fc.assert(
      fc.property(
        mappings(FileOperationKind.options),
        fc.array(steps, { minLength: 1, maxLength: 3 }),
        (mapping, stories) => {
          const world = new World(mapping, false);
          for (const story of stories) {
            for (const step of story) world.take(step);
            world.carryOut();
            expect(world.open.length).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('the same input gives the same plan, in the shape of the schema, each effect once', () => {
    fc.assert(
      fc.property(mappings(FileOperationKind.options), steps, (mapping, story) => {
        for (const { input, plan: planned } of run(mapping, story).plans) {
          expect(plan(input)).toEqual(planned);
          expect(Plan.safeParse(planned).success).toBe(true);
          expect(new Set(planned.effects.map(({ key }) => key)).size).toBe(planned.effects.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a submit that is stopped has no effects and no problems (R-06)', () => {
    const verifying = mappings(['verifySigned', 'verifySigned', 'create', 'revoke', 'remind']);
    fc.assert(
      fc.property(verifying, steps, (mapping, story) => {
        const stopped = run(mapping, story).plans.filter(({ plan: { blocks } }) => blocks.length > 0);
        for (const { plan: planned } of stopped) expect(planned).toMatchObject({ effects: [], problems: [] });
      }),
    );
  });

  it('everything says why: a rule, a slot of the specification, a reason', () => {
    fc.assert(
      fc.property(mappings(FileOperationKind.options), steps, (mapping, story) => {
        const whys = run(mapping, story).plans.flatMap(({ plan: planned }): Why[] =>
          [...planned.effects, ...planned.buttons, ...planned.messages, ...planned.blocks].map(({ why }) => why),
        );
        for (const why of whys) {
          expect(why.slot).toMatch(SLOT);
          expect(why.reason).toMatch(/^[a-z][A-Za-z]+$/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('an event that is heard once more plans nothing new', () => {
    fc.assert(
      fc.property(mappings([]), steps, events, (mapping, story, event) => {
        expect(heardAgain(mapping, story, event)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('nor does it make a second envelope where rows of C-70 find more to do the second time', () => {
    // a row that takes back what the first pass has made is a second pass by its own wish
    const kinds = FileOperationKind.options.filter((kind) => kind !== 'revoke');
    fc.assert(
      fc.property(mappings(kinds), steps, point.map(at), (mapping, story, event) => {
        expect(heardAgain(mapping, story, event).filter((key) => /^(create|revoke):/.test(key))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Keys that are new when an event is planned once more on what the first time has left behind. */
function heardAgain(mapping: SigningMapping, story: readonly Step[], event: PlanEvent): string[] {
  const world = run(mapping, story);
  world.happen(event);
  const again = plan(world.input(event));
  return again.effects.map(({ key }) => key).filter((key) => !world.known.has(key));
}

describe('over all moments of physical seals', () => {
  it('everything says why, and the same input gives the same plan', () => {
    const sealUseMapping = aSealUseMapping({
      append: {
        count: aFieldSource('f-use-count'),
        seamCount: null,
        codeInto: aFieldRef('f-use-code'),
        appendAt: [...POINTS],
      },
      apply: { applyAt: [...POINTS] },
      endAt: [...POINTS],
    });
    const acts = fc.constantFrom('applySeal' as const, 'appendSeal' as const, 'endSeal' as const, 'open' as const);
    const moments = fc.oneof(
      point.map(at),
      acts.map((name) => click(name, applicant)),
    );
    const uses = fc.constantFrom(null, aSealUse(), aSealUse({ status: 'inUse' }), aSealUse({ status: 'rejected' }));

    fc.assert(
      fc.property(moments, uses, (event, sealUse) => {
        const input = anInput({ mapping: null, sealUseMapping, event, sealUse, viewer: applicant });
        const planned = plan(input);

        expect(plan(input)).toEqual(planned);
        for (const { why } of [...planned.effects, ...planned.buttons]) expect(why.slot).toMatch(SLOT);
      }),
    );
  });
});
