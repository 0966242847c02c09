import { describe, expect, it } from 'vitest';

import { decryptCallback, tencentCallbacks } from '../../../host/providers/tencent/callbacks.js';
import { pdfRectToDisplayed } from '../../../src/core/geometry.js';
import { positionOf } from '../../../host/providers/tencent/components.js';
import { flowBody, flowName, mobileOf, packKey, readKey, wide } from '../../../host/providers/tencent/flows.js';
import { observationsOf } from '../../../host/providers/tencent/states.js';
import { EsignError } from '../../../src/core/errors.js';
import type { Envelope, Party, Placement } from '../../../src/schema/index.js';
import { contentSignature, encryptCallback } from '../../simulators/tencent/callbacks.js';
import { aParty, aSigner } from '../../support/builders.js';
import { anOrder } from '../../support/remote-orders.js';
import vectors from '../../support/vectors.json' with { type: 'json' };

const { T4_documentSample: T4, T5_jsonEnvelope: T5, T6_rawOperateSeal: T6, T7_negative: T7 } = vectors.tencent;

type RawCallback = Parameters<typeof tencentCallbacks.parse>[0];

function callback(body: string, headers: Record<string, string>): RawCallback {
  return {
    layout: { n: '2', m: '1' },
    bytes: Buffer.from(body),
    headers: new Headers(headers),
    query: new URLSearchParams(),
  };
}

describe('a callback of 腾讯电子签', () => {
  const CURRENT = { callbackKey: T5.callbackUrlKey, signatureToken: T5.signToken };
  const LEGACY = { callbackKey: T6.callbackUrlKey };
  const t5 = (signature: string): RawCallback =>
    callback(T5.rawBody, { 'content-type': T5.contentType, 'content-signature': signature });
  const signatureOfT5 = contentSignature(T5.signToken, T5.rawBody);

  it('is read as the documents of 2024 print it (T4)', () => {
    const given = callback(T4.ciphertextBase64, { 'content-type': T4.contentType });

    expect(tencentCallbacks.parse(given, { callbackKey: T4.callbackUrlKey })).toMatchObject({
      action: 'sign',
      deliveryKey: `flow:yDRtrAAAAAAAAAAAAAAAAAAAAAAAAAAA:sign:yDRtrCCCCCCCCCCCCCCCCCCCCCCCCCCC:4:1659604019`,
      about: {
        kind: 'envelope',
        externalId: 'yDRtrAAAAAAAAAAAAAAAAAAAAAAAAAAA',
        observations: [
          { kind: 'envelope', status: 'launched', at: '2022-07-27T03:27:29.000Z' },
          { kind: 'signer', signer: 'yDRtrCCCCCCCCCCCCCCCCCCCCCCCCCCC', status: 'signed' },
          { kind: 'envelope', status: 'completed', at: '2022-08-04T09:06:59.000Z' },
        ],
      },
    });
  });

  it('is proven by its signature, and read (T5)', () => {
    expect(tencentCallbacks.verify(t5(signatureOfT5), CURRENT)).toBe('verified');
    expect(tencentCallbacks.parse(t5(signatureOfT5), CURRENT)).toMatchObject({
      deliveryKey: 'message:yDvectorMsg000000000000000000001',
      about: {
        kind: 'envelope',
        externalId: 'yDvectorFlow00000000000000000001',
        observations: [
          { kind: 'envelope', status: 'launched' },
          { kind: 'signer', signer: 'yDvectorRecipient000000000000001', status: 'signed' },
          { kind: 'signer', signer: 'yDvectorRecipient000000000000002', status: 'pending' },
        ],
      },
    });
  });

  it('is known and left alone when it is about a seal (T6)', () => {
    const given = callback(T6.rawBody, { 'content-type': T6.contentType });

    expect(tencentCallbacks.verify(given, LEGACY)).toBe('hint');
    expect(tencentCallbacks.parse(given, LEGACY)).toEqual({
      deliveryKey: 'message:yDvectorMsg000000000000000000002',
      action: 'OperateSeal',
      about: null,
    });
  });

  it('is nothing under another key (T7)', () => {
    const key = `${T6.callbackUrlKey.slice(0, -1)}1`;

    expect(() => decryptCallback(T6.rawBody, key)).toThrow(EsignError);
    expect(() => tencentCallbacks.parse(callback(T6.rawBody, {}), { callbackKey: key })).toThrow(EsignError);
  });

  it('is refused with the signature of another token, and with none (T7)', () => {
    const forged = T7.find(({ signature }) => signature !== undefined)?.signature ?? '';

    const answers = [forged, '', signatureOfT5.toUpperCase(), signatureOfT5.slice('sha256='.length)].map((signature) =>
      tencentCallbacks.verify(t5(signature), CURRENT),
    );

    expect(answers).toEqual(['refused', 'refused', 'refused', 'refused']);
  });

  it('answers whatever nobody has signed alike, so that it decrypts for nobody', () => {
    const bodies = [T6.rawBody, `${T6.rawBody.slice(0, -8)}AAAAAAA=`, 'not base64 at all', ''];

    expect(bodies.map((body) => tencentCallbacks.verify(callback(body, {}), LEGACY))).toEqual(Array(4).fill('hint'));
  });

  it('lets the console ask whether anybody is there, and takes nothing in', () => {
    expect(tencentCallbacks.verify(callback('{}', {}), CURRENT)).toBe('hint');
    expect(() => tencentCallbacks.parse(callback('{}', {}), CURRENT)).toThrow(EsignError);
  });

  it('is not read in clear where the account encrypts', () => {
    const clear = '{"FlowId":"yD1","FlowCallbackStatus":4,"CreateOn":1,"UpdatedOn":2}';

    expect(() => tencentCallbacks.parse(callback(clear, {}), LEGACY)).toThrow(EsignError);
    expect(tencentCallbacks.parse(callback(clear, {}), {})).toMatchObject({ about: { externalId: 'yD1' } });
  });

  it('tells of what order the flow was made', () => {
    const flow = { FlowId: 'yD1', FlowCallbackStatus: 1, CreateOn: 1, UpdatedOn: 2, UserData: packKey('env-7') };
    const body = encryptCallback(JSON.stringify(flow), T6.callbackUrlKey);

    expect(tencentCallbacks.parse(callback(body, {}), LEGACY)).toMatchObject({ about: { orderKey: 'env-7' } });
    expect(readKey(Buffer.from('{"bizNo":"SR-0007"}').toString('base64'))).toBeNull();
  });
});

