import { createCipheriv, createHash } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { signedHeaders } from '../../../host/providers/qiyuesuo/client.js';
import { decryptCallback, qiyuesuoCallbacks } from '../../../host/providers/qiyuesuo/callbacks.js';
import { contractBody, offsetsOf } from '../../../host/providers/qiyuesuo/contracts.js';
import { ASSUMED } from '../../../host/providers/qiyuesuo/descriptor.js';
import { createQiyuesuoProvider } from '../../../host/providers/qiyuesuo/qiyuesuo.js';
import { qiyuesuoService } from '../../../host/providers/qiyuesuo/service.js';
import { observationsOf } from '../../../host/providers/qiyuesuo/states.js';
import type { RemoteOrder, ServiceAccess } from '../../../host/providers/remote-service.js';
import { EsignError } from '../../../src/core/errors.js';
import type { Binding, Envelope } from '../../../src/schema/index.js';
import { startFaultProxy, type FaultProxy } from '../../simulators/kit/fault-proxy.js';
import { startQiyuesuoSimulator, type QiyuesuoSimulator } from '../../simulators/qiyuesuo/server.js';
import { anEnvelope } from '../../support/builders.js';
import { aPage, aPdf } from '../../support/pdf-builders.js';

const TOKEN = 'qysVecTok1';
const SECRET = 'qysVectorAppSecret000000000001';

describe('the wire of 契约锁 (vectors Q1 to Q7)', () => {
  it.each([
    ['1795312800123', 'bad12a6b85267fc132773a08271d7011'],
    ['0', '8d9363a6d3d0025070408d8a86b8014a'],
  ])('signs a call made at %s (Q1, Q2)', (timestamp, signature) => {
    expect(signedHeaders(TOKEN, SECRET, timestamp)).toEqual({
      'x-qys-accesstoken': TOKEN,
      'x-qys-timestamp': timestamp,
      'x-qys-signature': signature,
    });
  });

  it.each([
    [
      'Q3, with a nonce',
      `${TOKEN}${SECRET}17953128001237d9c1f1e-1c2b-4b7e-9a55-0c5a3c5b9f01`,
      '5171438f7785a3115e6942205659e7f0',
    ],
    ['Q5, of an authorisation', '1795312899942qysVectorSecretKey', 'c1fd5a878464772edb884be13ce80cd5'],
  ])('knows the rule of the public cloud, which is not spoken here (%s)', (_name, text, signature) => {
    expect(createHash('md5').update(text).digest('hex')).toBe(signature);
  });

  it('reads an encrypted callback (Q4)', () => {
    const packed =
      'SeGewTd6qH9iGT3jFQT9h1ZEVAcXfUHv22D9xY3HzR0hdSM179jauCzZfAveyMJihkSOTXvuKydqF33MJmwIDUmPUF1LkzHWN7rNEMOpXkBRhK0GfAxYZ7wh' +
      '+e3iBNSXDL238iex8n8y4VKsahP1O/5AFby+jVFC2FT4/0vhpgiFnkmf3WDNaURkSJTyOr8KUyFCL3k61wvMqFa+EiZiwu7leaOdxmWyte8SRvvV4SoC4dZq' +
      '8zDFb1Kytne+ogRczL1kyYf0kQ+xZkorAfBxHx2jzMEyiTVQ+kQ3j5b5IdQ=';

    const news = qiyuesuoCallbacks.parse(callback(packed, 'text/plain'), { encryptionKey: 'qysCallbackKey01' });

    expect(news).toMatchObject({
      action: 'SEAL',
      about: { kind: 'envelope', externalId: '3000000000000000001', observations: [] },
    });
  });

  it('reads one that is padded with zeros, as an official sample does', () => {
    const text = '{"contractId":"3000000000000000001","status":"COMPLETE"}';
    const cipher = createCipheriv('aes-128-ecb', 'qysCallbackKey01', null).setAutoPadding(false);
    const whole = Buffer.alloc(Math.ceil(text.length / 16) * 16);
    whole.write(text);
    const packed = Buffer.concat([cipher.update(whole), cipher.final()]).toString('base64');

    expect(Buffer.from(decryptCallback(Buffer.from(packed), 'qysCallbackKey01')).toString()).toBe(text);
  });

  it.each(['not base64 at all', 'AAAA', ''])('refuses %j', (body) => {
    expect(() => qiyuesuoCallbacks.parse(callback(body, 'text/plain'), { encryptionKey: 'qysCallbackKey01' })).toThrow(
      EsignError,
    );
  });

  it('takes a finished physical use for what it is, and answers as the service wants it (Q6)', () => {
    const body = 'businessId=3000000000000000101&status=COMPLETE';

    const news = qiyuesuoCallbacks.parse(callback(body, 'application/x-www-form-urlencoded'), {});

    expect(news).toMatchObject({ action: 'COMPLETE', deliveryKey: 'sealUse:3000000000000000101:COMPLETE:' });
    expect(qiyuesuoCallbacks.receipt.body).toBe('{"code":0,"message":"success"}');
  });

  it('counts positions in fractions from the lower left (Q7)', () => {
    const box = aPage({ cropBox: [0, 0, 595, 842] });

    expect(offsetsOf(box, { x: 400, y: 600, width: 100, height: 80 })).toEqual({
      offsetX: 0.672269,
      offsetY: 0.192399,
    });
  });

  it('takes a page that was turned for what it is in the file', () => {
    const box = aPage({ cropBox: [0, 0, 595, 842], rotation: 90 });

    // the top left of the page as shown is the lower left of the page in the file
    expect(offsetsOf(box, { x: 0, y: 0, width: 100, height: 80 })).toEqual({ offsetX: 0, offsetY: 0 });
  });
});

