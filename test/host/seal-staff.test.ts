import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createQiyuesuoProvider } from '../../host/providers/qiyuesuo/qiyuesuo.js';
import type { Binding, BindingInput, Envelope } from '../../src/schema/index.js';
import { ok } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const CONTRACT = new Uint8Array(readFileSync('host/demo/documents/purchase-contract.pdf'));

type Qiyuesuo = Extract<BindingInput, { provider: 'qiyuesuo' }>;

function aForm(change: Partial<Qiyuesuo> = {}): Qiyuesuo {
  return {
    provider: 'qiyuesuo',
    serviceType: 'private',
    name: '契约锁',
    isDefault: true,
    platformAddress: 'https://qys.example',
    externalAddress: 'https://qys.example',
    appToken: 'token',
    appSecret: 'a-secret-of-the-app',
    networkLogin: { mode: 'off' },
    sealStaff: ['applicant'],
    organizationScope: { organizations: [], departments: [], people: [] },
    ...change,
  };
}

describe.each(databases)('the seal staff of 契约锁 on %s (B-14)', (kind) => {
  let test: TestHost;
  let binding: Binding;

  beforeAll(async () => {
    test = await openTestHost(kind, { providers: [createQiyuesuoProvider()], outgoingAllow: 'https://qys.example' });
  });

  beforeEach(async () => {
    binding = ok(await test.as('admin').post('/v1/bindings', aForm())).body as Binding;
  });

  afterAll(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
  });

  const change = async (patch: Partial<Qiyuesuo>): Promise<void> => {
    const address = `/v1/bindings/${binding.id}`;
    const ifMatch = ok(await test.as('admin').get(address)).headers.get('etag') ?? '';
    ok(await test.as('admin').send('PATCH', address, aForm(patch), { ifMatch }));
  };
  const sealsFor = (user: string, id = binding.id): Promise<Answer> => test.as(user).get(`/v1/bindings/${id}/seals`);
  const startBy = async (user: string, bindingId = binding.id): Promise<Answer> => {
    const named = { headers: { 'content-disposition': 'attachment; filename="contract.pdf"' } };
    const { fileId } = ok(await test.as(user).post('/v1/uploads', CONTRACT, named)).body as { fileId: string };
    const signers = [{ userId: 'signer-a', name: '李明', contact: null }];
    return test.as(user).post('/v1/envelopes', {
      bindingId,
      subject: '保密协议',
      files: [{ fileId, name: '保密协议.pdf' }],
      parties: [{ kind: 'person', scope: 'internal', name: '李明', order: 1, signers }],
      order: 'unordered',
      deadline: null,
      cc: [],
    });
  };
  const staffOf = async (user: string): Promise<unknown> =>
    (ok(await test.as(user).get('/v1/session')).body as { sealStaffOf?: unknown }).sealStaffOf;
  /** Whether a person sees the seals, may start, and is told so. */
  const mayOf = async (user: string): Promise<unknown[]> => [
    (await sealsFor(user)).status,
    (await startBy(user)).status,
    await staffOf(user),
  ];
  const listed = (): unknown[] => [200, 201, { id: binding.id, name: '契约锁' }];
  const refused = [403, 403, undefined];

  it('lets in who is listed at the default service, and nobody else', async () => {
    expect(await mayOf('applicant')).toEqual(listed());
    expect(await mayOf('signer-a')).toEqual(refused);
    expect((await sealsFor('applicant')).body).toMatchObject({ bindingName: '契约锁', canSync: false });
  });

  it('starts a draft of its own, and refuses before a file is looked at', async () => {
    const draft = ok(await startBy('applicant')).body as Envelope;

    expect(draft).toMatchObject({ status: 'draft', provider: 'qiyuesuo', bindingId: binding.id });
    expect((await startBy('signer-a')).body).toMatchObject({ code: 'forbidden' });
  });

  it('is staff of nobody while the service is not the default', async () => {
    await change({ isDefault: false });

    expect(await mayOf('applicant')).toEqual(refused);
  });

  it('is over when another service becomes the default', async () => {
    ok(await test.as('admin').post('/v1/bindings', aForm({ name: '另一个', sealStaff: [] })));

    expect(await mayOf('applicant')).toEqual(refused);
  });

  it('is over when the person is removed from the list, and an empty list is open to nobody', async () => {
    await change({ sealStaff: ['signer-a'] });
    expect(await mayOf('applicant')).toEqual(refused);
    expect(await mayOf('signer-a')).toEqual(listed());

    await change({ sealStaff: [] });
    expect(await mayOf('signer-a')).toEqual(refused);
  });

  it('reaches to no other binding of the tenant, and gives no other right', async () => {
    expect((await sealsFor('applicant', 'bind-builtin')).status).toBe(403);
    expect((await test.as('applicant').get('/v1/bindings')).status).toBe(403);
    expect((await test.as('applicant').get(`/v1/bindings/${binding.id}/catalog?kind=seal`)).status).toBe(403);
    expect(ok(await test.as('applicant').get('/v1/session')).body.permissions).toEqual([]);
    expect((await startBy('signer-a', 'bind-builtin')).status).toBe(201);
  });

  it('reaches to no other tenant, also for somebody of the same name there', async () => {
    const other = test.as('other-tenant');
    const theirs = ok(await other.post('/v1/bindings', aForm({ sealStaff: ['applicant', 'signer-a'] })))
      .body as Binding;

    expect((await sealsFor('applicant', theirs.id)).status).toBe(403);
    expect((await startBy('applicant', theirs.id)).body).toMatchObject({ code: 'binding-not-usable' });
    expect((await sealsFor('other-tenant')).status).toBe(404);
    expect(await mayOf('signer-a')).toEqual(refused);
    expect(await staffOf('applicant')).toEqual({ id: binding.id, name: '契约锁' });
  });

  it('is beside the right that the OA grants, which holds at every binding', async () => {
    await change({ isDefault: false, sealStaff: [] });

    expect(await mayOf('admin')).toEqual([200, 201, undefined]);
  });
});
