import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ServiceAccess } from '../../../host/providers/remote-service.js';
import { readCatalog, tryCredentials } from '../../../host/providers/tencent/catalog.js';
import { codeOf, TencentClient, testDetours } from '../../../host/providers/tencent/client.js';
import { createTencentProvider } from '../../../host/providers/tencent/tencent.js';
import type { Binding } from '../../../src/schema/index.js';
import { startTencentSimulator, type TencentSimulator } from '../../simulators/tencent/server.js';
import { aParty } from '../../support/builders.js';
import { anOrder } from '../../support/remote-orders.js';
import { tencentBinding } from '../../support/service-worlds/tencent-world.js';

describe('the adapter of 腾讯电子签', () => {
  let simulator: TencentSimulator;

  beforeAll(async () => {
    simulator = await startTencentSimulator();
  });

  afterAll(() => simulator.close());

  const accessTo = (change: object = {}): ServiceAccess => ({
    binding: { ...tencentBinding(simulator), ...change } as unknown as Binding,
    secrets: { secretKey: simulator.secretKey },
    http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) => fetch(address, request as RequestInit),
    clock: () => new Date(),
  });

  it('says when the clock is wrong (B-06)', async () => {
    const client = new TencentClient(testDetours(simulator.url));
    simulator.wallClock = () => new Date(Date.now() + 301_000);

    const findings = await tryCredentials(client, accessTo());

    simulator.wallClock = () => new Date();
    expect(findings).toMatchObject([{ check: 'clock', outcome: 'failed', fix: 'set-clock' }]);
    expect(await tryCredentials(client, accessTo())).toMatchObject([{ check: 'credentials', outcome: 'ok' }]);
  });

  it.each([
    ['yDsimulatorMember00000000000001', 'ok'],
    ['yDsimulatorMember00000000000002', 'failed'],
  ])('acts for a member of the group that has joined (chapter 9): %s', async (subOrganizationId, outcome) => {
    const client = new TencentClient(testDetours(simulator.url));

    expect(await tryCredentials(client, accessTo({ subOrganizationId }))).toMatchObject([
      { check: 'credentials', outcome },
    ]);
  });

  it('lists templates with what the initiator fills in, and every seal of a long list (B-16)', async () => {
    const { service } = simulator;
    const before = [service.seals.length, service.templates.length];
    const [seal] = service.seals;
    const [template] = service.templates;
    if (!seal || !template) throw new Error('the simulator has nothing to list');
    service.seals.push(...Array.from({ length: 400 }, (_, nth) => ({ ...seal, SealId: `yDmore${nth}` })));
    service.templates.push(...Array.from({ length: 250 }, (_, nth) => ({ ...template, TemplateId: `yDmore${nth}` })));

    const items = await readCatalog(new TencentClient(testDetours(simulator.url)), accessTo());

    service.seals.splice(before[0] ?? 0);
    service.templates.splice(before[1] ?? 0);
    const idsOf = (wanted: string): string[] => items.filter(({ kind }) => kind === wanted).map(({ id }) => id);
    expect([new Set(idsOf('seal')).size, idsOf('seal').length]).toEqual([402, 402]);
    expect([new Set(idsOf('template')).size, idsOf('template').length]).toEqual([253, 253]);
    expect(items.filter(({ kind }) => kind === 'template').slice(0, 2)).toMatchObject([
      { name: '采购合同模板', enabled: true, controls: [{ id: 'ComponentId_1', name: '合同编号' }] },
      { name: '已停用的模板', enabled: false },
    ]);
  });

  it('leads a phone to a page for its browser, on which the signer really signs', async () => {
    const { remote } = createTencentProvider({ testUrl: simulator.url });
    const order = await anOrder({ order: 'unordered' });
    const names = await remote?.create(accessTo(), order);
    const [found] = Object.entries(names?.signers ?? {}).filter(([, { signerId }]) => signerId === 'signer-2');
    if (!remote || !names || !found) throw new Error('the service does not have this signer');
    const [signer, who] = found;
    const contact = order.contacts[who.signerId] ?? null;
    const reader = { address: null, pageHost: null };
    const options = { device: 'phone', isFramed: false, returnUrl: 'https://oa.example.test/done', reader } as const;

    const page = await remote.signPage?.(
      accessTo(),
      { envelope: order.envelope, names },
      { signer, ...who, contact },
      options,
    );
    await fetch(page?.url ?? '', { method: 'POST', body: new URLSearchParams({ act: 'sign' }) });

    expect(page).toMatchObject({ isEmbeddable: false, expiresAt: expect.any(String) as string });
    expect(await remote.query(accessTo(), names.externalId)).toContainEqual(
      expect.objectContaining({ kind: 'signer', signer, status: 'signed' }),
    );
  });

  it('reminds who has not signed, and says why not when the flow has ended', async () => {
    const { remote } = createTencentProvider({ testUrl: simulator.url });
    const { externalId = '' } = (await remote?.create(accessTo(), await anOrder())) ?? {};

    await remote?.remind(accessTo(), externalId, 'key');
    simulator.service.invalidate(externalId);

    expect(simulator.service.reminders).toContain(externalId);
    await expect(remote?.remind(accessTo(), externalId, 'key-2')).rejects.toThrow('合同已结束');
  });

  it('sends copies to people outside, who do not sign', async () => {
    const { remote } = createTencentProvider({ testUrl: simulator.url });
    const order = { ...(await anOrder()), copies: ['+8613900000009'] };
    const { externalId = '' } = (await remote?.create(accessTo(), order)) ?? {};

    expect(simulator.service.find(externalId).copies).toEqual(['13900000009']);
    await expect(remote?.create(accessTo(), { ...order, copies: ['13800000000'] })).rejects.toMatchObject({
      serviceCode: 'OperationDenied.CcUserRepeat',
    });
  });

  it.each<[string, string, string]>([
    ['withdrawn', '作废 🎉'.repeat(60), '作废'],
    ['without words', '🎉', '撤销'],
  ])('takes a flow back with words that the service allows (%s)', async (_name, reason, begin) => {
    const { remote } = createTencentProvider({ testUrl: simulator.url });
    const { externalId = '' } = (await remote?.create(accessTo(), await anOrder())) ?? {};

    await remote?.revoke(accessTo(), externalId, reason);

    expect(simulator.service.find(externalId)).toMatchObject({
      status: 6,
      message: expect.stringMatching(`^${begin}`) as string,
    });
  });

  it('keeps flows of members apart', async () => {
    const { remote } = createTencentProvider({ testUrl: simulator.url });
    const member = accessTo({ subOrganizationId: 'yDsimulatorMember00000000000001' });
    const { externalId } = (await remote?.create(member, await anOrder())) ?? { externalId: '' };

    await expect(remote?.query(member, externalId)).resolves.toBeDefined();
    await expect(remote?.query(accessTo(), externalId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps the words of the service with its own code', async () => {
    const { remote } = createTencentProvider({ testUrl: simulator.url });
    simulator.service.mayAutoSign = false;
    const order = await anOrder({
      parties: [aParty({ autoSign: true, sealId: simulator.service.seals[0]?.SealId ?? '' })],
      placements: [
        {
          id: 'place-1',
          partyId: 'initiator',
          documentId: 'document-1',
          mark: 'seal',
          policy: 'locked',
          required: true,
          zone: null,
          pageIndex: 0,
          rect: { x: 100, y: 100, width: 100, height: 100 },
        },
      ],
    });

    const refusal: unknown = await remote?.create(accessTo(), order).catch((error: unknown) => error);

    simulator.service.mayAutoSign = true;
    expect(refusal).toMatchObject({
      code: 'binding-not-usable',
      serviceCode: 'OperationDenied.NoOpenServerSign',
      message: expect.stringContaining('腾讯电子签 OperationDenied.NoOpenServerSign') as string,
    });
  });

  it.each([
    ['InvalidParameter.ComponentPage', 'placement-outside-page'],
    ['InvalidParameter.Something', 'invalid-input'],
    ['RequestLimitExceeded', 'rate-limited'],
    ['InternalError.Db', 'provider-failed'],
    ['AuthFailure.SignatureFailure', 'binding-not-usable'],
    ['NeverSeen', 'provider-failed'],
  ])('calls %s %s', (serviceCode, code) => {
    expect(codeOf(serviceCode)).toBe(code);
  });
});
