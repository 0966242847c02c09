import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { NativePlaces, RemoteOrder, ServiceAccess } from '../../../host/providers/remote-service.js';
import { componentsOf } from '../../../host/providers/tencent/components.js';
import { packKey } from '../../../host/providers/tencent/flows.js';
import { createTencentProvider } from '../../../host/providers/tencent/tencent.js';
import { positionsOf, sameAsFound } from '../../../host/services/native-places.js';
import { formFieldPlaces } from '../../../host/signer/form-field-places.js';
import { openPdf } from '../../../host/signer/open-pdf.js';
import { readPageBoxes } from '../../../host/signer/page-boxes.js';
import { readTextIndex } from '../../../host/signer/pdf-text.js';
import { keywordHits } from '../../../src/core/keyword-places.js';
import type { Binding, PageBox, Placement, PlacementPosition, PlacementRule } from '../../../src/schema/index.js';
import type { Component, SimFlow } from '../../simulators/tencent/flows.js';
import { marksAt } from '../../simulators/tencent/positions.js';
import { startTencentSimulator, type TencentSimulator } from '../../simulators/tencent/server.js';
import { aParty } from '../../support/builders.js';
import { configure, ok, submit } from '../../support/journey.js';
import { aPage, aPdf } from '../../support/pdf-builders.js';
import { purchaseMapping } from '../../support/purchase-mapping.js';
import { anOrder } from '../../support/remote-orders.js';
import { tencentBinding } from '../../support/service-worlds/tencent-world.js';
import vectors from '../../support/vectors.json' with { type: 'json' };
import { databases, openTestHost, type TestHost } from '../../support/test-host.js';
import { aTextPdf } from '../../support/text-pdf.js';

const KEYWORD = '乙方（签字）';
const line = (x: number, y: number, text = KEYWORD) => ({ x, y, size: 20, text });

/** Says the keyword once on each of two pages; on the third it goes on in the next line, where there is one. */
const aContract = (...third: Parameters<typeof aTextPdf>[0][number]): Uint8Array =>
  new Uint8Array(aTextPdf([[line(100, 500)], [line(200, 300)], third]));

/** A page that is turned, with a field to sign, and one that is shown twice. */
async function aForm(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await aPdf([aPage({ rotation: 90 })]));
  const [page] = pdf.getPages();
  const form = pdf.getForm();
  const at = { width: 120, height: 40, borderWidth: 0 };
  form.createTextField('party.sign').addToPage(page!, { x: 100, y: 200, ...at });
  const twice = form.createTextField('twice');
  twice.addToPage(page!, { x: 300, y: 500, ...at });
  twice.addToPage(page!, { x: 300, y: 600, ...at });
  return pdf.save();
}

const place = (id: string, more: Partial<Placement> = {}): Placement => ({
  id,
  partyId: 'initiator',
  documentId: 'document-1',
  mark: 'signature',
  policy: 'locked',
  required: true,
  zone: null,
  pageIndex: 0,
  rect: { x: 0, y: 0, width: 80, height: 40 },
  ...more,
});

const wanted = (change: Partial<Extract<PlacementPosition, { kind: 'keyword' }>> = {}) => ({
  kind: 'keyword' as const,
  keyword: KEYWORD,
  occurrence: 'all' as const,
  dx: 10.5,
  dy: -5,
  pages: 'all',
  acrossLines: true,
  ...change,
});

const centred = (id: string, pageIndex: number, word: { x: number; y: number; width: number; height: number }) =>
  place(id, {
    pageIndex,
    rect: { x: word.x + word.width / 2 - 40 + 10.5, y: word.y + word.height / 2 - 20 - 5, width: 80, height: 40 },
  });

