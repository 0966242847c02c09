import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterEach, describe, expect, it } from 'vitest';

import { mmToPt } from '../../src/core/geometry.js';
import type { Envelope, Mark, Placement, PlacementRule, Problem, Rect } from '../../src/schema/index.js';
import { codeOf, configure, currentEnvelope, ok, reachSigning, sealMark, signBody } from '../support/journey.js';
import { aPage, aPdf } from '../support/pdf-builders.js';
import { openWithPdfium } from '../support/pdfium.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const ASKED = '我已阅读并同意全部条款';

/** A form with a box to tick and a field to write in, on a page that is turned. */
async function aForm(paper = false): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await aPdf([aPage(), aPage({ rotation: 90 })]));
  const page = pdf.getPages()[1]!;
  const form = pdf.getForm();
  form.createCheckBox('agree').addToPage(page, { x: 100, y: 200, width: 14, height: 14, borderWidth: 0 });
  form.createTextField('opinion').addToPage(page, { x: 300, y: 120, width: 40, height: 200, borderWidth: 0 });
  // most fields of a contract have no paper of their own
  if (paper) return pdf.save();
  for (const field of form.getFields()) {
    for (const { dict } of field.acroField.getWidgets()) {
      dict.delete(PDFName.of('AP'));
      dict.delete(PDFName.of('MK'));
    }
  }
  return pdf.save({ updateFieldAppearances: false });
}

function rules(change: Partial<PlacementRule> = {}): PlacementRule[] {
  const common = { party: 'initiator', source: null, policy: 'locked', signingDate: null } as const;
  return [
    { id: 'r-seal', ...common, mark: 'seal', position: { kind: 'coordinate', x: 300, y: 400, pages: '1' } },
    {
      id: 'r-box',
      ...common,
      mark: 'checkbox',
      position: { kind: 'formField', name: 'agree' },
      label: ASKED,
      ...change,
    },
    { id: 'r-words', ...common, mark: 'remark', position: { kind: 'formField', name: 'opinion' }, required: false },
  ];
}