describe('the states of 契约锁 (chapter 5.2)', () => {
  const now = '2026-11-22T02:00:00.000Z';
  const parts = { id: '3000000000000000001', signatories: [], documents: [] };

  it.each([
    ['SIGNING', 'launched'],
    ['FILLING', 'launched'],
    ['COMPLETE', 'completed'],
    ['FINISHED', 'completed'],
    ['INVALIDING', 'completed'],
    ['REJECTED', 'rejected'],
    ['RECALLED', 'revoked'],
    ['EXPIRED', 'expired'],
    ['FORCE_END', 'terminated'],
  ])('reads %s as %s', (status, reached) => {
    expect(observationsOf({ ...parts, status }, now).at(-1)).toMatchObject({ kind: 'envelope', status: reached });
  });

  it('reads INVALIDED as a voiding', () => {
    expect(observationsOf({ ...parts, status: 'INVALIDED' }, now).at(-1)).toMatchObject({ kind: 'voided' });
  });

  it.each(['DRAFT', 'SOMETHING_NEW'])('makes nothing of %s', (status) => {
    expect(observationsOf({ ...parts, status }, now)).toEqual([]);
  });

  it('counts time by the clock of Shanghai', () => {
    const seen = observationsOf({ ...parts, status: 'COMPLETE', finishTime: '2026-11-22 10:15:30' }, now);

    expect(seen.at(-1)).toMatchObject({ at: '2026-11-22T02:15:30.000Z' });
  });
});

