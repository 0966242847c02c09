import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { SealUseMapping } from '../../src/schema/seal-use-config.js';
import { aFullSealUseMapping } from '../support/full-seal-use.js';
import { ok } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { openTestHost, type Answer, type TestHost } from '../support/test-host.js';

function codeOf({ status, body }: Answer): unknown[] {
  return [status, (body as { code?: string } | null)?.code];
}

describe('versions of a configuration (C-01, P-01)', () => {
  let test: TestHost;
  let id = '';

  beforeAll(async () => {
    test = await openTestHost('pglite');
    const created = ok(await test.as('admin').post('/v1/signing-configs', purchaseMapping()));
    id = created.body.id as string;
    const next = { ...purchaseMapping(), basic: { ...purchaseMapping().basic, name: '第二版' } };
    ok(await test.as('admin').put(`/v1/signing-configs/${id}`, next, '"1"'));
  });

  afterAll(() => test.close());

  it('stay readable as they were saved', async () => {
    const [first, second] = await Promise.all(
      ['1', '2'].map((version) => test.as('admin').get(`/v1/signing-configs/${id}/versions/${version}`)),
    );
    expect(ok(first!).body).toMatchObject({ id, version: 1, mapping: purchaseMapping() });
    expect(ok(second!).body).toMatchObject({ id, version: 2, mapping: { basic: { name: '第二版' } } });
    const sealUse = ok(await test.as('admin').get('/v1/seal-use-configs/uc-demo/versions/1')).body;
    expect(sealUse).toMatchObject({ id: 'uc-demo', version: 1 });
  });

  it('that nobody saved are not found, nor those of the other kind or of another tenant', async () => {
    const hidden: [string, string][] = [
      ['admin', `/v1/signing-configs/${id}/versions/3`],
      ['admin', `/v1/signing-configs/${id}/versions/0`],
      ['admin', `/v1/signing-configs/${id}/versions/1.5`],
      ['admin', `/v1/signing-configs/${id}/versions/99999999999999999999`],
      ['admin', `/v1/seal-use-configs/${id}/versions/1`],
      ['admin', '/v1/signing-configs/uc-demo/versions/1'],
      ['other-tenant', `/v1/signing-configs/${id}/versions/1`],
    ];
    for (const [user, address] of hidden) {
      expect(codeOf(await test.as(user).get(address)), address).toEqual([404, 'not-found']);
    }
    expect(codeOf(await test.as('applicant').get(`/v1/signing-configs/${id}/versions/1`))).toEqual([403, 'forbidden']);
  });
});

describe('a complete mapping of physical seals (P-01 to P-15)', () => {
  it('is stored as it was sent, and is not saved over a version that nobody read', async () => {
    const test = await openTestHost('pglite');
    try {
      const admin = test.as('admin');
      const address = '/v1/seal-use-configs/uc-demo';
      const before = ok(await admin.get(address));
      const { basic } = before.body.mapping as SealUseMapping;
      const mapping = { ...aFullSealUseMapping(), basic: { ...basic, enabled: false } };
      const etag = before.headers.get('etag')!;

      ok(await admin.put(address, mapping, etag));
      const mine = { ...mapping, endAt: [] };
      expect(codeOf(await admin.put(address, mine, etag))).toEqual([412, 'stale-version']);

      const after = ok(await admin.get(address));
      expect(after.body).toMatchObject({ version: (before.body.version as number) + 1 });
      expect(after.body.mapping).toEqual(mapping);
      expect(ok(await admin.get(`${address}/versions/${after.body.version as number}`)).body.mapping).toEqual(mapping);
    } finally {
      await test.close();
    }
  });
});
