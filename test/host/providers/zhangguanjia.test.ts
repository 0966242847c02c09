import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ServiceAccess } from '../../../host/providers/remote-service.js';
import { zhangguanjiaCallbacks } from '../../../host/providers/zhangguanjia/callbacks.js';
import { zhangguanjiaDescriptor } from '../../../host/providers/zhangguanjia/descriptor.js';
import { createZhangguanjiaProvider } from '../../../host/providers/zhangguanjia/zhangguanjia.js';
import { EsignError } from '../../../src/core/errors.js';
import type { Binding } from '../../../src/schema/index.js';
import { startFaultProxy, type Fault, type FaultProxy } from '../../simulators/kit/fault-proxy.js';
import { startZhangguanjiaSimulator, type ZhangguanjiaSimulator } from '../../simulators/zhangguanjia/server.js';
import { aSealUse } from '../../support/builders.js';
import { zhangguanjiaBinding } from '../../support/service-worlds/zhangguanjia-binding.js';

describe('the adapter of 章管家', () => {
  let now: Date;
  let simulator: ZhangguanjiaSimulator;
  let proxy: FaultProxy;
  let provider: ReturnType<typeof createZhangguanjiaProvider>;

  beforeEach(async () => {
    now = new Date('2026-11-22T02:00:00.000Z');
    simulator = await startZhangguanjiaSimulator({ clock: () => now });
    proxy = await startFaultProxy(simulator.url);
    provider = createZhangguanjiaProvider();
  });

  afterEach(async () => {
    await proxy.close();
    await simulator.close();
  });

  const accessTo = (change: Record<string, string> = {}): ServiceAccess => ({
    binding: zhangguanjiaBinding({ ...simulator, url: proxy.url }) as unknown as Binding,
    secrets: { clientSecret: simulator.clientSecret, ...change },
    http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) => fetch(address, request as RequestInit),
    clock: () => now,
  });
  const register = (): Required<NonNullable<typeof provider.register>> => {
    const { apply, append, end, detail, photos } = provider.register ?? {};
    if (!apply || !append || !end || !detail || !photos) throw new Error('the register lacks a call');
    return { apply, append, end, detail, photos };
  };
  const sync = async (): Promise<unknown> => provider.syncCatalog?.(accessTo(), '远景信息');
  const use = aSealUse({
    id: 'SR-0007',
    subject: '采购合同用印',
    fileType: { id: 'zgjtype0000000000001', name: '投标文件' },
    seals: [{ id: 'seal-0001', name: '公司公章' }],
    uses: { count: 2, appended: 0, used: 0 },
  });
  const apply = (): Promise<{ externalId: string; useCode: string | null }> =>
    register().apply(accessTo(), { sealUse: use, mobile: null });

  it('asks for a token as public clients do (Z1)', async () => {
    await provider.syncCatalog?.(accessTo(), '远景信息');

    expect(simulator.requests[0]?.path).toBe(
      `/api/getToken.htm?client_id=${simulator.clientId}&client_secret=${simulator.clientSecret}&grant_type=code&response_type=json`,
    );
  });

  it('says whether the credentials are right (B-06)', async () => {
    expect(await provider.testConnection?.(accessTo())).toEqual([{ check: 'credentials', outcome: 'ok' }]);
    expect(await provider.testConnection?.(accessTo({ clientSecret: 'wrong' }))).toEqual([
      { check: 'credentials', outcome: 'failed', fix: 'check-credentials', detail: 'code 40001' },
    ]);
  });

  it('fetches one token for many calls at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sync()));

    expect(simulator.tokensGiven).toBe(1);
  });

  it('refreshes a token that is no longer taken exactly once, however many calls find out (F25)', async () => {
    await provider.syncCatalog?.(accessTo(), '远景信息');
    simulator.forgetTokens();

    await Promise.all(Array.from({ length: 50 }, () => sync()));

    expect(simulator.tokensGiven).toBe(2);
  });

  it('takes a new token after 55 minutes, and for a changed secret', async () => {
    await provider.syncCatalog?.(accessTo(), '远景信息');
    now = new Date(now.getTime() + 55 * 60_000);
    await provider.syncCatalog?.(accessTo(), '远景信息');

    expect(simulator.tokensGiven).toBe(2);
    await expect(provider.syncCatalog?.(accessTo({ clientSecret: 'changed' }), '远景信息')).rejects.toMatchObject({
      code: 'binding-not-usable',
    });
  });

  it('keeps no token that could not be fetched', async () => {
    proxy.inject([{ kind: 'refuse', status: 502 }]);
    await expect(provider.syncCatalog?.(accessTo(), '远景信息')).rejects.toMatchObject({ code: 'provider-failed' });

    await expect(provider.syncCatalog?.(accessTo(), '远景信息')).resolves.toBeDefined();
  });

  it('syncs seals and file types, page by page (B-16)', async () => {
    for (let index = 0; index < 150; index += 1) {
      simulator.service.seals.push({ seal_id: `more-${index}`, seal_name: `部门章 ${index}`, is_enable: 'true' });
    }

    const items = (await provider.syncCatalog?.(accessTo(), '远景信息')) ?? [];

    expect(items.filter(({ kind }) => kind === 'physicalSeal')).toHaveLength(153);
    expect(items).toContainEqual({ id: 'seal-0009', kind: 'physicalSeal', name: '旧合同章', enabled: false });
    expect(items).toContainEqual({ id: 'zgjtype0000000000002', kind: 'fileType', name: '介绍信', enabled: true });
  });

  it('makes one application of an order whose answer was lost', async () => {
    proxy.inject([{ kind: 'loseAnswer' }], 'batchCreate');
    await expect(apply()).rejects.toThrow();

    const { externalId, useCode } = await apply();

    expect(externalId).toBe('SR-0007');
    expect(useCode).toBe(simulator.service.find('SR-0007').useCode);
    expect(simulator.service.uses.size).toBe(1);
  });

  it.each(
    (
      [
        [{ kind: 'refuse', status: 503 }, 'provider-failed'],
        [{ kind: 'refuse', status: 429 }, 'rate-limited'],
        [{ kind: 'page' }, 'provider-failed'],
        [{ kind: 'loseRequest' }, null],
      ] as const satisfies [Fault, string | null][]
    ).flatMap(([fault, code]) => ['getToken', 'batchCreate'].map((path) => ({ fault, code, path }))),
  )(
    'leaves nothing behind when $path goes wrong by $fault, and lets the host try again',
    async ({ fault, code, path }) => {
      proxy.inject([fault], path);
      const failure: unknown = await apply().catch((error: unknown) => error);

      if (code === null) expect(failure).toBeInstanceOf(Error);
      else expect(EsignError.from(failure)).toMatchObject({ code, retryable: true });
      expect(simulator.service.uses.size).toBe(0);
      await expect(apply()).resolves.toMatchObject({ externalId: 'SR-0007' });
    },
  );

  it('fails every call that waits for a token that cannot be fetched, and fetches one for those after', async () => {
    proxy.inject([{ kind: 'refuse', status: 503 }], 'getToken');

    const failed = await Promise.allSettled(Array.from({ length: 20 }, () => sync()));
    await Promise.all(Array.from({ length: 20 }, () => sync()));

    expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(simulator.tokensGiven).toBe(1);
  });

  it('asks for the use code where the answer does not name it', async () => {
    simulator.service.answersWithCode = false;

    expect((await apply()).useCode).toBe(simulator.service.find('SR-0007').useCode);
  });

  it('counts an addition once, however often its answer is lost', async () => {
    await apply();
    const more = { requestId: 'append-1', sealIds: ['seal-0001'], count: 3, seamCount: 1 };
    proxy.inject([{ kind: 'loseAnswer' }], 'addCount');
    await expect(register().append(accessTo(), 'SR-0007', more)).rejects.toThrow();

    await register().append(accessTo(), 'SR-0007', more);

    expect(await register().detail(accessTo(), 'SR-0007')).toMatchObject({
      uses: { granted: 5, used: 0 },
      seamUses: { granted: 1, used: 0 },
    });
  });

  it('reports what was stamped, and refuses what comes after the end', async () => {
    await apply();
    simulator.service.stamp('SR-0007');
    expect(await register().detail(accessTo(), 'SR-0007')).toEqual({
      status: 'inUse',
      uses: { granted: 2, used: 1 },
      seamUses: { granted: 0, used: 0 },
      useCode: simulator.service.find('SR-0007').useCode,
      bySeal: [{ sealId: 'seal-0001', granted: 2, used: 1, seamGranted: 0, seamUsed: 0 }],
      photosOwed: 0,
    });

    await register().end(accessTo(), 'SR-0007', '已盖完');
    await register().end(accessTo(), 'SR-0007', '已盖完');

    expect((await register().detail(accessTo(), 'SR-0007')).status).toBe('ended');
    const more = { requestId: 'append-2', sealIds: ['seal-0001'], count: 1, seamCount: 0 };
    await expect(register().append(accessTo(), 'SR-0007', more)).rejects.toMatchObject({ code: 'seal-use-closed' });
  });

  it('does not call ended what ended in another way', async () => {
    await apply();
    simulator.service.happen('SR-0007', 'SEAL_USE_FINISHED');

    await expect(register().end(accessTo(), 'SR-0007', '已盖完')).rejects.toMatchObject({ code: 'seal-use-closed' });
  });

  it.each([
    [{ seals: [{ id: 'seal-0009', name: '旧合同章' }] }, 'seal-not-usable'],
    [{ fileType: { id: 'nothing', name: '' } }, 'config-incomplete'],
  ])('has a code for the refusal of %j', async (change, code) => {
    const order = { sealUse: { ...use, ...change }, mobile: null };

    await expect(register().apply(accessTo(), order)).rejects.toMatchObject({ code, retryable: false });
  });

  it('reads a callback as JSON and as a form alike, and knows it by its event (Z4)', () => {
    const news = {
      event: 'SEAL_USE_FINISHED',
      sealapply_id: 'SR-0007',
      eventId: 'zgj-evt-0001',
      occurredAt: '2026-11-22 10:15:30',
      usedCount: '10',
      remark: '',
    };
    const read = (body: string, type: string): ReturnType<typeof zhangguanjiaCallbacks.parse> =>
      zhangguanjiaCallbacks.parse(
        {
          layout: { n: '4', m: '1' },
          bytes: Buffer.from(body),
          headers: new Headers({ 'content-type': type }),
          query: new URLSearchParams(),
        },
        {},
      );

    const asJson = read(JSON.stringify(news), 'application/json');

    expect(asJson).toEqual({
      deliveryKey: 'sealUse:zgj-evt-0001',
      action: 'SEAL_USE_FINISHED',
      about: { kind: 'registeredUse', externalId: 'SR-0007', event: 'smartUseCompleted' },
    });
    expect(read(new URLSearchParams(news).toString(), 'application/x-www-form-urlencoded')).toEqual(asJson);
    expect(read(JSON.stringify({ ...news, event: 'SOMETHING_NEW' }), 'application/json').about).toBeNull();
    expect(() => read('{}', 'application/json')).toThrow();
  });

  it('says what is not verified against a real installation', () => {
    expect(zhangguanjiaDescriptor.unverified).not.toEqual([]);
    expect(zhangguanjiaDescriptor.capabilities).toMatchObject({ eSign: false, physicalSeal: true });
  });
});

