import { describe, expect, it } from 'vitest';

import { flowMarks } from '../../../src/core/flow-layers.js';
import { placeRule } from '../../../src/core/flow-places.js';
import { aMapping, aPartyConfig, aSealUseMapping, aWorkflow } from '../../support/builders.js';

describe('what happens at the places of a workflow', () => {
  it('counts each concern once a place, with the slot that says so (C-14, C-31, C-32, C-41, C-50)', () => {
    const parties = [aPartyConfig({ id: 'p1' }), aPartyConfig({ id: 'p2' })];
    const marks = flowMarks(
      aMapping({ flow: { parties }, advanced: { hideSignAt: ['n-sign-b'], openTabAt: ['n-sign-b'] } }),
    );

    expect(marks.get('exit e-legal-ok')).toEqual([{ layer: 'create', count: 1, pointer: '/flow/createAt' }]);
    expect(marks.get('node n-sign-a')).toEqual([{ layer: 'sign', count: 1, pointer: '/required/signingNodes' }]);
    expect(marks.get('node n-sign-b')).toEqual([
      { layer: 'party', count: 2, pointer: '/flow/parties/0/signingNodes' },
      { layer: 'hide', count: 1, pointer: '/advanced/hideSignAt' },
      { layer: 'tab', count: 1, pointer: '/advanced/openTabAt' },
    ]);
  });

  it('leaves out what is parked (C-33, C-36)', () => {
    const flow = {
      launchAt: [{ kind: 'node', id: 'n-legal', timing: 'after' } as const],
      addParties: { fixed: false, dynamic: false },
    };
    const marks = flowMarks(aMapping({ flow: { ...flow, initiatorAction: 'launch' } }));

    expect([...marks.keys()]).toEqual(['exit e-legal-ok']);
  });

  it('shows operations before and after, and physical seals (C-70, P-07)', () => {
    const operation = { kind: 'node', target: 'n-dept', operation: 'remind', message: {} } as const;
    const operations = [
      { ...operation, id: 'o1', timing: 'before' as const },
      { ...operation, id: 'o2', timing: 'after' as const },
    ];

    expect(
      flowMarks(aMapping({ operations }))
        .get('node n-dept')
        ?.map(({ layer }) => layer),
    ).toEqual(['operationBefore', 'operationAfter']);
    expect(flowMarks(aSealUseMapping()).get('node n-legal')).toEqual([
      { layer: 'apply', count: 1, pointer: '/apply/applyAt' },
    ]);
  });
});

describe('where a slot can be picked', () => {
  const { nodes, exits } = aWorkflow();
  const workflow = aWorkflow({
    nodes: [...nodes, { id: 'n-island', name: '孤岛', kind: 'handle' }],
    exits: [...exits, { id: 'e-open', name: '转出', from: 'n-legal', to: 'n-deleted' }],
  });

  it('refuses a launch that cannot come after the create (C-34)', () => {
    const rule = placeRule(aMapping(), workflow, '/flow/launchAt');

    expect(rule({ kind: 'node', id: 'n-dept', timing: 'after' })).toBe('beforeCreate');
    expect(rule({ kind: 'exit', id: 'e-legal-ok', timing: 'after' })).toBe(null);
    expect(placeRule(aMapping({ flow: { createAt: [] } }), workflow, '/flow/launchAt')('n-dept')).toBe(null);
  });

  it('refuses places off every way, exits without a target, and signing in the archive (C-14, C-32)', () => {
    const create = placeRule(aMapping(), workflow, '/flow/createAt');
    expect(create({ kind: 'node', id: 'n-island', timing: 'before' })).toBe('lost');
    expect(create({ kind: 'exit', id: 'e-open', timing: 'after' })).toBe('noTarget');

    expect(placeRule(aMapping(), workflow, '/flow/parties/0/signingNodes')('n-archive')).toBe('archive');
    expect(placeRule(aMapping(), workflow, '/advanced/openTabAt')('n-archive')).toBe(null);
  });
});
