import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readPageBoxes } from '../../../host/signer/page-boxes.js';
import { signPdf } from '../../../host/signer/sign-pdf.js';
import { readMarks, verifyPdf } from '../../../host/signer/verify-pdf.js';
import { displayedSize } from '../../../src/core/geometry.js';
import { aPage, aPdf, trickyPages } from '../../support/pdf-builders.js';
import {
  aMark,
  aSealPicture,
  aSignRequest,
  SIGNED_AT,
  someSigners,
  type TestSigners,
} from '../../support/pdf-signers.js';

const RED_DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

describe('signing a PDF (B-19)', () => {
  let signers: TestSigners;

  beforeAll(async () => {
    signers = await someSigners();
  });

  afterAll(() => signers.remove());

  it.each([
    { name: 'a cross-reference table', useObjectStreams: false },
    { name: 'a cross-reference stream', useObjectStreams: true },
  ])('keeps both signatures valid when two people sign in turn a file with $name', async ({ useObjectStreams }) => {
    const original = await aPdf(undefined, { useObjectStreams });
    const once = await signPdf(aSignRequest(original, signers.first));

    const twice = await signPdf(aSignRequest(once, signers.second, { marks: [aMark({ pageIndex: 2 })] }));

    const report = await verifyPdf(twice, { roots: [signers.host.root] });
    expect(Buffer.from(once).subarray(0, original.length).equals(original)).toBe(true);
    expect(Buffer.from(twice).subarray(0, once.length).equals(once)).toBe(true);
    expect(report.allValid).toBe(true);
    expect(report.signatures).toEqual([
      {
        field: 'Signature',
        signer: '王小明',
        organization: '上海远景信息技术有限公司',
        signedAt: SIGNED_AT.toISOString(),
        valid: true,
        digestOk: true,
        trusted: true,
        coversWholeFile: false,
        coversRevision: true,
        revisionEnd: once.length,
        addedAfterwards: ['signature Signature_2'],
        changesPermitted: true,
      },
      expect.objectContaining({
        field: 'Signature_2',
        signer: '李建国',
        valid: true,
        trusted: true,
        coversWholeFile: true,
        addedAfterwards: [],
      }),
    ]);
  });

  it('puts every mark within half a point of where the signer saw it, for all rotations, crop boxes and units', async () => {
    const pages = trickyPages();
    const marks = pages.map((page, pageIndex) => {
      const { width, height } = displayedSize(page);
      return aMark({ pageIndex, rect: { x: width * 0.13 + 0.3, y: height - 125.7, width: 110, height: 80.5 } });
    });

    const signed = await signPdf(aSignRequest(await aPdf(pages), signers.first, { marks }));

    const found = await readMarks(signed);
    expect(found).toHaveLength(marks.length);
    expect(marks.length).toBeGreaterThan(200);
    found.forEach(({ rect, pageIndex }, index) => {
      const wanted = marks[index];
      expect(pageIndex).toBe(wanted?.pageIndex);
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        expect(Math.abs(rect[side] - (wanted?.rect[side] ?? Number.NaN))).toBeLessThan(0.5);
      }
    });
  });

  it('reads the boxes of pages as the signer sees them', async () => {
    const pages = trickyPages();

    const boxes = await readPageBoxes(await aPdf(pages));

    boxes.forEach((box, index) => {
      const page = pages[index];
      expect(box.rotation).toBe(page?.rotation);
      expect(box.userUnit).toBe(page?.userUnit);
      box.cropBox.forEach((value, side) => expect(value).toBeCloseTo(page?.cropBox[side] ?? Number.NaN, 6));
    });
  });

  it('makes the first mark the signature and the others locked stamps of the same revision', async () => {
    const marks = [aMark(), aMark({ pageIndex: 1 }), aMark({ pageIndex: 2, picture: { kind: 'png', bytes: RED_DOT } })];

    const signed = await signPdf(aSignRequest(await aPdf(), signers.first, { marks }));

    const report = await verifyPdf(signed);
    const placed = (await readMarks(signed)).map(({ kind, field, pageIndex }) => ({ kind, field, pageIndex }));
    expect(report.allValid).toBe(true);
    expect(report.signatures).toHaveLength(1);
    expect(placed).toEqual([
      { kind: 'signature', field: 'Signature', pageIndex: 0 },
      { kind: 'stamp', field: null, pageIndex: 1 },
      { kind: 'stamp', field: null, pageIndex: 2 },
    ]);
  });

  it('keeps the annotations and fields that the document has', async () => {
    const pdf = await PDFDocument.load(await aPdf());
    const field = pdf.getForm().createTextField('amount');
    field.setText('100');
    field.addToPage(pdf.getPage(0), { x: 20, y: 20, width: 80, height: 20 });

    const signed = await signPdf(aSignRequest(await pdf.save(), signers.first));

    const again = await PDFDocument.load(signed);
    expect(again.getForm().getTextField('amount').getText()).toBe('100');
    expect(again.getPage(0).node.Annots()?.size()).toBe(2);
  });

  it('keeps twenty signatures in turn valid', async () => {
    let bytes = await aPdf([aPage()], { useObjectStreams: true });

    for (let turn = 0; turn < 20; turn += 1) {
      bytes = await signPdf(aSignRequest(bytes, turn % 2 ? signers.second : signers.first));
    }

    const report = await verifyPdf(bytes, { roots: [signers.host.root] });
    expect(report.allValid).toBe(true);
    expect(report.signatures).toHaveLength(20);
  });

  it.each([
    ['beyond the edge', aMark({ rect: { x: 550, y: 10, width: 100, height: 100 } })],
    ['on a page that does not exist', aMark({ pageIndex: 9 })],
    ['without a size', aMark({ rect: { x: 1, y: 1, width: 0, height: 10 } })],
  ])('refuses a mark %s', async (_, mark) => {
    const signing = signPdf(aSignRequest(await aPdf(), signers.first, { marks: [mark] }));

    await expect(signing).rejects.toMatchObject({ code: 'placement-outside-page' });
  });

  it('refuses to sign without a mark', async () => {
    const signing = signPdf(aSignRequest(await aPdf(), signers.first, { marks: [] }));

    await expect(signing).rejects.toMatchObject({ code: 'placement-required' });
  });

  it('refuses an encrypted file', async () => {
    const pdf = await PDFDocument.load(await aPdf());
    pdf.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });

    const signing = signPdf(aSignRequest(await pdf.save({ useObjectStreams: false }), signers.first));

    await expect(signing).rejects.toMatchObject({ code: 'file-encrypted' });
  });

  it.each([
    ['text', Buffer.from('not a PDF at all')],
    ['nothing', Buffer.alloc(0)],
    ['a header only', Buffer.from('%PDF-1.7\n')],
  ])('refuses %s instead of a PDF', async (_, bytes) => {
    await expect(signPdf(aSignRequest(bytes, signers.first))).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('refuses a file whose cross-reference is not where it says, which readers would repair each in its way', async () => {
    const bytes = Buffer.from(await aPdf());
    const shifted = Buffer.from(bytes.toString('latin1').replace(/startxref\s+\d+/, 'startxref\n77'), 'latin1');

    await expect(signPdf(aSignRequest(shifted, signers.first))).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('refuses a picture that is no PNG', async () => {
    const mark = aMark({ picture: { kind: 'png', bytes: Buffer.from('GIF89a') } });

    await expect(signPdf(aSignRequest(await aPdf(), signers.first, { marks: [mark] }))).rejects.toMatchObject({
      code: 'seal-not-usable',
    });
  });

  it('refuses an XFA form', async () => {
    const pdf = await PDFDocument.load(await aPdf());
    const form = pdf.context.obj({ Fields: [], XFA: [] });
    pdf.catalog.set(PDFName.of('AcroForm'), form);

    const signing = signPdf(aSignRequest(await pdf.save(), signers.first));

    await expect(signing).rejects.toMatchObject({ code: 'file-type-not-supported' });
  });

  it('refuses a seal with a character that no font has, instead of a box', () => {
    expect(() => aSealPicture('\u{10FFFD}有限公司')).toThrow(expect.objectContaining({ code: 'glyph-missing' }));
  });
});