describe('what 腾讯电子签 may look for itself (C-37)', () => {
  const look = async (
    bytes: Uint8Array,
  ): Promise<{ pages: PageBox[]; found: ReturnType<typeof keywordHits>; places: Placement[] }> => {
    const pages = await readPageBoxes(bytes);
    const found = keywordHits(await readTextIndex(bytes, pages), { keyword: KEYWORD, pages: 'all', acrossLines: true });
    return { pages, found, places: found.map((hit, nth) => centred(`p${nth}`, hit.pageIndex, hit.rects[0]!)) };
  };

  it('is a keyword whose every hit has its mark', async () => {
    const { pages, found, places } = await look(aContract());

    expect(sameAsFound(places, pages, [{ position: wanted(), found }])).toEqual([
      { placementIds: ['p0', 'p1'], by: { kind: 'keyword', keyword: KEYWORD, dx: 10.5, dy: -5 } },
    ]);
  });

  it.each<[string, (places: Placement[]) => Placement[]]>([
    ['was moved', ([one, two]) => [one!, { ...two!, rect: { ...two!.rect, x: two!.rect.x + 1 } }]],
    ['was removed', ([one]) => [one!]],
    ['belongs to somebody else', ([one, two]) => [one!, { ...two!, partyId: 'other' }]],
    ['is larger', ([one, two]) => [one!, { ...two!, rect: { ...two!.rect, width: 90 } }]],
    ['is something else', ([one, two]) => [one!, { ...two!, mark: 'seal' }]],
  ])('is no keyword of which one mark %s', async (_name, change) => {
    const { pages, found, places } = await look(aContract());

    expect(sameAsFound(change(places), pages, [{ position: wanted(), found }])).toEqual([]);
  });

  it.each<[string, Parameters<typeof wanted>[0], number[], object]>([
    ['on one page of several', { pages: '2' }, [1], { page: 1 }],
    ['on the first page', { pages: 'first', occurrence: 1 }, [0], { page: 0, occurrence: 1 }],
    ['the first one', { occurrence: 1 }, [0], { occurrence: 1 }],
    ['the last one', { occurrence: -1 }, [1], { occurrence: -1 }],
  ])('is a keyword %s', async (_name, change, at, by) => {
    const { pages, found, places } = await look(aContract());
    const position = wanted(change);
    const own = found.filter(({ pageIndex }) => !('page' in by) || pageIndex === by.page);

    expect(
      sameAsFound(
        at.map((nth) => places[nth]!),
        pages,
        [{ position, found: own }],
      ),
    ).toEqual([
      { placementIds: at.map((nth) => `p${nth}`), by: { kind: 'keyword', keyword: KEYWORD, dx: 10.5, dy: -5, ...by } },
    ]);
  });

  it.each<[string, string, number]>([
    ['all pages', 'all', 1],
    ['one page', 'last', 1],
    ['two of three', '1-2', 0],
    ['odd ones', 'odd', 0],
  ])('is looked for on %s, or not at all', async (_name, pages, count) => {
    const { envelope } = await anOrder({}, 3);
    const [document] = envelope.documents;
    const ruleOf = (position: PlacementPosition): PlacementRule[] => [
      { id: 'r', party: 'initiator', source: null, mark: 'seal', policy: 'locked', signingDate: null, position },
    ];

    expect(positionsOf(ruleOf(wanted({ pages })), document!)).toHaveLength(count);
    // there it would be a whole word
    expect(positionsOf(ruleOf(wanted({ pages, keyword: '^甲方^' })), document!)).toEqual([]);
  });

  it('is no n-th hit where the file writes what stands below first', async () => {
    const { pages, found, places } = await look(new Uint8Array(aTextPdf([[line(100, 300), line(100, 500)]])));

    expect(sameAsFound([places[0]!], pages, [{ position: wanted({ occurrence: 1 }), found }])).toEqual([]);
    expect(sameAsFound(places, pages, [{ position: wanted(), found }])).toHaveLength(1);
  });

  it('is no keyword that goes over the end of a line anywhere', async () => {
    const { pages, found, places } = await look(aContract(line(500, 700, '乙方（'), line(60, 672, '签字）')));

    expect(found.map(({ rects }) => rects.length)).toEqual([1, 1, 2]);
    expect(sameAsFound(places, pages, [{ position: wanted(), found }])).toEqual([]);
  });

  it('is no mark that had to be kept on its page', async () => {
    const bytes = new Uint8Array(aTextPdf([[line(0, 500)]]));
    const { pages, found, places } = await look(bytes);
    const kept = places.map((one) => ({ ...one, rect: { ...one.rect, x: 0 } }));

    expect(sameAsFound(kept, pages, [{ position: wanted({ dx: -100 }), found }])).toEqual([]);
  });

  it('is a form field that is shown once, for what has its size', async () => {
    const bytes = await aForm();
    const pages = await readPageBoxes(bytes);
    const [once = [], twice = []] = formFieldPlaces(await openPdf(bytes), ['party.sign', 'twice']);
    const sought = [
      { position: { kind: 'formField' as const, name: 'party.sign' }, found: once },
      { position: { kind: 'formField' as const, name: 'twice' }, found: twice },
    ];
    const at = (id: string, [field]: typeof once, more: Partial<Placement> = {}) =>
      place(id, { rect: field!.rects[0]!, ...more });

    expect(sameAsFound([at('a', once), at('b', twice)], pages, sought)).toEqual([
      { placementIds: ['a'], by: { kind: 'formField', name: 'party.sign' } },
    ]);
    expect(sameAsFound([at('a', once, { mark: 'seal' })], pages, sought)).toEqual([]);
  });
});

