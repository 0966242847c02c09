import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { asSystem } from '../../host/store/tenant-scope.js';
import type { SealUse, SealUseCallback, SealUseEvent } from '../../src/schema/index.js';
import { codeOf, ok, submit } from '../support/journey.js';
import { RegisterWorld } from '../support/register-world.js';
import { openZhangguanjiaSide, type ZhangguanjiaSide } from '../support/registers/zhangguanjia-side.js';
import { databases, type Answer } from '../support/test-host.js';

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

describe.each(databases)('more uses and the end at 章管家 on %s', (kind) => {
  let world: RegisterWorld<ZhangguanjiaSide>;
  let reported: string[];

  beforeEach(async () => {
    reported = [];
    world = await RegisterWorld.open(kind, openZhangguanjiaSide);
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
  const there = (id: string): ReturnType<typeof world.side.simulator.service.find> =>
    world.side.simulator.service.find(id);

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
    world.side.simulator.service.stamp(id);
    world.side.simulator.service.stamp(id);

    const more = ok(await world.append(id)).body as SealUse;
    expect(more.uses).toEqual({ count: 3, appended: 2, used: 2 });
    expect(more.entries.map(({ kind }) => kind)).toEqual(['applied', 'used', 'appended']);

    world.side.simulator.service.stamp(id);
    const ended = ok(await world.end(id)).body as SealUse;
    expect(ended).toMatchObject({ status: 'ended', uses: { count: 3, appended: 2, used: 3 } });
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

  it('grants once what 50 ask for at once, and ends once (T27)', async () => {
    const { id } = await apply();

    await Promise.all(Array.from({ length: 50 }, () => world.append(id)));
    await world.wait(60);

    expect((await world.sealUse()).uses).toEqual({ count: 3, appended: 2, used: 0 });
    expect(there(id).seals[0]).toMatchObject({ use_count: 5 });
    expect(there(id).appended.size).toBe(1);

    const ends = await Promise.all(Array.from({ length: 50 }, () => world.end(id)));
    await world.wait(10);

    expect(ends.filter(({ status }) => status < 300)).not.toEqual([]);
    const ended = await world.sealUse();
    expect(ended.status).toBe('ended');
    expect(ended.entries.filter(({ kind: entry }) => entry === 'ended')).toHaveLength(1);
  });

  it('grants once what is asked for again with its key after a question has found it', async () => {
    const { id } = await apply();
    const body = { count: 2, seamCount: 1, reason: '加盖附件' };
    const address = `/v1/seal-uses/${id}/append`;
    world.proxy.inject([{ kind: 'loseAnswer' }], 'addCount');
    reported = ['provider-failed'];
    const ask = (): Promise<Answer> => world.test.as('applicant').send('POST', address, body, { key: 'key-append-1' });
    expect((await ask()).status).toBeGreaterThanOrEqual(500);
    await world.wait(10);

    ok(await ask());
    await world.wait(60);

    expect(there(id).seals[0]).toMatchObject({ use_count: 5 });
    expect((await world.sealUse()).uses).toEqual({ count: 3, appended: 2, used: 0 });
  });

  it('grants once what is asked for again with its key after another tab has asked for more, until the key is forgotten', async () => {
    const { id } = await apply();
    const address = `/v1/seal-uses/${id}/append`;
    const ask = (key: string, count: number): Promise<Answer> =>
      world.test.as('applicant').send('POST', address, { count, seamCount: 0, reason: '加盖附件' }, { key });
    world.proxy.inject([{ kind: 'loseAnswer' }], 'addCount');
    reported = ['provider-failed'];
    expect((await ask('key-of-one-tab', 2)).status).toBeGreaterThanOrEqual(500);
    await world.wait(10);
    ok(await ask('key-of-another-tab', 3));

    ok(await ask('key-of-one-tab', 2));
    await world.wait(60);

    expect(there(id).seals[0]).toMatchObject({ use_count: 8 });
    expect((await world.sealUse()).uses).toEqual({ count: 3, appended: 5, used: 0 });
    const kept = () => asSystem(() => world.test.host.parts.db.selectFrom('append_requests').selectAll().execute());
    expect(await kept()).toHaveLength(2);
    await world.wait(8 * 24 * 60);
    expect(await kept()).toEqual([]);
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
});

describe.each(databases)('filing at 章管家 on %s', (kind) => {
  let world: RegisterWorld<ZhangguanjiaSide>;

  afterEach(async () => {
    expect(world.test.failures).toEqual([]);
    await world.close();
  });

  it('submits the workflow when the use is complete, once although filing is heard of first', async () => {
    world = await RegisterWorld.open(kind, openZhangguanjiaSide, [
      { id: 'on-done', event: 'smartUseCompleted', enabled: true, actions: [{ kind: 'submitWorkflow' }] },
      callbackFor('filingCompleted'),
    ]);
    const { id } = await world.reachUse();
    world.side.simulator.service.stamp(id);
    world.side.simulator.service.happen(id, 'SEAL_USE_FINISHED');
    world.side.simulator.service.happen(id, 'FILE_ARCHIVED');

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
    world = await RegisterWorld.open(kind, openZhangguanjiaSide, [callbackFor('filingCompleted')]);
    world.side.simulator.callbackAddress = '';
    const { id } = ok(await world.apply()).body as SealUse;
    world.side.simulator.service.happen(id, 'SEAL_USE_FINISHED');
    world.side.simulator.service.happen(id, 'FILE_ARCHIVED');

    await world.wait(10);

    expect((await world.sealUse()).status).toBe('filed');
    expect(await world.valueOf('f-remark')).toBe('filingCompleted');
  });
});
