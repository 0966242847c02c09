import { afterEach, describe, expect, it } from 'vitest';

import { readMarks } from '../../host/signer/verify-pdf.js';
import { mmToPt } from '../../src/core/geometry.js';
import { layoutSeam, placeSeam, slicesOf } from '../../src/core/seam.js';
import type { Envelope, Mark, Problem, Seam, SigningMapping } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, sealMark, signBody } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const SEAM = { edge: 'right', pages: 'all', doubleSided: false } as const;
const SIZE = mmToPt(42);

/** The initiator's seam over every document, as a rule of the mapping. */
function seamMapping(flow: Partial<SigningMapping['flow']> = {}, seam: Seam = SEAM): SigningMapping {
  return purchaseMapping((mapping) => ({
    ...mapping,
    flow: {
      ...mapping.flow,
      placements: [
        {
          id: 'r-seam',
          party: 'initiator',
          source: null,
          mark: 'seal',
          position: { kind: 'seam', y: 300, ...seam },
          policy: 'locked',
          signingDate: null,
        },
      ],
      ...flow,
    },
  }));
}

function seamMark(envelope: Envelope, change: Partial<Mark> = {}, seam: Seam = SEAM): Mark {
  const placed = placeSeam(envelope.documents[0]?.pages ?? [], seam, { y: 300, width: SIZE, height: SIZE });
  if (!placed.ok) throw new Error(placed.problem);
  const { pageIndex, rect } = placed;
  return sealMark(envelope, { pageIndex, rect, seam, ...change });
}

describe.each(databases)('seam seals on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const start = async (mapping = purchaseMapping()): Promise<Envelope> => {
    test = await openTestHost(kind);
    await configure(test, mapping);
    return reachSigning(test);
  };
  const sign = (envelope: Envelope, marks: Mark[]): Promise<Answer> =>
    test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope, marks));
  const marksOf = async (id: string): ReturnType<typeof readMarks> => {
    const { documents } = await currentEnvelope(test, id);
    const { bytes } = await test.as('applicant').bytes(`/v1/envelopes/${id}/documents/${documents[0]?.id}/content`);
    return readMarks(bytes);
  };
  /** Pages with a mark in the newest revision of the first document. */
  const markedPages = async (id: string): Promise<number[]> => (await marksOf(id)).map(({ pageIndex }) => pageIndex);

  it('stamps a seam that the signer placed on every page of its document, valid (chapter 8, B-19)', async () => {
    const envelope = await start();
    const all = envelope.documents[0]?.pages.map((_, index) => index) ?? [];

    ok(await sign(envelope, [seamMark(envelope)]));

    expect(all.length).toBeGreaterThan(2);
    expect(await markedPages(envelope.id)).toEqual(all);
    const [report] = ok(await test.as('applicant').post(`/v1/envelopes/${envelope.id}/verify`)).body.documents;
    expect(report).toMatchObject({ allValid: true });
  });

  it.each<[string, number, (envelope: Envelope) => Mark]>([
    ['of pages that are missing', 422, (it) => seamMark(it, { seam: { ...SEAM, pages: '1-9999' } })],
    ['away from its edge', 422, (it) => seamMark(it, { rect: { x: 5, y: 300, width: SIZE, height: SIZE } })],
    ['lower than the page', 422, (it) => seamMark(it, { rect: { ...seamMark(it).rect, y: 9000 } })],
    ['of a seal of others', 422, (it) => seamMark(it, { sealId: 'seal-of-nobody' })],
  ])('refuses a seam %s', async (_, status, mark) => {
    const envelope = await start();

    const answer = await sign(envelope, [mark(envelope)]);

    expect(answer.status).toBe(status);
    expect((answer.body as Problem).code).toMatch(/^(placement-|seal-not-usable)/);
    expect((await currentEnvelope(test, envelope.id)).documents[0]?.signedSha256).toBeNull();
  });

  it('prepares one place a document by the rule, that only this seam fills (C-37)', async () => {
    const envelope = await start(seamMapping());
    const places = envelope.placements.filter(({ documentId }) => documentId === envelope.documents[0]?.id);

    expect(places).toMatchObject([{ seam: SEAM, pageIndex: 0, required: true, policy: 'locked' }]);
    // every document with pages to cut has its own; here all of them are filled but the first one is another seam
    const fill = (first: Seam): Mark[] =>
      envelope.placements.map(({ id, documentId, pageIndex, rect, seam }, index) => {
        const mark = sealMark(envelope, { id: `mark-${id}`, documentId, placementId: id, pageIndex, rect });
        return { ...mark, seam: index === 0 ? first : (seam ?? SEAM) };
      });
    const wrong = await sign(envelope, fill({ ...SEAM, pages: '1-2' }));
    expect((wrong.body as Problem).code).toBe('placement-invalid');
    ok(await sign(envelope, fill(SEAM)));
  });

  it('is stamped for a party that signs by itself (C-36)', async () => {
    const envelope = await start(
      seamMapping({ initiator: { order: 1, seal: { kind: 'constant', value: 'seal-contract' }, autoSign: true } }),
    );

    expect(envelope.parties[0]?.status).toBe('signed');
    expect(await markedPages(envelope.id)).toEqual(envelope.documents[0]?.pages.map((_, index) => index));
  });

  it('keeps to the most pages a seal of the rule (C-37)', async () => {
    const two: Seam = { ...SEAM, pagesPerSeal: 2 };
    const initiator = { order: 1, seal: { kind: 'constant', value: 'seal-contract' }, autoSign: true } as const;
    const envelope = await start(seamMapping({ initiator }, two));
    const [document] = envelope.documents;
    const [place] = envelope.placements;
    if (!document || !place) throw new Error('nothing was prepared');

    expect(place.seam).toEqual(two);
    const marks = await marksOf(envelope.id);
    const layout = layoutSeam(document.pages, two, place.rect);
    expect(layout).toMatchObject({ ok: true, groups: Math.floor(document.pages.length / 2) });
    expect(marks.map(({ rect }) => Math.round(rect.width))).toEqual(
      slicesOf({ seam: two, rect: place.rect }, document.pages).map(({ rect }) => Math.round(rect.width)),
    );
  });

  it('takes a seam in places that are set by hand, and refuses one that the document has not', async () => {
    const envelope = await start();
    const place = {
      id: 'place-1',
      partyId: 'initiator',
      documentId: envelope.documents[0]?.id,
      mark: 'seal',
      policy: 'movable',
      required: true,
      pageIndex: 0,
      rect: seamMark(envelope).rect,
      zone: null,
      seam: SEAM,
    };
    const set = async (change: object): Promise<Answer> => {
      const { version } = await currentEnvelope(test, envelope.id);
      const body = { placements: [{ ...place, ...change }] };
      return test.as('applicant').put(`/v1/envelopes/${envelope.id}/placements`, body, `"${version}"`);
    };

    expect((await set({ seam: { ...SEAM, pages: 'first' } })).status).toBe(422);
    expect((await set({ pageIndex: 1 })).status).toBe(422);
    expect(ok(await set({})).body.placements).toMatchObject([{ seam: SEAM }]);
  });
});
