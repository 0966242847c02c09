import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBuiltinProvider } from '../../../host/providers/builtin/builtin.js';
import type { SignRequest, UsedSeal } from '../../../host/providers/provider.js';
import { readMarks, verifyPdf } from '../../../host/signer/verify-pdf.js';
import { mmToPt, type PageBox } from '../../../src/core/geometry.js';
import { placeSeam, slicesOf, type SeamSlice } from '../../../src/core/seam.js';
import type { Mark, Seal, Seam } from '../../../src/schema/index.js';
import { aSeal } from '../../support/builders.js';
import { aPage, aPdf } from '../../support/pdf-builders.js';
import { SIGNED_AT, someSigners, type TestSigners } from '../../support/pdf-signers.js';
import { openWithPdfium, type Raster } from '../../support/pdfium.js';
import { aPng } from '../../support/png.js';
import { cutOut, joinSlices, strayInk } from '../../support/slices.js';

/** Pixels of a point. */
const SCALE = 3;
const SIDE = mmToPt(42);

/** A4 upright and turned, A3, a small page, a moved crop box, a page counted in larger units. */
const MIXED: PageBox[] = [
  aPage(),
  aPage({ rotation: 90 }),
  aPage({ cropBox: [0, 0, 841.89, 1190.55] }),
  aPage({ cropBox: [36.5, -18.25, 456.5, 577.05], rotation: 180 }),
  aPage({ cropBox: [-120, -77.7, 475.28, 764.19], rotation: 270 }),
  aPage({ cropBox: [0, 0, 297.64, 420.945], userUnit: 2 }),
  aPage({ rotation: 270, userUnit: 1.37 }),
];

const templateSeal: Seal = aSeal({
  artwork: {
    kind: 'template',
    template: {
      type: 'ROUND_STAR',
      colour: 'RED',
      text: '上海远景信息技术有限公司',
      hText: '合同专用章',
      widthMm: 42,
      heightMm: 42,
    },
  },
});
const nothing = { bytes: new Uint8Array(), mediaType: 'image/svg+xml' };

