import { describe, expect, it } from 'vitest';

import {
  eventsOf,
  fireEvent,
  peopleIn,
  pressButton,
  requestOf,
  sightOf,
  startSimulation,
  takeExit,
  type Simulation,
} from '../../../src/core/simulation.js';
import type { SealUseMapping } from '../../../src/schema/seal-use-config.js';
import { aFieldRef, aFieldSource, aRecord, aSealUseMapping, aWorkflow } from '../../support/builders.js';

const NOW = '2026-11-22T08:00:00Z';

function start(mapping: SealUseMapping = aSealUseMapping(), nodeId = 'n-legal'): Simulation {
  return startSimulation(mapping, aWorkflow(), aRecord({ currentNodeId: nodeId }), NOW);
}

function applied(mapping?: SealUseMapping): Simulation {
  return takeExit(start(mapping), 'e-legal-ok');
}

function effectsOf({ timeline }: Simulation): string[] {
  return timeline.flatMap(({ effects }) => effects.map(({ kind, why }) => `${kind} ${why.rule} ${why.reason}`));
}

describe('trial run of physical seals (R-13)', () => {
  it('applies at its point, writes the use code back and shows what was sent (P-07, P-09)', () => {
    expect(requestOf(start())).toMatchObject({ kind: 'sealUse', frozen: false, draft: { subject: '服务器采购合同' } });
    const run = applied();
    expect(effectsOf(run)).toEqual(['applySealUse R-13 applyPoint']);
    expect(run.sealUse).toMatchObject({ status: 'applied', uses: { count: 3 } });
    expect(run.record.values['f-use-code']).toBe(run.sealUse?.useCodes[0]);
    expect(requestOf(run)).toMatchObject({ frozen: true, draft: { count: 3 } });
  });

  it('counts uses, and lets no more happen than were granted', () => {
    const twice = fireEvent(fireEvent(applied(), 'sealUsed'), 'sealUsed');
    expect(twice.sealUse).toMatchObject({ status: 'inUse', uses: { used: 2 } });
    expect(eventsOf(twice)).not.toContain('rejected');
    const all = fireEvent(twice, 'sealUsed');
    expect(eventsOf(all)).not.toContain('sealUsed');
    expect(fireEvent(all, 'sealUsed')).toBe(all);
  });

  it('appends at its point with a new code (P-10 to P-13)', () => {
    const append = {
      count: aFieldSource('f-use-count'),
      seamCount: null,
      codeInto: aFieldRef('f-remark'),
      appendAt: [{ kind: 'node' as const, id: 'n-sign-a', timing: 'after' as const }],
    };
    const run = takeExit(applied(aSealUseMapping({ append })), 'e-sign-a');
    expect(effectsOf(run)).toContain('appendSealUse R-13 appendPoint');
    expect(run.sealUse?.uses.appended).toBe(3);
    expect(run.record.values['f-remark']).toBe(run.sealUse?.useCodes[1]);
  });

  it('ends at its point (P-14), or by the applicant alone', () => {
    const endAt = [{ kind: 'node' as const, id: 'n-sign-a', timing: 'after' as const }];
    expect(takeExit(applied(aSealUseMapping({ endAt })), 'e-sign-a').sealUse?.status).toBe('ended');
    expect(pressButton(applied(), 'endSeal', 'applicant').sealUse?.status).toBe('ended');
    const run = applied();
    expect(pressButton(run, 'endSeal', 'signer-a')).toBe(run);
    const other = peopleIn(run).find(({ userId }) => userId === 'signer-a')!;
    expect(sightOf(run, other).absent.map(({ why }) => why.reason)).toEqual(['notApplicant', 'notApplicant']);
  });

  it('carries out the actions of an event (P-15)', () => {
    const callbacks: SealUseMapping['callbacks'] = [
      {
        id: 'cb-1',
        event: 'smartUseCompleted',
        enabled: true,
        actions: [{ kind: 'writeField', field: aFieldRef('f-remark'), value: '已用印' }, { kind: 'submitWorkflow' }],
      },
    ];
    const run = fireEvent(applied(aSealUseMapping({ callbacks })), 'smartUseCompleted');
    expect(run.record.values['f-remark']).toBe('已用印');
    expect(run.record.currentNodeId).toBe('n-sign-b');
    expect(eventsOf(run)).toEqual(['filingCompleted', 'autoEnded']);
  });

  it('stays at its node when an action sends back to one that is gone', () => {
    const callbacks: SealUseMapping['callbacks'] = [
      { id: 'cb-1', event: 'rejected', enabled: true, actions: [{ kind: 'sendBack', nodeId: 'n-gone' }] },
    ];
    const run = fireEvent(applied(aSealUseMapping({ callbacks })), 'rejected');
    expect(run.record.currentNodeId).toBe('n-sign-a');
    expect(run.sealUse?.status).toBe('rejected');
  });
});
