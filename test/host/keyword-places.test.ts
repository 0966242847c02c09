import { readFile } from 'node:fs/promises';

import { PDFDocument } from '@cantoo/pdf-lib';
import { afterEach, describe, expect, it } from 'vitest';

import { readPageBoxes } from '../../host/signer/page-boxes.js';
import { readTextIndex } from '../../host/signer/pdf-text.js';
import { mmToPt } from '../../src/core/geometry.js';
import { keywordHits, type KeywordHit } from '../../src/core/keyword-places.js';
import type { Placement, PlacementPosition, PlacementRule, RecordTab, StuckEffect } from '../../src/schema/index.js';
import { configure, ok, reachSigning, submit } from '../support/journey.js';
import { contractCounts, keywordCases, keywordPages } from '../support/keyword-cases.js';
import { aPage, aPdf } from '../support/pdf-builders.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

async function hitsOf(file: string, keyword: string, acrossLines: boolean): Promise<KeywordHit[]> {
  const bytes = new Uint8Array(await readFile(file));
  const index = await readTextIndex(bytes, await readPageBoxes(bytes));
  return keywordHits(index, { keyword, pages: 'all', acrossLines });
}

describe('keywords in a file, as the host finds them (C-37)', () => {
  it.each(keywordCases)('finds $keyword where the browser finds it', async ({ file, keyword, acrossLines, places }) => {
    const found = (await hitsOf(file, keyword, acrossLines)).map(({ pageIndex, rects }) => [
      pageIndex,
      ...rects.flatMap(({ x, y, width, height }) => [x, y, width, height]),
    ]);

    expect(found.map(({ length }) => length)).toEqual(places.map(({ length }) => length));
    found.forEach((numbers, nth) =>
      numbers.forEach((number, side) => expect(Math.abs(number - (places[nth]?.[side] ?? NaN))).toBeLessThan(0.5)),
    );
  });

  it.each(contractCounts)('finds in %s the keyword %s %i times', async (file, keyword, count) => {
    expect(await hitsOf(file, keyword, true)).toHaveLength(count);
  });

  it('measures by the same pages', async () => {
    expect(await readPageBoxes(new Uint8Array(await readFile(keywordCases[0]!.file)))).toEqual(keywordPages);
  });
});

/** A form with a field to sign on the second page, which is turned, and one field that is shown on both pages. */
async function aForm(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await aPdf([aPage(), aPage({ rotation: 90 })]));
  const [first, second] = pdf.getPages();
  const form = pdf.getForm();
  const at = { width: 120, height: 40, borderWidth: 0 };
  form.createTextField('party.sign').addToPage(second!, { x: 100, y: 200, ...at });
  const both = form.createTextField('stamp');
  both.addToPage(first!, { x: 300, y: 500, ...at });
  both.addToPage(second!, { x: 50, y: 60, ...at });
  return pdf.save();
}

describe.each(databases)('places by form field on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const open = async (...fields: [string, PlacementRule['mark']][]): Promise<void> => {
    test = await openTestHost(kind);
    const placements = fields.map(([name, mark], index): PlacementRule => ({
      id: `r${index}`,
      party: 'initiator',
      source: null,
      mark,
      position: { kind: 'formField', name },
      policy: 'locked',
      signingDate: null,
    }));
    await configure(
      test,
      purchaseMapping((mapping) => ({ ...mapping, flow: { ...mapping.flow, placements } })),
    );
    const { body } = ok(await test.as('applicant').post('/v1/uploads', await aForm()));
    ok(await test.as('applicant').send('PATCH', '/demo/records/rec-1001', { values: { 'f-contract': [body] } }));
  };

  it('are as large as the field for a signature, and have its centre for a seal, on every page of it (C-37)', async () => {
    await open(['party.sign', 'signature'], ['stamp', 'seal']);

    const { placements } = await reachSigning(test);

    const centre = ({ pageIndex, rect }: Placement): number[] => [
      pageIndex,
      Math.round(rect.x + rect.width / 2),
      Math.round(rect.y + rect.height / 2),
    ];
    // a page that is turned by a quarter shows x as its height
    expect(placements.map(centre)).toEqual([
      [1, 220, 160],
      [0, 360, 322],
      [1, 80, 110],
    ]);
    expect([placements[0]?.rect.width, placements[0]?.rect.height]).toEqual([40, 120]);
    expect(placements[1]?.rect.width).toBeCloseTo(mmToPt(42), 6);
  });

  it('are told when no document has the field (C-37)', async () => {
    await open(['nothing', 'seal']);

    await submit(test, 'applicant', 'e-submit');

    const tab = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body as RecordTab;
    expect(tab.problems).toMatchObject([{ code: 'form-field-not-found' }]);
  });
});

