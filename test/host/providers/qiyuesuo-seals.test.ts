import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ServiceAccess } from '../../../host/providers/remote-service.js';
import { qiyuesuoCallbacks } from '../../../host/providers/qiyuesuo/callbacks.js';
import { qiyuesuoDescriptor } from '../../../host/providers/qiyuesuo/descriptor.js';
import { createQiyuesuoProvider } from '../../../host/providers/qiyuesuo/qiyuesuo.js';
import { applicationBody, qiyuesuoRegister } from '../../../host/providers/qiyuesuo/register.js';
import type { Binding } from '../../../src/schema/index.js';
import { startFaultProxy, type Fault, type FaultProxy } from '../../simulators/kit/fault-proxy.js';
import { startQiyuesuoSimulator, type QiyuesuoSimulator } from '../../simulators/qiyuesuo/server.js';
import { aSealUse } from '../../support/builders.js';
import { qiyuesuoBinding } from '../../support/service-worlds/qiyuesuo-world.js';

const COMPANY = '上海远景信息技术有限公司';
const SEAL = '2800000000000000003';
const OTHER_SEAL = '2800000000000000004';
const PROCESS = '2600000000000000002';
const MOBILE = '13800000002';

describe('physical seals at 契约锁', () => {
  let simulator: QiyuesuoSimulator;
  let proxy: FaultProxy;

  beforeEach(async () => {
    simulator = await startQiyuesuoSimulator();
    proxy = await startFaultProxy(simulator.url);
  });

  afterEach(async () => {
    await proxy.close();
    await simulator.close();
  });

  const accessTo = (): ServiceAccess => ({
    binding: qiyuesuoBinding({ ...simulator, url: proxy.url }) as unknown as Binding,
    secrets: { appSecret: simulator.appSecret },
    http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) => fetch(address, request as RequestInit),
    clock: () => new Date(),
  });
  const use = aSealUse({
    id: 'use-0007',
    subject: '采购合同用印',
    fileType: { id: PROCESS, name: '实体章用印' },
    seals: [
      { id: SEAL, name: '实体公章' },
      { id: OTHER_SEAL, name: '实体法人章' },
    ],
    uses: { count: 2, appended: 0, used: 0 },
  });
  const apply = (change: object = {}): Promise<{ externalId: string; useCode: string | null }> =>
    qiyuesuoRegister.apply(accessTo(), { sealUse: { ...use, ...change }, mobile: MOBILE });

  it('writes the application as the service wants it, spelt as there', () => {
    expect(applicationBody({ sealUse: use, mobile: MOBILE }, COMPANY)).toEqual({
      tenantName: COMPANY,
      subject: '采购合同用印',
      categoryId: PROCESS,
      serialNo: 'use-0007',
      applyerName: use.applicant.name,
      applyerContact: MOBILE,
      auths: [
        { sealId: SEAL, count: 2, users: [{ mobile: MOBILE }] },
        { sealId: OTHER_SEAL, count: 2, users: [{ mobile: MOBILE }] },
      ],
    });
  });

  it('joins the codes of several seals (P-09)', async () => {
    const { externalId, useCode } = await apply();

    const codes = simulator.physical.find(externalId).auths.map(({ code }) => code);
    expect(codes).toHaveLength(2);
    expect(useCode).toBe(codes.join(','));
  });

  it.each<Fault>([{ kind: 'loseAnswer' }, { kind: 'halfAnswer' }])(
    'makes one application of an order whose answer is lost ($kind)',
    async (fault) => {
      proxy.inject([fault], 'mulitipleByCategory');
      await expect(apply()).rejects.toThrow();

      const { externalId } = await apply();

      expect([...simulator.physical.uses.keys()]).toEqual([externalId]);
    },
  );

  it.each<Fault>([
    { kind: 'refuse', status: 503 },
    { kind: 'refuse', status: 429 },
    { kind: 'page' },
    { kind: 'loseRequest' },
  ])('leaves nothing behind when the order does not arrive ($kind)', async (fault) => {
    proxy.inject([fault], 'mulitipleByCategory');

    await expect(apply()).rejects.toThrow();

    expect(simulator.physical.uses.size).toBe(0);
  });

  it('makes one application of ten orders at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => apply()));

    expect(new Set(answers.map(({ externalId }) => externalId)).size).toBe(1);
    expect(simulator.physical.uses.size).toBe(1);
  });

  it('applies without a process at an installation that has none', async () => {
    simulator.service.categories.splice(0, simulator.service.categories.length);
    const items = (await createQiyuesuoProvider().syncCatalog?.(accessTo(), '远景信息')) ?? [];
    const fileType = items.find(({ kind }) => kind === 'fileType');

    const { externalId } = await apply({ fileType: { id: fileType?.id, name: fileType?.name } });

    expect(simulator.physical.find(externalId).given.categoryId).toBeUndefined();
    expect(proxy.calls.get('/seal/apply/multiple')).toBe(1);
  });

  it('syncs physical seals and their processes (B-16)', async () => {
    const items = (await createQiyuesuoProvider().syncCatalog?.(accessTo(), '远景信息')) ?? [];

    expect(items.filter(({ kind }) => kind === 'physicalSeal').map(({ id, enabled }) => [id, enabled])).toEqual([
      [SEAL, true],
      [OTHER_SEAL, true],
      ['2800000000000000009', false],
    ]);
    expect(items.filter(({ kind }) => kind === 'fileType').map(({ id }) => id)).toEqual([PROCESS]);
  });

  it.each([
    [{ seals: [{ id: '2800000000000000009', name: '旧实体章' }] }, 'seal-not-usable'],
    [{ seals: [{ id: '2800000000000000001', name: '合同专用章' }] }, 'seal-not-usable'],
    [{ fileType: { id: '2600000000000000001', name: '采购合同' } }, 'config-incomplete'],
    [{ applicant: { userId: 'nobody', name: '无名', mobile: '13700000000' } }, 'invalid-input'],
  ])('has a code for the refusal of %j', async (change, code) => {
    simulator.physical.people.add(MOBILE);
    const order = { sealUse: { ...use, ...change }, mobile: 'applicant' in change ? null : MOBILE };

    await expect(qiyuesuoRegister.apply(accessTo(), order)).rejects.toMatchObject({ code, retryable: false });
    expect(simulator.physical.uses.size).toBe(0);
  });

  it('asks nothing for an applicant whose mobile number nobody knows', async () => {
    const { mobile: _, ...applicant } = use.applicant;
    const order = { sealUse: { ...use, applicant }, mobile: null };

    await expect(qiyuesuoRegister.apply(accessTo(), order)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(proxy.calls.get('/seal/apply/mulitipleByCategory')).toBeUndefined();
  });

  it('tells what was stamped with each seal, and of the pictures', async () => {
    const { externalId, useCode } = await apply();
    simulator.physical.stamp(externalId, { sealId: SEAL, camera: true });
    simulator.physical.photograph(externalId, 'EMERGENCY');

    expect(await qiyuesuoRegister.detail(accessTo(), externalId)).toEqual({
      status: 'inUse',
      uses: { granted: 2, used: 1 },
      seamUses: { granted: 0, used: 0 },
      bySeal: [
        { sealId: SEAL, granted: 2, used: 1, seamGranted: 0, seamUsed: 0 },
        { sealId: OTHER_SEAL, granted: 2, used: 0, seamGranted: 0, seamUsed: 0 },
      ],
      useCode,
      photosTaken: 3,
    });
    const photos = await qiyuesuoRegister.photos(accessTo(), externalId);
    expect(new Set(photos.map(({ id }) => id)).size).toBe(3);
    const bytes = await Promise.all(photos.map((photo) => photo.read()));
    const taken = simulator.physical.find(externalId).images;
    expect(bytes.map((file) => Buffer.from(file).equals(taken[bytes.indexOf(file)]?.bytes ?? Buffer.of()))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it.each([
    ['APPROVING', 'applied'],
    ['USING', 'inUse'],
    ['COMPLETE', 'completed'],
    ['REJECTED', 'rejected'],
    ['TERMINATED', 'terminated'],
  ] as const)('reads %s as %s', async (state, status) => {
    const { externalId } = await apply();
    simulator.physical.find(externalId).status = state;

    expect(await qiyuesuoRegister.detail(accessTo(), externalId)).toMatchObject({ status });
  });

  it('says that an application is not there, and makes nothing of a state that nobody knows', async () => {
    const { externalId } = await apply();

    await expect(qiyuesuoRegister.detail(accessTo(), '3999999999999999999')).rejects.toMatchObject({
      code: 'not-found',
    });
    simulator.physical.find(externalId).status = 'DISPATCHED' as 'USING';
    await expect(qiyuesuoRegister.detail(accessTo(), externalId)).rejects.toMatchObject({ code: 'bad-response' });
  });

  it('grants no more uses and ends nothing: neither is in the public contract (P-10 to P-14)', () => {
    expect([qiyuesuoRegister.append, qiyuesuoRegister.end]).toEqual([undefined, undefined]);
    expect(qiyuesuoDescriptor.capabilities).toMatchObject({
      physicalSeal: true,
      physicalAppend: false,
      physicalEnd: false,
    });
  });

  it.each([
    ['status=COMPLETE', 'smartUseCompleted'],
    ['status=REJECTED', 'rejected'],
    ['status=TERMINATED', 'terminated'],
    ['status=SOMETHING_NEW', null],
    ['mobile=13800000002&imageType=FACE&images=a.png&images=b.png', null],
  ])('takes %s for a reason to ask (Q6)', (rest, event) => {
    const news = qiyuesuoCallbacks.parse(
      {
        layout: { n: '1', m: '1' },
        bytes: Buffer.from(`businessId=3000000000000000101&${rest}`),
        headers: new Headers({ 'content-type': 'application/x-www-form-urlencoded' }),
        query: new URLSearchParams(),
      },
      {},
    );

    expect(news.about).toEqual({ kind: 'registeredUse', externalId: '3000000000000000101', event });
  });
});

describe('the simulator of physical seals at 契约锁', () => {
  let simulator: QiyuesuoSimulator;

  beforeEach(async () => {
    simulator = await startQiyuesuoSimulator();
  });

  afterEach(() => simulator.close());

  const auth = { sealId: SEAL, count: 1, users: [{ mobile: MOBILE }] };
  const body = {
    tenantName: COMPANY,
    subject: '用印',
    categoryId: PROCESS,
    applyerName: '王磊',
    applyerContact: MOBILE,
    auths: [auth],
  };

  it.each([
    [{ tenantName: '别家公司' }, 1],
    [{ categoryId: undefined }, 1301],
    [{ categoryId: '2600000000000000001' }, 1301],
    [{ applicantName: '王磊' }, 1],
    [{ auths: [] }, 1],
    [{ auths: [{ ...auth, count: 0 }] }, 1],
    [{ auths: [{ ...auth, users: [] }] }, 1],
    [{ auths: [{ ...auth, users: [{ mobile: '13700000000' }] }] }, 1105],
    [{ applyerContact: '13700000000' }, 1105],
    [{ auths: [{ ...auth, sealId: '2800000000000000009' }] }, 1203],
    [{ auths: [{ ...auth, sealId: '2800000000000000001' }] }, 1201],
    [{ auths: [{ ...auth, sealId: undefined, sealName: '实体公章' }] }, 1],
    // the id goes before the device, and the device before the name
    [{ auths: [{ ...auth, sealId: 'nothing', deviceNo: 'QYS-DEV-0001' }] }, 1201],
    [{ auths: [{ ...auth, sealId: undefined, deviceNo: 'nothing', sealName: '实体公章', ownerName: COMPANY }] }, 1201],
  ])('is strict about %j', (change, code) => {
    simulator.physical.people.add(MOBILE);

    expect(() => simulator.physical.apply({ ...body, ...change }, true)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    [{ deviceNo: 'QYS-DEV-0002', sealName: '实体公章', ownerName: COMPANY }, '实体法人章'],
    [{ sealName: '实体公章', ownerName: COMPANY }, '实体公章'],
  ])('finds a seal by %j', (names, found) => {
    const { auths } = simulator.physical.apply({ ...body, auths: [{ ...auth, sealId: undefined, ...names }] }, true);

    expect(auths[0]?.seal.name).toBe(found);
  });

  it('gives each of the users a code of their own, and refuses a number that it knows', () => {
    const users = [{ mobile: MOBILE }, { mobile: '13800000003' }];
    const given = { ...body, serialNo: 'SN-1', auths: [{ ...auth, users }] };

    const { auths } = simulator.physical.apply(given, true);

    expect(auths.map(({ contact }) => contact)).toEqual([MOBILE, '13800000003']);
    expect(() => simulator.physical.apply(given, true)).toThrow(expect.objectContaining({ code: 1 }));
  });

  it('is completed by the last stamp, and stamped no more then', () => {
    const { id } = simulator.physical.apply(body, true);

    simulator.physical.stamp(id);

    expect(simulator.physical.find(id).status).toBe('COMPLETE');
    expect(() => simulator.physical.stamp(id)).toThrow(expect.objectContaining({ code: 1101 }));
  });

  it('lets a person stamp at the page of the machine', async () => {
    const { id } = simulator.physical.apply({ ...body, auths: [{ ...auth, count: 2 }] }, true);
    const form = new URLSearchParams({ id, seal: SEAL, act: 'stamp' });

    const answer = await fetch(`${simulator.url}/machine`, { method: 'POST', body: form });

    expect(await answer.text()).toContain('实体公章：1/2');
    expect(simulator.physical.find(id).images.map(({ type }) => type)).toEqual(['FACE', 'SIGNATORY']);
  });
});
