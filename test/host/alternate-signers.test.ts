import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createTencentProvider } from '../../host/providers/tencent/tencent.js';
import type { Binding, FormRecord, PersonValue, Plan, Problem, RecordTab } from '../../src/schema/index.js';
import { startTencentSimulator, type TencentSimulator } from '../simulators/tencent/server.js';
import { configure, ok, submit } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { tencentBinding } from '../support/service-worlds/tencent-world.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const CONTRACT = new Uint8Array(readFileSync('host/demo/documents/purchase-contract.pdf'));

describe.each(databases)('several people of whom one signs (或签), at a service without that, on %s', (kind) => {
  let simulator: TencentSimulator;
  let test: TestHost;
  let binding: Binding;
  let record: FormRecord;

  beforeAll(async () => {
    simulator = await startTencentSimulator();
    const { url } = simulator;
    test = await openTestHost(kind, { providers: [createTencentProvider({ testUrl: url })], outgoingAllow: url });
    binding = ok(await test.as('admin').post('/v1/bindings', tencentBinding(simulator))).body as Binding;
    ok(await configure(test, mapping()));
    const before = ok(await test.as('applicant').get('/demo/records/rec-1001')).body.record as FormRecord;
    const people = ['f-signer-a', 'f-signer-b'].flatMap((field) => before.values[field] as PersonValue[]);
    const values = { ...before.values, 'f-signer-a': people };
    const changed = await test.as('applicant').send('PATCH', '/demo/records/rec-1001', { values });
    record = ok(changed).body.record as FormRecord;
  });

  afterAll(async () => {
    expect(test.failures).toEqual([]);
    await test.close();
    await simulator.close();
  });

  const mapping = (): ReturnType<typeof purchaseMapping> =>
    purchaseMapping((usual) => ({ ...usual, basic: { ...usual.basic, provider: 'tencent', bindingId: binding.id } }));

  it('are told in a trial run (C-15)', async () => {
    const event = { kind: 'flow', point: { kind: 'exit', id: 'e-submit', timing: 'after' }, actor: record.creator };
    const ask = { envelope: null, sealUse: null, sealUseMapping: null, event, viewer: record.creator };
    const now = '2026-11-22T02:00:00.000Z';
    const run = async (basic: object): Promise<Plan> => {
      const body = { ...ask, now, record, mapping: { ...mapping(), basic: { ...mapping().basic, ...basic } } };
      return ok(await test.as('admin').post('/v1/plan', body)).body as Plan;
    };

    const { effects, problems } = await run({});

    expect(effects).toEqual([]);
    expect(problems).toMatchObject([{ code: 'SIGN-MANY', slot: 'C-15', field: { field: 'f-signer-a' } }]);
    expect((await run({ provider: 'builtin', bindingId: 'bind-builtin' })).problems).toEqual([]);
  });

  it('stop the creation at its point of the workflow, before the service hears of anything', async () => {
    await submit(test, 'applicant', 'e-submit');
    await test.host.idle();

    const tab = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body as RecordTab;

    expect(tab.envelope).toBeNull();
    expect(tab.problems).toMatchObject([{ code: 'SIGN-MANY', slot: 'C-15', field: { label: '甲方签署人' } }]);
    expect(simulator.service.flows.size).toBe(0);
  });

  it('are refused with their place in direct signing (C-31)', async () => {
    const named = { headers: { 'content-disposition': 'attachment; filename="contract.pdf"' } };
    const { fileId } = ok(await test.as('applicant').post('/v1/uploads', CONTRACT, named)).body as { fileId: string };
    const signers = ['signer-a', 'signer-b'].map((userId) => ({ userId, name: userId, contact: null }));
    const { status, body } = await test.as('applicant').post('/v1/envelopes', {
      bindingId: binding.id,
      subject: '保密协议',
      files: [{ fileId, name: '保密协议.pdf' }],
      parties: [{ kind: 'person', scope: 'internal', name: '李明', order: 1, signers }],
      order: 'unordered',
      deadline: null,
      cc: [],
    });

    expect([status, (body as Problem).errors]).toMatchObject([
      422,
      [{ pointer: '/parties/0/signers', code: 'CAPABILITY' }],
    ]);
  });
});
