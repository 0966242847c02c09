import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Problem, SealUse, SealUseCallback, SealUseEvent } from '../../src/schema/index.js';
import type { Fault } from '../simulators/kit/fault-proxy.js';
import { codeOf, ok } from '../support/journey.js';
import { RegisterWorld } from '../support/register-world.js';
import { registerCases } from '../support/registers/register-sides.js';

const remark = { table: 'main', field: 'f-remark', label: '备注', type: 'textarea' as const };
/** Each event leaves its mark in the form. */
function callbackFor(event: SealUseEvent): SealUseCallback {
  return {
    id: `on-${event}`,
    event,
    enabled: true,
    actions: [{ kind: 'writeField', field: remark, value: event }],
  };
}

/** A question goes wrong in each of these ways, and the host counts them alike; the last one is never answered. */
const FAULTS: readonly Fault[] = [
  { kind: 'refuse', status: 503 },
  { kind: 'refuse', status: 429 },
  { kind: 'page' },
  { kind: 'halfAnswer' },
  { kind: 'hold', until: new Promise<never>(() => undefined) },
];

describe.each(registerCases)('physical seals at $name on $kind', ({ kind, name, open }) => {
  let world: RegisterWorld;
  let reported: string[];

  beforeEach(async () => {
    reported = [];
    world = await RegisterWorld.open(kind, open);
  });

  afterEach(async () => {
    expect(world.test.failures.map(({ code }) => code)).toEqual(reported);
    await world.close();
  });

  /** Applies, and reads what the register made of it; the answer itself is the same however often it is asked for. */
  const apply = async (): Promise<SealUse> => {
    const { id } = ok(await world.apply()).body as SealUse;
    return ok(await world.test.as('applicant').get(`/v1/seal-uses/${id}`)).body as SealUse;
  };

  it('applies at the register and writes its use code into the form (P-07, P-09, R-13)', async () => {
    const sealUse = await world.reachUse();

    expect(sealUse).toMatchObject({
      status: 'applied',
      provider: world.binding.provider,
      useCodes: [world.side.codeOf(sealUse)],
    });
    expect(await world.valueOf('f-use-code')).toBe(world.side.codeOf(sealUse));
  });

  it('makes one application of two at once by hand', async () => {
    await Promise.all([world.apply(), world.apply()]);

    expect(world.side.count()).toBe(1);
  });

  it('applies later when the register is away, and fills in the code then', async () => {
    world.proxy.inject([{ kind: 'loseAnswer' }], world.side.paths.apply);
    const applied = await apply();
    expect(applied.useCodes).toEqual([]);

    await world.wait(60);

    expect(world.side.count()).toBe(1);
    expect((await world.sealUse()).useCodes).toEqual([world.side.codeOf(applied)]);
    expect(await world.valueOf('f-use-code')).toBe(world.side.codeOf(applied));
    reported = ['provider-failed'];
  });

  it('counts an application that the register refuses as turned down, so that another one can be made', async () => {
    world.side.setUsable(false);
    const refused = await apply();
    expect(refused).toMatchObject({ status: 'rejected', useCodes: [] });
    expect(refused.entries.at(-1)).toMatchObject({ kind: 'rejected', by: name, note: 'seal-not-usable' });
    world.side.setUsable(true);

    const again = await apply();

    expect(again.useCodes).toEqual([world.side.codeOf(again)]);
    reported = ['seal-not-usable'];
  });

  it('counts what was stamped at the device, however late it is asked', async () => {
    const sealUse = await apply();
    world.side.stamp(sealUse);
    world.side.stamp(sealUse);

    await world.wait(10);

    expect(await world.sealUse()).toMatchObject({ status: 'inUse', uses: { count: 3, appended: 0, used: 2 } });
    expect((await world.sealUse()).entries.at(-1)).toMatchObject({ kind: 'used', count: 2, by: name });
  });

  it('leaves a register alone that fails again and again, and counts on when it is back (F24)', async () => {
    const sealUse = await apply();
    const path = world.side.paths.detail;
    const asked = (): number =>
      [...world.proxy.calls].filter(([at]) => at.includes(path)).reduce((sum, [, calls]) => sum + calls, 0);
    world.proxy.inject(FAULTS, path);
    for (let turn = 0; turn < 5; turn += 1) await world.wait(400);
    expect(asked()).toBe(5);
    world.side.stamp(sealUse);
    await world.dueNow();
    await world.wait(0);
    expect(asked()).toBe(5);

    await world.wait(1);

    expect(asked()).toBe(6);
    expect(await world.sealUse()).toMatchObject({ uses: { count: 3, appended: 0, used: 1 } });
    // the breaker tells of itself once, when the fifth question has failed
    reported = ['provider-failed', 'rate-limited', 'provider-failed', 'bad-response', 'timeout', 'timeout'];
  });

  it('makes one application of 50 at once, and counts the last stamp once however many ask (T27)', async () => {
    await world.write({ 'f-count': 1 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.apply()));
    // who comes after the first one is through is told that there is one
    const refusals = answers.flatMap(({ status, body }) => (status === 422 ? ((body as Problem).errors ?? []) : []));
    expect(refusals.filter(({ code }) => code !== 'already-applied')).toEqual([]);
    const taken = answers.filter(({ status }) => status !== 422).map((answer) => ok(answer).body as SealUse);
    const made = new Map(taken.map((sealUse) => [sealUse.id, sealUse]));
    expect(made.size).toBe(1);
    expect(world.side.count()).toBe(1);
    const [sealUse] = made.values();
    if (!sealUse) throw new Error('nothing was applied for');

    world.side.stamp(sealUse);
    expect(() => world.side.stamp(sealUse)).toThrow();
    await world.dueNow();
    await Promise.all([
      ...Array.from({ length: 25 }, () => world.tab()),
      ...Array.from({ length: 25 }, () => world.hear()),
    ]);
    await world.wait(10);

    const counted = await world.sealUse();
    expect(counted.uses).toEqual({ count: 1, appended: 0, used: 1 });
    expect(counted.entries.filter(({ kind: entry }) => entry === 'used')).toHaveLength(1);
  });

  it('lets nobody count at the register of this host what a device counts', async () => {
    const { id, useCodes } = await apply();

    const answer = await world.test
      .as('admin')
      .post(`/v1/seal-uses/${id}/uses`, { useCode: useCodes[0], count: 1, seamCount: 0 });

    expect(codeOf(answer)).toEqual([403, 'forbidden']);
  });

  it('believes the register and not the callback', async () => {
    const sealUse = await apply();
    world.side.callbacks.report({ address: world.address, ...world.side.forgery(sealUse) });
    reported = ['bad-response'];

    await world.hear();

    expect((await world.sealUse()).status).toBe('inUse');
  });

  it.each(['form', 'json'] as const)('takes in a callback as %s, twice, once', async (form) => {
    const sealUse = await apply();
    world.side.writes(form);
    world.side.happen(sealUse, 'smartUseCompleted');

    await world.hear({ times: 2 });

    const done = await world.sealUse();
    expect(done.status).toBe('completed');
    expect(done.entries.map(({ kind: entry }) => entry)).toEqual(['applied', 'smartUseCompleted']);
    const [sent] = world.side.callbacks.sent;
    if (!sent) throw new Error('nothing was reported');
    const again = await world.deliver(sent);
    await world.hear();
    expect([again.status, await again.text()]).toEqual([200, world.side.receipt]);
    expect((await world.sealUse()).version).toBe(done.version);
  });

  it('answers callbacks about strangers alike, and none at an address that was guessed', async () => {
    const forged = { address: world.address, ...world.side.forgery(null) };

    const stranger = await world.deliver(forged);
    const guessed = await world.deliver({
      ...forged,
      address: world.address.replace(/\/[\w-]{32}\//, `/${'x'.repeat(32)}/`),
    });

    expect([stranger.status, await stranger.text()]).toEqual([200, world.side.receipt]);
    expect(guessed.status).toBeGreaterThanOrEqual(400);
  });
});

/** What a register can report, and the status after it. */
const OUTCOMES: readonly (readonly [SealUseEvent, string])[] = [
  ['smartUseCompleted', 'completed'],
  ['autoEnded', 'ended'],
  ['terminated', 'terminated'],
  ['rejected', 'rejected'],
];

const outcomes = registerCases.flatMap((each) =>
  OUTCOMES.filter(([event]) => each.events.includes(event)).map(([event, status]) => ({ ...each, event, status })),
);

describe('what registers report', () => {
  let world: RegisterWorld;

  afterEach(async () => {
    expect(world.test.failures).toEqual([]);
    await world.close();
  });

  it.each(outcomes)(
    'of $name runs the actions of $event once on $kind, however often it comes (P-15)',
    async ({ kind, open, event, status }) => {
      world = await RegisterWorld.open(kind, open, [callbackFor(event)]);
      world.side.setApproval(event === 'rejected');
      const sealUse = ok(await world.apply()).body as SealUse;
      world.side.happen(sealUse, event);

      await world.hear({ times: 3 });
      expect(await world.valueOf('f-remark')).toBe(event);
      await world.write({ 'f-remark': 'changed by hand' });
      await world.hear({ times: 2 });
      await world.wait(1000);

      expect((await world.sealUse()).status).toBe(status);
      expect(await world.valueOf('f-remark')).toBe('changed by hand');
    },
  );

  it.each(registerCases)(
    'of $name submits the workflow when the use is complete, on $kind, and needs no callback for it',
    async ({ kind, open }) => {
      world = await RegisterWorld.open(kind, open, [
        { id: 'on-done', event: 'smartUseCompleted', enabled: true, actions: [{ kind: 'submitWorkflow' }] },
      ]);
      const sealUse = await world.reachUse();
      world.side.stamp(sealUse);
      world.side.happen(sealUse, 'smartUseCompleted');

      await world.wait(10);

      expect(await world.sealUse()).toMatchObject({ status: 'completed', uses: { used: 1 } });
      expect((await world.record()).currentNodeId).toBe('n-archive');
    },
  );
});