describe('the adapter of 契约锁 before its service', () => {
  let simulator: QiyuesuoSimulator;
  let proxy: FaultProxy;
  let access: ServiceAccess;
  let pdf: Uint8Array;

  beforeAll(async () => {
    simulator = await startQiyuesuoSimulator();
    proxy = await startFaultProxy(simulator.url);
    access = accessTo(proxy.url);
    pdf = await aPdf([aPage()]);
  });

  afterAll(async () => {
    await proxy.close();
    await simulator.close();
  });

  const accessTo = (url: string, secret = simulator.appSecret, now = new Date()): ServiceAccess => ({
    binding: { provider: 'qiyuesuo', platformAddress: url, appToken: simulator.appToken } as Binding,
    secrets: { appSecret: secret },
    http: (address, { timeoutMs: _t, maxBytes: _m, ...request } = {}) => fetch(address, request as RequestInit),
    clock: () => now,
  });

  const orderOf = (change: Partial<Envelope> = {}): RemoteOrder => {
    const base = anEnvelope({ id: `env-${Math.random()}`, deadline: null, placements: [], ...change });
    const document = { ...base.documents[0]!, pages: [aPage()] };
    const envelope = { ...base, documents: [document] };
    return {
      envelope,
      files: [{ document, bytes: pdf }],
      contacts: Object.fromEntries(
        envelope.parties.flatMap((party) => party.signers).map(({ id }, index) => [id, `1380000000${index}`]),
      ),
      callbackAddresses: [],
      idempotencyKey: envelope.id,
    };
  };

  it('says whether the credentials are right (B-06)', async () => {
    const { testConnection } = createQiyuesuoProvider();

    expect(await testConnection?.(access)).toEqual([{ check: 'credentials', outcome: 'ok' }]);
    expect(await testConnection?.(accessTo(proxy.url, 'wrong'))).toEqual([
      { check: 'credentials', outcome: 'failed', fix: 'check-credentials', detail: 'code 1' },
    ]);
  });

  it('is refused with a clock that is 16 minutes off', async () => {
    const late = accessTo(proxy.url, simulator.appSecret, new Date(Date.now() - 16 * 60_000));

    await expect(qiyuesuoService.query(late, '1')).rejects.toMatchObject({ code: 'binding-not-usable' });
  });

  it('lists what a mapping can name (B-16)', async () => {
    const items = await createQiyuesuoProvider().syncCatalog?.(access);

    expect(items?.map(({ kind, name, enabled }) => [kind, name, enabled])).toEqual([
      ['seal', '合同专用章', true],
      ['seal', '已停用的章', false],
      ['physicalSeal', '实体公章', true],
      ['template', '采购合同模板', true],
      ['sealProcess', '采购合同', true],
      ['fileType', '实体章用印', true],
    ]);
  });

  it('makes one contract of an order whose answer was lost', async () => {
    const order = orderOf();
    proxy.inject([{ kind: 'loseAnswer' }], '/contract/create');
    await expect(qiyuesuoService.create(access, order)).rejects.toThrow();

    const names = await qiyuesuoService.create(access, order);

    expect(simulator.service.findBySn(order.envelope.id)?.id).toBe(names.externalId);
    expect(
      [...simulator.service.contracts.values()].filter(({ given }) => given.sn === order.envelope.id),
    ).toHaveLength(1);
  });

  it.each([
    [{ kind: 'refuse', status: 502 }, 'provider-failed'],
    [{ kind: 'refuse', status: 429 }, 'rate-limited'],
    [{ kind: 'page' }, 'provider-failed'],
  ] as const)('has a code that lets the host try again for %j', async (fault, code) => {
    proxy.inject([fault]);

    const failure = await qiyuesuoService.query(access, '1').catch(EsignError.from);

    expect(failure).toMatchObject({ code, retryable: true });
  });

  it('sends half an upload once more, and leaves no half contract', async () => {
    const order = orderOf();
    proxy.inject([{ kind: 'cutUpload' }], '/document/createbyfile');
    await expect(qiyuesuoService.create(access, order)).rejects.toThrow();
    expect(simulator.service.findBySn(order.envelope.id)).toBeUndefined();

    await expect(qiyuesuoService.create(access, order)).resolves.toBeDefined();
  });

  it('repeats a launch and a recall harmlessly', async () => {
    const order = orderOf();
    const { externalId } = await qiyuesuoService.create(access, order);
    await qiyuesuoService.launch(access, externalId, null);
    await qiyuesuoService.launch(access, externalId, null);
    await qiyuesuoService.revoke(access, externalId, '作废');
    await qiyuesuoService.revoke(access, externalId, '作废');

    expect(simulator.service.find(externalId).status).toBe('RECALLED');
  });

  it('says that an envelope has ended there when it can no longer be taken back', async () => {
    const order = orderOf();
    const { externalId } = await qiyuesuoService.create(access, order);
    await qiyuesuoService.launch(access, externalId, null);
    simulator.service.forceEnd(externalId);

    await expect(qiyuesuoService.revoke(access, externalId, '作废')).rejects.toMatchObject({ code: 'envelope-closed' });
  });

  it('asks people in their order exactly when the envelope has one (C-35)', () => {
    const body = contractBody(orderOf({ order: 'ordered' }), ['1']);

    expect(body).toMatchObject({ ordinal: true, send: false });
    expect(contractBody(orderOf({ order: 'unordered' }), ['1'])).toMatchObject({ ordinal: false });
  });

  it('hands nothing over for a signer whom it cannot reach', () => {
    const order = { ...orderOf(), contacts: {} };

    expect(() => contractBody(order, ['1'])).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        errors: [expect.objectContaining({ pointer: '/parties/0/signers', code: 'SIGN-CONTACT' })],
      }),
    );
  });

  it('lists what is not verified against the vendor', () => {
    expect(createQiyuesuoProvider().descriptor.unverified).toEqual(ASSUMED);
  });
});

function callback(body: string, type: string): Parameters<typeof qiyuesuoCallbacks.parse>[0] {
  return {
    layout: { n: '1', m: '1' },
    bytes: Buffer.from(body),
    headers: new Headers({ 'content-type': type }),
    query: new URLSearchParams(),
  };
}