describe('the three modes of 腾讯电子签 (chapter 5)', () => {
  let simulator: TencentSimulator;

  beforeAll(async () => {
    simulator = await startTencentSimulator();
  });

  afterAll(() => simulator.close());

  const access = (): ServiceAccess => ({
    binding: tencentBinding(simulator) as unknown as Binding,
    secrets: { secretKey: simulator.secretKey },
    http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) => fetch(address, request as RequestInit),
    clock: () => new Date(),
  });
  const orderOf = async (
    bytes: Uint8Array,
    placements: Placement[],
    native: NativePlaces[] = [],
  ): Promise<RemoteOrder> => {
    const order = await anOrder({ parties: [aParty({ kind: 'person' })], placements });
    const pages = await readPageBoxes(bytes);
    const documents = order.envelope.documents.map((document) => ({ ...document, pages }));
    const envelope = { ...order.envelope, documents };
    return { ...order, envelope, files: documents.map((document) => ({ document, bytes })), native };
  };
  const create = async (order: RemoteOrder): Promise<SimFlow> => {
    const { remote } = createTencentProvider({ testUrl: simulator.url });
    const { externalId = '' } = (await remote?.create(access(), order)) ?? {};
    return simulator.service.find(externalId);
  };
  const modes = ({ approvers }: SimFlow): unknown[] =>
    approvers.flatMap(({ given }) => given.SignComponents.map(({ GenerateMode }) => GenerateMode));
  const marksOf = async ({ approvers, original }: SimFlow) =>
    (await Promise.all(approvers[0]!.given.SignComponents.map((one) => marksAt(original, one)))).flat();

  const keyword: NativePlaces = {
    placementIds: ['p0', 'p1'],
    by: { kind: 'keyword', keyword: KEYWORD, dx: 10.5, dy: -5 },
  };
  const onContract = async (): Promise<Placement[]> => {
    const bytes = aContract();
    const index = await readTextIndex(bytes, await readPageBoxes(bytes));
    return keywordHits(index, { keyword: KEYWORD, pages: 'all', acrossLines: false }).map((hit, nth) =>
      centred(`p${nth}`, hit.pageIndex, hit.rects[0]!),
    );
  };

  it('put one control for a keyword, as in vector T3, whose marks are where they are seen here', async () => {
    const placements = await onContract();
    const order = await orderOf(aContract(), placements, [keyword]);
    const [, printed] = (
      JSON.parse(vectors.tencent.T3_CreateFlowByFiles.payload) as { Approvers: { SignComponents: object[] }[] }
    ).Approvers;

    expect(componentsOf(order, order.envelope.parties[0]!)).toEqual([
      { ...printed?.SignComponents[0], RelativeLocation: 'Middle' },
    ]);
    const marks = await marksOf(await create(order));
    expect(marks.map(({ pageIndex }) => pageIndex)).toEqual([0, 1]);
    marks.forEach(({ rect }, nth) => {
      expect(rect.x).toBeCloseTo(placements[nth]!.rect.x, 3);
      expect(rect.y).toBeCloseTo(placements[nth]!.rect.y, 3);
    });
  });

  it.each<[string, object, object, number[]]>([
    ['on a page', { page: 1 }, { KeywordPage: 2 }, [1]],
    ['by its number', { occurrence: 2 }, { KeywordOrder: 'Positive', KeywordIndexes: [1] }, [1]],
    ['from the end', { occurrence: -2 }, { KeywordOrder: 'Reverse', KeywordIndexes: [1] }, [0]],
    [
      'by its number on a page',
      { page: 0, occurrence: 1 },
      { KeywordPage: 1, KeywordOrder: 'Positive', KeywordIndexes: [0] },
      [0],
    ],
  ])('choose a keyword %s, whose mark is where it is seen here', async (_name, choice, members, at) => {
    const all = await onContract();
    const placements = at.map((nth) => all[nth]!);
    const by = { kind: 'keyword' as const, keyword: KEYWORD, dx: 10.5, dy: -5, ...choice };
    const flow = await create(
      await orderOf(aContract(), placements, [{ placementIds: placements.map(({ id }) => id), by }]),
    );

    expect(flow.approvers[0]?.given.SignComponents).toMatchObject([{ GenerateMode: 'KEYWORD', ...members }]);
    const marks = await marksOf(flow);
    expect(marks.map(({ pageIndex }) => pageIndex)).toEqual(at);
    marks.forEach(({ rect }, nth) => expect(rect.x).toBeCloseTo(placements[nth]!.rect.x, 3));
  });

  it('find a whole word between two ^, and count from either end of the file', async () => {
    const bytes = new Uint8Array(aTextPdf([[line(100, 300, 'seal sealed'), line(100, 500, 'seal')]]));
    const found = async (more: Partial<Component>): Promise<number[]> => {
      const component = { ComponentType: 'SIGN_SIGNATURE', GenerateMode: 'KEYWORD' as const, FileIndex: 0, ...more };
      return (await marksAt(bytes, component)).map(({ rect }) => Math.round(rect.y));
    };

    const [below, again, above] = await found({ ComponentId: 'seal' });
    expect(again).toBe(below);
    expect(above).toBeLessThan(below ?? 0);
    expect(await found({ ComponentId: '^seal^' })).toEqual([below, above]);
    expect(await found({ ComponentId: '^seal^', KeywordIndexes: [1] })).toEqual([above]);
    expect(await found({ ComponentId: 'seal', KeywordOrder: 'Reverse', KeywordIndexes: [0, 2] })).toEqual([
      above,
      below,
    ]);
  });

  it('take the very controls of vector T3 where the file says the keyword', async () => {
    const { Approvers } = JSON.parse(vectors.tencent.T3_CreateFlowByFiles.payload) as {
      Approvers: { SignComponents: Component[] }[];
    };
    const marks = await Promise.all(
      Approvers.map(({ SignComponents }) => marksAt(aContract(), { ...SignComponents[0]! })),
    );

    expect(marks.map(({ length }) => length)).toEqual([1, 2]);
  });

  it('name a form field, which has a size of its own', async () => {
    const bytes = await aForm();
    const [[field] = []] = formFieldPlaces(await openPdf(bytes), ['party.sign']);
    const rect = field!.rects[0]!;
    const native: NativePlaces = { placementIds: ['p'], by: { kind: 'formField', name: 'party.sign' } };

    const flow = await create(await orderOf(bytes, [place('p', { rect })], [native]));

    expect(flow.approvers[0]?.given.SignComponents).toEqual([
      { ComponentType: 'SIGN_SIGNATURE', FileIndex: 0, GenerateMode: 'FIELD', ComponentName: 'party.sign' },
    ]);
    expect((await marksOf(flow))[0]).toMatchObject({ pageIndex: 0, rect });
  });

  it('mix: what is not found stands where it was put', async () => {
    const placements = [...(await onContract()), place('p9', { rect: { x: 20, y: 20, width: 80, height: 40 } })];

    expect(modes(await create(await orderOf(aContract(), placements, [keyword])))).toEqual(['KEYWORD', 'NORMAL']);
  });

  it.each<[string, NativePlaces['by']]>([
    ['keyword', { kind: 'keyword', keyword: '没有这个词', dx: 0, dy: 0 }],
    ['form field', { kind: 'formField', name: 'nothing' }],
  ])('give way to coordinates where the service does not find the %s', async (_name, by) => {
    const flow = await create(await orderOf(aContract(), [place('p0')], [{ placementIds: ['p0'], by }]));

    expect(modes(flow)).toEqual(['NORMAL']);
  });

  const direct = async (component: object): Promise<unknown> => {
    const { service } = simulator;
    const fileId = service.upload('合同.pdf', Buffer.from(aContract()).toString('base64'));
    const SignComponents = [{ ComponentType: 'SIGN_SIGNATURE', FileIndex: 0, ...component }];
    const Approvers = [{ ApproverType: 1, ApproverName: '李四', ApproverMobile: '13800000002', SignComponents }];
    return service
      .createByFiles({ FlowName: '合同', FileIds: [fileId], Approvers }, service.organization.id)
      .catch((error: unknown) => error);
  };

  it.each<[string, object, string]>([
    ['a keyword that nobody wrote', { GenerateMode: 'KEYWORD', ComponentId: '没有' }, 'InvalidParameter.Keyword'],
    [
      'a signer who is left with nothing',
      { GenerateMode: 'KEYWORD', ComponentId: '没有', ComponentExtra: '{"IgnoreKeywordError":1}' },
      'MissingParameter.ApproverSignComponent',
    ],
    ['no keyword', { GenerateMode: 'KEYWORD' }, 'MissingParameter.KeyWord'],
    [
      'a keyword on another page',
      { GenerateMode: 'KEYWORD', ComponentId: KEYWORD, KeywordPage: 3 },
      'InvalidParameter.Keyword',
    ],
    [
      'a page that is not there',
      { GenerateMode: 'KEYWORD', ComponentId: KEYWORD, KeywordPage: 4 },
      'InvalidParameter.ComponentPage',
    ],
    [
      'a hit that is not there',
      { GenerateMode: 'KEYWORD', ComponentId: KEYWORD, KeywordIndexes: [2] },
      'InvalidParameter.Keyword',
    ],
    ['a field that nobody made', { GenerateMode: 'FIELD', ComponentName: '没有' }, 'MissingParameter.Field'],
  ])('are refused for %s', async (_name, component, code) => {
    expect(await direct(component)).toMatchObject({ code });
  });

  it('leave nobody anything to fill in where a party signs by itself (chapter 10)', async () => {
    const { service } = simulator;
    const at = { ComponentPage: 1, ComponentPosX: 50, ComponentPosY: 50, ComponentWidth: 80, ComponentHeight: 40 };
    const silent = {
      ApproverType: 3,
      SignComponents: [{ ComponentType: 'SIGN_SEAL', ComponentValue: service.seals[0]?.SealId, ...at }],
    };
    const filling = {
      ApproverType: 1,
      ApproverName: '李四',
      ApproverMobile: '13800000002',
      SignComponents: [{ ComponentType: 'SIGN_SIGNATURE', ...at }],
      Components: [{ ComponentType: 'TEXT' }],
    };
    const made = (...Approvers: object[]): Promise<unknown> => {
      const FileIds = [service.upload('合同.pdf', Buffer.from(aContract()).toString('base64'))];
      return service
        .createByFiles({ FlowName: '合同', FileIds, Approvers }, service.organization.id)
        .catch((e: unknown) => e);
    };

    expect(await made(silent, filling)).toMatchObject({ code: 'OperationDenied.ServerSignNoAllowComponent' });
    expect(await made(filling)).toMatchObject({ status: 1 });
  });
});

