import { describe, expect, it } from 'vitest';

import {
  actInSimulation,
  actionsOf,
  eventsOf,
  exitsOf,
  fireEvent,
  startSimulation,
  takeExit,
  type Simulation,
} from '../../../src/core/simulation.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aMapping, aRecord, aWorkflow } from '../../support/builders.js';

const NOW = '2026-11-22T08:00:00Z';

function start(mapping: SigningMapping = aMapping(), nodeId = 'n-legal'): Simulation {
  return startSimulation(mapping, aWorkflow(), aRecord({ currentNodeId: nodeId }), NOW);
}

function created(mapping?: SigningMapping): Simulation {
  return takeExit(start(mapping), 'e-legal-ok');
}

/** Event and effects of every row that has an effect. */
function story({ timeline }: Simulation): string[] {
  return timeline
    .filter(({ effects }) => effects.length > 0)
    .map(({ event, effects }) => {
      const name = event.kind === 'flow' ? event.point.id : event.kind === 'user' ? event.action : event.event;
      return `${name}: ${effects.map(({ kind }) => kind).join(', ')}`;
    });
}

describe('trial run', () => {
  it('goes along an exit through all four moments', () => {
    const moved = takeExit(start(aMapping(), 'n-start'), 'e-submit');
    expect(moved.record.currentNodeId).toBe('n-dept');
    expect(moved.timeline.map(({ nodeId }) => nodeId)).toEqual(['n-start', 'n-start', 'n-dept', 'n-dept']);
    expect(exitsOf(moved).map(({ id }) => id)).toEqual(['e-dept-ok', 'e-dept-back']);
    expect(moved.envelope).toBeNull();
  });

  it('knows no exit of another node', () => {
    const begun = start();
    expect(takeExit(begun, 'e-submit')).toBe(begun);
  });

  it('R-01 creates once at the point of creation, also if the mapping is not enabled yet', () => {
    const off = aMapping({ basic: { enabled: false } });
    const run = created(off);
    expect(story(run)[0]).toBe('e-legal-ok: createEnvelope');
    expect(run.draft?.subject).toBe('服务器采购合同');
    expect(run.draft?.parties.flatMap(({ signers }) => signers.map(({ name }) => name))).toEqual(['王芳', '陈刚']);
    expect(run.envelope?.status).toBe('launched');
    expect(off.basic.enabled).toBe(false);
  });

  it('R-01 creates at the first click of a signer where no point is set', () => {
    const run = start(aMapping({ flow: { createAt: [] } }), 'n-sign-a');
    expect(actionsOf(run)).toEqual(['open']);
    expect(actInSimulation(run, 'open').envelope).not.toBeNull();
    expect(actionsOf(start())).toEqual([]);
  });

  it('R-01 tells why nothing is created', () => {
    const record = aRecord({ currentNodeId: 'n-legal', values: { ...aRecord().values, 'f-title': null } });
    const run = takeExit(startSimulation(aMapping(), aWorkflow(), record, NOW), 'e-legal-ok');
    expect(run.envelope).toBeNull();
    expect(run.timeline.flatMap(({ problems }) => problems.map(({ code, slot }) => `${code} ${slot}`))).toContain(
      'REQ C-10',
    );
  });

  it('R-02 keeps a draft until the point of launch', () => {
    const launchAt = [{ kind: 'node' as const, id: 'n-sign-b', timing: 'before' as const }];
    const drafted = created(aMapping({ flow: { saveAsDraft: true, launchAt } }));
    expect(drafted.envelope?.status).toBe('draft');
    const run = takeExit(drafted, 'e-sign-a');
    expect(run.envelope?.status).toBe('launched');
    expect(story(run)).toContain('n-sign-b: launchEnvelope');
  });

  it('R-02 lets the initiator launch a draft', () => {
    const drafted = created(aMapping({ flow: { saveAsDraft: true } }));
    expect(actionsOf(drafted)).toEqual(['launch']);
    expect(actInSimulation(drafted, 'launch').envelope?.status).toBe('launched');
  });

  it('R-05 lets the parties sign in their order, the last one completes', () => {
    const first = fireEvent(created(), 'partySigned');
    expect(first.envelope?.parties.map(({ status }) => status)).toEqual(['signed', 'pending']);
    const second = fireEvent(first, 'partySigned');
    expect(second.envelope?.status).toBe('completed');
    expect(eventsOf(second)).toEqual([]);
  });

  it('R-05 signs silently as soon as the turn has come', () => {
    const { initiator } = aMapping().flow;
    const run = created(aMapping({ flow: { initiator: { ...initiator, autoSign: true } } }));
    expect(story(run).some((line) => line.includes('autoSign'))).toBe(true);
    expect(run.envelope?.parties[0]?.status).toBe('signed');
  });

  it('R-07, R-08 files and submits at the completion, both once', () => {
    const run = fireEvent(created(), 'completed');
    expect(story(run)).toContain('completed: fileSigned, submitWorkflow');
    expect(run.envelope?.filedAt).toBe(NOW);
    // the only exit of the node is taken by itself
    expect(run.record.currentNodeId).toBe('n-sign-b');
    expect(fireEvent(run, 'completed')).toBe(run);
  });

  it('R-06 stays where it is when the submit is blocked', () => {
    const blocked = takeExit(
      created(
        aMapping({
          operations: [
            {
              id: 'op-1',
              kind: 'node',
              target: 'n-sign-a',
              timing: 'after',
              operation: 'verifySigned',
              message: { 'zh-CN': '请先签署' },
            },
          ],
        }),
      ),
      'e-sign-a',
    );
    expect(blocked.record.currentNodeId).toBe('n-sign-a');
    expect(blocked.timeline.at(-1)?.blocks.map(({ why }) => why.rule)).toEqual(['R-06']);
  });

  it('R-12 runs the action flows that listen', () => {
    const callbacks = [{ event: 'rejected' as const, actionFlowId: 'af-notify', enabled: true }];
    const run = fireEvent(created(aMapping({ advanced: { callbacks } })), 'rejected');
    expect(story(run)).toContain('rejected: runActionFlow');
    expect(run.timeline.at(-1)?.effects[0]?.why.slot).toBe('C-48');
  });

  it.each(['revoked', 'expired'] as const)('ends when it is %s', (event) => {
    const run = fireEvent(created(), event);
    expect(run.envelope?.status).toBe(event);
    expect(eventsOf(run)).toEqual([]);
  });
});
