import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import { EsignError } from '../../src/core/errors.js';
import type { Binding, CatalogItem, ConnectionFinding } from '../../src/schema/index.js';
import { aBindingInput, anAdapter, startBindingService, type BindingService } from '../support/binding-service.js';
import { configure, ok, reachSigning } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const ORIGIN = 'http://oa.example';

function codeOf({ status, body }: Answer): [number, string] {
  return [status, body?.code];
}

describe.each(databases)('bindings on %s', (kind) => {
  const adapter = anAdapter();
  let service: BindingService;
  let test: TestHost;

  beforeAll(async () => {
    service = await startBindingService();
    test = await openTestHost(kind, {
      providers: [adapter.provider],
      publicUrl: 'https://sign.example/esign/',
      outgoingAllow: service.address,
      allowedOrigins: [ORIGIN, 'https://oa.example'],
    });
  });

  beforeEach(() => {
    service.headers = { date: new Date('2026-11-22T02:00:00.000Z').toUTCString() };
    adapter.catalog = [];
    adapter.findings = () => [{ check: 'credentials', outcome: 'ok' }];
  });

  afterAll(async () => {
    await test.close();
    await service.close();
  });

  const admin = () => test.as('admin');

  async function create(change: Partial<Record<string, unknown>> = {}): Promise<{ binding: Binding; etag: string }> {
    const answer = ok(await admin().post('/v1/bindings', aBindingInput(service.address, change)));
    return { binding: answer.body as Binding, etag: answer.headers.get('etag') ?? '' };
  }

  const patch = (id: string, body: unknown, ifMatch?: string) =>
    admin().send('PATCH', `/v1/bindings/${id}`, body, ifMatch === undefined ? {} : { ifMatch });
  const remove = (id: string, ifMatch?: string) =>
    admin().send('DELETE', `/v1/bindings/${id}`, undefined, ifMatch === undefined ? {} : { ifMatch });
  const secretsOf = (id: string) =>
    asSystem(() =>
      test.host.parts.db
        .selectFrom('binding_secrets')
        .select(['name', 'sealed'])
        .where('binding_id', '=', id)
        .execute(),
    );

  it('B-07: shows of a secret when it was set and its last four characters', async () => {
    const { binding } = await create();

    const read = await admin().get(`/v1/bindings/${binding.id}`);

    expect(read.body.projectSecret).toEqual({ setAt: '2026-11-22T02:00:00.000Z', last4: 'ject' });
    expect(read.text).not.toContain('a-secret-of-the-project');
    expect(read.headers.get('etag')).toBe('"1"');
  });

  it('B-07: shows nothing of a short secret', async () => {
    const { binding } = await create({ projectSecret: 'short-one' });

    expect(binding).toMatchObject({ projectSecret: { last4: null } });
  });

  it('B-07: keeps a secret that is left out, and takes a new one', async () => {
    const { binding } = await create();
    test.setTime('2026-11-22T03:00:00.000Z');
    let seen: Readonly<Record<string, string>> = {};
    adapter.findings = (secrets) => {
      seen = secrets;
      return [];
    };

    const kept = ok(
      await patch(binding.id, aBindingInput(service.address, { projectSecret: undefined, name: 'new' }), '"1"'),
    );
    await admin().post(`/v1/bindings/${binding.id}/test`);
    const seenFirst = seen;
    const changed = ok(
      await patch(binding.id, aBindingInput(service.address, { projectSecret: 'another-secret!' }), '"2"'),
    );
    await admin().post(`/v1/bindings/${binding.id}/test`);
    test.setTime('2026-11-22T02:00:00.000Z');

    expect(kept.body).toMatchObject({
      name: 'new',
      projectSecret: { setAt: '2026-11-22T02:00:00.000Z', last4: 'ject' },
    });
    expect(seenFirst).toEqual({ projectSecret: 'a-secret-of-the-project' });
    expect(changed.body.projectSecret).toEqual({ setAt: '2026-11-22T03:00:00.000Z', last4: 'ret!' });
    expect(seen).toEqual({ projectSecret: 'another-secret!' });
  });

  it('refuses a binding without a secret that the provider needs', async () => {
    const answer = await admin().post('/v1/bindings', aBindingInput(service.address, { projectSecret: undefined }));

    expect(codeOf(answer)).toEqual([422, 'invalid-input']);
    expect(answer.body.errors).toMatchObject([{ pointer: '/projectSecret', code: 'required' }]);
  });

  it.each([
    ['a provider that this host has no adapter for', { provider: 'tencent' }],
    ['a service type that the adapter does not know', { provider: 'esign', serviceType: 'public' }],
  ])('refuses %s', async (_, { provider }) => {
    const common = { name: 'x', isDefault: false, environment: 'test' };
    const body =
      provider === 'tencent'
        ? { ...common, provider, serviceType: 'public', secretId: 'x', operatorUserId: 'x', subOrganizationId: null }
        : { ...common, provider, serviceType: 'public', appId: 'x' };

    expect(codeOf(await admin().post('/v1/bindings', body))).toEqual([422, 'binding-not-usable']);
  });

  it('makes one binding of a request that is repeated, and keeps no secret with its answer', async () => {
    const body = aBindingInput(service.address, { name: 'once' });
    const key = `once-${kind}`;

    const [first, second] = [
      await admin().post('/v1/bindings', body, { key }),
      await admin().post('/v1/bindings', body, { key }),
    ];

    expect(second.text).toBe(first.text);
    expect(second.headers.get('etag')).toBe('"1"');
    const { db } = test.host.parts;
    const rows = await asSystem(() => db.selectFrom('idempotency').selectAll().where('key', '=', key).execute());
    expect(JSON.stringify(rows)).not.toContain('a-secret-of-the-project');
    expect(await secretsOf(first.body.id)).toHaveLength(1);
  });

  it('B-04: a new default takes the place of the old one, whose version counts on', async () => {
    const one = await create({ isDefault: true });
    const two = await create({ isDefault: true });

    const bindings = (await admin().get('/v1/bindings')).body.items as Binding[];

    expect(bindings.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([two.binding.id]);
    const answer = await admin().get(`/v1/bindings/${one.binding.id}`);
    expect([answer.body.isDefault, answer.headers.get('etag')]).toEqual([false, '"2"']);
  });

  it('B-04: leaves one default, however many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => create({ isDefault: true })));

    const bindings = (await admin().get('/v1/bindings')).body.items as Binding[];

    expect(made).toHaveLength(6);
    expect(bindings.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it('B-04: the database itself refuses a second default of a kind', async () => {
    await create({ isDefault: true });
    const { db } = test.host.parts;

    const write = asSystem(() => db.updateTable('bindings').set({ is_default: true }).execute());

    await expect(write).rejects.toMatchObject({ code: '23505' });
  });

  it('B-05: makes callback addresses that nobody can guess, for each layout of the provider', async () => {
    const { binding } = await create();
    const address = /^https:\/\/sign\.example\/esign\/papi\/signcenter\/esign\/3\/[123]\/[\w-]{32}\/globalCallback$/;

    expect(binding.callbackAddresses).toHaveLength(3);
    for (const text of binding.callbackAddresses) expect(text).toMatch(address);
    const builtin = await admin().get('/v1/bindings/bind-builtin');
    expect(builtin.body.callbackAddresses[0]).toContain('/papi/signcenter/builtin/');
  });

  it('refuses a change of what was read before somebody else changed it', async () => {
    const { binding } = await create();
    const body = aBindingInput(service.address);
    ok(await patch(binding.id, body, '"1"'));

    expect(codeOf(await patch(binding.id, body, '"1"'))).toEqual([412, 'stale-version']);
    expect(codeOf(await patch(binding.id, body))).toEqual([428, 'version-required']);
    expect(codeOf(await remove(binding.id, '"1"'))).toEqual([412, 'stale-version']);
    expect(codeOf(await remove(binding.id))).toEqual([428, 'version-required']);
  });

  it('lets one of many changes of the same version through', async () => {
    const { binding } = await create();

    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        patch(binding.id, aBindingInput(service.address, { name: `change ${index}` }), '"1"'),
      ),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
  });

  it('keeps the provider and the service type of a binding', async () => {
    const body = { provider: 'builtin', serviceType: 'private', name: 'x', isDefault: false };
    const { binding } = await create();

    const answer = await patch(binding.id, body, '"1"');

    expect(codeOf(answer)).toEqual([422, 'invalid-input']);
    expect(answer.body.errors).toMatchObject([{ pointer: '/provider', code: 'fixed' }]);
  });

  it('removes a binding with its secrets, its callback address and its catalog', async () => {
    const { binding } = await create();
    adapter.catalog = [{ id: 's-1', kind: 'seal', name: 'seal', enabled: true }];
    ok(await admin().post(`/v1/bindings/${binding.id}/sync`));

    const gone = await remove(binding.id, '"2"');

    expect(gone.status).toBe(204);
    expect(codeOf(await admin().get(`/v1/bindings/${binding.id}`))).toEqual([404, 'not-found']);
    expect(await secretsOf(binding.id)).toEqual([]);
    const { db } = test.host.parts;
    for (const table of ['catalog', 'callback_addresses'] as const) {
      const rows = await asSystem(() =>
        db.selectFrom(table).selectAll().where('binding_id', '=', binding.id).execute(),
      );
      expect(rows).toEqual([]);
    }
  });

  it('is nothing to another tenant, and nothing to who is no admin', async () => {
    const { binding } = await create();
    const other = test.as('other-tenant');
    const address = `/v1/bindings/${binding.id}`;

    for (const answer of [
      await other.get(address),
      await other.send('PATCH', address, aBindingInput(service.address), { ifMatch: '"1"' }),
      await other.send('DELETE', address, undefined, { ifMatch: '"1"' }),
      await other.post(`${address}/test`),
      await other.post(`${address}/sync`),
    ]) {
      expect(codeOf(answer)).toEqual([404, 'not-found']);
    }
    expect(codeOf(await test.as('applicant').post('/v1/bindings', aBindingInput('http://x.test')))).toEqual([
      403,
      'forbidden',
    ]);
  });

  it('B-06: finds nothing to fix where all is well', async () => {
    const { binding } = await create();

    const { body } = ok(
      await admin().post(`/v1/bindings/${binding.id}/test`, undefined, { headers: { origin: ORIGIN } }),
    );

    expect(body.ok).toBe(true);
    expect(body.findings.map(({ check, outcome }: ConnectionFinding) => `${check} ${outcome}`)).toEqual([
      'address ok',
      'clock ok',
      'protocol ok',
      'frame ok',
      'credentials ok',
    ]);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['a clock that is minutes behind', { date: 'Sun, 22 Nov 2026 02:06:00 GMT' }, 'clock failed', 'set-clock'],
    ['a clock that is seconds ahead', { date: 'Sun, 22 Nov 2026 01:58:30 GMT' }, 'clock warning', 'set-clock'],
    ['a page that nobody may frame', { 'x-frame-options': 'DENY' }, 'frame failed', 'allow-framing'],
    [
      'a page that others may frame',
      { 'content-security-policy': "default-src *; frame-ancestors 'self' https://else.example" },
      'frame failed',
      'allow-framing',
    ],
  ])('B-06: finds %s', async (_, headers, finding, fix) => {
    const { binding } = await create();
    service.headers = { ...service.headers, ...headers };

    const { body } = ok(
      await admin().post(`/v1/bindings/${binding.id}/test`, undefined, { headers: { origin: ORIGIN } }),
    );

    const [check, outcome] = finding.split(' ');
    expect(body.ok).toBe(outcome !== 'failed');
    expect(body.findings).toContainEqual(expect.objectContaining({ check, outcome, fix, detail: expect.any(String) }));
  });

  it('B-06: finds a page of http that stays blank on an OA of https', async () => {
    const { binding } = await create();

    const headers = { origin: 'https://oa.example' };
    const { body } = ok(await admin().post(`/v1/bindings/${binding.id}/test`, undefined, { headers }));

    expect(body.findings).toContainEqual(
      expect.objectContaining({ check: 'protocol', outcome: 'failed', fix: 'use-https' }),
    );
  });

  it('B-06: finds an address that the operator did not list, and does not go there', async () => {
    const { binding } = await create({ platformAddress: 'http://169.254.169.254/latest' });

    const { body } = ok(await admin().post(`/v1/bindings/${binding.id}/test`));

    expect(body.ok).toBe(false);
    expect(body.findings).toContainEqual(
      expect.objectContaining({ check: 'address', outcome: 'failed', fix: 'allow-address' }),
    );
  });

  it('B-06: finds credentials that the service refuses, without quoting what the adapter says', async () => {
    const { binding } = await create();
    adapter.findings = ({ projectSecret }) => {
      throw new EsignError('provider-failed', `401 for ${projectSecret}`);
    };

    const answer = ok(await admin().post(`/v1/bindings/${binding.id}/test`));

    expect(answer.body.findings).toContainEqual({
      check: 'credentials',
      outcome: 'failed',
      fix: 'check-credentials',
      detail: 'provider-failed',
    });
    expect(answer.text).not.toContain('a-secret-of-the-project');
  });

  it('B-06: skips what there is nothing to ask at the built-in service', async () => {
    const { body } = ok(await admin().post('/v1/bindings/bind-builtin/test'));

    expect(body.ok).toBe(true);
    expect(new Set(body.findings.map(({ outcome }: ConnectionFinding) => outcome))).toEqual(new Set(['skipped']));
  });

  it('B-16: syncs what a mapping can name, and says what changed', async () => {
    const item = (id: string, name: string, change: Partial<CatalogItem> = {}): CatalogItem => {
      return { id, kind: 'seal', name, enabled: true, ...change };
    };
    const { binding } = await create();
    adapter.catalog = [item('s-1', '公章'), item('s-2', '合同章'), item('s-3', '财务章')];
    const first = ok(await admin().post(`/v1/bindings/${binding.id}/sync`));
    adapter.catalog = [
      item('s-1', '公章'),
      item('s-2', '合同专用章'),
      item('s-4', '人事章'),
      item('t-1', '合同模板', { kind: 'template', controls: [{ id: 'c-1', name: '金额' }] }),
    ];

    const second = ok(await admin().post(`/v1/bindings/${binding.id}/sync`));

    expect(first.body.lastSyncChanges).toEqual([
      { kind: 'seal', total: 3, added: ['公章', '合同章', '财务章'], changed: [], removed: [] },
    ]);
    expect(second.body.lastSyncChanges).toEqual([
      { kind: 'seal', total: 3, added: ['人事章'], changed: ['合同专用章'], removed: ['财务章'] },
      { kind: 'template', total: 1, added: ['合同模板'], changed: [], removed: [] },
    ]);
    expect(second.body.lastSyncedAt).toBe('2026-11-22T02:00:00.000Z');
    const catalog = ok(await admin().get(`/v1/bindings/${binding.id}/catalog?kind=seal`));
    expect(catalog.body.items.map(({ id }: CatalogItem) => id)).toEqual(['s-1', 's-2', 's-4']);
  });

  it('B-16: a sync of the built-in service keeps its register', async () => {
    const before = ok(await admin().get('/v1/bindings/bind-builtin/catalog?kind=physicalSeal'));

    const synced = ok(await admin().post('/v1/bindings/bind-builtin/sync'));

    expect(synced.body).toMatchObject({ lastSyncedAt: '2026-11-22T02:00:00.000Z', lastSyncChanges: [] });
    const after = ok(await admin().get('/v1/bindings/bind-builtin/catalog?kind=physicalSeal'));
    expect(after.body).toEqual(before.body);
    expect(after.body.items.length).toBeGreaterThan(0);
  });

  it('refuses to remove a binding that configurations or open envelopes use', async () => {
    const { etag } = await current('bind-builtin');
    const config = await configure(test);
    expect(codeOf(await remove('bind-builtin', etag))).toEqual([409, 'binding-in-use']);
    const envelope = await reachSigning(test);
    ok(await admin().send('DELETE', `/v1/signing-configs/${config.body.id}`, undefined, { ifMatch: '"1"' }));

    expect(codeOf(await remove('bind-builtin', etag))).toEqual([409, 'binding-in-use']);

    ok(await test.as('applicant').post(`/v1/envelopes/${envelope.id}/revoke`, { reason: 'over' }));
    await removeSealUseConfigs();
    expect((await remove('bind-builtin', etag)).status).toBe(204);
    expect(codeOf(await admin().post('/v1/signing-configs', purchaseMapping()))).toEqual([422, 'binding-not-usable']);
  });

  it('never removes a binding that a configuration names in the same moment', async () => {
    const { binding, etag } = await create();
    const { basic, ...rest } = purchaseMapping();
    const mapping = { ...rest, basic: { ...basic, enabled: false, provider: 'esign', bindingId: binding.id } };
    const hold = await holdAudit();

    const saving = admin().post('/v1/signing-configs', mapping);
    await hold.reached(1);
    const removing = remove(binding.id, etag);
    await hold.reached(2);
    hold.end();
    const [saved, removed] = await Promise.all([saving, removing]);

    // whoever comes first
    expect([
      [201, 409],
      [422, 204],
    ]).toContainEqual([saved.status, removed.status]);
    if (saved.status === 201) {
      ok(await admin().send('DELETE', `/v1/signing-configs/${saved.body.id}`, undefined, { ifMatch: '"1"' }));
    }
  });

  /** Keeps every change of the tenant before its end, where the database lets several begin at once. */
  async function holdAudit(): Promise<{ reached: (count: number) => Promise<void>; end: () => void }> {
    if (kind === 'pglite') return { reached: () => Promise.resolve(), end: () => undefined };
    const { db } = test.host.parts;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const { promise: held, resolve: hold } = Promise.withResolvers<void>();
    void db.transaction().execute(async (tx) => {
      await tx.selectFrom('audit_heads').select('sequence').where('tenant_id', '=', TENANT).forUpdate().execute();
      hold();
      await ended;
    });
    await held;
    const reached = async (count: number): Promise<void> => {
      const isReached = async (): Promise<boolean> => {
        const { rows } = await sql<{ waiting: number }>`
          select count(distinct pid)::int as waiting from pg_locks where not granted and pid in (
            select l.pid from pg_locks l join pg_class c on c.oid = l.relation
            where c.relnamespace = ${test.schema}::regnamespace)`.execute(db);
        return rows[0]?.waiting === count;
      };
      await vi.waitUntil(isReached, { timeout: 5000, interval: 10 }).catch((error: unknown) => {
        end();
        throw error;
      });
    };
    return { reached, end };
  }

  async function current(id: string): Promise<{ etag: string }> {
    const answer = ok(await admin().get(`/v1/bindings/${id}`));
    return { etag: answer.headers.get('etag') ?? '' };
  }

  /** The demo comes with one. */
  async function removeSealUseConfigs(): Promise<void> {
    const { body } = ok(await admin().get('/v1/seal-use-configs'));
    for (const { id, version } of body.items as { id: string; version: number }[]) {
      ok(await admin().send('DELETE', `/v1/seal-use-configs/${id}`, undefined, { ifMatch: `"${version}"` }));
    }
  }
});
