import { createHash } from 'node:crypto';

import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';

import type { RawCallback } from '../../../host/providers/callback-receiver.js';
import { createEsignProvider } from '../../../host/providers/esign/esign.js';
import { openClient } from '../../../host/providers/esign/open-client.js';
import { thirdIdOf } from '../../../host/providers/esign/open-accounts.js';
import { positionOf as esignPosition } from '../../../host/providers/esign/positions.js';
import { signedHeaders as esignHeaders } from '../../../host/providers/esign/private-client.js';
import { decryptCallback as decryptQiyuesuo, qiyuesuoCallbacks } from '../../../host/providers/qiyuesuo/callbacks.js';
import { signedHeaders as qiyuesuoHeaders } from '../../../host/providers/qiyuesuo/client.js';
import { offsetsOf } from '../../../host/providers/qiyuesuo/contracts.js';
import type { ServiceAccess } from '../../../host/providers/remote-service.js';
import { decryptCallback as decryptTencent, tencentCallbacks } from '../../../host/providers/tencent/callbacks.js';
import { TencentClient } from '../../../host/providers/tencent/client.js';
import { positionOf as tencentPosition } from '../../../host/providers/tencent/components.js';
import { PATHS } from '../../../host/providers/zhangguanjia/assumed.js';
import { zhangguanjiaCallbacks } from '../../../host/providers/zhangguanjia/callbacks.js';
import { ZhangguanjiaClient } from '../../../host/providers/zhangguanjia/client.js';
import { applicationBody } from '../../../host/providers/zhangguanjia/register.js';
import { pdfRectToDisplayed } from '../../../src/core/geometry.js';
import type { Binding, Placement } from '../../../src/schema/index.js';
import { requests as openRequests } from '../../simulators/esign-open/wire.js';
import { pagesOf } from '../../simulators/kit/esign-positions.js';
import { contentSignature } from '../../simulators/tencent/callbacks.js';
import { signatureOf } from '../../simulators/tencent/signature.js';
import { startZhangguanjiaSimulator } from '../../simulators/zhangguanjia/server.js';
import { aPage } from '../../support/pdf-builders.js';
import vectors from '../../support/vectors.json' with { type: 'json' };

type Vectors = Omit<typeof vectors, 'note' | 'geometry'> & {
  geometry: Omit<(typeof vectors)['geometry'], 'note' | 'page' | 'neutral'>;
};
/** One for each vector: what has none, or one for what is no vector, does not compile. */
type Proofs = {
  readonly [S in keyof Vectors]: {
    readonly [V in keyof Vectors[S]]: (vector: Vectors[S][V]) => void | Promise<void>;
  };
};

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const lowerCased = (headers: object): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** What an adapter sends, answered with what a vector says. */
function accessTo(binding: object, secrets: Record<string, string>, answers: readonly string[]) {
  const sent: Sent[] = [];
  const access: ServiceAccess = {
    binding: binding as Binding,
    secrets,
    http: (url, request = {}) => {
      sent.push({ url: String(url), headers: lowerCased(request.headers ?? {}), body: String(request.body) });
      return Promise.resolve(
        new Response(answers[sent.length - 1], { headers: { 'content-type': 'application/json' } }),
      );
    },
    clock: () => new Date(),
  };
  return { access, sent };
}

function aCallback(url: string, body: string, headers: Record<string, string>): RawCallback {
  const { searchParams: query } = new URL(url, 'https://oa.example.test');
  return { layout: { n: '1', m: '1' }, bytes: Buffer.from(body), headers: new Headers(headers), query };
}

type EsignCallback = (typeof vectors.esign)['E3_callbackUpdate'];

const esignCallbacks = createEsignProvider().callbacks!;
function judgeEsign({ appId, secret, url, timestamp, body, signature }: EsignCallback): string {
  const headers = {
    'x-tsign-open-app-id': appId,
    'x-tsign-open-timestamp': String(timestamp),
    'x-tsign-open-signature': signature,
  };
  return esignCallbacks.verify(aCallback(url, body, headers), { appSecret: secret });
}

type TencentCall = Pick<
  (typeof vectors.tencent)['T2_DescribeFlowBriefs'],
  'payload' | 'payloadSha256' | 'signature'
> & {
  readonly headers: object;
};