describe('the states of 腾讯电子签 (chapter 12)', () => {
  const now = '2026-11-22T02:00:00.000Z';
  const facts = { message: '', createdOn: 1_795_312_800, updatedOn: 0, signers: [] };

  it.each([
    [1, 'launched'],
    [2, 'launched'],
    [3, 'rejected'],
    [4, 'completed'],
    [5, 'expired'],
    [6, 'revoked'],
    [8, 'launched'],
    [9, 'launched'],
    [10, 'rejected'],
    [16, 'terminated'],
  ])('reads the flow’s %i as %s', (status, reached) => {
    expect(observationsOf({ ...facts, status }, now).at(-1)).toMatchObject({ kind: 'envelope', status: reached });
  });

  it('reads 21 as a voiding', () => {
    expect(observationsOf({ ...facts, status: 21 }, now).at(-1)).toMatchObject({ kind: 'voided' });
  });

  it.each([0, 7, 77])('makes nothing of %i', (status) => {
    expect(observationsOf({ ...facts, status }, now)).toEqual([]);
  });

  it.each([
    [1, 'waiting'],
    [2, 'pending'],
    [3, 'signed'],
    [4, 'rejected'],
    [5, 'expired'],
    [6, 'revoked'],
    [8, 'filling'],
    [10, 'pending'],
    [15, 'failed'],
    [19, 'transferred'],
  ])('reads a signer’s %i as %s: they are other numbers than the flow’s', (number, status) => {
    const signers = [{ recipient: 'r', status: number, time: 1_795_312_900, message: '' }];

    expect(observationsOf({ ...facts, status: 0, signers }, now)).toEqual([
      { kind: 'signer', signer: 'r', status, at: '2026-11-22T02:01:40.000Z' },
    ]);
  });

  it('has the reason of whoever refused', () => {
    const signers = [{ recipient: 'r', status: 4, time: 1_795_312_900, message: '价格有误' }];

    expect(observationsOf({ ...facts, status: 3, signers }, now).at(-1)).toMatchObject({ reason: '价格有误' });
  });
});

