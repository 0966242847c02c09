import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asSystem } from '../../host/store/tenant-scope.js';
import { endpoints, type Endpoint, type EndpointName, type Envelope, type Problem } from '../../src/schema/index.js';
import { configure, ok, reachSigning, signBody } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

/** Served in a later release; without a route they answer 404 to everybody. */
const LATER: readonly EndpointName[] = [
  'createBinding',
  'updateBinding',
  'deleteBinding',
  'testBinding',
  'syncBinding',
  'createEnvelope',
  'archiveEnvelope',
];

/** What each tenant has of its own under the same name. */
const OWN_TOO: readonly EndpointName[] = ['getBinding', 'listCatalog'];

const withObject = (Object.keys(endpoints) as EndpointName[]).filter(
  (name) => endpoints[name].path.includes('{') && !LATER.includes(name) && !OWN_TOO.includes(name),
);

describe.each(databases)('access to objects on %s', (kind) => {
  let test: TestHost;
  let ids: Record<string, string>;
  let bodies: Partial<Record<EndpointName, unknown>>;

  beforeAll(async () => {
    test = await openTestHost(kind);
    const config = await configure(test);
    const envelope: Envelope = await reachSigning(test);
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));
    const sealUse = ok(await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' })).body;
    const seal = ok(await test.as('signer-a').get('/v1/seals')).body.items[0];
    ids = {
      '/v1/signing-configs': config.body.id as string,
      '/v1/seal-use-configs': 'uc-demo',
      '/v1/workflows': 'wf-purchase-contract',
      '/v1/records': 'rec-1001',
      '/v1/envelopes': envelope.id,
      '/v1/files': 'file-contract',
      '/v1/seals': seal.id as string,
      '/v1/seal-uses': sealUse.id as string,
      '/v1/effects': await firstEffect(),
      documentId: envelope.documents[0]?.id ?? '',
    };
    bodies = {
      saveSigningConfig: purchaseMapping(),
      saveSealUseConfig: ok(await test.as('admin').get('/v1/seal-use-configs/uc-demo')).body.mapping,
      reportRecordEvent: { point: { kind: 'node', id: 'n-sign-a', timing: 'after' } },
      signEnvelope: signBody(envelope),
      rejectEnvelope: { reason: 'x' },
      revokeEnvelope: { reason: 'x' },
      setPlacements: { placements: [] },
      appendSealUse: { count: 1, seamCount: 0, reason: 'x' },
      endSealUse: { reason: 'x' },
      recordSealUse: { useCode: '12345678', count: 1, seamCount: 0 },
    };
  });

  afterAll(() => test.close());

  const firstEffect = async (): Promise<string> => {
    const query = test.host.parts.db.selectFrom('outbox').select('seq').orderBy('seq').limit(1);
    return String((await asSystem(() => query.executeTakeFirstOrThrow())).seq);
  };

  const addressOf = (name: EndpointName, exists: boolean): string => {
    const { path }: Endpoint = endpoints[name];
    const collection = path.slice(0, path.indexOf('/{'));
    const id = exists ? ids[collection] : 'absent-object';
    if (id === undefined) throw new Error(`no object for ${path}`);
    const query = name === 'listCatalog' ? '?kind=seal' : '';
    return path.replace(/\{(id|recordId)\}/, id).replace('{documentId}', ids['documentId'] ?? '') + query;
  };

  const send = (user: string | null, name: EndpointName, exists = true) => {
    const { method }: Endpoint = endpoints[name];
    return test.as(user).send(method, addressOf(name, exists), bodies[name], {
      ...(endpoints[name].method === 'PUT' || endpoints[name].method === 'DELETE' ? { ifMatch: '"1"' } : {}),
    });
  };

  it.each(withObject)('%s is not found by another tenant, like what does not exist', async (name) => {
    const foreign = await send('other-tenant', name);
    const absent = await send('other-tenant', name, false);

    expect([foreign.status, (foreign.body as Problem).code]).toEqual([404, 'not-found']);
    expect(foreign.text).toBe(absent.text);
  });

  it.each(withObject)('%s is refused to who is not signed in', async (name) => {
    expect((await send(null, name)).status).toBe(401);
  });

  const ofAdmins = (name: EndpointName): boolean => /configs|workflows/.test(endpoints[name].path);

  it.each(withObject.filter((name) => endpoints[name].path.startsWith('/v1/seal-uses')))(
    '%s is not found by a person of the same tenant who has nothing to do with it',
    async (name) => {
      expect((await send('signer-b', name)).status).toBe(404);
    },
  );

  it.each(withObject.filter((name) => /records|envelopes/.test(endpoints[name].path)))(
    '%s is not found by a colleague who takes no part in the record',
    async (name) => {
      const answer = await send('other-colleague', name);

      expect([answer.status, (answer.body as Problem).code]).toEqual([404, 'not-found']);
    },
  );

  it.each(withObject.filter(ofAdmins))('%s is refused to who is no admin', async (name) => {
    expect((await send('signer-a', name)).status).toBe(403);
  });

  it('keeps the lists of a tenant to itself', async () => {
    for (const address of ['/v1/envelopes', '/v1/seals', '/v1/seal-uses', '/v1/signing-configs', '/v1/workflows']) {
      expect(ok(await test.as('other-tenant').get(address)).body.items).toEqual([]);
    }
    const bindings = ok(await test.as('other-tenant').get('/v1/bindings')).body.items;
    expect(bindings).toHaveLength(1);
    const catalog = ok(await test.as('other-tenant').get('/v1/bindings/bind-builtin/catalog?kind=physicalSeal'));
    expect(catalog.body.items).toEqual([]);
  });

  it('lets nobody remove a company seal but a seal admin, and a personal one only its owner', async () => {
    const remove = async (user: string, id: string): Promise<number> =>
      (await test.as(user).send('DELETE', `/v1/seals/${id}`)).status;

    expect(await remove('signer-a', 'seal-company')).toBe(403);
    expect(await remove('admin', 'seal-li-ming')).toBe(404);
    expect(await remove('signer-a', 'seal-li-ming')).toBe(204);
    expect(await remove('admin', 'seal-company')).toBe(204);
  });

  it('makes a personal seal for anybody, a company seal only for a seal admin (T27)', async () => {
    const template = { type: 'SQUARE', colour: 'RED', text: '赵倩之印', widthMm: 20, heightMm: 20 };
    const request = (sealKind: string, text = '赵倩之印') => ({
      name: '新印章',
      kind: sealKind,
      artwork: { kind: 'template', template: { ...template, text } },
    });

    const own = ok(await test.as('signer-b').post('/v1/seals', request('personal')));
    const company = await test.as('signer-b').post('/v1/seals', request('contract'));
    const unknown = await test.as('signer-b').post('/v1/seals', request('personal', '\u{e000}\u{e001}'));

    expect(own.body.owner).toBe('赵倩');
    expect(company.status).toBe(403);
    expect([unknown.status, (unknown.body as Problem).code]).toEqual([422, 'glyph-missing']);
    const { response } = await test.as('signer-b').bytes(`/v1/seals/${own.body.id}/image`);
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect((await test.as('signer-a').get(`/v1/seals/${own.body.id}/image`)).status).toBe(404);
  });
});