const { secretId, secretKey } = vectors.tencent.T2_DescribeFlowBriefs;

/** What the SDK sends for a vector at its moment. */
async function sentByTencent({ payload, headers: given }: TencentCall): Promise<Sent> {
  const headers = lowerCased(given);
  vi.useFakeTimers({ toFake: ['Date'], now: Number(headers['x-tc-timestamp']) * 1000 });
  const { Operator, ...body } = JSON.parse(payload) as { Operator: { UserId: string } };
  const binding = {
    provider: 'tencent',
    environment: 'production',
    secretId,
    operatorUserId: Operator.UserId,
    subOrganizationId: null,
  };
  const { access, sent } = accessTo(binding, { secretKey }, ['{"Response":{"RequestId":"r"}}']);
  await new TencentClient().order(access, headers['x-tc-action'] ?? '', body, z.unknown());
  return sent[0]!;
}

/** What the simulator takes for the signature of a call. */
function judgedByTencent(call: TencentCall, service: string, signed: string, key = secretKey): string {
  const headers = lowerCased(call.headers);
  expect(createHash('sha256').update(call.payload).digest('hex')).toBe(call.payloadSha256);
  const date = new Date(Number(headers['x-tc-timestamp']) * 1000).toISOString().slice(0, 10);
  const request = { headers, body: Buffer.from(call.payload), host: headers['host'] ?? '' };
  return signatureOf(request, { secretKey: key, date, service, signed });
}

const { page, neutral } = vectors.geometry;
const box = aPage({ cropBox: [0, 0, page.width, page.height] });
const rect = { x: neutral.x, y: neutral.y, width: neutral.w, height: neutral.h };
const aPlace = (at: Placement['rect']): Placement => ({
  id: 'place',
  partyId: 'party',
  documentId: 'document',
  mark: 'signature',
  policy: 'locked',
  required: true,
  zone: null,
  pageIndex: neutral.pageIndex,
  rect: at,
});

const zhangguanjia = { provider: 'zhangguanjia', openUrl: 'https://zgj.example.test', clientId: 'zgjVecCli1' };
const zhangguanjiaSecrets = { clientSecret: 'zgjVectorClientSecret00000000001' };
const { okResponse: aToken } = vectors.zhangguanjia.Z1_tokenRequest;

