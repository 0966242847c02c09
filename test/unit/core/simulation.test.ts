import { describe, expect, it } from 'vitest';

import {
  eventsOf,
  exitsOf,
  fireEvent,
  launchProblems,
  peopleIn,
  pressButton,
  requestOf,
  sightOf,
  startSimulation,
  stepBack,
  takeExit,
  whoActs,
  type Simulation,
} from '../../../src/core/simulation.js';
import type { SigningMapping } from '../../../src/schema/signing-config.js';
import { aFieldRef, aFieldSource, aMapping, aPerson, aRecord, aWorkflow } from '../../support/builders.js';

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
      const name =
        event.kind === 'flow'
          ? event.point.id
          : event.kind === 'user'
            ? event.action
            : 'event' in event
              ? event.event
              : '';
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

  it('refuses several people of whom one signs where the service would, and names their field (或签)', () => {
    const many = aMapping({ required: { signers: [aFieldSource('f-signer-a')] } });
    const people = ['a', 'b'].map((userId) => aPerson({ userId, name: userId }));
    const record = aRecord({ currentNodeId: 'n-legal', values: { ...aRecord().values, 'f-signer-a': people } });
    const run = (alternateSigners?: boolean): Simulation =>
      takeExit(startSimulation(many, aWorkflow(), record, NOW, { alternateSigners }), 'e-legal-ok');

    expect(run().envelope).not.toBeNull();
    const refused = run(false);
    expect(refused.envelope).toBeNull();
    expect(refused.timeline.flatMap(({ problems }) => problems)).toContainEqual(
      expect.objectContaining({ code: 'SIGN-MANY', slot: 'C-15' }),
    );
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
    expect(whoActs(run).userId).toBe('signer-a');
    expect([...sightOf(run, whoActs(run)).live]).toEqual(['sign']);
    expect(pressButton(run, 'sign', 'signer-a').envelope).not.toBeNull();
    expect(pressButton(run, 'sign', 'signer-b')).toBe(run);
    expect(peopleIn(start()).flatMap((person) => [...sightOf(start(), person).live])).toEqual([]);
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
    expect(whoActs(drafted).userId).toBe('applicant');
    expect(pressButton(drafted, 'launch', 'applicant').envelope?.status).toBe('launched');
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

  it('R-04 shows each person the buttons, and why one is missing or has to wait', () => {
    const run = created(aMapping({ advanced: { hideSignAt: ['n-sign-a'] } }));
    const [, signerA] = peopleIn(run).map(({ userId }) => userId);
    expect(signerA).toBe('signer-a');
    const sight = (simulation: Simulation, userId: string) =>
      sightOf(
        simulation,
        peopleIn(simulation).find((person) => person.userId === userId)!,
      );
    expect(sight(run, 'signer-a').absent.map(({ kind, why }) => `${kind} ${why.reason}`)).toContain('sign hiddenHere');
    expect(sight(run, 'signer-b').absent.map(({ kind, why }) => `${kind} ${why.reason}`)).toContain(
      'sign signsElsewhere',
    );
    expect(sight(created(), 'signer-a').live.has('sign')).toBe(true);
  });

  it('R-05 lets a person sign by the button, and refuse by it', () => {
    const run = pressButton(created(), 'sign', 'signer-a');
    expect(run.envelope?.parties.map(({ status }) => status)).toEqual(['signed', 'pending']);
    const refused = pressButton(created(), 'reject', 'signer-a');
    expect(refused.envelope?.status).toBe('rejected');
    expect(pressButton(created(), 'revoke', 'applicant').envelope?.status).toBe('revoked');
  });

  it('shows what would be sent, until the creation freezes it', () => {
    const before = requestOf(start());
    expect(before).toMatchObject({ kind: 'envelope', frozen: false, draft: { subject: '服务器采购合同' } });
    const run = created();
    const changed = { ...run, record: { ...run.record, values: { ...run.record.values, 'f-title': '别的' } } };
    expect(requestOf(changed)).toMatchObject({ frozen: true, draft: { subject: '服务器采购合同' } });
  });

  it('R-02 checks a draft at its launch', () => {
    const deadline = { kind: 'field' as const, field: aFieldRef('f-deadline') };
    const drafted = created(aMapping({ flow: { saveAsDraft: true }, optional: { deadline } }));
    expect(launchProblems(drafted)).toEqual([]);
    const late = { ...drafted, now: '2027-02-01T00:00:00Z' };
    expect(launchProblems(late).map(({ code, slot }) => `${code} ${slot}`)).toEqual(['DATE-PAST C-23']);
  });

  it('steps back one act at a time, to the very beginning', () => {
    const begun = start();
    const one = takeExit(begun, 'e-legal-ok');
    const two = fireEvent(one, 'partySigned');
    expect(stepBack(two)).toEqual(one);
    expect(stepBack(one)).toEqual(begun);
    expect(stepBack(begun)).toEqual(begun);
  });

  it.each(['revoked', 'expired'] as const)('ends when it is %s', (event) => {
    const run = fireEvent(created(), event);
    expect(run.envelope?.status).toBe(event);
    expect(eventsOf(run)).toEqual([]);
  });
});
