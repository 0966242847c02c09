import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkFlow } from '../../../src/core/check-flow.js';
import { mappingProblemsEn } from '../../../src/i18n/mapping-problems.en.js';
import { mappingProblemsZhCn } from '../../../src/i18n/mapping-problems.zh-cn.js';
import type { FlowPoint, Workflow } from '../../../src/schema/workflow.js';
import { aMapping, aPartyConfig, aWorkflow } from '../../support/builders.js';

const at = (kind: FlowPoint['kind'], id: string, timing: FlowPoint['timing'] = 'after'): FlowPoint => ({
  kind,
  id,
  timing,
});

type Patch = Parameters<typeof aMapping>[0];

function found(patch: Patch, workflow: Workflow = aWorkflow()) {
  return checkFlow(aMapping(patch), workflow).map(({ code, severity, pointer, params }) => ({
    code,
    severity,
    pointer,
    reason: params['reason'],
  }));
}

describe('what the graph says about a mapping', () => {
  it('has nothing against a mapping that is in order', () => {
    expect(found({})).toEqual([]);
  });

  it('warns where the workflow returns to a create, unless the file is made again (C-32, C-40)', () => {
    const createAt = [at('exit', 'e-submit')];

    expect(found({ flow: { createAt } })).toEqual([
      { code: 'FLOW-BACK', severity: 'warning', pointer: '/flow/createAt/0', reason: 'filledAgain' },
    ]);
    expect(found({ flow: { createAt }, advanced: { recreate: true } })).toEqual([]);
  });

  it('only tells of a return on which nobody fills in the form: the file is made once whatever happens (R-01)', () => {
    const { exits } = aWorkflow();
    const again = { id: 'e-again', name: '退回', from: 'n-sign-b', to: 'n-sign-a' };
    const workflow = aWorkflow({ exits: [...exits, again] });

    expect(found({ flow: { createAt: [at('node', 'n-sign-a', 'before')] } }, workflow)).toEqual([
      { code: 'FLOW-BACK', severity: 'hint', pointer: '/flow/createAt/0', reason: 'createdOnce' },
    ]);
  });

  it('warns of a create behind another one on every way, not of one for a way of its own (C-32)', () => {
    const { nodes, exits } = aWorkflow();
    const urgent = { id: 'e-urgent', name: '加急', from: 'n-dept', to: 'n-sign-a' };
    const createAt = [at('exit', 'e-legal-ok'), at('node', 'n-sign-a', 'before')];

    expect(found({ flow: { createAt } })).toMatchObject([{ code: 'FLOW-TWICE', pointer: '/flow/createAt/1' }]);
    expect(found({ flow: { createAt } }, aWorkflow({ nodes, exits: [...exits, urgent] }))).toEqual([]);
  });

  it('refuses a sign button that is hidden from everyone, and warns where one party never sees it (C-41)', () => {
    expect(found({ advanced: { hideSignAt: ['n-sign-a', 'n-sign-b'] } })).toEqual([
      { code: 'FLOW-HIDE', severity: 'error', pointer: '/advanced/hideSignAt', reason: 'everywhere' },
    ]);
    expect(found({ advanced: { hideSignAt: ['n-sign-b'] } })).toEqual([
      { code: 'FLOW-HIDE', severity: 'warning', pointer: '/advanced/hideSignAt/0', reason: 'party' },
    ]);
    expect(found({ advanced: { hideSignAt: ['n-legal'] } })).toEqual([]);
  });

  it('needs no button for who signs silently (C-31, C-41)', () => {
    const parties = [aPartyConfig({ kind: 'organization', autoSign: true })];

    expect(found({ flow: { parties }, advanced: { hideSignAt: ['n-sign-b'] } })).toEqual([]);
  });

  it('warns of places that no way leads to, and of exits that lead nowhere (C-14, C-32)', () => {
    const { nodes, exits } = aWorkflow();
    const workflow = aWorkflow({
      nodes: [...nodes, { id: 'n-island', name: '孤岛', kind: 'handle' }],
      exits: [...exits, { id: 'e-open', name: '转出', from: 'n-legal', to: 'n-deleted' }],
    });
    const lazy = { createAt: [] };

    expect(found({ flow: lazy, required: { signingNodes: ['n-sign-a', 'n-island'] } }, workflow)).toEqual([
      { code: 'FLOW-LOST', severity: 'warning', pointer: '/required/signingNodes/1', reason: undefined },
    ]);
    const open = { createAt: [at('exit', 'e-open')] };
    expect(found({ flow: open, advanced: { recreate: true } }, workflow)).toContainEqual({
      code: 'FLOW-OPEN',
      severity: 'warning',
      pointer: '/flow/createAt/0',
      reason: undefined,
    });
  });

  it('warns of signing in the archive (C-14)', () => {
    expect(found({ required: { signingNodes: ['n-archive'] } })).toEqual([
      { code: 'FLOW-ARCHIVE', severity: 'warning', pointer: '/required/signingNodes/0', reason: undefined },
    ]);
  });

  it('warns of a signing node that cannot come after the launch (C-14, C-34)', () => {
    const flow = { saveAsDraft: true, launchAt: [at('node', 'n-sign-a')] };

    expect(found({ flow })).toEqual([
      { code: 'FLOW-ORDER', severity: 'warning', pointer: '/required/signingNodes/0', reason: 'signingBeforeLaunch' },
    ]);
  });

  it('warns of a download before anybody can have signed (C-42, C-47)', () => {
    const downloadableAt = [at('node', 'n-dept'), at('node', 'n-sign-a', 'before'), at('node', 'n-archive')];
    const early = { code: 'FLOW-EARLY', severity: 'warning', pointer: '/advanced/downloadableAt/0' };

    const draft = { downloadableAt, downloadOnlyCompleted: false };
    expect(found({ advanced: draft })).toEqual([{ ...early, reason: 'unsigned' }]);
    const signed = { downloadableAt, downloadOnlyCompleted: true };
    expect(found({ advanced: signed })).toEqual([{ ...early, reason: 'noButton' }]);
    // a party outside signs at no node, so the file may be completed by then
    const parties = [aPartyConfig({ scope: 'external' })];
    expect(found({ flow: { parties }, advanced: draft })).toEqual([]);
  });

  it('has words for each of its problems in every language', () => {
    for (const code of [
      'FLOW-BACK',
      'FLOW-TWICE',
      'FLOW-HIDE',
      'FLOW-LOST',
      'FLOW-OPEN',
      'FLOW-ARCHIVE',
      'FLOW-EARLY',
    ] as const) {
      for (const reason of ['party', 'everywhere', 'noButton', 'unsigned']) {
        expect(mappingProblemsEn[code]({ name: 'x', reason })).not.toBe('');
        expect(mappingProblemsZhCn[code]({ name: 'x', reason })).not.toBe('');
      }
    }
  });

  it('never throws and points at what is there, on any graph', () => {
    const points = fc.array(
      fc.record({
        kind: fc.constantFrom('node' as const, 'exit' as const),
        index: fc.nat(14),
        timing: fc.constantFrom('before' as const, 'after' as const),
      }),
      { maxLength: 5 },
    );
    const nodeIds = fc.array(
      fc.nat(14).map((index) => `n${index}`),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 12 }),
        fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { maxLength: 30 }),
        points,
        points,
        nodeIds,
        nodeIds,
        fc.boolean(),
        (count, pairs, create, launch, sign, hide, saveAsDraft) => {
          const workflow = aWorkflow({
            nodes: Array.from({ length: count }, (_, index) => ({
              id: `n${index}`,
              name: `节点${index}`,
              kind: (['start', 'approve', 'archive'] as const)[index % 3] ?? 'approve',
            })),
            exits: pairs.map(([from, to], index) => ({
              id: `e${index}`,
              name: '出口',
              from: `n${from}`,
              to: `n${to}`,
            })),
          });
          const named = (list: typeof create): FlowPoint[] =>
            list.map(({ kind, index, timing }) => ({ kind, timing, id: `${kind === 'node' ? 'n' : 'e'}${index}` }));
          const mapping = aMapping({
            required: { signingNodes: sign },
            flow: { createAt: named(create), launchAt: named(launch), saveAsDraft },
            advanced: { hideSignAt: hide, downloadableAt: named(launch) },
          });

          for (const { code, params, pointer } of checkFlow(mapping, workflow)) {
            expect(code).toMatch(/^FLOW-/);
            if (params['kind'] === undefined) continue;
            const places: readonly { id: string }[] = params['kind'] === 'node' ? workflow.nodes : workflow.exits;
            expect(
              places.map(({ id }) => id),
              pointer,
            ).toContain(params['id']);
          }
        },
      ),
    );
  });
});
