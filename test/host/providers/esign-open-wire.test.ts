import { describe, expect, it } from 'vitest';

import { dataOf } from '../../../host/providers/esign/answers.js';
import { createEsignProvider } from '../../../host/providers/esign/esign.js';
import type { OpenDetail } from '../../../host/providers/esign/open-client.js';
import { openObservations } from '../../../host/providers/esign/open-states.js';
import { thirdIdOf } from '../../../host/providers/esign/open-accounts.js';
import type { CallbackNews, CallbackVerdict, RawCallback } from '../../../host/providers/callback-receiver.js';
import * as z from 'zod/mini';

const SECRET = 'esign-app-secret-vector-1';
const UPDATE =
  '{"action":"SIGN_FLOW_UPDATE","flowId":"F20261122000001","accountId":"a1b2c3d4e5f60718293a4b5c6d7e8f90","thirdOrderNo":"SR-0007","signTime":"2026-11-22 10:15:30","signResult":2,"resultDescription":"签署完成"}';
const FINISH =
  '{"action":"SIGN_FLOW_FINISH","businessScence":"采购合同","flowId":"F20261122000001","flowStatus":2,"createTime":"2026-11-22 09:00:00","endTime":"2026-11-22 10:16:02"}';
const UPDATE_SIGNATURE = 'de19bb9144f11c472eb32776e2ffee9e34154c62db55cdbea40d5bfcdefbcda3';
const FINISH_SIGNATURE = 'db66136630acc1b852ad77acb8045dc0d587926400ccd76146f4a171a99b87cc';

const { callbacks } = createEsignProvider();

function aCallback(body: string, { query = '', timestamp = '1795312862000', signature = FINISH_SIGNATURE } = {}) {
  return {
    layout: { n: '3', m: '1' },
    bytes: Buffer.from(body),
    headers: new Headers({
      'content-type': 'application/json',
      'X-Tsign-Open-App-Id': '7438000001',
      'X-Tsign-Open-TIMESTAMP': timestamp,
      'X-Tsign-Open-SIGNATURE': signature,
    }),
    query: new URLSearchParams(query),
  } satisfies RawCallback;
}

const verdict = (callback: RawCallback): CallbackVerdict | undefined =>
  callbacks?.verify(callback, { appSecret: SECRET });
const parsed = (body: object): CallbackNews | undefined =>
  callbacks?.parse(aCallback(JSON.stringify(body)), { appSecret: SECRET });

describe('the wire of the open service (more than vectors E3, E4, E5 and E8 say)', () => {
  it('takes a callback that is signed with the values of its query in the order of their names (E3)', () => {
    const at = { timestamp: '1795312800000', signature: UPDATE_SIGNATURE };

    expect(verdict(aCallback(UPDATE, { ...at, query: 'orderNo=001&belong=pinjie' }))).toBe('verified');
    expect(verdict(aCallback(UPDATE, { ...at, query: 'orderNo=002&belong=pinjie' }))).toBe('refused');
    expect(verdict(aCallback(UPDATE, at))).toBe('refused');
  });

  it('takes one without a query, whatever the case of its signature (E4)', () => {
    expect(verdict(aCallback(FINISH))).toBe('verified');
    expect(verdict(aCallback(FINISH, { signature: FINISH_SIGNATURE.toUpperCase() }))).toBe('verified');
  });

  it('refuses one that was changed, of another time, or not signed (E5)', () => {
    expect(verdict(aCallback(FINISH.replace('"flowStatus":2', '"flowStatus":3')))).toBe('refused');
    expect(verdict(aCallback(FINISH, { timestamp: '1795312862001' }))).toBe('refused');
    expect(verdict(aCallback(FINISH, { signature: '' }))).toBe('refused');
  });

  it('counts the bytes of an id, and shortens one that is too long (E8)', () => {
    const fits = '合合合合合合合合合合合合合合合合ab';
    const longer = '合合合合合合合合合合合合合合合合合';

    expect(thirdIdOf(fits)).toBe(fits);
    expect(thirdIdOf(longer)).not.toBe(longer);
    expect(Buffer.byteLength(thirdIdOf(longer))).toBeLessThanOrEqual(50);
  });
});