describe('a flow for 腾讯电子签', () => {
  const body = async (change: Partial<Envelope> = {}, more: object = {}): Promise<Record<string, unknown>> =>
    flowBody({ ...(await anOrder(change)), ...more }, 'yDfile');
  const place = (mark: Placement['mark'], more: Partial<Placement> = {}): Placement => ({
    id: `place-${mark}`,
    partyId: 'initiator',
    documentId: 'document-1',
    policy: 'locked',
    required: true,
    zone: null,
    pageIndex: 0,
    rect: { x: 400, y: 600, width: 100, height: 80 },
    mark,
    ...more,
  });
  const approver = async (party: Partial<Party>, placements: Placement[]): Promise<Record<string, unknown>> => {
    const { Approvers } = await body({ parties: [aParty(party)], placements });
    return (Approvers as Record<string, unknown>[])[0] ?? {};
  };
  const types = async (party: Partial<Party>, marks: Placement[]): Promise<unknown[]> =>
    ((await approver(party, marks))['SignComponents'] as Record<string, unknown>[]).map((one) => one['ComponentType']);

  it('has a form field of a PDF editor where the documents compute it (geometry, adobeToTencent)', () => {
    const box = { cropBox: [0, 0, 595.28, 841.89], rotation: 0, userUnit: 1 } as const;
    const rect = pdfRectToDisplayed({ ...box, cropBox: [...box.cropBox] }, [140.7288, 594.8363, 290.7298, 616.8359]);
    const own = { partyId: 'p', documentId: 'd', required: true, zone: null, policy: 'locked' } as const;

    const { ComponentPosX, ComponentPosY, ComponentWidth, ComponentHeight } = positionOf({
      ...own,
      id: 'place',
      mark: 'signature',
      pageIndex: 0,
      rect,
    });

    expect(ComponentPosX).toBeCloseTo(140.7288, 3);
    expect(ComponentPosY).toBeCloseTo(225.0541, 3);
    expect(ComponentWidth).toBeCloseTo(150.001, 3);
    // 616.8359 − 594.8363 is 21.9996; the vector has rounded it up
    expect(ComponentHeight).toBeCloseTo(21.9996, 3);
  });

  it('counts positions in points from the top left of the page as it is shown', () => {
    expect(positionOf(place('seal'))).toEqual({
      ComponentPage: 1,
      ComponentPosX: 400,
      ComponentPosY: 600,
      ComponentWidth: 100,
      ComponentHeight: 80,
    });
  });

  it('has people sign in the order of the parties exactly when the envelope has one (C-35)', async () => {
    const second = aParty({ id: 'first', name: '乙', order: 1, signers: [aSigner({ id: 's-2', name: '乙' })] });
    const parties = [aParty({ order: 2 }), second];

    const ordered = await body({ order: 'ordered', parties });

    expect(ordered).toMatchObject({ Unordered: false, Approvers: [{ ApproverName: '乙' }, { ApproverName: '王芳' }] });
    expect(await body({ order: 'unordered', parties })).toMatchObject({ Unordered: true });
  });

  it('writes a date in the format and the size of its place, in the letters of the service (chapter 5)', async () => {
    const extra = async (more: Partial<Placement>): Promise<unknown> => {
      const { SignComponents } = await approver({}, [place('seal'), place('date', more)]);
      return JSON.parse((SignComponents as { ComponentExtra: string }[])[1]?.ComponentExtra ?? '');
    };

    expect(await extra({})).toEqual({ Format: 'yyyy年m月d日', FontSize: 12 });
    expect(await extra({ dateFormat: 'dd/MM/yyyy', fontSize: 18 })).toEqual({ Format: 'dd/mm/yyyy', FontSize: 18 });
  });

  it('signs for an enterprise, for oneself, and by itself, each with the controls of its kind (4.1)', async () => {
    const marks = [place('seal'), place('legalSeal'), place('signature'), place('date')];

    expect(await types({}, marks)).toEqual(['SIGN_SEAL', 'SIGN_LEGAL_PERSON_SEAL', 'SIGN_SIGNATURE', 'SIGN_DATE']);
    expect(await types({ kind: 'person' }, marks)).toEqual([
      'SIGN_SIGNATURE',
      'SIGN_SIGNATURE',
      'SIGN_SIGNATURE',
      'SIGN_DATE',
    ]);
    expect(await approver({ autoSign: true, sealId: 'yDseal' }, [place('seal')])).toEqual({
      ApproverType: 3,
      OrganizationName: '上海远景信息技术有限公司',
      SignComponents: [expect.objectContaining({ ComponentType: 'SIGN_SEAL', ComponentValue: 'yDseal' })],
    });
  });

  it('has a seam of a seal and of a signature, which lie on no page', async () => {
    const seam = { edge: 'right', pages: 'all', doubleSided: false } as const;
    const { SignComponents } = await approver({}, [place('seal', { seam })]);

    expect(SignComponents).toEqual([
      {
        ComponentType: 'SIGN_PAGING_SEAL',
        FileIndex: 0,
        GenerateMode: 'NORMAL',
        ComponentPosY: 600,
        ComponentWidth: 100,
        ComponentHeight: 80,
      },
    ]);
    expect(await types({ kind: 'person' }, [place('signature', { seam })])).toEqual(['SIGN_PAGING_SIGNATURE']);
  });

  it('lets signers without a place put their seals where they like', async () => {
    expect(await body({ parties: [aParty()] })).toMatchObject({ SignBeanTag: 1 });
    expect(await body({ parties: [aParty()], placements: [place('seal')] })).toMatchObject({ SignBeanTag: 0 });
  });

  it.each<[string, Partial<Party>, Placement[], object]>([
    ['a signer who has no mobile number', {}, [], { contacts: { 'signer-1': 'a@example.com' } }],
    ['a person who is to sign by themselves', { autoSign: true, kind: 'person', sealId: 's' }, [place('seal')], {}],
    ['a seal that is missing where nobody chooses one', { autoSign: true }, [place('seal')], {}],
    ['a place that is missing where nobody chooses one', { autoSign: true, sealId: 's' }, [], {}],
    ['a signature of nobody', { autoSign: true, sealId: 's' }, [place('signature')], {}],
    ['a copy by e-mail', {}, [], { copies: ['a@example.com'] }],
  ])('hands nothing over with %s', async (_name, party, placements, more) => {
    await expect(body({ parties: [aParty(party)], placements }, more)).rejects.toThrow(EsignError);
  });

  it('hands over one file', async () => {
    const order = await anOrder();

    expect(() => flowBody({ ...order, files: [...order.files, ...order.files] }, 'yDfile')).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/documents', code: 'CAPABILITY' })] }),
    );
  });

  it('says the deadline in seconds, under the one spelling that counts here', async () => {
    expect(await body({ deadline: '2026-11-29T02:00:00.000Z' })).toMatchObject({ Deadline: 1_795_917_600 });
  });

  it.each([
    ['采购合同（测试）', '采购合同（测试）'],
    ['合同 <b>#1</b>', '合同  b  1  b'],
    ['🎉', '合同'],
  ])('names it as the service allows: %j', (subject, name) => {
    expect(flowName(subject)).toBe(name);
  });

  it('writes brackets in names of organizations as they are registered', () => {
    expect(wide('远景(上海)公司')).toBe('远景（上海）公司');
  });

  it.each([
    ['+8613800000001', '13800000001'],
    ['138 0000 0001', '13800000001'],
    ['8613800000001', '13800000001'],
  ])('knows a mobile number as %j', (contact, mobile) => {
    expect(mobileOf(contact, '')).toBe(mobile);
  });
});
