import { createCipheriv, createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { signedHeaders } from '../../../host/providers/qiyuesuo/client.js';
import { decryptCallback, qiyuesuoCallbacks } from '../../../host/providers/qiyuesuo/callbacks.js';
import { contractBody, offsetsOf, titlesOf } from '../../../host/providers/qiyuesuo/contracts.js';
import { observationsOf } from '../../../host/providers/qiyuesuo/states.js';
import { EsignError } from '../../../src/core/errors.js';
import { aPage } from '../../support/pdf-builders.js';
import { anOrder } from '../../support/remote-orders.js';

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

describe('a contract for 契约锁', () => {
  it('asks people in their order exactly when the envelope has one (C-35)', async () => {
    const ordered = await anOrder({ order: 'ordered' });
    const unordered = await anOrder({ order: 'unordered' });

    expect(contractBody(ordered, ['1'])).toMatchObject({ ordinal: true, send: false });
    expect(contractBody(unordered, ['1'])).toMatchObject({ ordinal: false });
  });

  it('hands nothing over for a signer whom it cannot reach', async () => {
    const order = { ...(await anOrder()), contacts: {} };

    expect(() => contractBody(order, ['1'])).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        errors: [expect.objectContaining({ pointer: '/parties/0/signers', code: 'SIGN-CONTACT' })],
      }),
    );
  });

  it('gives files of one name titles of their own, for by them they come back', async () => {
    const order = await anOrder();
    const files = [...order.files, ...order.files];

    expect(titlesOf({ files })).toEqual(['采购合同', '采购合同 (2)']);
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
