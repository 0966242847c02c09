import { createHash } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { BASE, startEsignOpenSimulator, type EsignOpenSimulator } from '../../simulators/esign-open/server.js';
import { aPage, aPdf } from '../../support/pdf-builders.js';

const START = Date.parse('2026-11-22T02:00:00.000Z');
const MINUTES = 60_000;

describe('the simulator of the open service is as strict as its manual (esign.md 18)', () => {
  let simulator: EsignOpenSimulator;
  let now = START;
  let status = 200;
  let notices: string[] = [];

  beforeAll(async () => {
    simulator = await startEsignOpenSimulator({
      clock: () => new Date(now),
      send: ({ body }) => {
        notices.push(String(body));
        return Promise.resolve(new Response(null, { status }));
      },
    });
  });

  beforeEach(async () => {
    status = 200;
    // what the test before had to report is gone
    now = START + 24 * 60 * MINUTES;
    await simulator.callbacks.flush();
    now = START;
    notices = [];
  });

  afterAll(() => simulator.close());

  const call = async (path: string, body: object, change: RequestInit = {}) => {
    const { appId, appSecret, url } = simulator;
    const headers = {
      'content-type': 'application/json;charset=utf-8',
      'x-tsign-open-app-id': appId,
      'x-tsign-open-app-secret': appSecret,
      ...change.headers,
    };
    const response = await fetch(`${url}${BASE}${path}`, {
      method: 'POST',
      ...(change.method === 'GET' ? {} : { body: JSON.stringify(body) }),
      ...change,
      headers,
    });
    return {
      status: response.status,
      ...((await response.json()) as { errCode: number; data: Record<string, string> }),
    };
  };
  const codeOf = async (...given: Parameters<typeof call>): Promise<number> => (await call(...given)).errCode;

  let people = 0;
  const aPerson = async (change: object = {}): Promise<string> => {
    people += 1;
    const { data } = await call('/account/create/person', {
      name: '李明',
      idNo: `id-${people}`,
      idType: 19,
      ...change,
    });
    return data['accountId'] ?? '';
  };
  const aFile = async () => {
    const bytes = new Uint8Array(await aPdf([aPage(), aPage()]));
    const contentMd5 = createHash('md5').update(bytes).digest('base64');
    const announced = { fileName: '合同.pdf', fileSize: bytes.length, contentType: 'application/pdf', contentMd5 };
    const { data } = await call('/file/uploadurl', announced);
    const put = async (change: Record<string, string> = {}, body = bytes): Promise<number> => {
      const headers = { 'content-md5': contentMd5, 'content-type': 'application/pdf', ...change };
      return (await fetch(data['uploadUrl'] ?? '', { method: 'PUT', headers, body })).status;
    };
    return { fileKey: data['fileKey'] ?? '', put };
  };
  const aDocument = async (): Promise<string> => {
    const { fileKey, put } = await aFile();
    await put();
    return (await call('/doc/createbyfilekey', { fileKey })).data['docId'] ?? '';
  };
  const aFlow = async (change: object = {}): Promise<{ flowId: string; docId: string }> => {
    const docId = await aDocument();
    const flow = { businessScene: '采购合同', docList: [{ docId }], noticeUrl: 'http://host/callback', ...change };
    return { docId, flowId: (await call('/sign/contracts/addProcess', flow)).data['flowId'] ?? '' };
  };
  const aTask = async (flowId: string, accountId: string): Promise<string> =>
    (await call('/sign/contracts/handPersonSignTask', { flowId, accountId })).data['signUrl'] ?? '';
  const sign = (url: string): Promise<Response> =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ act: 'sign' }) });

  it('lets nobody in without the two headers, JSON and POST', async () => {
    expect(await call('/account/idexchange', {}, { headers: { 'x-tsign-open-app-secret': 'wrong' } })).toMatchObject({
      status: 401,
      errCode: 401,
    });
    expect(await codeOf('/account/idexchange', {}, { headers: { 'x-tsign-open-app-id': '1' } })).toBe(1435103);
    expect(await codeOf('/account/idexchange', {}, { headers: { 'content-type': 'text/plain' } })).toBe(1435002);
    expect(await codeOf('/account/idexchange', {}, { method: 'GET' })).toBe(1435002);
  });

  it('counts the bytes of a thirdId, and gives none twice (E8)', async () => {
    const fits = '合合合合合合合合合合合合合合合合ab';
    const person = { name: '李明', idNo: 'e8', idType: 19 };

    expect(await codeOf('/account/create/person', { ...person, thirdId: '合'.repeat(17) })).toBe(1435002);
    expect(await codeOf('/account/create/person', { ...person, thirdId: fits })).toBe(0);
    expect(await codeOf('/account/create/person', { ...person, idNo: 'e8-2', thirdId: fits })).toBe(1435206);
    expect(await codeOf('/account/create/person', { ...person, idType: 99 })).toBe(1435002);
  });

  it('takes an upload only with the announced headers, bytes and time', async () => {
    const { fileKey, put } = await aFile();
    expect(await codeOf('/doc/createbyfilekey', { fileKey })).toBe(1435304);
    expect(await put({ 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' })).toBe(403);
    expect(await put({ 'content-type': 'text/plain' })).toBe(403);
    expect(await put({}, new Uint8Array([1]))).toBe(400);
    now = START + 61 * MINUTES;
    expect(await put()).toBe(403);
    now = START;
    expect(await put()).toBe(200);
  });

  it('keeps flows of one and of several documents apart', async () => {
    const docId = await aDocument();
    const single = (await call('/sign/contract/addProcess', { businessScene: '合同', docId })).data['flowId'] ?? '';
    const accountId = await aPerson();

    expect(await codeOf('/sign/contracts/handPersonSignTask', { flowId: single, accountId })).toBe(1436014);
    expect(await codeOf('/sign/contracts/detail', { flowId: single })).toBe(1436016);
    expect(await codeOf('/sign/contract/handPersonSignTask', { flowId: single, accountId })).toBe(0);
    expect(await codeOf('/sign/contract/detail', { flowId: single })).toBe(0);
  });

  it('guards archiving, withdrawing and downloading by the state of the flow', async () => {
    const { flowId } = await aFlow();
    const accountId = await aPerson();
    expect(await codeOf('/sign/contract/archiveProcess', { flowId })).toBe(1436002);
    const url = await aTask(flowId, accountId);
    expect(await codeOf('/sign/contract/archiveProcess', { flowId })).toBe(1436015);
    expect(await codeOf('/sign/download', { flowId })).toBe(1436019);
    await sign(url);
    expect(await codeOf('/sign/contract/undoTask', { flowId, accountId })).toBe(1436015);
    expect(await codeOf('/sign/contract/archiveProcess', { flowId })).toBe(0);
    expect(await codeOf('/sign/revoke', { flowId })).toBe(1436018);
    expect(await codeOf('/sign/contracts/handPersonSignTask', { flowId, accountId })).toBe(1436014);
    expect(await codeOf('/sign/download', { flowId })).toBe(0);
  });

  it.each([
    [[{ signType: 2, posPage: '3-1', posX: 1, posY: 1 }], 1435002],
    [[{ signType: 2, posPage: '9', posX: 1, posY: 1 }], 1435002],
    [[{ signType: 1 }], 1436012],
    [[{ posPage: '1' }], 1436011],
    [[], 1436011],
  ])('refuses the places %j for who signs by itself', async (posList, code) => {
    const { flowId, docId } = await aFlow();
    const accountId = await aPerson();
    const task = { flowId, accountId, signDocList: [{ docId, posList }] };
    await call('/account/platform/silentsign', { grantAccountId: accountId });

    expect(await codeOf('/sign/contracts/userSignTask', task)).toBe(code);
  });

  it('signs silently only for who has granted it', async () => {
    const { flowId, docId } = await aFlow();
    const grantAccountId = await aPerson();
    const posList = [{ signType: 3, posY: 300 }];
    const task = { flowId, accountId: grantAccountId, signDocList: [{ docId, posList }] };
    expect(await codeOf('/sign/contracts/userSignTask', task)).toBe(1436010);
    expect(await codeOf('/account/platform/silentsign', { grantAccountId, deadline: START - 1 })).toBe(1436017);
    await call('/account/platform/silentsign', { grantAccountId });
    await call('/account/platform/revokeSilentsign', { grantAccountId });
    expect(await codeOf('/sign/contracts/userSignTask', task)).toBe(1436010);
    await call('/account/platform/silentsign', { grantAccountId, deadline: START + MINUTES });
    expect(await codeOf('/sign/contracts/userSignTask', task)).toBe(0);
  });

  it('reports six times, half an hour apart, until it is heard', async () => {
    const { flowId } = await aFlow();
    await sign(await aTask(flowId, await aPerson()));
    status = 500;
    for (let round = 0; round < 8; round += 1) {
      await simulator.callbacks.flush();
      now += 30 * MINUTES;
    }

    const isOurs = (body: unknown): boolean => String(body).includes(flowId);
    expect(notices.filter(isOurs)).toHaveLength(6);
    expect(simulator.callbacks.lost.filter(({ body }) => isOurs(body))).toHaveLength(1);
  });

  it('reports twice or in the other order on demand', async () => {
    const { flowId } = await aFlow();
    await sign(await aTask(flowId, await aPerson()));
    await call('/sign/contract/archiveProcess', { flowId });
    await simulator.callbacks.flush({ reverse: true, times: 2 });

    const actions = notices
      .filter((body) => body.includes(flowId))
      .map((body) => (JSON.parse(body) as { action: string }).action);
    expect(actions).toEqual(['SIGN_FLOW_FINISH', 'SIGN_FLOW_FINISH', 'SIGN_FLOW_UPDATE', 'SIGN_FLOW_UPDATE']);
  });
});