describe.each(databases)('places of a contract at 腾讯电子签 on %s', (kind) => {
  let test: TestHost;
  let simulator: TencentSimulator;

  afterEach(async () => {
    await test.close();
    await simulator.close();
  });

  it('go out in the mode that says the same as their rule (C-37)', async () => {
    simulator = await startTencentSimulator({ clock: () => new Date('2026-11-22T02:00:00.000Z') });
    test = await openTestHost(kind, {
      providers: [createTencentProvider({ testUrl: simulator.url })],
      outgoingAllow: simulator.url,
      publicUrl: 'http://host',
    });
    test.setTime('2026-11-22T02:00:00.000Z');
    const { body: binding } = ok(await test.as('admin').post('/v1/bindings', tencentBinding(simulator)));
    const rule = (id: string, position: PlacementPosition): PlacementRule => ({
      ...({ id, party: 'initiator', source: null, mark: 'seal', policy: 'locked', signingDate: null } as const),
      position,
    });
    const placements = [
      rule('every', wanted({ keyword: '（盖章）：' })),
      rule('first', wanted({ keyword: '（盖章）：', occurrence: 1, dy: 40 })),
    ];
    await configure(
      test,
      purchaseMapping((mapping) => ({
        ...mapping,
        basic: { ...mapping.basic, provider: 'tencent', bindingId: (binding as Binding).id },
        flow: { ...mapping.flow, placements },
      })),
    );

    await submit(test, 'applicant', 'e-submit');
    await submit(test, 'admin', 'e-dept-ok');
    await submit(test, 'admin', 'e-legal-ok');

    const tab = ok(await test.as('signer-a').get('/v1/records/rec-1001/tab')).body as { envelope: { id: string } };
    expect(test.failures).toEqual([]);
    const [flow] = simulator.service.findByUserData(packKey(tab.envelope.id));
    expect(
      flow?.approvers.flatMap(({ given }) => given.SignComponents.map(({ GenerateMode }) => GenerateMode)),
    ).toEqual(['KEYWORD', 'KEYWORD']);
  });
});