const proofs: Proofs = {
  esign: {
    async E1_contentMd5({ fileUtf8, fileSize, contentMd5, md5Hex, wrongIfBase64OfHex }) {
      const answers = ['{"errCode":0,"data":{"fileKey":"k","uploadUrl":"https://storage.example.test/k"}}', '{}'];
      const binding = { provider: 'esign', serviceType: 'public', environment: 'production', appId: '7438000001' };
      const { access, sent } = accessTo(binding, { appSecret: 'secret' }, answers);

      await openClient(access).upload('a.pdf', Buffer.from(fileUtf8));

      expect(JSON.parse(sent[0]!.body)).toMatchObject({ fileSize, contentMd5 });
      expect(Buffer.from(contentMd5, 'base64').toString('hex')).toBe(md5Hex);
      expect(Buffer.from(md5Hex).toString('base64')).toBe(wrongIfBase64OfHex);
    },
    async E2_uploadUrlRequest({ path, headers, body, thenPut }) {
      const named = lowerCased(headers);
      const binding = {
        provider: 'esign',
        serviceType: 'public',
        environment: 'production',
        appId: named['x-tsign-open-app-id'],
      };
      const secrets = { appSecret: named['x-tsign-open-app-secret'] ?? '' };
      const answers = ['{"errCode":0,"data":{"fileKey":"k","uploadUrl":"https://storage.example.test/k"}}', '{}'];
      const { access, sent } = accessTo(binding, secrets, answers);

      await openClient(access).upload('采购合同.pdf', Buffer.from(vectors.esign.E1_contentMd5.fileUtf8));

      expect(sent[0]).toEqual({ url: `https://o.tsign.cn${path}`, headers: named, body });
      expect(sent[1]?.headers).toEqual(lowerCased(thenPut.headers));
    },
    E3_callbackUpdate: (vector) => expect(judgeEsign(vector)).toBe('verified'),
    E4_callbackFinish: (vector) => expect(judgeEsign(vector)).toBe('verified'),
    E5_callbackTampered({ body, computedSignature }) {
      const tampered = { ...vectors.esign.E4_callbackFinish, body };

      expect(judgeEsign(tampered)).toBe('refused');
      expect(judgeEsign({ ...tampered, signature: computedSignature })).toBe('verified');
    },
    E6_privatePost: ({ projectId, projectSecret, body, headers }) =>
      expect(esignHeaders(projectId, projectSecret, body)).toEqual(headers),
    E7_privateGet: ({ projectId, projectSecret, signedContent, headers }) =>
      expect(esignHeaders(projectId, projectSecret, signedContent)).toEqual(headers),
    E8_thirdIdBytes(vector) {
      for (const { thirdId, bytes, expect: verdict } of vector) {
        expect(Buffer.byteLength(thirdId)).toBe(bytes);
        const person = { thirdId, name: '王芳', idNo: '110101199003070000', idType: 19 };
        expect(openRequests.person.safeParse(person).success).toBe(verdict === 'accept');
        expect(thirdIdOf(thirdId) === thirdId).toBe(verdict === 'accept');
      }
    },
    E9_posPage(vector) {
      for (const [text, pages] of vector) {
        const found = pagesOf(String(text));
        const wanted = typeof pages === 'string' ? (/^\[[\d,]+\]/.exec(pages)?.[0] ?? null) : JSON.stringify(pages);
        expect(found && JSON.stringify(found), String(text)).toBe(wanted);
      }
    },
  },
  tencent: {
    T1_publishedTC3Example(vector) {
      const key = vector.secretKeyParts.join('');

      expect(judgedByTencent(vector, 'cvm', 'content-type;host', key)).toBe(vector.publishedSignature);
      expect(vector.signature).toBe(vector.publishedSignature);
    },
    async T2_DescribeFlowBriefs(vector) {
      const { url, headers, body } = await sentByTencent(vector);

      expect([url, body]).toEqual([`https://${vector.headers.Host}/`, vector.payload]);
      expect(headers['authorization']).toBe(vector.headers.Authorization);
      expect(judgedByTencent(vector, 'ess', 'content-type;host')).toBe(vector.signature);
    },
    async T3_CreateFlowByFiles(vector) {
      const { headers, body } = await sentByTencent(vector);

      expect(body).toBe(vector.payload);
      expect(headers['authorization']).toBe(vector.headers.Authorization);
      expect(judgedByTencent(vector, 'ess', 'content-type;host')).toBe(vector.signature);
    },
    T3b_signedActionVariant: (vector) =>
      expect(judgedByTencent(vector, 'ess', 'content-type;host;x-tc-action')).toBe(vector.signature),
    T4_documentSample({ ciphertextBase64, callbackUrlKey, plaintext, plaintextBytes }) {
      const read = decryptTencent(ciphertextBase64, callbackUrlKey);

      expect(read).toHaveLength(plaintextBytes);
      expect(Buffer.from(read).toString()).toBe(plaintext);
    },
    T5_jsonEnvelope({ callbackUrlKey, signToken, contentType, rawBody, contentSignature: signature, plaintext }) {
      const secrets = { callbackKey: callbackUrlKey, signatureToken: signToken };
      const given = aCallback('/', rawBody, { 'content-type': contentType, 'content-signature': signature });
      const { encrypt } = JSON.parse(rawBody) as { encrypt: string };

      expect(tencentCallbacks.verify(given, secrets)).toBe('verified');
      expect(contentSignature(signToken, rawBody)).toBe(signature);
      expect(Buffer.from(decryptTencent(encrypt, callbackUrlKey)).toString()).toBe(plaintext);
      const { MsgId } = JSON.parse(plaintext) as { MsgId: string };
      expect(tencentCallbacks.parse(given, secrets).deliveryKey).toBe(`message:${MsgId}`);
    },
    T6_rawOperateSeal({ callbackUrlKey, contentType, rawBody, plaintext }) {
      const given = aCallback('/', rawBody, { 'content-type': contentType });

      expect(Buffer.from(decryptTencent(rawBody, callbackUrlKey)).toString()).toBe(plaintext);
      expect(tencentCallbacks.parse(given, { callbackKey: callbackUrlKey })).toMatchObject({
        action: 'OperateSeal',
        about: null,
      });
    },
    T7_negative([otherKey, otherToken]) {
      const [, key = ''] = /key "(.+)"/.exec(otherKey!.case) ?? [];
      const { rawBody, contentType, callbackUrlKey, signToken } = vectors.tencent.T5_jsonEnvelope;
      const signed = { 'content-type': contentType, 'content-signature': otherToken!.signature! };
      const secrets = { callbackKey: callbackUrlKey, signatureToken: signToken };
      const { rawBody: raw } = vectors.tencent.T6_rawOperateSeal;

      expect(() => tencentCallbacks.parse(aCallback('/', raw, {}), { callbackKey: key })).toThrow();
      expect(tencentCallbacks.verify(aCallback('/', rawBody, signed), secrets)).toBe('refused');
    },
  },
  qiyuesuo: {
    Q1_privateHeaders({ appToken, appSecret, timestamp, stringHashed, headers }) {
      expect(qiyuesuoHeaders(appToken, appSecret, timestamp)).toEqual(headers);
      expect(createHash('md5').update(stringHashed).digest('hex')).toBe(headers['x-qys-signature']);
    },
    Q2_privateHeadersTs0: ({ appToken, appSecret, timestamp, headers }) =>
      expect(qiyuesuoHeaders(appToken, appSecret, timestamp)).toEqual(headers),
    /** A rule of the public cloud, which the adapter does not speak: only the arithmetic is here. */
    Q3_openHeadersNonce({ appToken, appSecret, timestamp, nonce, headers }) {
      const text = `${appToken}${appSecret}${timestamp}${nonce}`;

      expect(createHash('md5').update(text).digest('hex')).toBe(headers['x-qys-open-signature']);
    },
    Q4_callbackAesEcb({ secretKey: key, plaintext, ciphertext }) {
      const given = aCallback('/', ciphertext, { 'content-type': 'text/plain' });

      expect(Buffer.from(decryptQiyuesuo(Buffer.from(ciphertext), key)).toString()).toBe(plaintext);
      expect(qiyuesuoCallbacks.parse(given, { encryptionKey: key })).toMatchObject({
        action: 'SEAL',
        about: { kind: 'envelope', externalId: '3000000000000000001', observations: [] },
      });
    },
    /** Of the public cloud, too. */
    Q5_authCallback: ({ timestamp, secretKey: key, signature }) =>
      expect(createHash('md5').update(`${timestamp}${key}`).digest('hex')).toBe(signature),
    Q6_sealApplyCallback({ contentType, body, replyBody }) {
      const { action, deliveryKey } = qiyuesuoCallbacks.parse(
        aCallback('/', body, { 'content-type': contentType }),
        {},
      );

      expect([action, deliveryKey]).toEqual(['COMPLETE', 'sealUse:3000000000000000101:COMPLETE:']);
      expect(qiyuesuoCallbacks.receipt.body).toBe(replyBody);
    },
  },
  zhangguanjia: {
    async Z1_tokenRequest({ pathAndQuery, okResponse, thenHeader }) {
      const answers = [okResponse, '{"errcode":0,"errmsg":"ok"}'];
      const { access, sent } = accessTo(zhangguanjia, zhangguanjiaSecrets, answers);

      await new ZhangguanjiaClient().call(access, { method: 'GET', path: PATHS.fileTypes }, z.unknown());

      expect(sent[0]?.url).toBe(`${zhangguanjia.openUrl}${pathAndQuery}`);
      expect(`Authorization: ${sent[1]?.headers['authorization']}`).toBe(thenHeader);
    },
    async Z2_batchCreate({ path, headers, body }) {
      const { access, sent } = accessTo(zhangguanjia, zhangguanjiaSecrets, [aToken, '{"errcode":0,"errmsg":"ok"}']);
      const application = applicationBody({
        id: 'SR-0007',
        subject: '采购合同用印',
        applicantId: 'E1001',
        fileTypeId: 'zgjtype0000000000001',
        fileCount: 2,
        seals: [{ id: 'seal-0001', count: 10, seamCount: 2 }],
      });

      await new ZhangguanjiaClient().call(
        access,
        { method: 'POST', path: PATHS.apply, body: [application] },
        z.unknown(),
      );

      expect(sent[1]).toMatchObject({ url: `${zhangguanjia.openUrl}${path}`, headers: lowerCased(headers), body });
    },
    /** Nothing of P-01 to P-15 is a file, so the adapter does not send one; the simulator takes it as public clients do. */
    async Z3_uploadFileByUrl({ method, path, body }) {
      const simulator = await startZhangguanjiaSimulator();
      const { clientId: id, clientSecret: secret } = simulator;
      const asked = `client_id=${id}&client_secret=${secret}&grant_type=code&response_type=json`;
      const given = await fetch(`${simulator.url}${PATHS.token}?${asked}`);
      const { accessToken } = (await given.json()) as { accessToken: string };
      const post = async (text: string, token = accessToken): Promise<unknown> => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
        const answer = await fetch(`${simulator.url}${path}`, { method, headers, body: text });
        return ((await answer.json()) as { errcode: number }).errcode;
      };

      expect(await post(body)).toBe(40004);
      simulator.service.apply((JSON.parse(vectors.zhangguanjia.Z2_batchCreate.body) as unknown[])[0]);
      expect(await post(body)).toBe(0);
      expect(simulator.service.find('SR-0007').files).toEqual((JSON.parse(body) as { filement: unknown }).filement);
      // the name of the member is spelt so
      expect(await post(body.replace('filement', 'fileElement'))).toBe(40002);
      expect(await post(body.replace('downLoadUrl', 'downloadUrl'))).toBe(40002);
      expect(await post(body, 'another')).toBe(40014);
      await simulator.close();
    },
    Z4_callbackAssumed({ path, contentType, body, reply }) {
      const { action, about, deliveryKey } = zhangguanjiaCallbacks.parse(
        aCallback(path, body, { 'content-type': contentType }),
        {},
      );

      expect({ action, about, deliveryKey }).toEqual({
        action: 'SEAL_USE_FINISHED',
        about: { kind: 'registeredUse', externalId: 'SR-0007', event: 'smartUseCompleted' },
        deliveryKey: 'sealUse:zgj-evt-0001',
      });
      expect(zhangguanjiaCallbacks.layouts.some(({ n, m }) => path.includes(`/zhangguanjia/${n}/${m}/`))).toBe(true);
      expect(zhangguanjiaCallbacks.receipt.body).toBe(reply);
    },
  },
  geometry: {
    tencent: (controls) => expect(tencentPosition(aPlace(rect))).toEqual(controls),
    esignCentreBottomLeft: ({ posPage, posX, posY, scale }) =>
      expect(esignPosition(box, neutral.pageIndex, rect)).toEqual({ posPage, posX, posY, width: scale }),
    qiyuesuoRatioBottomLeft: ({ offsetX, offsetY }) => expect(offsetsOf(box, rect)).toEqual({ offsetX, offsetY }),
    adobeToTencent({ left, top, pageHeight, ...controls }) {
      const [right, bottom] = [left + controls.ComponentWidth, top - controls.ComponentHeight];
      const shown = { cropBox: [0, 0, 595.28, pageHeight], rotation: 0, userUnit: 1 } as const;
      const found = tencentPosition(
        aPlace(pdfRectToDisplayed({ ...shown, cropBox: [...shown.cropBox] }, [left, bottom, right, top])),
      );

      for (const [name, value] of Object.entries(controls)) {
        expect(found[name], name).toBeCloseTo(value, 3);
      }
    },
  },
};

/** Every vector of the providers' papers, by the values that stand in the file. */
describe('the vectors of the providers', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const inputs = ['note', 'page', 'neutral'];
  const all = Object.entries(vectors)
    .filter(([service]) => service !== 'note')
    .flatMap(([service, group]) =>
      Object.entries(group)
        .filter(([id]) => !inputs.includes(id))
        .map(([id, vector]) => ({ service, id, vector: vector as unknown })),
    );

  it.each(all)('$service $id holds', async ({ service, id, vector }) => {
    const known = proofs as unknown as Record<string, Record<string, ((vector: unknown) => unknown) | undefined>>;
    const proof = known[service]?.[id];
    if (!proof) throw new Error('nothing proves this vector');

    expect.hasAssertions();
    await proof(vector);
  });
});