describe('a seam seal in a signed file (chapter 8, B-19)', () => {
  let signers: TestSigners;
  let whole: Raster;
  beforeAll(async () => {
    signers = await someSigners();
    whole = (await drawn([aPage()], (await sign([aPage()], [aWholeMark()])).bytes)).get(0)!;
  });
  afterAll(() => signers.remove());

  async function sign(pages: PageBox[], marks: Mark[], used: UsedSeal = { seal: templateSeal, image: nothing }) {
    const request: SignRequest = {
      bytes: await aPdf(pages),
      pages,
      marks,
      placements: [],
      seals: new Map([[used.seal.id, used]]),
      signer: { userId: 'a', name: '王小明' },
      organization: '上海远景信息技术有限公司',
      reason: '合同签署',
      signedAt: SIGNED_AT,
      fieldName: 'Signature',
    };
    return { before: request.bytes, bytes: await createBuiltinProvider(signers.host).sign(request) };
  }

  it.each<[string, Partial<Seam>]>([
    ['right', { edge: 'right' }],
    ['left', { edge: 'left' }],
    ['right, printed on both sides', { doubleSided: true }],
    ['right, three pages a seal', { pagesPerSeal: 3 }],
  ])('shows the whole seal when the pages are fanned out: %s', async (_, change) => {
    const mark = aSeamMark(MIXED, change);
    const { bytes } = await sign(MIXED, [mark]);

    const pages = await drawn(MIXED, bytes);

    const slices = slicesOf(mark, MIXED);
    for (const group of new Set(slices.map((slice) => slice.group))) {
      const joined = join(pages, slices, group);
      const seal = cutOut(whole, aPage(), aWholeMark().rect, joined.width, joined.height);
      // one pixel is a third of a point
      expect(strayInk(joined, seal, 1)).toBeLessThan(0.001);
      expect(strayInk(seal, joined, 1)).toBeLessThan(0.001);
    }
  });

  it('loses no column of a picture and shows none twice', async () => {
    const width = 700;
    // every column has its own grey, darker to the right
    const bytes = aPng(width, 100, (x) => 255 - Math.round((x * 250) / width));
    const seal = aSeal({ artwork: { kind: 'image', fileId: 'file-1', widthMm: 42, heightMm: 42 } });
    const mark = aSeamMark(MIXED, {});
    const signed = await sign(MIXED, [mark], { seal, image: { bytes, mediaType: 'image/png' } });

    const joined = join(await drawn(MIXED, signed.bytes), slicesOf(mark, MIXED), 0);

    const row = joined.grey.subarray(joined.width * 50, joined.width * 51);
    row.forEach((grey, x) => {
      const wanted = 255 - ((x + 0.5) / joined.width) * 250;
      // two pixels of a page, half a point, are as much as a seal may be off
      expect(Math.abs(grey - wanted)).toBeLessThan((2 / joined.width) * 250 + 1);
    });
  });

  it('is one signed revision with a slice on each page, of one picture, and stays valid', async () => {
    const pages = Array.from({ length: 30 }, () => aPage());
    const mark = aSeamMark(pages, {});
    const { before, bytes } = await sign(pages, [mark, { ...aWholeMark(), id: 'whole' }]);
    const { bytes: single } = await sign(pages, [aWholeMark()]);

    const report = await verifyPdf(bytes, { roots: [signers.host.root] });
    const marks = await readMarks(bytes);

    expect(report.allValid).toBe(true);
    expect(report.signatures).toHaveLength(1);
    // the whole seal is the visible signature, whatever was placed first
    expect(marks.filter(({ kind }) => kind === 'signature')).toMatchObject([
      { rect: { width: expect.closeTo(SIDE) as number } },
    ]);
    expect(marks.filter(({ kind }) => kind === 'stamp').map(({ pageIndex }) => pageIndex)).toEqual(
      pages.map((_, i) => i),
    );
    expect(Buffer.from(bytes).subarray(0, before.length).equals(before)).toBe(true);
    // the outlines of the seal are there once; a slice is a box and a name
    expect(bytes.length - single.length).toBeLessThan(30 * 1000);
  });
});

function aSeamMark(pages: readonly PageBox[], change: Partial<Seam>): Mark {
  const seam: Seam = { edge: 'right', pages: 'all', doubleSided: false, ...change };
  const placed = placeSeam(pages, seam, { y: 200, width: SIDE, height: SIDE });
  if (!placed.ok) throw new Error(placed.problem);
  const { pageIndex, rect } = placed;
  return { ...aWholeMark(), pageIndex, rect, seam };
}

function aWholeMark(): Mark {
  return {
    id: 'mark',
    documentId: 'document-1',
    kind: 'seal',
    sealId: templateSeal.id,
    placementId: null,
    pageIndex: 0,
    rect: { x: 200, y: 200, width: SIDE, height: SIDE },
  };
}

async function drawn(pages: readonly PageBox[], bytes: Uint8Array): Promise<Map<number, Raster>> {
  const file = await openWithPdfium(bytes);
  const found = new Map<number, Raster>();
  // PDFium counts the pixels of a page in its own units
  for (const [index, { userUnit }] of pages.entries()) found.set(index, await file.render(index, SCALE * userUnit));
  file.close();
  return found;
}

function join(pages: ReadonlyMap<number, Raster>, slices: readonly SeamSlice[], group: number): Raster {
  const own = slices.filter((slice) => slice.group === group);
  return joinSlices(
    own.map((slice) => {
      const { rect, pageIndex } = slice;
      const size = [Math.round(rect.width * SCALE), Math.round(rect.height * SCALE)] as const;
      return { slice, picture: cutOut(pages.get(pageIndex)!, MIXED[pageIndex] ?? aPage(), rect, ...size) };
    }),
  );
}