describe('a callback of the open service', () => {
  const update = { action: 'SIGN_FLOW_UPDATE', flowId: 'F1', accountId: 'a1', signTime: '2026-11-22 10:15:30' };
  const finish = { action: 'SIGN_FLOW_FINISH', flowId: 'F1', endTime: '2026-11-22 10:16:02' };
  const at = '2026-11-22T02:15:30.000Z';

  it.each([
    [2, 'signed'],
    ['2', 'signed'],
    [3, 'failed'],
    [4, 'rejected'],
  ])('reads the result %j of a signer as %s', (signResult, status) => {
    expect(parsed({ ...update, signResult })?.about).toMatchObject({
      externalId: 'F1',
      observations: [{ kind: 'signer', signer: 'a1', status, at }],
    });
  });

  it('knows the seat by the number that came with the task', () => {
    expect(parsed({ ...update, signResult: 2, thirdOrderNo: 'a1:org1' })?.about).toMatchObject({
      observations: [{ signer: 'a1:org1' }],
    });
  });

  it.each([
    [2, 'completed'],
    ['3', 'revoked'],
    [5, 'expired'],
    ['7', 'rejected'],
  ])('reads the end %j as %s', (flowStatus, status) => {
    expect(parsed({ ...finish, flowStatus })?.about).toMatchObject({ observations: [{ kind: 'envelope', status }] });
  });

  it('only asks about a flow that was terminated, for that may be a refusal', () => {
    expect(parsed({ ...finish, flowStatus: 4 })?.about).toEqual({
      kind: 'envelope',
      externalId: 'F1',
      observations: [],
    });
  });

  it('is kept and ignored when nobody knows its action', () => {
    expect(parsed({ ...update, action: 'PARTICIPANT_MARKREAD' })?.about).toBeNull();
  });

  it('is the same delivery however often and however late it comes', () => {
    const keys = [1, 2].map(() => parsed({ ...update, signResult: 2 })?.deliveryKey);

    expect(new Set(keys).size).toBe(1);
    expect(parsed({ ...update, signResult: 4 })?.deliveryKey).not.toBe(keys[0]);
  });

  it.each([{ action: 'SIGN_FLOW_UPDATE' }, { ...update, signResult: 'ja' }, { ...finish, flowStatus: 2, endTime: '' }])(
    'is refused when it is not of the form: %j',
    (body) => {
      expect(() => parsed(body)).toThrow('not a callback of e签宝');
    },
  );
});

describe('the refusals of e签宝', () => {
  const refusal = (errCode: number): Promise<unknown> =>
    dataOf('e签宝', Response.json({ errCode, msg: '原因' }), z.unknown()).catch((error: unknown) => error);

  it.each([
    [1435002, 'invalid-input'],
    [1435102, 'provider-failed'],
    [1435103, 'binding-not-usable'],
    [1435104, 'provider-failed'],
    [1435202, 'provider-failed'],
    [1435203, 'provider-failed'],
    [1435204, 'not-found'],
    [1435205, 'not-found'],
    [1435206, 'invalid-input'],
    [1435207, 'invalid-input'],
    [1435302, 'provider-failed'],
    [1435303, 'provider-failed'],
    [1435304, 'file-damaged'],
    [1435305, 'file-type-not-supported'],
    [1435306, 'file-too-large'],
    [1435402, 'seal-not-usable'],
    [1435403, 'seal-not-usable'],
    [1435502, 'provider-failed'],
    [1435503, 'provider-failed'],
    [1435504, 'provider-failed'],
    [1436002, 'invalid-input'],
    [1436003, 'invalid-input'],
    [1436004, 'not-a-signer'],
    [1436005, 'invalid-input'],
    [1436006, 'invalid-input'],
    [1436007, 'seal-not-usable'],
    [1436008, 'invalid-input'],
    [1436009, 'file-encrypted'],
    [1436010, 'forbidden'],
    [1436011, 'placement-required'],
    [1436012, 'placement-invalid'],
    [1436013, 'provider-failed'],
    [1436014, 'envelope-closed'],
    [1436015, 'provider-failed'],
    [1436016, 'not-found'],
    [1436017, 'invalid-input'],
    [1436018, 'envelope-closed'],
    [1436019, 'envelope-not-completed'],
    [9999999, 'provider-failed'],
  ])('%i is %s, with the text of the service', async (errCode, code) => {
    expect(await refusal(errCode)).toMatchObject({
      code,
      serviceCode: String(errCode),
      message: `e签宝 ${errCode}: 原因`,
    });
  });
});

describe('the states of the open service', () => {
  const now = '2026-11-22T02:00:00.000Z';
  const seen = (flowStatus: number, entries: OpenDetail['signDetail'] = []): unknown[] =>
    openObservations({ flowId: 'F1', flowStatus, signDetail: entries }, now);

  it.each([
    [1, 'launched'],
    [2, 'completed'],
    [3, 'revoked'],
    [4, 'terminated'],
    [5, 'expired'],
    [6, 'deleted'],
    [7, 'rejected'],
  ])('reads %i as %s', (flowStatus, status) => {
    expect(seen(flowStatus).at(-1)).toMatchObject({ kind: 'envelope', status });
  });

  it.each([0, 77])('makes nothing of %i', (flowStatus) => {
    expect(seen(flowStatus)).toEqual([]);
  });

  const one = { accountId: 'a1', signStatus: 3 };

  it('tells who refused, when and why, and nothing of the others', () => {
    const signInfo = [{ signStatus: 4, signTime: '2026-11-22 09:59:00', signExplain: '价格有误' }];

    const news = seen(7, [
      { ...one, signInfo },
      { ...one, accountId: 'a2' },
    ]).slice(1);

    const at = '2026-11-22T01:59:00.000Z';
    expect(news).toEqual([
      { kind: 'signer', signer: 'a1', status: 'rejected', at, reason: '价格有误' },
      { kind: 'envelope', status: 'rejected', at, reason: '价格有误' },
    ]);
  });

  it('tells a signature that failed from one that came too late', () => {
    expect(seen(4, [{ ...one, signInfo: [{ signStatus: 3 }] }])).toContainEqual(
      expect.objectContaining({ signer: 'a1', status: 'failed' }),
    );
    expect(seen(5, [one])).toContainEqual(expect.objectContaining({ signer: 'a1', status: 'expired' }));
  });

  it('says nothing of a task that was withdrawn: there may be another one', () => {
    expect(seen(1, [{ ...one, signStatus: 4 }])).toHaveLength(1);
  });
});