describe.each(databases)('what signers fill in on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const start = async (change: Partial<PlacementRule> = {}, form = aForm()): Promise<Envelope> => {
    test = await openTestHost(kind);
    await configure(
      test,
      purchaseMapping((mapping) => ({ ...mapping, flow: { ...mapping.flow, placements: rules(change) } })),
    );
    const { body } = ok(await test.as('applicant').post('/v1/uploads', await form));
    ok(await test.as('applicant').send('PATCH', '/demo/records/rec-1001', { values: { 'f-contract': [body] } }));
    return reachSigning(test);
  };
  const placeOf = ({ placements }: Envelope, mark: Placement['mark']): Placement => {
    const place = placements.find((one) => one.mark === mark);
    if (!place) throw new Error(`no place for a ${mark}`);
    return place;
  };
  const markIn = (envelope: Envelope, mark: Placement['mark'], change: Partial<Mark> = {}): Mark => {
    const { id: placementId, pageIndex, rect, documentId } = placeOf(envelope, mark);
    const sealId = mark === 'seal' ? 'seal-contract' : null;
    return { id: `m-${mark}`, documentId, kind: mark, sealId, placementId, pageIndex, rect, ...change };
  };
  const sign = (envelope: Envelope, marks: Mark[]): Promise<Answer> =>
    test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope, marks));
  const download = async (id: string): Promise<Uint8Array> => {
    const { documents } = await currentEnvelope(test, id);
    return (await test.as('applicant').bytes(`/v1/envelopes/${id}/documents/${documents[0]?.id}/content`)).bytes;
  };
  /** How much of a rectangle of a page is inked, from 0 to 1. */
  const inkIn = async (bytes: Uint8Array, pageIndex: number, rect: Rect): Promise<number> => {
    const scale = 4;
    const pdf = await openWithPdfium(bytes);
    const { grey, width } = await pdf.render(pageIndex, scale);
    pdf.close();
    let dark = 0;
    let all = 0;
    for (let y = Math.round(rect.y * scale); y < (rect.y + rect.height) * scale; y += 1) {
      for (let x = Math.round(rect.x * scale); x < (rect.x + rect.width) * scale; x += 1) {
        all += 1;
        if ((grey[y * width + x] ?? 255) < 128) dark += 1;
      }
    }
    return dark / all;
  };

  it('stands in the signed file where it was asked for, as ink and as words, and the signature is valid (C-37, B-19)', async () => {
    const envelope = await start();
    const before = await download(envelope.id);
    const [box, words] = [placeOf(envelope, 'checkbox'), placeOf(envelope, 'remark')];
    expect(box).toMatchObject({ pageIndex: 1, required: true, label: ASKED });
    expect(box.obscured).toBeUndefined();
    expect([box.rect.width, box.rect.height]).toEqual([14, 14]);
    // the field stands upright in a page that lies on its side
    expect(words).toMatchObject({ required: false });
    expect([words.rect.width, words.rect.height]).toEqual([200, 40]);

    ok(
      await sign(envelope, [
        markIn(envelope, 'checkbox'),
        markIn(envelope, 'remark', { text: '同意，请于 12 月交货' }),
        markIn(envelope, 'seal'),
      ]),
    );

    const after = await download(envelope.id);
    const [report] = ok(await test.as('applicant').post(`/v1/envelopes/${envelope.id}/verify`)).body.documents;
    expect(report).toMatchObject({ allValid: true });
    const task = getDocument({ data: after.slice() });
    const page = await (await task.promise).getPage(2);
    const said = (await page.getAnnotations()).map(({ contentsObj }) => (contentsObj as { str: string }).str);
    await task.destroy();
    expect(said).toEqual(expect.arrayContaining([`${ASKED}: √`, '同意，请于 12 月交货']));
    const gained = async (rect: Rect): Promise<number> =>
      (await inkIn(after, 1, rect)) - (await inkIn(before, 1, rect));
    expect(await gained(box.rect)).toBeGreaterThan(0.1);
    expect(await gained(words.rect)).toBeGreaterThan(0.02);
    // the words begin at the left, in the middle of the height
    const { x, y, width, height } = words.rect;
    expect(await gained({ x, y: y + height / 3, width: width / 3, height: height / 3 })).toBeGreaterThan(0.1);
    expect(await gained({ x: x + width * 0.8, y, width: width * 0.2, height })).toBe(0);
  });

  it('stands after the field in the order of the page, also where the field has paper of its own, which is told', async () => {
    const envelope = await start({}, aForm(true));
    expect(placeOf(envelope, 'checkbox').obscured).toBe(true);
    expect(placeOf(envelope, 'remark').obscured).toBe(true);
    expect(placeOf(envelope, 'seal').obscured).toBeUndefined();

    ok(await sign(envelope, [markIn(envelope, 'checkbox'), markIn(envelope, 'seal')]));

    // pdf.js and PDFium draw fields after everything else, whatever the order; others keep it
    const pdf = await PDFDocument.load(await download(envelope.id), { updateMetadata: false });
    const annotations = pdf.getPages()[1]!.node.Annots()!;
    const subtypes = annotations
      .asArray()
      .map((one) => String(pdf.context.lookup(one, PDFDict).get(PDFName.of('Subtype'))));
    expect(subtypes).toEqual(['/Widget', '/Widget', '/Stamp']);
  });

  it('is needed where the template says so, and may be left out where it does not', async () => {
    const envelope = await start();

    const missing = await sign(envelope, [markIn(envelope, 'seal')]);

    expect([missing.status, (missing.body as Problem).code]).toEqual([422, 'placement-required']);
    ok(await sign(envelope, [markIn(envelope, 'seal'), markIn(envelope, 'checkbox')]));
  });

  it('is no signature by itself', async () => {
    const envelope = await start();

    const answer = await sign(envelope, [markIn(envelope, 'checkbox')]);

    expect((answer.body as Problem).errors?.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'placement-required /marks',
    ]);
  });

  it.each<[string, Mark['kind'], Partial<Mark>, string]>([
    ['a remark without words', 'remark', { text: ' \n ' }, 'placement-required /marks/2/text'],
    ['a remark that has no room', 'remark', { text: '长'.repeat(200) + '' }, 'placement-invalid /marks/2/text'],
    [
      'a remark that nobody asked for',
      'remark',
      { placementId: null, text: 'x' },
      'placement-invalid /marks/2/placementId',
    ],
    [
      'a remark somewhere else',
      'remark',
      { rect: { x: 9, y: 9, width: 200, height: 40 }, text: 'x' },
      'placement-invalid /marks/2/rect',
    ],
    ['words on a seal', 'seal', { placementId: null, text: 'x' }, 'placement-invalid /marks/2/text'],
    ['a tick for a remark', 'checkbox', { placementId: null }, 'placement-invalid /marks/2/placementId'],
  ])('refuses %s with its code, and signs nothing', async (_, what, change, fault) => {
    const envelope = await start();

    const answer = await sign(envelope, [
      markIn(envelope, 'seal'),
      markIn(envelope, 'checkbox'),
      markIn(envelope, what, { id: 'forged', ...change }),
    ]);

    expect(answer.status).toBe(422);
    expect((answer.body as Problem).errors?.map(({ code, pointer }) => `${code} ${pointer}`)).toContain(fault);
    expect((await currentEnvelope(test, envelope.id)).documents[0]?.signedSha256).toBeNull();
  });

  it('refuses what steers a reader, and what no face has', async () => {
    const envelope = await start();
    const all = (text: string): Mark[] => [
      markIn(envelope, 'seal'),
      markIn(envelope, 'checkbox'),
      markIn(envelope, 'remark', { text }),
    ];

    expect(codeOf(await sign(envelope, all('a\u0007b')))).toEqual([422, 'invalid-input']);
    expect(((await sign(envelope, all('好😀'))).body as Problem).code).toBe('glyph-missing');
    ok(await sign(envelope, all('两行\n都有')));
  });

  it('has its own size where a coordinate says where, also of a place that the initiator prepares', async () => {
    const envelope = await start({ position: { kind: 'coordinate', x: 50, y: 60, pages: '1' }, policy: 'movable' });
    const box = placeOf(envelope, 'checkbox');
    expect(box.rect.width).toBeCloseTo(mmToPt(5), 6);

    const larger = await sign(envelope, [
      markIn(envelope, 'seal'),
      markIn(envelope, 'checkbox', { rect: { ...box.rect, width: 60, height: 60 } }),
    ]);
    expect((larger.body as Problem).errors?.[0]).toMatchObject({ pointer: '/marks/1/rect' });
    const cut = { ...box, seam: { edge: 'right', pages: 'all', doubleSided: false } };
    const set = await test
      .as('applicant')
      .put(`/v1/envelopes/${envelope.id}/placements`, { placements: [cut] }, `"${envelope.version}"`);
    expect((set.body as Problem).errors?.[0]).toMatchObject({ pointer: '/placements/0/mark' });
    const moved = { ...box.rect, x: box.rect.x + 20 };
    ok(
      await sign(envelope, [
        sealMark(envelope, { ...markIn(envelope, 'seal') }),
        markIn(envelope, 'checkbox', { rect: moved }),
      ]),
    );
  });
});
