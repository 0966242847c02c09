import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';

import { toPdf, type SourceFile } from '../../../host/signer/convert.js';
import { detectFileType } from '../../../host/signer/file-type.js';
import { aPdf } from '../../support/pdf-builders.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const WORD = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('[Content_Types].xml word/document.xml')]);

function aSource(bytes: Uint8Array, fileName = 'contract.pdf', mediaType = 'application/pdf'): SourceFile {
  return { bytes, fileName, mediaType };
}

describe('making a PDF of what people upload (C-13)', () => {
  it('passes a PDF through unchanged, whatever its name says', async () => {
    const bytes = await aPdf();

    const converted = await toPdf(aSource(bytes, 'photo.png', 'image/png'));

    expect(converted).toEqual({ bytes, pageCount: 3, sourceType: 'pdf' });
  });

  it('puts a picture on one A4 page, also when it is called a PDF', async () => {
    const converted = await toPdf(aSource(PNG));

    const page = (await PDFDocument.load(converted.bytes)).getPage(0);
    expect(converted).toMatchObject({ pageCount: 1, sourceType: 'png' });
    expect(page.getSize()).toEqual({ width: 595.28, height: 841.89 });
  });

  it('says that office files cannot be converted where LibreOffice is missing', async () => {
    const converting = toPdf(aSource(WORD), { officeCommand: 'no-such-office-command' });

    await expect(converting).rejects.toMatchObject({ code: 'conversion-unavailable' });
  });

  it('gives up on a converter that hangs', async () => {
    const converting = toPdf(aSource(WORD), { officeCommand: 'yes', timeLimit: 50 });

    await expect(converting).rejects.toMatchObject({ code: expect.stringMatching(/^(timeout|file-damaged)$/) });
  });

  it.each([
    ['text', Buffer.from('hello')],
    ['HTML', Buffer.from('<html></html>')],
    ['a ZIP that is no office file', Buffer.from('504b030400000000', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_, bytes) => {
    await expect(toPdf(aSource(bytes))).rejects.toMatchObject({ code: 'file-type-not-supported' });
  });

  it('refuses a broken picture and a broken PDF', async () => {
    await expect(toPdf(aSource(PNG.subarray(0, 20)))).rejects.toMatchObject({ code: 'file-damaged' });
    await expect(toPdf(aSource(Buffer.from('%PDF-1.7 broken')))).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('refuses an encrypted PDF', async () => {
    const pdf = await PDFDocument.load(await aPdf());
    pdf.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });

    await expect(toPdf(aSource(await pdf.save()))).rejects.toMatchObject({ code: 'file-encrypted' });
  });

  it('tells kinds of files by their content', () => {
    expect(detectFileType(WORD)).toBe('docx');
    expect(detectFileType(Buffer.from('ffd8ffe0', 'hex'))).toBe('jpeg');
    expect(detectFileType(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('doc');
  });
});
