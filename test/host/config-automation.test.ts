import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { demoUsers, TENANT, type DemoUser } from '../../host/demo/people.js';
import type { FileOperation } from '../../src/schema/index.js';
import { ok } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const plainAdmin: DemoUser = {
  userId: 'plain-admin',
  name: '钱程',
  title: '行政部 · 配置员',
  mobile: '13800000009',
  tenantId: TENANT,
  permissions: ['configAdmin'],
};

const reminder: FileOperation = {
  id: 'operation-1',
  kind: 'node',
  target: 'n-sign-a',
  timing: 'before',
  operation: 'remind',
  message: {},
};
const archiving: FileOperation = { ...reminder, id: 'operation-2', operation: 'archive', target: 'n-archive' };

function mappingWith(operations: FileOperation[], name = '采购合同') {
  const mapping = purchaseMapping();
  return { ...mapping, basic: { ...mapping.basic, name, enabled: false }, operations };
}

function refusal({ status, body }: Answer): unknown {
  const { code, errors } = body as { code: string; errors?: { pointer: string; code: string }[] };
  return { status, code, errors: errors?.map((fault) => `${fault.pointer} ${fault.code}`) };
}

describe.each(databases)('who may let files be worked on by themselves, on %s (C-70)', (kind) => {
  let test: TestHost;

  beforeAll(async () => {
    (demoUsers as DemoUser[]).push(plainAdmin);
    test = await openTestHost(kind);
  });

  afterAll(async () => {
    await test.close();
    (demoUsers as DemoUser[]).pop();
  });

  it('is asked when a configuration is made, and when its operations change, row by row', async () => {
    const admin = test.as('admin');
    const plain = test.as('plain-admin');
    const refused = await plain.post('/v1/signing-configs', mappingWith([reminder, archiving]));
    expect(refusal(refused)).toEqual({
      status: 403,
      code: 'forbidden',
      errors: ['/operations/0 automation', '/operations/1 automation'],
    });

    const { id } = ok(await admin.post('/v1/signing-configs', mappingWith([reminder]))).body as { id: string };
    const address = `/v1/signing-configs/${id}`;
    const changed = await plain.put(address, mappingWith([reminder, { ...archiving, timing: 'after' }]), '"1"');
    expect(refusal(changed)).toMatchObject({ status: 403, errors: ['/operations/1 automation'] });
    const removed = await plain.put(address, mappingWith([]), '"1"');
    expect(refusal(removed)).toMatchObject({ status: 403, errors: ['/operations automation'] });
    expect(ok(await admin.get(address)).body).toMatchObject({ version: 1 });

    const renamed = ok(await plain.put(address, mappingWith([reminder], '第二版'), '"1"'));
    expect(renamed.body).toMatchObject({ version: 2, mapping: { basic: { name: '第二版' } } });
    ok(await admin.put(address, mappingWith([archiving, reminder]), '"2"'));
    const moved = await plain.put(address, mappingWith([reminder, archiving]), '"3"');
    expect(refusal(moved)).toMatchObject({ status: 403, errors: ['/operations automation'] });
  });

  it('is not asked for a configuration without operations', async () => {
    const { items } = ok(await test.as('admin').get('/v1/signing-configs')).body as {
      items: { id: string; version: number }[];
    };
    const made = items.find(({ version }) => version === 3);
    ok(
      await test.as('admin').send('DELETE', `/v1/signing-configs/${made?.id}`, undefined, {
        ifMatch: '"3"',
      }),
    );
    ok(await test.as('plain-admin').post('/v1/signing-configs', mappingWith([])));
  });
});
