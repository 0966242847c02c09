import { PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RemoteOrder, RemoteService, ServiceAccess } from '../../../host/providers/remote-service.js';
import { packKey } from '../../../host/providers/tencent/flows.js';
import { createTencentProvider } from '../../../host/providers/tencent/tencent.js';
import type { Binding, Party } from '../../../src/schema/index.js';
import { startTencentSimulator, type TencentSimulator } from '../../simulators/tencent/server.js';
import { aParty, aSigner } from '../../support/builders.js';
import { anOrder } from '../../support/remote-orders.js';
import { tencentBinding } from '../../support/service-worlds/tencent-world.js';

const COMPANY = aParty();
const PERSON = aParty({
  id: 'party-b',
  kind: 'person',
  name: '赵倩',
  order: 2,
  signers: [aSigner({ id: 'signer-2', userId: 'signer-b', name: '赵倩' })],
});

describe('flows of templates at 腾讯电子签 (C-13)', () => {
  let simulator: TencentSimulator;
  let remote: RemoteService;
  let access: ServiceAccess;

  beforeAll(async () => {
    simulator = await startTencentSimulator();
    const provider = createTencentProvider({ testUrl: simulator.url });
    if (!provider.remote) throw new Error('people do not sign there');
    remote = provider.remote;
    const binding = tencentBinding(simulator) as unknown as Binding;
    access = {
      binding,
      secrets: binding as unknown as Record<string, string>,
      http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) =>
        fetch(address, request as RequestInit),
      clock: () => new Date(),
    };
  });

  afterAll(() => simulator.close());

  const orderOf = async (
    parties: Party[] = [COMPANY, PERSON],
    control = 'ComponentId_1',
    templateId = simulator.service.templates[0]?.TemplateId ?? '',
  ): Promise<RemoteOrder> => {
    const order = await anOrder({ parties });
    const template = { id: templateId, controls: [{ control, value: 'HT-2026-001' }] };
    const documents = order.envelope.documents.map((document) => ({ ...document, template }));
    return { ...order, envelope: { ...order.envelope, documents } };
  };

  it('are seen by nobody before the launch, and carry what the form put in (G02)', async () => {
    const order = await orderOf();

    const names = await remote.create(access, order);

    const flow = simulator.service.find(names.externalId);
    expect(flow).toMatchObject({ status: 0, userData: packKey(order.idempotencyKey) });
    const field = (await PDFDocument.load(flow.bytes)).getForm().getField('合同编号').acroField;
    expect(field.dict.lookup(PDFName.of('V'), PDFHexString).decodeText()).toBe('HT-2026-001');
    await remote.launch(access, names.externalId, null, { envelope: order.envelope, names });
    await remote.launch(access, names.externalId, null, { envelope: order.envelope, names });
    expect(flow.status).toBe(1);
    expect(Object.keys(names.signers)).toEqual(
      simulator.service.templates[0]?.Recipients.map(({ RecipientId }) => RecipientId),
    );
  });

  it('start later where the service is still composing the file', async () => {
    simulator.service.drafts.composingSeconds = 60;
    const order = await orderOf();
    const names = await remote.create(access, order);
    simulator.service.drafts.composingSeconds = 0;
    const launch = (): Promise<void> =>
      remote.launch(access, names.externalId, null, { envelope: order.envelope, names });

    await expect(launch()).rejects.toMatchObject({ code: 'provider-failed', retryable: true });

    const now = Date.now();
    simulator.service.clock = () => new Date(now + 61_000);
    await launch();
    expect(simulator.service.find(names.externalId).status).toBe(1);
    simulator.service.clock = () => new Date();
  });

  it.each<[string, () => Promise<RemoteOrder>, object]>([
    [
      'in another order',
      () =>
        orderOf([
          { ...PERSON, order: 1 },
          { ...COMPANY, order: 2 },
        ]),
      { code: 'invalid-input', errors: [{ pointer: '/parties', code: 'CAPABILITY' }] },
    ],
    [
      'too few',
      () => orderOf([COMPANY]),
      { code: 'invalid-input', errors: [{ pointer: '/parties', code: 'CAPABILITY' }] },
    ],
    ['of a template that is gone', () => orderOf(undefined, 'ComponentId_1', 'gone'), { code: 'config-incomplete' }],
    ['without a control that is required', () => orderOf(undefined, 'ComponentId_9'), { code: 'invalid-input' }],
  ])('are refused for parties %s', async (_name, make, refusal) => {
    const before = simulator.service.flows.size;

    await expect(remote.create(access, await make())).rejects.toMatchObject(refusal);

    expect(simulator.service.flows.size).toBe(before);
  });
});
