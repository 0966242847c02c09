import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { asSystem } from '../../host/store/tenant-scope.js';
import type { CreateEnvelope, Envelope, Problem } from '../../src/schema/index.js';
import { currentEnvelope, ok, sealMark, signBody } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const CONTRACT = new Uint8Array(readFileSync('host/demo/documents/purchase-contract.pdf'));

function codeOf(answer: Answer): [number, string] {
  return [answer.status, (answer.body as Problem).code];
}

describe.each(databases)('direct signing on %s', (kind) => {
  let test: TestHost;
  let fileId: string;
  let envelope: Envelope;

  beforeAll(async () => {
    test = await openTestHost(kind);
    const named = { headers: { 'content-disposition': 'attachment; filename="contract.pdf"' } };
    fileId = ok(await test.as('applicant').post('/v1/uploads', CONTRACT, named)).body.fileId as string;
  });

  afterAll(() => test.close());

  const internal = (userId: string, order: number): CreateEnvelope['parties'][number] => ({
    kind: 'person',
    scope: 'internal',
    name: userId,
    order,
    signers: [{ userId, name: userId, contact: null }],
  });
  const request = (change: Partial<CreateEnvelope> = {}): CreateEnvelope => ({
    bindingId: 'bind-builtin',
    subject: '保密协议',
    files: [{ fileId, name: '保密协议.pdf' }],
    parties: [internal('signer-a', 1), internal('signer-b', 2)],
    order: 'ordered',
    deadline: '2026-12-01T00:00:00.000Z',
    // an id that looks like a mobile number is nobody's number
    cc: [{ userId: 'other-colleague' }, { userId: '100234' }, { contact: '+86 138-0000-0001' }],
    ...change,
  });
  const create = (body: CreateEnvelope, key: string = randomUUID(), user = 'applicant'): Promise<Answer> =>
    test.as(user).post('/v1/envelopes', body, { key });
  const idsOf = async (user: string, list: string): Promise<string[]> =>
    (ok(await test.as(user).get(`/v1/envelopes?list=${list}`)).body.items as { id: string }[]).map(({ id }) => id);

  it('makes one draft for 10 equal requests at once, without a record', async () => {
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 10 }, () => create(request(), key)));

    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    envelope = ok(answers[0] as Answer).body as Envelope;
    expect(answers[0]?.headers.get('etag')).toBe('"1"');
    expect(envelope).toMatchObject({ status: 'draft', recordId: null, configId: null, subject: '保密协议' });
    expect(envelope.documents).toMatchObject([{ name: '保密协议.pdf', sourceId: null }]);
    expect(await idsOf('applicant', 'started')).toEqual([envelope.id]);
  });

  it('is seen and changed by its initiator alone until it is launched', async () => {
    const address = `/v1/envelopes/${envelope.id}`;

    expect(codeOf(await test.as('signer-a').get(address))).toEqual([404, 'not-found']);
    expect(codeOf(await test.as('signer-a').post(`${address}/launch`))).toEqual([404, 'not-found']);
    expect(await idsOf('signer-a', 'all')).toEqual([]);
  });

  it('stays its initiator’s alone when it is discarded without ever having been launched (T09)', async () => {
    const { id, documents } = ok(await create(request({ subject: '作废稿' }))).body as Envelope;
    ok(await test.as('applicant').post(`/v1/envelopes/${id}/revoke`, { reason: '不再需要' }));
    const content = `/v1/envelopes/${id}/documents/${documents[0]?.id}/content`;

    expect(codeOf(await test.as('signer-a').get(`/v1/envelopes/${id}`))).toEqual([404, 'not-found']);
    expect(codeOf(await test.as('signer-a').get(content))).toEqual([404, 'not-found']);
    expect(await idsOf('signer-a', 'all')).not.toContain(id);
    expect(await idsOf('applicant', 'all')).toContain(id);
  });

  it.each<[string, Partial<CreateEnvelope>, string, string]>([
    ['a day that is over', { deadline: '2026-11-21T00:00:00.000Z' }, '/deadline', 'DATE-PAST'],
    ['a file of others', { files: [{ fileId: 'file-technical', name: 'a.pdf' }] }, '/files/0/fileId', 'not-found'],
    [
      'a party without anybody',
      { parties: [{ ...internal('signer-a', 1), signers: [] }] },
      '/parties/0/signers',
      'SIGN-NONE',
    ],
    [
      'somebody of the OA who is nobody',
      { parties: [{ ...internal('signer-a', 1), signers: [{ userId: null, name: '李明', contact: null }] }] },
      '/parties/0/signers/0/userId',
      'REQ',
    ],
    [
      'somebody outside who cannot be reached',
      {
        parties: [
          { ...internal('x', 1), scope: 'external', signers: [{ userId: null, name: '张三', contact: 'call me' }] },
        ],
      },
      '/parties/0/signers/0/contact',
      'SIGN-CONTACT',
    ],
    [
      'a copy for somebody outside who cannot be reached',
      { cc: [{ userId: 'signer-b' }, { contact: 'call me' }] },
      '/cc/1/contact',
      'SIGN-CONTACT',
    ],
  ])('refuses %s at its place', async (_, change, pointer, code) => {
    const answer = await create(request(change), undefined, change.files ? 'other-colleague' : 'applicant');

    expect(codeOf(answer)).toEqual([422, 'invalid-input']);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
  });

  it('refuses a binding that is not there', async () => {
    expect(codeOf(await create(request({ bindingId: 'bind-nowhere' })))).toEqual([422, 'binding-not-usable']);
  });

  it('takes places, is launched, and tells people of the OA who get a copy (C-49)', async () => {
    const place = {
      id: 'place-1',
      partyId: 'party-1',
      documentId: envelope.documents[0]?.id,
      mark: 'seal',
      policy: 'locked',
      required: true,
      pageIndex: 11,
      rect: sealMark(envelope).rect,
      zone: null,
    };
    ok(await test.as('applicant').put(`/v1/envelopes/${envelope.id}/placements`, { placements: [place] }, '"1"'));

    const launched = ok(await test.as('applicant').post(`/v1/envelopes/${envelope.id}/launch`)).body as Envelope;

    expect(launched.parties.map(({ status }) => status)).toEqual(['pending', 'waiting']);
    expect(await idsOf('signer-a', 'todo')).toEqual([envelope.id]);
    expect(await idsOf('signer-b', 'todo')).toEqual([]);
    // this one reads English
    const { items } = ok(await test.as('other-colleague').get('/demo/notifications')).body;
    expect(items).toMatchObject([{ text: '“保密协议” was sent out for signing. You get a copy.' }]);
    expect(launched.cc).toEqual(['other-colleague', '100234', '+8613800000001']);
    const notice = test.host.parts.db.selectFrom('outbox').select('effect').where('key', 'like', 'notify:%:cc');
    expect((await asSystem(() => notice.execute())).map(({ effect }) => effect)).toMatchObject([
      { to: ['100234', 'other-colleague'] },
    ]);
  });

  it('is signed in turn to the end without a record', async () => {
    const mark = (current: Envelope, change = {}) => sealMark(current, change);
    const first = await currentEnvelope(test, envelope.id);
    const placed = [mark(first, { placementId: 'place-1' })];
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(first, placed)));
    const second = await currentEnvelope(test, envelope.id);
    const beside = [mark(second, { sealId: 'seal-company', rect: { ...sealMark(second).rect, x: 330 } })];

    const receipt = ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, signBody(second, beside)));

    expect(receipt.body).toMatchObject({ status: 'completed', workflowSubmitted: false });
    expect(await idsOf('signer-a', 'signed')).toEqual([envelope.id]);
  });

  it('is archived once it is completed, once, and by its initiator alone (C-70)', async () => {
    const other = ok(await create(request())).body as Envelope;
    const archive = (user: string, id = envelope.id): Promise<Answer> =>
      test.as(user).post(`/v1/envelopes/${id}/archive`);
    test.setTime('2026-11-23T08:00:00.000Z');

    expect(codeOf(await archive('applicant', other.id))).toEqual([409, 'envelope-not-completed']);
    expect(codeOf(await archive('signer-a'))).toEqual([403, 'forbidden']);
    const archived = ok(await archive('applicant')).body as Envelope;
    expect(archived).toMatchObject({ status: 'completed', archivedAt: '2026-11-23T08:00:00.000Z' });

    test.setTime('2026-11-23T09:00:00.000Z');
    expect(ok(await archive('applicant')).body).toEqual(archived);
    const { items } = ok(await test.as('applicant').get(`/v1/envelopes/${envelope.id}/audit`)).body;
    expect((items as { action: string }[]).map(({ action }) => action)).toEqual([
      'envelope.created',
      'envelope.placementsSet',
      'envelope.launched',
      'envelope.signed',
      'envelope.signed',
      'envelope.archived',
    ]);
  });

  it('had no failure of its own on the way', () => {
    expect(test.failures).toEqual([]);
  });
});
