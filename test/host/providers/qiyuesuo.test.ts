import { createCipheriv } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { decryptCallback, qiyuesuoCallbacks } from '../../../host/providers/qiyuesuo/callbacks.js';
import { contractBody, offsetsOf, titlesOf } from '../../../host/providers/qiyuesuo/contracts.js';
import { observationsOf } from '../../../host/providers/qiyuesuo/states.js';
import { EsignError } from '../../../src/core/errors.js';
import { aPage } from '../../support/pdf-builders.js';
import { anOrder } from '../../support/remote-orders.js';

describe('the wire of 契约锁', () => {
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
