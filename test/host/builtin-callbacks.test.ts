import { createHmac, randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { asTenant } from '../../host/store/tenant-scope.js';
import type { Binding, ReceivedCallback, SealUse, SealUseConfig } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, signBody, submit } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const KEY = 'key-of-the-seal-register-0000001';

describe.each(databases)('what a seal register reports to the built-in provider, on %s', (kind) => {
  let test: TestHost;
  let binding: Binding;

  beforeEach(async () => {
    test = await openTestHost(kind, { publicUrl: 'https://oa.example.cn/esign' });
    const { headers } = ok(await test.as('admin').get('/v1/bindings/bind-builtin'));
    const form = {
      provider: 'builtin',
      serviceType: 'private',
      name: '内置签署服务',
      isDefault: true,
      callbackKey: KEY,
    };
    const ifMatch = headers.get('etag') ?? '';
    binding = ok(await test.as('admin').send('PATCH', '/v1/bindings/bind-builtin', form, { ifMatch })).body as Binding;
  });

  afterEach(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const report = async (event: object, key = KEY): Promise<number> => {
    const body = JSON.stringify({ id: randomUUID(), at: '2026-11-22T02:00:00.000Z', by: '印控仪 3', ...event });
    const timestamp = '1795312800';
    const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
    const address = (binding.callbackAddresses[0] ?? '').replace('https://oa.example.cn/esign', 'http://host');
    const response = await test.host.fetch(
      new Request(address, {
        method: 'POST',
        headers: { 'x-esign-timestamp': timestamp, 'x-esign-signature': signature },
        body,
      }),
    );
    await test.host.idle();
    return response.status;
  };
  const apply = async (): Promise<SealUse> =>
    ok(await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' })).body as SealUse;
  const current = async ({ id }: SealUse): Promise<SealUse> =>
    ok(await test.as('applicant').get(`/v1/seal-uses/${id}`)).body as SealUse;
  const callbacks = async (): Promise<ReceivedCallback[]> =>
    ok(await test.as('admin').get('/v1/callbacks')).body.items as ReceivedCallback[];

  it('has an address that nobody can guess, shown to the admin (B-05)', () => {
    expect(binding.callbackAddresses).toEqual([
      expect.stringMatching(
        /^https:\/\/oa\.example\.cn\/esign\/papi\/signcenter\/builtin\/0\/1\/[\w-]{32}\/globalCallback$/,
      ),
    ]);
    expect(JSON.stringify(binding)).not.toContain(KEY);
  });

  it('moves a seal use on, in whatever order and however often it is told (P-15, R-14)', async () => {
    const sealUse = await apply();
    const about = { sealUseId: sealUse.id };

    expect(await report({ ...about, event: 'filingCompleted' })).toBe(200);
    expect(await report({ ...about, event: 'smartUseCompleted' })).toBe(200);
    expect(await report({ ...about, event: 'rejected' })).toBe(200);

    const { status, entries } = await current(sealUse);
    expect(status).toBe('filed');
    expect(entries.map((entry) => entry.kind)).toEqual(['applied', 'filingCompleted', 'smartUseCompleted', 'rejected']);
    expect(entries[1]).toMatchObject({ by: '印控仪 3', at: '2026-11-22T02:00:00.000Z' });
    expect((await callbacks()).map(({ state, subject }) => [state, subject])).toEqual([
      ['done', sealUse.id],
      ['done', sealUse.id],
      ['done', sealUse.id],
    ]);
  });

  it.each([
    ['smartUseCompleted', 'completed'],
    ['filingCompleted', 'filed'],
    ['autoEnded', 'ended'],
    ['terminated', 'terminated'],
    ['rejected', 'rejected'],
  ])('takes %s as %s', async (event, status) => {
    const sealUse = await apply();

    await report({ sealUseId: sealUse.id, event });

    expect((await current(sealUse)).status).toBe(status);
  });

  it.each([
    ['in their order', ['smartUseCompleted', 'filingCompleted', 'smartUseCompleted']],
    ['the other way round', ['filingCompleted', 'smartUseCompleted', 'filingCompleted']],
  ] as const)('carries out what the mapping plans for the events, once, %s (P-15, R-13, F19)', async (_, events) => {
    const config = ok(await test.as('admin').get('/v1/seal-use-configs/uc-demo'));
    const { mapping } = config.body as SealUseConfig;
    const written = { table: 'main', field: 'f-append-code', label: '追加用印码', type: 'text' };
    const callbacks = [
      {
        id: 'cb-1',
        event: 'smartUseCompleted',
        enabled: true,
        actions: [{ kind: 'writeField', field: written, value: '已盖章' }],
      },
    ];
    const etag = config.headers.get('etag') ?? '';
    ok(await test.as('admin').put('/v1/seal-use-configs/uc-demo', { ...mapping, callbacks }, etag));
    const sealUse = await apply();

    for (const event of events) await report({ sealUseId: sealUse.id, event });

    expect((await current(sealUse)).status).toBe('filed');
    const { record } = ok(await test.as('applicant').get('/demo/records/rec-2001')).body;
    expect(record.values['f-append-code']).toBe('已盖章');
    const rows = await asTenant(TENANT, () =>
      test.host.parts.db.selectFrom('outbox').select(['key', 'state']).execute(),
    );
    expect(rows.filter(({ key }) => key.includes('cb-1') || key.includes('smartUse'))).toHaveLength(1);
  });

  it('marks a completed envelope as voided, and leaves an open one alone (R-14)', async () => {
    await configure(test);
    const envelope = await reachSigning(test);
    const about = { event: 'voided', envelopeId: envelope.id };
    await report(about);
    expect((await currentEnvelope(test, envelope.id)).voidedAt).toBeNull();
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));
    await submit(test, 'signer-a', 'e-sign-a');
    const half = await currentEnvelope(test, envelope.id);
    ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, signBody(half)));

    await report(about);

    expect(await currentEnvelope(test, envelope.id)).toMatchObject({
      status: 'completed',
      voidedAt: '2026-11-22T02:00:00.000Z',
    });
  });

  it('takes nothing that another key signed, and nothing before there is a key (T13)', async () => {
    const sealUse = await apply();

    expect(await report({ sealUseId: sealUse.id, event: 'terminated' }, 'another-key-of-32-characters-001')).toBe(401);
    expect(await report({ sealUseId: sealUse.id, event: 'terminated' }, '')).toBe(401);

    expect((await current(sealUse)).status).toBe('applied');
    expect(await callbacks()).toEqual([]);
  });

  it('takes nothing from what is only a hint, for a register cannot be asked (0.13)', async () => {
    const sealUse = await apply();
    await report({ sealUseId: 'use-unknown', event: 'terminated' });
    const { db } = test.host.parts;
    const about = {
      kind: 'sealUse',
      sealUseId: sealUse.id,
      event: 'terminated',
      at: '2026-11-22T02:00:00.000Z',
      by: '',
    };
    const news = JSON.stringify({ deliveryKey: 'hint', action: 'terminated', about });
    const change = { trust: 'hint' as const, news, next_at: '2026-11-22T02:00:00.000Z' };
    await asTenant(TENANT, () => db.updateTable('callbacks').set(change).execute());

    await test.host.sweep();

    expect((await callbacks()).map(({ state }) => state)).toEqual(['ignored']);
    expect(await current(sealUse)).toMatchObject({ status: 'applied', version: sealUse.version });
  });

  it('lists what was reported by state, and works once more on what was given up', async () => {
    await report({ sealUseId: 'use-unknown', event: 'terminated' });
    await report({ event: 'sealTeleported' });
    const states = async (state: string): Promise<string[]> =>
      (ok(await test.as('admin').get(`/v1/callbacks?state=${state}`)).body.items as ReceivedCallback[]).map(
        ({ action }) => action,
      );
    expect([await states('parked'), await states('ignored')]).toEqual([['terminated'], ['sealTeleported']]);
    const [parked] = (await callbacks()).filter(({ state }) => state === 'parked');
    const { db } = test.host.parts;
    await asTenant(TENANT, () => db.updateTable('callbacks').set({ state: 'failed', next_at: null }).execute());

    test.setTime('2026-11-24T02:00:00.000Z');
    const retried = ok(await test.as('admin').post(`/v1/callbacks/${parked?.id ?? ''}/retry`));
    await test.host.idle();

    expect(retried.body).toMatchObject({ state: 'received', attempts: 0, receivedAt: parked?.receivedAt });
    expect(await states('parked')).toEqual(['terminated']);
  });
});