describe('the simulator of 章管家', () => {
  let simulator: ZhangguanjiaSimulator;

  beforeEach(async () => {
    simulator = await startZhangguanjiaSimulator();
  });

  afterEach(() => simulator.close());

  const item = {
    sealapply_id: 'SR-1',
    name: '用印',
    uid: 'E1',
    type_id: 'zgjtype0000000000001',
    apply_status: '6',
    seal_ids1: 'seal-0001',
    use_count1: '1',
    is_sealed_bid1: 'false',
  };

  it.each([
    [{ use_count1: 10 }, 40002],
    [{ use_count1: '0' }, 40002],
    [{ seal_ids3: 'seal-0002' }, 40002],
    [{ seal_ids1: 'seal-0009' }, 40011],
    [{ type_id: 'nothing' }, 40012],
  ])('is strict about %j', (change, errcode) => {
    expect(() => simulator.service.apply({ ...item, ...change })).toThrow(expect.objectContaining({ errcode }));
  });

  it('refuses another content under the same id, and what a state does not allow', () => {
    simulator.service.apply(item);

    expect(() => simulator.service.apply({ ...item, name: '别的' })).toThrow(
      expect.objectContaining({ errcode: 40009 }),
    );
    expect(() => simulator.service.happen('SR-1', 'FILE_ARCHIVED')).toThrow(
      expect.objectContaining({ errcode: 40010 }),
    );
    simulator.service.stamp('SR-1');
    expect(() => simulator.service.stamp('SR-1')).toThrow(expect.objectContaining({ errcode: 40010 }));
  });

  it('lets a person stamp at the page of the machine', async () => {
    simulator.service.apply(item);
    const body = new URLSearchParams({ id: 'SR-1', seal: 'seal-0001', act: 'stamp' });

    const answer = await fetch(`${simulator.url}/machine`, { method: 'POST', body });

    expect(await answer.text()).toContain('公司公章：1/1');
  });
});
