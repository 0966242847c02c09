import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { PDFArray, PDFDict, PDFDocument, PDFName, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { signPdf } from '../../../host/signer/sign-pdf.js';
import { verifyPdf } from '../../../host/signer/verify-pdf.js';
import { aPdf } from '../../support/pdf-builders.js';
import { aMark, aSignRequest, someSigners, type TestSigners } from '../../support/pdf-signers.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('verifying a PDF', () => {
  let signers: TestSigners;
  let folder: string;
  let signed: Buffer;
  let twice: Buffer;

  beforeAll(async () => {
    signers = await someSigners();
    folder = await mkdtemp(path.join(tmpdir(), 'esign-verify-'));
    signed = Buffer.from(await signPdf(aSignRequest(await aPdf(), signers.first)));
    const marks = [aMark({ pageIndex: 1 }), aMark({ pageIndex: 2 })];
    twice = Buffer.from(await signPdf(aSignRequest(signed, signers.second, { marks })));
  });

  afterAll(async () => {
    await signers.remove();
    await rm(folder, { recursive: true });
  });

  /** Changes a signed file as another program would: behind it, without a signature. */
  async function append(bytes: Buffer, change: (pdf: PDFDocument) => void | Promise<void>): Promise<Uint8Array> {
    const pdf = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false });
    await change(pdf);
    return pdf.commit({ useObjectStreams: false });
  }

  it('describes what a later signer added, and permits it', async () => {
    const report = await verifyPdf(twice, { roots: [signers.host.root] });

    expect(report.allValid).toBe(true);
    expect(report.signatures[0]?.addedAfterwards).toEqual(['annotation on page 3', 'signature Signature_2']);
  });

  it('flags a flipped byte anywhere in what was signed', async () => {
    const end = twice.length;
    const places = Array.from({ length: 60 }, (_, index) => Math.floor(((index + 0.5) * end) / 60));

    for (const place of places) {
      const flipped = Buffer.from(twice);
      flipped[place] = (flipped[place] ?? 0) ^ 0x01;
      const allValid = await verifyPdf(flipped).then(
        (report) => report.allValid,
        () => false,
      );
      expect(allValid, `byte ${place}`).toBe(false);
    }
  });

  it('flags a changed digit of the signature and of the certificates that come with it', async () => {
    const start = signed.indexOf('/Contents <') + '/Contents <'.length;
    const length = signed.subarray(start, signed.indexOf('>', start)).toString('latin1').replace(/0+$/, '').length;
    // the headers at the front stand outside of what is signed: each of their digits is tried
    const places = Array.from({ length }, (_, digit) => digit).filter((digit) => digit < 130 || digit % 61 === 0);

    for (const place of places.map((digit) => start + digit)) {
      const changed = Buffer.from(signed);
      changed.write(changed.toString('latin1', place, place + 1) === '7' ? '8' : '7', place, 'latin1');
      const report = await verifyPdf(changed, { roots: [signers.host.root] });
      expect(report.allValid, `digit ${place - start}`).toBe(false);
    }
  });

  it('says that the digest is wrong when content changed under the signature', async () => {
    const place = signed.indexOf('/MediaBox [') + '/MediaBox ['.length + 2;
    const changed = Buffer.from(signed);
    changed.write('9', place, 'latin1');

    const report = await verifyPdf(changed);

    expect(report.signatures[0]).toMatchObject({ valid: false, digestOk: false });
  });

  it('trusts only certificates under the given roots', async () => {
    const stranger = await someSigners();

    const report = await verifyPdf(signed, { roots: [stranger.host.root] });

    await stranger.remove();
    expect(report.signatures[0]).toMatchObject({ valid: true, trusted: false });
  });

  it('describes page content that was changed without a signature, and does not permit it', async () => {
    const bytes = await append(signed, async (pdf) => {
      const font = await pdf.embedFont(StandardFonts.Helvetica);
      pdf.getPage(1).drawText('one more zero', { x: 50, y: 50, font, color: rgb(0, 0, 0) });
    });

    const report = await verifyPdf(bytes);

    expect(report.allValid).toBe(false);
    expect(report.signatures[0]).toMatchObject({ valid: true, coversWholeFile: false, changesPermitted: false });
    expect(report.signatures[0]?.addedAfterwards).toEqual(['page content changed on page 2']);
  });

  it('describes an annotation that nobody signed, and does not permit it', async () => {
    const bytes = await append(signed, (pdf) => {
      const stamp = pdf.context.obj({ Type: 'Annot', Subtype: 'Stamp', Rect: [10, 10, 90, 90] });
      pdf.getPage(0).node.lookup(PDFName.of('Annots'), PDFArray).push(pdf.context.register(stamp));
      pdf.getPage(0).node.registerChange();
    });

    const report = await verifyPdf(bytes);

    expect(report.allValid).toBe(false);
    expect(report.signatures[0]?.addedAfterwards).toEqual(['annotation on page 1']);
  });

  it('notices that the visible signature was moved afterwards', async () => {
    const bytes = await append(signed, (pdf) => {
      const annotations = pdf.getPage(0).node.lookup(PDFName.of('Annots'), PDFArray);
      annotations.lookup(0, PDFDict).set(PDFName.of('Rect'), pdf.context.obj([0, 0, 50, 50]));
    });

    const report = await verifyPdf(bytes);

    expect(report.allValid).toBe(false);
    expect(report.signatures[0]?.addedAfterwards).toContain('annotation changed on page 1');
  });

  it('notices bytes behind the file that change nothing that is shown', async () => {
    const report = await verifyPdf(Buffer.concat([signed, Buffer.from('% more\n')]));

    expect(report.allValid).toBe(false);
    expect(report.signatures[0]?.addedAfterwards).toEqual(['other: bytes added behind the signed revision']);
  });

  it.each([
    ['does not start at 0', /\/ByteRange \[0 /, '/ByteRange [1 '],
    ['is missing', /\/ByteRange/, '/ByteRangX'],
    ['belongs to a signature that is missing', /\/Contents <30/, '/Contentx <30'],
  ])('does not accept a signature whose range %s', async (_, pattern, replacement) => {
    const forged = Buffer.from(signed.toString('latin1').replace(pattern, replacement), 'latin1');

    const report = await verifyPdf(forged);

    expect(report.allValid).toBe(false);
    expect(report.signatures[0]).toMatchObject({ valid: false, coversRevision: false });
  });

  it('does not call a file without signatures valid', async () => {
    expect(await verifyPdf(await aPdf())).toMatchObject({ pages: 3, signatures: [], allValid: false });
  });

  describe('the command', () => {
    const verify = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
      new Promise((resolve) => {
        const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
        execFile(process.execPath, [tsx, path.join(root, 'scripts/verify.ts'), ...args], (error, stdout, stderr) => {
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
        });
      });

    it('prints the report as JSON and succeeds when everything is valid', async () => {
      const file = path.join(folder, 'twice.pdf');
      await writeFile(file, twice);

      const { code, stdout } = await verify(file);

      const report: unknown = JSON.parse(stdout);
      expect(code).toBe(0);
      expect(report).toMatchObject({ allValid: true, signatures: [{ signer: '王小明' }, { signer: '李建国' }] });
    });

    it('fails with 1 when a signature is not valid', async () => {
      const file = path.join(folder, 'unsigned.pdf');
      await writeFile(file, await aPdf());

      const { code, stdout } = await verify(file);

      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ allValid: false });
    });

    it('says in words that a file is missing or is no PDF', async () => {
      const file = path.join(folder, 'text.pdf');
      await writeFile(file, 'just text');

      const missing = await verify(path.join(folder, 'nowhere.pdf'));
      const damaged = await verify(file);

      expect(missing.code).toBe(2);
      expect(missing.stderr).toContain('no such file');
      expect(damaged.code).toBe(2);
      expect(damaged.stderr).toContain('file-damaged');
    });
  });
});
