import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Problem, SealUse, SealUseCallback, SealUseEvent } from '../../src/schema/index.js';
import type { Fault } from '../simulators/kit/fault-proxy.js';
import { ok, submit } from '../support/journey.js';
import { RegisterWorld } from '../support/register-world.js';
import { databases, type Answer } from '../support/test-host.js';

function codeOf(answer: Answer): [number, string] {
  return [answer.status, (answer.body as Problem).code];
}

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

describe.each(databases)('physical seals at 章管家 on %s', (kind) => {
  let world: RegisterWorld;
  let reported: string[];

  beforeEach(async () => {
    reported = [];
    world = await RegisterWorld.open(kind);
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
  const there = (id: string): ReturnType<typeof world.simulator.service.find> => world.simulator.service.find(id);

  it('applies at the register and writes its use code into the form (P-07, P-09, R-13)', async () => {
    const sealUse = await world.reachUse();

    expect(sealUse).toMatchObject({
      status: 'applied',
      provider: 'zhangguanjia',
      useCodes: [there(sealUse.id).useCode],
    });
    expect(await world.valueOf('f-use-code')).toBe(there(sealUse.id).useCode);
  });

  it('makes one application of two at once by hand', async () => {
    await Promise.all([world.apply(), world.apply()]);

    expect(world.simulator.service.uses.size).toBe(1);
  });

  it('applies later when the register is away, and fills in the code then', async () => {
    world.proxy.inject([{ kind: 'loseAnswer' }], 'batchCreate');
    const applied = await apply();
    expect(applied.useCodes).toEqual([]);

    await world.wait(60);

    expect(world.simulator.service.uses.size).toBe(1);
    expect((await world.sealUse()).useCodes).toEqual([there(applied.id).useCode]);
    expect(await world.valueOf('f-use-code')).toBe(there(applied.id).useCode);
    reported = ['provider-failed'];
  });

  it('counts an application that the register refuses as turned down, so that another one can be made', async () => {
    world.simulator.service.seals[0]!.is_enable = 'false';
    const refused = await apply();
    expect(refused).toMatchObject({ status: 'rejected', useCodes: [] });
    expect(refused.entries.at(-1)).toMatchObject({ kind: 'rejected', by: '章管家', note: 'seal-not-usable' });
    world.simulator.service.seals[0]!.is_enable = 'true';

    const again = await apply();

    expect(again.useCodes).toEqual([there(again.id).useCode]);
    reported = ['seal-not-usable'];
  });

  it('counts what was stamped at the device, however late it is asked', async () => {
    const { id } = await apply();
    world.simulator.service.stamp(id);
    world.simulator.service.stamp(id);

    await world.wait(10);

    expect(await world.sealUse()).toMatchObject({ status: 'inUse', uses: { count: 3, appended: 0, used: 2 } });
    expect((await world.sealUse()).entries.at(-1)).toMatchObject({ kind: 'used', count: 2, by: '章管家' });
  });

  it('leaves a register alone that fails again and again, and counts on when it is back (F24)', async () => {
    const { id } = await apply();
    const path = '/detail';
    const asked = (): number =>
      [...world.proxy.calls].filter(([at]) => at.includes(path)).reduce((sum, [, calls]) => sum + calls, 0);
    world.proxy.inject(
      Array.from({ length: 5 }, (): Fault => ({ kind: 'refuse', status: 502 })),
      path,
    );
    for (let turn = 0; turn < 5; turn += 1) await world.wait(400);
    expect(asked()).toBe(5);
    world.simulator.service.stamp(id);
    await world.dueNow();
    await world.wait(0);
    expect(asked()).toBe(5);

    await world.wait(1);

    expect(asked()).toBe(6);
    expect(await world.sealUse()).toMatchObject({ uses: { count: 3, appended: 0, used: 1 } });
    // the breaker tells of itself once, when the fifth question has failed
    reported = Array.from({ length: 6 }, () => 'provider-failed');
  });

  it('grants more at the register, with its new code in the form (P-10 to P-12)', async () => {
    const { id } = await apply();

    const more = ok(await world.append(id)).body as SealUse;

    expect(more).toMatchObject({ uses: { count: 3, appended: 2 }, seamUses: { appended: 1 } });
    expect(more.useCodes.at(-1)).toBe(there(id).useCode);
    expect(await world.valueOf('f-append-code')).toBe(there(id).useCode);
    expect(there(id).seals[0]).toMatchObject({ use_count: 5, sealed_bid_count: 1 });
  });

  it('takes in what was stamped before, when more is granted and when the use ends', async () => {
    const { id } = await apply();
    world.simulator.service.stamp(id);
    world.simulator.service.stamp(id);

    const more = ok(await world.append(id)).body as SealUse;
    expect(more.uses).toEqual({ count: 3, appended: 2, used: 2 });
    expect(more.entries.map(({ kind }) => kind)).toEqual(['applied', 'used', 'appended']);

    world.simulator.service.stamp(id);
    ok(await world.end(id));
    await world.wait(10);
    expect(await world.sealUse()).toMatchObject({ status: 'ended', uses: { count: 3, appended: 2, used: 3 } });
  });

  it('counts an addition once when its answer is lost and it is asked for again', async () => {
    const { id } = await apply();
    world.proxy.inject([{ kind: 'loseAnswer' }], 'addCount');
    reported = ['provider-failed'];
    expect((await world.append(id)).status).toBeGreaterThanOrEqual(500);

    ok(await world.append(id));
    await world.wait(10);

    expect(there(id).seals[0]).toMatchObject({ use_count: 5 });
    expect((await world.sealUse()).uses).toEqual({ count: 3, appended: 2, used: 0 });
  });

  it('counts an addition once when it is asked for in two tabs at once, and when a question comes in between', async () => {
    const { id } = await apply();

    const [arrived, released] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const hold = {
      kind: 'hold' as const,
      get until() {
        arrived.resolve(undefined);
        return released.promise;
      },
    };
    world.proxy.inject([hold], 'addCount');

    const first = world.append(id);
    await arrived.promise;
    await world.append(id);
    await world.wait(10);
    released.resolve(undefined);
    await first;
    await world.wait(60);

    expect((await world.sealUse()).uses).toEqual({ count: 3, appended: 2, used: 0 });
    expect(there(id).seals[0]).toMatchObject({ use_count: 5 });
  });

  it('finds an addition whose answer was lost and that nobody asked for again', async () => {
    const { id } = await apply();
    world.proxy.inject([{ kind: 'loseAnswer' }], 'addCount');
    reported = ['provider-failed'];
    await world.append(id);

    await world.wait(10);

    expect((await world.sealUse()).uses).toEqual({ count: 3, appended: 2, used: 0 });
    expect(await world.valueOf('f-append-code')).toBe(there(id).useCode);
  });

  it('adds at a point of the workflow, once (P-13)', async () => {
    const { id } = await world.reachUse();
    await world.write({ 'f-append': 4 });

    await submit(world.test, 'applicant', 'e-use-done', 'rec-2001');

    expect(there(id).seals[0]).toMatchObject({ use_count: 7 });
    expect((await world.sealUse()).uses).toEqual({ count: 3, appended: 4, used: 0 });
  });

  it('ends at the register first, and does not take its own end for one of the device (P-14)', async () => {
    const { id } = await apply();
    world.proxy.inject([{ kind: 'loseAnswer' }], 'finish');
    reported = ['provider-failed'];
    expect((await world.end(id)).status).toBeGreaterThanOrEqual(500);
    expect(there(id).status).toBe('ENDED');

    await world.wait(10);

    const ended = await world.sealUse();
    expect(ended.status).toBe('ended');
    expect(ended.entries.map(({ kind }) => kind)).toEqual(['applied', 'ended']);
    expect(codeOf(await world.append(id))).toEqual([409, 'seal-use-closed']);
  });

  it('ends once by hand', async () => {
    const { id } = await apply();

    expect(ok(await world.end(id)).body.status).toBe('ended');
    expect(codeOf(await world.end(id))).toEqual([409, 'seal-use-closed']);
  });

  it('lets nobody count at the register of this host what a device counts', async () => {
    const { id, useCodes } = await apply();

    const answer = await world.test
      .as('admin')
      .post(`/v1/seal-uses/${id}/uses`, { useCode: useCodes[0], count: 1, seamCount: 0 });

    expect(codeOf(answer)).toEqual([403, 'forbidden']);
  });

  it('believes the register and not the callback', async () => {
    const { id } = await apply();
    const body = JSON.stringify({ event: 'AUTO_ENDED', sealapply_id: id, eventId: 'forged' });
    world.simulator.callbacks.report({
      address: world.simulator.callbackAddress,
      body,
      headers: { 'content-type': 'application/json' },
    });

    reported = ['bad-response'];

    await world.hear();

    expect((await world.sealUse()).status).toBe('inUse');
  });

  it('takes in callbacks as forms, and answers those about strangers alike', async () => {
    const { id } = await apply();
    world.simulator.callbackForm = 'form';
    world.simulator.service.happen(id, 'SEAL_USE_FINISHED');
    await world.hear();

    const body = JSON.stringify({ event: 'AUTO_ENDED', sealapply_id: 'stranger', eventId: 'other' });
    const headers = { 'content-type': 'application/json' };
    const address = world.simulator.callbackAddress;
    const send = (to: string): Promise<Response> =>
      Promise.resolve(world.test.host.fetch(new Request(to, { method: 'POST', headers, body })));
    const stranger = await send(address);

    expect((await world.sealUse()).status).toBe('completed');
    expect([stranger.status, await stranger.text()]).toEqual([200, '{"errcode":0,"errmsg":"ok"}']);
    const guessed = await send(address.replace(/\/[\w-]{32}\//, `/${'x'.repeat(32)}/`));
    expect(guessed.status).toBeGreaterThanOrEqual(400);
  });
});

describe.each(databases)('what 章管家 reports on %s', (kind) => {
  let world: RegisterWorld;

  afterEach(async () => {
    expect(world.test.failures).toEqual([]);
    await world.close();
  });

  it.each<[SealUseEvent, 'AUTO_ENDED' | 'APPLY_TERMINATED' | 'SEAL_USE_FINISHED' | 'APPLY_REJECTED', string]>([
    ['smartUseCompleted', 'SEAL_USE_FINISHED', 'completed'],
    ['autoEnded', 'AUTO_ENDED', 'ended'],
    ['terminated', 'APPLY_TERMINATED', 'terminated'],
    ['rejected', 'APPLY_REJECTED', 'rejected'],
  ])('runs the actions of %s once, however often it comes (P-15)', async (event, wire, status) => {
    world = await RegisterWorld.open(kind, [callbackFor(event)]);
    world.simulator.service.approvesInside = event === 'rejected';
    const { id } = ok(await world.apply()).body as SealUse;
    world.simulator.service.happen(id, wire);

    await world.hear({ times: 3 });
    expect(await world.valueOf('f-remark')).toBe(event);
    await world.write({ 'f-remark': 'changed by hand' });
    await world.hear({ times: 2 });
    await world.wait(1000);

    expect((await world.sealUse()).status).toBe(status);
    expect(await world.valueOf('f-remark')).toBe('changed by hand');
  });

  it('submits the workflow when the use is complete, once although filing is heard of first', async () => {
    world = await RegisterWorld.open(kind, [
      { id: 'on-done', event: 'smartUseCompleted', enabled: true, actions: [{ kind: 'submitWorkflow' }] },
      callbackFor('filingCompleted'),
    ]);
    const { id } = await world.reachUse();
    world.simulator.service.stamp(id);
    world.simulator.service.happen(id, 'SEAL_USE_FINISHED');
    world.simulator.service.happen(id, 'FILE_ARCHIVED');

    await world.hear({ reverse: true, times: 2 });

    const sealUse = await world.sealUse();
    expect(sealUse).toMatchObject({ status: 'filed', uses: { used: 1 } });
    expect(sealUse.entries.map(({ kind: entry }) => entry)).toEqual([
      'applied',
      'used',
      'smartUseCompleted',
      'filingCompleted',
    ]);
    expect((await world.record()).currentNodeId).toBe('n-archive');
    expect(await world.valueOf('f-remark')).toBe('filingCompleted');
  });

  it('needs no callback at all: what happened is found out by asking', async () => {
    world = await RegisterWorld.open(kind, [callbackFor('filingCompleted')]);
    world.simulator.callbackAddress = '';
    const { id } = ok(await world.apply()).body as SealUse;
    world.simulator.service.happen(id, 'SEAL_USE_FINISHED');
    world.simulator.service.happen(id, 'FILE_ARCHIVED');

    await world.wait(10);

    expect((await world.sealUse()).status).toBe('filed');
    expect(await world.valueOf('f-remark')).toBe('filingCompleted');
  });
});
