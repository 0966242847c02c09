import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Problem } from '../../src/schema/index.js';
import { configure, ok } from '../support/journey.js';
import { aPdf } from '../support/pdf-builders.js';
import { mainField, purchaseMapping } from '../support/purchase-mapping.js';
import { openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const WORD = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('[Content_Types].xml word/document.xml')]);

/** A PNG that says it is that large, and holds one pixel. */
function pngOf(width: number, height: number): Buffer {
  const bytes = Buffer.from(PNG);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

async function encrypted(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await aPdf());
  pdf.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });
  return pdf.save();
}

async function withXfa(): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await aPdf());
  pdf.catalog.set(PDFName.of('AcroForm'), pdf.context.obj({ Fields: [], XFA: PDFString.of('<xfa/>') }));
  return pdf.save();
}

async function withWrongStart(): Promise<Uint8Array> {
  const text = Buffer.from(await aPdf()).toString('latin1');
  return Buffer.from(text.replace(/startxref\s+\d+/, 'startxref\n12'), 'latin1');
}

// what comes in is the same on every database
describe('files that cannot be signed', () => {
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost('pglite', { maxUploadBytes: 200_000 });
    // the first click makes the envelope, so that it answers what is wrong with the file
    await configure(
      test,
      purchaseMapping((mapping) => ({
        ...mapping,
        required: {
          ...mapping.required,
          signingNodes: ['n-start'],
          signers: [{ kind: 'field', field: mainField('f-owner', '经办人', 'person') }],
        },
        flow: { ...mapping.flow, createAt: [] },
      })),
    );
  });

  afterAll(() => test.close());

  const prepare = async (bytes: Uint8Array): Promise<Answer> => {
    const { body } = ok(await test.as('applicant').post('/v1/uploads', bytes));
    ok(await test.as('applicant').send('PATCH', '/demo/records/rec-1001', { values: { 'f-contract': [body] } }));
    return test.as('applicant').post('/v1/records/rec-1001/envelope');
  };

  it.each([
    ['a PDF with a password', 'file-encrypted', encrypted],
    ['a PDF with an XFA form', 'file-type-not-supported', withXfa],
    ['a PDF whose cross-reference is not where it says', 'file-damaged', withWrongStart],
    ['a broken PDF', 'file-damaged', () => Buffer.from('%PDF-1.7 broken')],
    ['a picture with a side of 30,000 pixels', 'file-too-large', () => pngOf(30_000, 1)],
    ['a picture of 144 million pixels', 'file-too-large', () => pngOf(12_000, 12_000)],
    ['a picture without a size', 'file-damaged', () => pngOf(0, 5)],
  ] as const)('%s is refused before anybody is asked to sign it: %s', async (_, code, make) => {
    const answer = await prepare(await make());

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual({ pointer: '', code, message: `C-13: ${code}` });
    expect((await test.as('applicant').get('/v1/envelopes')).body.items).toEqual([]);
  });

  it('an office file is refused where no converter is installed', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      const answer = await prepare(WORD);

      expect(answer.body.errors).toContainEqual({
        pointer: '',
        code: 'conversion-unavailable',
        message: 'C-13: conversion-unavailable',
      });
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('an upload over the limit is refused with 413', async () => {
    const answer = await test.as('applicant').post('/v1/uploads', new Uint8Array(200_001));

    expect([answer.status, (answer.body as Problem).code]).toEqual([413, 'body-too-large']);
  });

  it.each([
    ['with 5,000 pixels on a side', 413, 'file-too-large', () => pngOf(5000, 10)],
    ['that is cut off', 422, 'file-damaged', () => PNG.subarray(0, 40)],
  ] as const)('the picture of a seal %s is refused with %i %s when the seal is made', async (_, status, code, make) => {
    const { body } = ok(await test.as('applicant').post('/v1/uploads', make()));
    const artwork = { kind: 'image', fileId: body.fileId, widthMm: 20, heightMm: 20 };

    const answer = await test.as('applicant').post('/v1/seals', { name: '我的印章', kind: 'personal', artwork });

    expect([answer.status, (answer.body as Problem).code]).toEqual([status, code]);
  });
});
