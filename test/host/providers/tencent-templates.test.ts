import { PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RemoteOrder, RemoteService, ServiceAccess } from '../../../host/providers/remote-service.js';
import { TencentClient, testDetours } from '../../../host/providers/tencent/client.js';
import { packKey } from '../../../host/providers/tencent/flows.js';
import { cancelQrCode, createQrCode } from '../../../host/providers/tencent/qr-codes.js';
import { createTencentProvider } from '../../../host/providers/tencent/tencent.js';
import type { Binding, Envelope, Party } from '../../../src/schema/index.js';
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

function accessTo(simulator: TencentSimulator): ServiceAccess {
  const binding = tencentBinding(simulator) as unknown as Binding;
  return {
    binding,
    secrets: binding as unknown as Record<string, string>,
    http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) => fetch(address, request as RequestInit),
    clock: () => new Date(),
  };
}

describe('codes that many people scan at 腾讯电子签', () => {
  let simulator: TencentSimulator;

  beforeAll(async () => {
    simulator = await startTencentSimulator();
  });

  afterAll(() => simulator.close());

  const client = (): TencentClient => new TencentClient(testDetours(simulator.url));
  const order = { templateId: 'yDsimulatorTemplate000000000003', subject: '保密承诺书' };

  it('are made with their limits, and end at once, however often', async () => {
    const limits = { maxFlows: 20, flowDays: 30, codeDays: 90 };
    const { id, url, expiresAt } = await createQrCode(client(), accessTo(simulator), { ...order, ...limits });

    const code = simulator.service.qrCodes.codes.get(id);
    expect(code).toMatchObject({ maxFlows: 20, flowDays: 30, isCancelled: false });
    expect(url).toContain(simulator.url);
    expect(Date.parse(expiresAt) / 1000).toBe(code?.expiresAt);
    await cancelQrCode(client(), accessTo(simulator), id);
    await cancelQrCode(client(), accessTo(simulator), id);
    expect(code?.isCancelled).toBe(true);
  });

  it.each([
    [{ ...order, templateId: 'yDsimulatorTemplate000000000001' }, 'config-incomplete'],
    [{ ...order, templateId: 'gone' }, 'config-incomplete'],
    [{ ...order, flowDays: 31 }, 'invalid-input'],
    [{ ...order, codeDays: 91 }, 'invalid-input'],
  ])('are refused for %j', async (wrong, code) => {
    await expect(createQrCode(client(), accessTo(simulator), wrong)).rejects.toMatchObject({ code });
  });

  it('are not ended when nobody knows them', async () => {
    await expect(cancelQrCode(client(), accessTo(simulator), 'gone')).rejects.toMatchObject({ code: 'not-found' });
  });
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
    access = accessTo(simulator);
  });

  afterAll(() => simulator.close());

  const orderOf = async (
    parties: Party[] = [COMPANY, PERSON],
    control = 'ComponentId_1',
    templateId = simulator.service.templates[0]?.TemplateId ?? '',
    change: Partial<Envelope> = {},
  ): Promise<RemoteOrder> => {
    const order = await anOrder({ parties, ...change });
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

  it('are refused where the template has them sign the other way round (C-35)', async () => {
    const [both] = simulator.service.templates;
    if (!both) throw new Error('no templates');
    const turned = { ...both, TemplateId: 'yDsimulatorTemplate000000000005', SignOrder: [1, 0] };
    simulator.service.templates.push(turned);
    const order = await orderOf(undefined, undefined, turned.TemplateId, { order: 'ordered' });

    const refusal = await remote.create(access, order).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/order', code: 'CAPABILITY' }] });
  });

  it('are unordered where the template is, and with one signer as the template says (C-35)', async () => {
    const [both, , alone] = simulator.service.templates;
    if (!both || !alone) throw new Error('no templates');
    const free = { ...both, TemplateId: 'yDsimulatorTemplate000000000004', SignOrder: [-1, -1] };
    simulator.service.templates.push(free);

    const { externalId } = await remote.create(
      access,
      await orderOf(undefined, undefined, free.TemplateId, { order: 'unordered' }),
    );
    const order = await orderOf([{ ...PERSON, order: 1 }], undefined, alone.TemplateId, { order: 'unordered' });
    const documents = order.envelope.documents.map((one) => ({
      ...one,
      template: { id: alone.TemplateId, controls: [] },
    }));
    const single = await remote.create(access, { ...order, envelope: { ...order.envelope, documents } });

    expect(simulator.service.find(externalId).unordered).toBe(true);
    expect(simulator.service.find(single.externalId).unordered).toBe(false);
  });

  it('start later where the service is still composing the file', async () => {
    simulator.service.drafts.composingSeconds = 60;
    const order = await orderOf();
    const names = await remote.create(access, order);
    simulator.service.drafts.composingSeconds = 0;
    const launch = (): Promise<void> =>
      remote.launch(access, names.externalId, null, { envelope: order.envelope, names });

    await expect(launch()).rejects.toMatchObject({
      code: 'provider-failed',
      retryable: true,
      pausesMs: [1000, 2000, 3000, 5000, 8000],
    });

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
    [
      'who sign in no order, as those of the template do not (C-35)',
      () => orderOf(undefined, undefined, undefined, { order: 'unordered' }),
      { code: 'invalid-input', errors: [{ pointer: '/order', code: 'CAPABILITY' }] },
    ],
    ['of a template that is gone', () => orderOf(undefined, 'ComponentId_1', 'gone'), { code: 'config-incomplete' }],
    ['without a control that is required', () => orderOf(undefined, 'ComponentId_9'), { code: 'invalid-input' }],
  ])('are refused for parties %s', async (_name, make, refusal) => {
    const before = simulator.service.flows.size;

    await expect(remote.create(access, await make())).rejects.toMatchObject(refusal);

    expect(simulator.service.flows.size).toBe(before);
  });
});
