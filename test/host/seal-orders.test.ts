import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createEsignProvider } from '../../host/providers/esign/esign.js';
import type { SignatureProvider } from '../../host/providers/provider.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import { EsignError } from '../../src/core/errors.js';
import type { LibrarySeal, Problem, SealLibraryPage } from '../../src/schema/index.js';
import { BASE, startEsignOpenSimulator, type EsignOpenSimulator } from '../simulators/esign-open/server.js';
import { ok } from '../support/journey.js';
import { addOpenAccounts, COMPANY_ID, esignOpenBinding } from '../support/service-worlds/esign-open-world.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const DESIGN = {
  name: '新合同章',
  purpose: 'contract',
  template: {
    ...{ type: 'ROUND_STAR', colour: 'RED', text: '上海远景信息技术有限公司', hText: '合同专用章' },
    ...{ widthMm: 42, heightMm: 42 },
  },
};

describe.each(databases)('seals that are designed at the open service of e签宝 on %s (chapter 9)', (kind) => {
  let simulator: EsignOpenSimulator;
  let test: TestHost;
  let address: string;
  /** Whether the answers to new seals get lost. */
  let isLost: boolean;
  /** Whether orders get lost before the service has them. */
  let isUnsent: boolean;
  /** Whether the service cannot be asked. */
  let isAway: boolean;

  beforeEach(async () => {
    isLost = false;
    isUnsent = false;
    isAway = false;
    simulator = await startEsignOpenSimulator();
    const provider = createEsignProvider({ testUrl: `${simulator.url}${BASE}` });
    const lossy: SignatureProvider = {
      ...provider,
      syncCatalog: (...given) =>
        isAway ? Promise.reject(new EsignError('unavailable', 'away')) : provider.syncCatalog!(...given),
      designSeal: async (...given) => {
        if (isUnsent) throw new EsignError('timeout', 'the order was lost');
        const made = await provider.designSeal!(...given);
        if (isLost) throw new EsignError('timeout', 'the answer was lost');
        return made;
      },
    };
    test = await openTestHost(kind, { providers: [lossy], outgoingAllow: simulator.url });
    const binding = ok(await test.as('admin').post('/v1/bindings', esignOpenBinding(simulator))).body as { id: string };
    address = `/v1/bindings/${binding.id}/seals`;
  });

  afterEach(async () => {
    await test.close();
    await simulator.close();
  });

  const withAccount = (): void => addOpenAccounts(simulator.service, { applicant: '王磊' });
  const sealsThere = (): string[] =>
    simulator.service.accounts.byThirdId(COMPANY_ID).seals.map(({ sealAlias }) => sealAlias);
  const design = (change: object = {}, key?: string): Promise<Answer> =>
    test.as('admin').send('POST', address, { ...DESIGN, ...change }, key === undefined ? {} : { key });
  const list = async (): Promise<SealLibraryPage> => ok(await test.as('admin').get(address)).body as SealLibraryPage;
  const faultsOf = ({ status, body }: Answer): unknown[] => [
    status,
    ...((body as Problem).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
  ];

  it('makes the seal there, and lists it at once and after a sync', async () => {
    withAccount();
    expect(await list()).toMatchObject({ designBar: null, holderKinds: [], isSynced: true });

    const made = ok(await design()).body as LibrarySeal;

    expect(sealsThere()).toEqual(['默认印章', '新合同章']);
    expect((await list()).items.map(({ id }) => id)).toEqual([made.id]);
    ok(await test.as('admin').post(`${address.replace(/seals$/, 'sync')}`));
    expect((await list()).items.map(({ name }) => name)).toEqual(['默认印章', '新合同章']);
  });

  it.each(['the same key', 'another key'])('finds what an order with a lost answer made, by %s', async (by) => {
    withAccount();
    isLost = true;
    const lost = await design({}, 'design-1');
    expect(lost.status).toBe(504);
    isLost = false;

    const found = ok(await design({}, by === 'the same key' ? 'design-1' : 'design-2')).body as LibrarySeal;

    expect(sealsThere()).toEqual(['默认印章', '新合同章']);
    expect((await list()).items.map(({ id }) => id)).toEqual([found.id]);
  });

  it('takes no seal for its own that somebody else made', async () => {
    withAccount();
    isLost = true;
    await design();
    isLost = false;

    expect(faultsOf(await design({ purpose: 'finance' }))).toEqual([422, '/name SEAL-NAME-TAKEN']);
    expect(faultsOf(await design({ name: '默认印章' }))).toEqual([422, '/name SEAL-NAME-TAKEN']);
    expect(sealsThere()).toEqual(['默认印章', '新合同章']);
  });

  it('makes one of two that are designed at once', async () => {
    withAccount();

    const answers = await Promise.all([design(), design()]);

    expect(sealsThere()).toEqual(['默认印章', '新合同章']);
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  });

  it('leaves an order at work alone for as long as it may take', async () => {
    withAccount();
    isUnsent = true;
    expect((await design()).status).toBe(504);
    isUnsent = false;

    const early = await design();
    test.setTime('2026-11-22T02:02:59.000Z');
    const almost = await design();
    test.setTime('2026-11-22T02:03:01.000Z');
    const late = await design();

    expect([early, almost].map(({ body }) => (body as Problem).code)).toEqual([
      'request-in-progress',
      'request-in-progress',
    ]);
    expect(late.status).toBe(201);
    expect(sealsThere()).toEqual(['默认印章', '新合同章']);
  });

  /** The orders that are open, and what the trail says of the seals. */
  const known = async (): Promise<unknown[]> => {
    const { db } = test.host.parts;
    const orders = await asSystem(() => db.selectFrom('seal_orders').select(['name', 'state']).execute());
    const trail = await asSystem(() =>
      db
        .selectFrom('audit')
        .select(['action', 'detail'])
        .where('action', 'like', 'seal.%')
        .orderBy('sequence')
        .execute(),
    );
    return [
      ...orders.map(({ name, state }) => `${name} ${state}`),
      ...trail
        .filter(({ detail }) => detail['binding'] !== undefined)
        .map(({ action, detail }) => [action, detail['outcome']].filter(Boolean).join(' ')),
    ];
  };

  it('finds by its sweep what an order with a lost answer made, once, and gives it to who asks again', async () => {
    withAccount();
    isLost = true;
    await design({}, 'design-1');
    isLost = false;
    await test.host.sweep();
    expect((await list()).items).toEqual([]);

    test.setTime('2026-11-22T02:04:00.000Z');
    await test.host.sweep();
    await test.host.sweep();

    const [found] = (await list()).items;
    expect(found?.name).toBe('新合同章');
    expect(await known()).toEqual(['新合同章 made', 'seal.created']);
    expect((ok(await design({}, 'design-1')).body as LibrarySeal).id).toBe(found?.id);
    expect(await known()).toEqual(['seal.created']);
    expect(sealsThere()).toEqual(['默认印章', '新合同章']);
  });

  it('gives an order up of which the service knows nothing after an hour', async () => {
    withAccount();
    isUnsent = true;
    await design();

    test.setTime('2026-11-22T02:04:00.000Z');
    await test.host.sweep();
    expect(await known()).toEqual(['新合同章 open']);
    test.setTime('2026-11-22T03:04:00.000Z');
    await test.host.sweep();

    expect(await known()).toEqual(['seal.order-given-up notMade']);
  });

  it('gives an order up that nobody can tell of after a week, and reports the service until then', async () => {
    withAccount();
    isLost = true;
    await design();
    isAway = true;

    test.setTime('2026-11-22T04:00:00.000Z');
    await test.host.sweep();
    expect(await known()).toEqual(['新合同章 open']);
    expect(test.failures.map(({ message }) => message).join()).toContain('order of a seal');
    test.setTime('2026-11-30T02:00:00.000Z');
    await test.host.sweep();

    expect(await known()).toEqual(['seal.order-given-up untold']);
  });

  it('shows the pictures of its seals as they are now, to who keeps the seals alone', async () => {
    withAccount();
    ok(await test.as('admin').post(`${address.replace(/seals$/, 'sync')}`));
    const [seal] = (await list()).items;
    const picture = seal?.imageUrl ?? '';

    const shown = await test.as('admin').bytes(picture);

    expect(picture).toBe(`${address}/${seal?.id}/image`);
    expect(shown.bytes).toEqual(new Uint8Array(simulator.service.sealPicture));
    expect(shown.response.headers.get('content-type')).toBe('image/png');
    expect(shown.response.headers.get('cache-control')).toContain('private');
    // links die after five minutes, and are asked for anew
    test.setTime('2026-11-22T02:10:00.000Z');
    simulator.service.sealLinks.clear();
    expect((await test.as('admin').get(picture)).status).toBe(200);
    expect((await test.as('signer-a').get(picture)).status).toBe(403);
    expect((await test.as('other-tenant').get(picture)).status).toBe(404);
    expect((await test.as('admin').get(`${address}/ghost/image`)).status).toBe(404);
  });

  it.each([
    [
      'no picture',
      new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      415,
      'file-type-not-supported',
    ],
    ['too large', new Uint8Array(2 * 1024 * 1024 + 1), 502, 'bad-response'],
  ])('passes nothing on that is %s', async (_, bytes, status, code) => {
    withAccount();
    ok(await test.as('admin').post(`${address.replace(/seals$/, 'sync')}`));
    const [seal] = (await list()).items;
    simulator.service.sealPicture = bytes;

    const { body, ...answer } = await test.as('admin').get(seal?.imageUrl ?? '');

    expect([answer.status, (body as Problem).code]).toEqual([status, code]);
  });

  it('tries again after a refusal, and says what is missing', async () => {
    expect(faultsOf(await design())).toEqual([422, ' SEAL-NO-ACCOUNT']);
    expect((await list()).items).toEqual([]);
    withAccount();

    expect(faultsOf(await design({ holders: { kind: 'everyone' } }))).toEqual([
      422,
      '/holders SEAL-HOLDERS-AT-SERVICE',
    ]);
    ok(await design());
    expect(sealsThere()).toEqual(['默认印章', '新合同章']);
  });
});
