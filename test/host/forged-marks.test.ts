import { afterEach, describe, expect, it } from 'vitest';

import { mmToPt } from '../../src/core/geometry.js';
import type { Envelope, Mark, Placement, Problem } from '../../src/schema/index.js';
import { configure, ok, reachSigning, sealMark, signBody } from '../support/journey.js';
import { databases, openTestHost, type DatabaseKind, type TestHost } from '../support/test-host.js';

/** What the panel never sends: requests made by hand, past its checks. */
describe.each(databases)('forged marks on %s (C-37)', (kind: DatabaseKind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const start = async (places: readonly Partial<Placement>[] = []): Promise<Envelope> => {
    test = await openTestHost(kind);
    await configure(test);
    const envelope = await reachSigning(test);
    if (places.length === 0) return envelope;
    const placements = places.map((place, index) => aPlace(envelope, { id: `place-${index + 1}`, ...place }));
    const address = `/v1/envelopes/${envelope.id}/placements`;
    const set = ok(await test.as('applicant').put(address, { placements }, `"${envelope.version}"`));
    return set.body as Envelope;
  };

  const aPlace = (envelope: Envelope, change: Partial<Placement>): Placement => ({
    id: 'place-1',
    partyId: 'initiator',
    documentId: envelope.documents[0]?.id ?? '',
    mark: 'seal',
    policy: 'locked',
    required: false,
    pageIndex: 11,
    rect: sealMark(envelope).rect,
    zone: null,
    ...change,
  });

  /** Status, and code and pointer of each fault, in the order of the request. */
  const refusal = async (envelope: Envelope, marks: Mark[]): Promise<[number, ...string[]]> => {
    const answer = await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope, marks));
    const { errors = [] } = answer.body as Problem;
    return [answer.status, ...errors.map(({ code, pointer }) => `${code} ${pointer}`)];
  };

  /** A refusal leaves no signature and no revision. */
  const expectUnsigned = async (envelope: Envelope): Promise<void> => {
    const now = ok(await test.as('signer-a').get(`/v1/envelopes/${envelope.id}`)).body as Envelope;
    expect(now.parties.map(({ status }) => status)).toEqual(envelope.parties.map(({ status }) => status));
    expect(now.documents.map(({ signedSha256 }) => signedSha256)).toEqual(
      envelope.documents.map(({ signedSha256 }) => signedSha256),
    );
  };

  it('names each fault of a request with its code and where it is, and signs nothing', async () => {
    const envelope = await start();
    const { rect } = sealMark(envelope);
    const small = mmToPt(20);

    const answer = await refusal(envelope, [
      sealMark(envelope, { id: 'm0', pageIndex: 40 }),
      sealMark(envelope, { id: 'm1', rect: { ...rect, y: -40 } }),
      sealMark(envelope, { id: 'm2', rect: { ...rect, width: small, height: small } }),
      sealMark(envelope, { id: 'm3', sealId: 'seal-zhao-qian' }),
      sealMark(envelope, { id: 'm4', sealId: null }),
      sealMark(envelope, { id: 'm5', kind: 'signature' }),
      sealMark(envelope, { id: 'm6', placementId: 'place-of-nobody' }),
      sealMark(envelope, { id: 'm6' }),
    ]);

    expect(answer).toEqual([
      422,
      'placement-outside-page /marks/0/pageIndex',
      'placement-outside-page /marks/1/rect',
      'placement-invalid /marks/2/rect',
      'seal-not-usable /marks/3/sealId',
      'seal-not-usable /marks/4/sealId',
      'seal-not-usable /marks/5/sealId',
      'placement-invalid /marks/6/placementId',
      'placement-invalid /marks/7/id',
    ]);
    await expectUnsigned(envelope);
  });

  it('moves no locked place, keeps a movable one in its zone, and fills neither twice nor for others', async () => {
    const place = { x: 120, y: 300, width: mmToPt(42), height: mmToPt(42) };
    const envelope = await start([
      { policy: 'locked', rect: place },
      { policy: 'movable', rect: place, pageIndex: 2, zone: { x: 100, y: 280, width: 200, height: 200 } },
      { policy: 'free', rect: place, partyId: 'party-b' },
      { policy: 'free', rect: place, mark: 'signature' },
    ]);
    const filling = (id: string, placementId: string, change: Partial<Mark> = {}): Mark =>
      sealMark(envelope, { id, placementId, ...change });

    const answer = await refusal(envelope, [
      filling('m0', 'place-1', { rect: { ...place, x: place.x + 2 } }),
      filling('m1', 'place-2', { pageIndex: 2, rect: { ...place, x: 300 } }),
      filling('m2', 'place-2', { pageIndex: 3 }),
      filling('m3', 'place-3'),
      filling('m4', 'place-4'),
    ]);

    expect(answer).toEqual([
      422,
      'placement-invalid /marks/0/rect',
      'placement-invalid /marks/1/rect',
      'placement-invalid /marks/2/placementId',
      'placement-invalid /marks/3/placementId',
      'placement-invalid /marks/4/placementId',
      'placement-invalid /marks/2/placementId',
    ]);
    await expectUnsigned(envelope);
  });

  it('asks for each required place of the signer, and for a seal beside a date', async () => {
    const envelope = await start([{ required: true }, { required: true, pageIndex: 3 }]);

    expect(await refusal(envelope, [sealMark(envelope, { placementId: 'place-1' })])).toEqual([
      422,
      'placement-required /marks',
    ]);
    const dateAlone = sealMark(envelope, { kind: 'date', sealId: null });
    expect(await refusal(envelope, [dateAlone])).toEqual([422, 'placement-required /marks']);
    // the shape of the request already asks for a mark
    expect(await refusal(envelope, [])).toEqual([422, 'too_small /marks']);
    await expectUnsigned(envelope);
  });

  it('measures a seam seal like the panel does: its pages, its edge and its size', async () => {
    const envelope = await start();
    const seam = { edge: 'right', pages: 'all', doubleSided: false } as const;

    const answer = await refusal(envelope, [
      sealMark(envelope, { id: 'm0', pageIndex: 0, seam }),
      sealMark(envelope, { id: 'm1', pageIndex: 0, seam: { ...seam, pages: '900-905' } }),
      sealMark(envelope, { id: 'm2', pageIndex: 0, seam: { ...seam, pages: 'first' } }),
    ]);

    expect(answer).toEqual([
      422,
      'placement-outside-page /marks/0/rect',
      'placement-outside-page /marks/1/seam/pages',
      'placement-invalid /marks/2/seam/pages',
    ]);
    await expectUnsigned(envelope);
  });
});
