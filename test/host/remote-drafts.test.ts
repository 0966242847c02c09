import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { CreateEnvelope, Envelope, Problem } from '../../src/schema/index.js';
import { ok, sealMark, submit } from '../support/journey.js';
import { openRemoteWorld, type RemoteWorld } from '../support/remote-world.js';
import { databases, type Answer } from '../support/test-host.js';

const CONTRACT = new Uint8Array(readFileSync('host/demo/documents/purchase-contract.pdf'));

describe.each(databases)('a draft that will be signed at a remote service, on %s', (kind) => {
  let world: RemoteWorld;
  let draft: Envelope;

  beforeAll(async () => {
    world = await openRemoteWorld(kind);
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    world.simulator.service.envelopes.clear();
    world.simulator.service.faults.refuse = null;
    draft = await createDirectly();
  });

  const applicant = (): ReturnType<RemoteWorld['test']['as']> => world.test.as('applicant');
  const createDirectly = async (): Promise<Envelope> => {
    const named = { headers: { 'content-disposition': 'attachment; filename="contract.pdf"' } };
    const fileId = ok(await applicant().post('/v1/uploads', CONTRACT, named)).body.fileId as string;
    const body: CreateEnvelope = {
      bindingId: world.binding.id,
      subject: '保密协议',
      files: [{ fileId, name: '保密协议.pdf' }],
      parties: [
        {
          kind: 'person',
          scope: 'internal',
          name: '李明',
          order: 1,
          signers: [{ userId: 'signer-a', name: '李明', contact: null }],
        },
      ],
      order: 'unordered',
      deadline: null,
      cc: [],
    };
    return ok(await applicant().post('/v1/envelopes', body)).body as Envelope;
  };
  const revoke = ({ id }: Envelope): Promise<Answer> =>
    applicant().post(`/v1/envelopes/${id}/revoke`, { reason: '不再需要' });
  const launch = ({ id }: Envelope): Promise<Answer> => applicant().post(`/v1/envelopes/${id}/launch`);
  const setPlace = ({ id, version, documents, parties }: Envelope, placeId: string): Promise<Answer> => {
    const place = {
      id: placeId,
      partyId: parties[0]?.id,
      documentId: documents[0]?.id,
      mark: 'seal',
      policy: 'locked',
      required: true,
      pageIndex: 11,
      rect: sealMark(draft).rect,
      zone: null,
    };
    return applicant().put(`/v1/envelopes/${id}/placements`, { placements: [place] }, `"${version}"`);
  };
  const codeOf = ({ status, body }: Answer): [number, string] => [status, (body as Problem).code];

  it('is discarded although the service is down, which never hears of it (R-14)', async () => {
    world.simulator.service.faults.refuse = { status: 503, times: 1000 };

    const revoked = ok(await revoke(draft)).body as Envelope;

    expect(revoked.status).toBe('revoked');
    expect(world.simulator.service.envelopes.size).toBe(0);
    expect(codeOf(await launch(draft))).toEqual([409, 'envelope-closed']);
  });

  it('is taken back at the service once that was asked for it, although its answer was lost (F20)', async () => {
    world.simulator.service.faults.loseAnswers = 1;
    expect((await launch(draft)).status).toBe(502);
    expect(world.remote.status).toBe('draft');

    ok(await revoke(draft));

    expect([(await world.envelope(draft.id)).status, world.remote.status]).toEqual(['revoked', 'revoked']);
    expect(world.simulator.service.envelopes.size).toBe(1);
  });

  it('is handed over with the places that were set last, which then stand (C-37)', async () => {
    const first = ok(await setPlace(draft, 'place-1')).body as Envelope;
    ok(await setPlace(first, 'place-2'));

    const launched = ok(await launch(draft)).body as Envelope;

    expect(world.remote).toMatchObject({ status: 'launched', places: ['place-2'] });
    expect(codeOf(await setPlace(launched, 'place-3'))).toEqual([501, 'not-implemented']);
    expect((await world.envelope(draft.id)).placements.map(({ id }) => id)).toEqual(['place-2']);
  });

  it('is never open there and ended here when it is launched and discarded at once (R-14, G02)', async () => {
    const drafts = await Promise.all(Array.from({ length: 8 }, () => createDirectly()));

    await Promise.all(drafts.flatMap((one) => [launch(one), revoke(one)]));

    const { envelopes } = world.simulator.service;
    for (const { id } of drafts) {
      const here = (await world.envelope(id)).status;
      const there = [...envelopes.values()].find(({ key }) => key === id)?.status ?? 'revoked';
      expect(`${here} here, ${there} there`).toBe(`${there} here, ${there} there`);
    }
  });

  it('of a workflow stays here until it is launched (C-32, C-34)', async () => {
    await world.configure((mapping) => ({
      ...mapping,
      flow: {
        ...mapping.flow,
        saveAsDraft: true,
        launchAt: [{ kind: 'exit', id: 'e-legal-ok', timing: 'after' }],
      },
    }));
    await submit(world.test, 'applicant', 'e-submit');
    const { envelope } = ok(await applicant().get('/v1/records/rec-1001/tab')).body as { envelope: Envelope };
    expect([envelope.status, world.simulator.service.envelopes.size]).toEqual(['draft', 0]);
    ok(await setPlace(envelope, 'place-1'));

    await submit(world.test, 'admin', 'e-dept-ok');
    await submit(world.test, 'admin', 'e-legal-ok');

    expect(world.remoteOf(envelope)).toMatchObject({ status: 'launched', places: ['place-1'] });
  });
});