describe.each(databases)('places by keyword on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const position = (change: object): PlacementPosition => ({
    ...({
      kind: 'keyword',
      keyword: '（盖章）：',
      occurrence: 'all',
      dx: 0,
      dy: 0,
      pages: 'all',
      acrossLines: true,
    } as const),
    ...change,
  });
  const rule = (id: string, change: object, more: Partial<PlacementRule> = {}): PlacementRule => ({
    ...({ id, party: 'initiator', source: null, mark: 'seal', policy: 'locked', signingDate: null } as const),
    position: position(change),
    ...more,
  });
  const mappingWith = (placements: PlacementRule[], autoSign = false) =>
    purchaseMapping((mapping) => ({
      ...mapping,
      flow: {
        ...mapping.flow,
        initiator: { order: 1, seal: { kind: 'constant', value: 'seal-contract' }, autoSign },
        placements,
      },
    }));

  it('are made of all hits, the n-th and the last, moved by the offset (C-37)', async () => {
    test = await openTestHost(kind);
    await configure(
      test,
      mappingWith([
        rule('r1', {}),
        rule('r2', { occurrence: 1, dx: 10, dy: -5 }),
        rule('r3', { occurrence: -1 }, { signingDate: { format: 'yyyy-MM-dd', fontSize: 12 } }),
        rule('r4', { keyword: '合同', pages: 'first', occurrence: 2 }),
      ]),
    );

    const { placements, documents } = await reachSigning(test);

    const [first, second, moved, last, date, other] = placements;
    expect(placements.map(({ mark, pageIndex }) => [mark, pageIndex])).toEqual([
      ['seal', 11],
      ['seal', 11],
      ['seal', 11],
      ['seal', 11],
      ['date', 11],
      ['seal', 0],
    ]);
    expect(moved!.rect.x - first!.rect.x).toBeCloseTo(10, 6);
    expect(moved!.rect.y - first!.rect.y).toBeCloseTo(-5, 6);
    expect(last!.rect).toEqual(second!.rect);
    expect(date!.rect.y).toBeGreaterThan(last!.rect.y);
    expect(other!.documentId).toBe(documents[0]!.id);
    // the centre of the seal is on the keyword
    const [hit] = await hitsOf('host/demo/documents/purchase-contract.pdf', '（盖章）：', true);
    const word = hit!.rects[0]!;
    expect(first!.rect.width).toBeCloseTo(mmToPt(42), 6);
    expect(first!.rect.x + first!.rect.width / 2).toBeCloseTo(word.x + word.width / 2, 3);
    expect(first!.rect.y + first!.rect.height / 2).toBeCloseTo(word.y + word.height / 2, 3);
  });

  it('are sealed by the company without anybody (C-31, C-36, C-37)', async () => {
    test = await openTestHost(kind);
    await configure(test, mappingWith([rule('r1', { keyword: '甲方（盖章）' })], true));

    const envelope = await reachSigning(test);

    expect(envelope.parties.map(({ status }) => status)).toEqual(['signed', 'pending']);
    expect(test.failures).toEqual([]);
  });

  it('are told when no document says the keyword: nobody is asked to sign at no place (C-37)', async () => {
    test = await openTestHost(kind);
    await configure(test, mappingWith([rule('r1', {}), rule('r2', { keyword: '此处没有这个词' })]));

    await submit(test, 'applicant', 'e-submit');

    const { items } = ok(await test.as('admin').get('/v1/effects')).body as { items: StuckEffect[] };
    expect(items).toMatchObject([{ kind: 'createEnvelope', state: 'failed', cause: { code: 'keyword-not-found' } }]);
    const tab = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body as RecordTab;
    expect(tab.envelope).toBeNull();
    expect(tab.problems).toMatchObject([{ code: 'keyword-not-found' }]);
  });
});
