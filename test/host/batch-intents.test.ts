import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, it } from 'vitest';

import type { Envelope, Intent, IntentAnswer, Problem, SignEnvelope, StartIntent } from '../../src/schema/index.js';
import { ok, sealMark, signBody } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const CONTRACT = new Uint8Array(readFileSync('host/demo/documents/purchase-contract.pdf'));

function codeOf({ status, body }: Answer): [number, string] {
  return [status, (body as Problem).code];
}

const party = (userId: string, order: number) => ({
  ...{ kind: 'person', scope: 'internal', name: userId, order },
  signers: [{ userId, name: userId, contact: null }],
});

describe.each(databases)('one proof for several envelopes on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  /** Envelopes without a record that signer-a may sign now, and signer-b after that. */
  const open = async (count: number, terms: unknown): Promise<Envelope[]> => {
    test = await openTestHost(kind);
    const named = { headers: { 'content-disposition': 'attachment; filename="contract.pdf"' } };
    const { fileId } = ok(await test.as('applicant').post('/v1/uploads', CONTRACT, named)).body as { fileId: string };
    const envelopes: Envelope[] = [];
    for (let index = 0; index < count; index += 1) {
      const body = {
        ...{ bindingId: 'bind-builtin', subject: `保密协议 ${index + 1}`, order: 'ordered', deadline: null, cc: [] },
        files: [{ fileId, name: '保密协议.pdf' }],
        parties: [party('signer-a', 1), party('signer-b', 2)],
      };
      const { id } = ok(await test.as('applicant').post('/v1/envelopes', body)).body as Envelope;
      envelopes.push(ok(await test.as('applicant').post(`/v1/envelopes/${id}/launch`)).body as Envelope);
    }
    ok(await test.as('admin').put('/demo/signing-terms', terms));
    return envelopes;
  };
  const bodyOf = (envelope: Envelope): SignEnvelope => signBody(envelope, [sealMark(envelope)]);
  const sign = (envelope: Envelope, intentToken: string, user = 'signer-a'): Promise<Answer> =>
    test.as(user).post(`/v1/envelopes/${envelope.id}/sign`, { ...bodyOf(envelope), intentToken });
  const share = (envelope: Envelope): NonNullable<StartIntent['also']>[number] => ({
    envelopeId: envelope.id,
    documents: bodyOf(envelope).documents,
  });
  const ask = (first: Envelope, also: StartIntent['also'], user = 'signer-a', key?: string): Promise<Answer> =>
    test
      .as(user)
      .post(`/v1/envelopes/${first.id}/intents`, { documents: bodyOf(first).documents, also }, key ? { key } : {});
  const verify = async ({ id }: Intent, secret: string): Promise<IntentAnswer> =>
    ok(await test.as('signer-a').post(`/v1/intents/${id}/verify`, { secret })).body as IntentAnswer;
  const prove = async (first: Envelope, ...others: Envelope[]): Promise<string> => {
    const intent = ok(await ask(first, others.map(share))).body as Intent;
    return (await verify(intent, 'demo')).token ?? '';
  };

  it('signs each of them once, in any order, and keeps with each what was proved for all', async () => {
    const [a, b, c] = (await open(3, { intent: { kind: 'password' } })) as [Envelope, Envelope, Envelope];
    const token = await prove(a, b, c);

    const answers = [await sign(c, token), await sign(a, token), await sign(b, token)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const trail = ok(await test.as('signer-a').get(`/v1/envelopes/${b.id}/audit`)).body as {
      items: { action: string; detail: Record<string, unknown> }[];
    };
    expect(trail.items.find(({ action }) => action === 'envelope.signed')?.detail).toMatchObject({
      intent: 'password',
      intentEnvelopes: 3,
    });
  });

  it('signs nothing that it was not started for, nothing in another revision, and nothing for others', async () => {
    const [a, b, outside] = (await open(3, { intent: { kind: 'password' } })) as [Envelope, Envelope, Envelope];
    const forged = { envelopeId: b.id, documents: [{ documentId: b.documents[0]?.id ?? '', sha256: '0'.repeat(64) }] };
    const intent = ok(await ask(a, [forged])).body as Intent;
    const { token } = await verify(intent, 'demo');

    expect(codeOf(await sign(b, token ?? ''))).toEqual([403, 'intent-required']);
    expect(codeOf(await sign(outside, token ?? ''))).toEqual([403, 'intent-required']);
    const whole = await prove(a, b);
    expect(codeOf(await sign(outside, whole))).toEqual([403, 'intent-required']);
    expect((await sign(b, whole)).status).toBe(200);
    expect(codeOf(await sign(b, whole, 'signer-b'))).toEqual([403, 'intent-required']);
  });

  it('uses up the share of an envelope once, also when two requests come at once', async () => {
    const [a, b] = (await open(2, { intent: { kind: 'password' } })) as [Envelope, Envelope];
    const token = await prove(a, b);
    const stop = { ...bodyOf(b), intentToken: token };

    const answers = await Promise.all([1, 2].map(() => test.as('signer-a').post(`/v1/envelopes/${b.id}/sign`, stop)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const rows = await test.host.parts.db.selectFrom('signing_intent_shares').select('used_at').execute();
    expect(rows.map(({ used_at: at }) => at)).toEqual(['2026-11-22T02:00:00.000Z']);
    // another envelope of the same files cannot take what is left of the proof
    await test.host.parts.db.updateTable('signatures').set({ envelope_id: 'another' }).execute();
    await test.host.parts.db
      .updateTable('envelopes')
      .set({ doc: JSON.stringify({ ...b, version: 2 }), version: 2 })
      .where('id', '=', b.id)
      .execute();
    expect(codeOf(await sign(b, token))).toEqual([403, 'intent-required']);
  });

  it('holds no longer than a proof for one', async () => {
    const [a, b] = (await open(2, { intent: { kind: 'password' } })) as [Envelope, Envelope];
    const token = await prove(a, b);

    test.setTime('2026-11-22T02:11:00.000Z');

    expect(codeOf(await sign(b, token))).toEqual([403, 'intent-required']);
  });

  it('is started only for what the person could sign now, and says for which it was not', async () => {
    const [a, b] = (await open(2, { intent: { kind: 'password' } })) as [Envelope, Envelope];
    const pointerOf = (answer: Answer): string | undefined => (answer.body as Problem).errors?.[0]?.pointer;

    const twice = await ask(a, [share(b), share(a)]);
    const early = await test
      .as('signer-b')
      .post(`/v1/envelopes/${a.id}/intents`, { documents: bodyOf(a).documents, also: [share(b)] });
    ok(await test.as('applicant').post(`/v1/envelopes/${b.id}/revoke`, { reason: '改签' }));
    const closed = await ask(a, [share(b)]);
    const hidden = await ask(a, [{ ...share(b), envelopeId: 'env-of-others' }]);

    expect([codeOf(twice), pointerOf(twice)]).toEqual([[422, 'invalid-input'], '/also/1']);
    expect(codeOf(early)).toEqual([409, 'out-of-turn']);
    expect([codeOf(closed), pointerOf(closed)]).toEqual([[409, 'envelope-closed'], '/also/0']);
    expect([codeOf(hidden), pointerOf(hidden)]).toEqual([[404, 'not-found'], '/also/0']);
    expect(await test.host.parts.db.selectFrom('signing_intents').select('id').execute()).toEqual([]);
  });

  it('sends one code, which says for how many it is, and counts tries as for one', async () => {
    const [a, b, c] = (await open(3, { intent: { kind: 'code' } })) as [Envelope, Envelope, Envelope];
    const first = await ask(a, [share(b), share(c)], 'signer-a', 'key-1');
    const again = await ask(a, [share(b), share(c)], 'signer-a', 'key-1');
    expect(again.body).toEqual(first.body);
    const { items } = (await test.as('signer-a').get('/demo/notifications')).body as { items: { text: string }[] };
    const codes = items.filter(({ text }) => text.includes('验证码'));
    expect(codes.map(({ text }) => text.replace(/\d{6}/, 'CODE'))).toEqual([
      '签署“保密协议 1”等 3 份文件的验证码 CODE，10 分钟内有效。',
    ]);
    expect(codeOf(await ask(b, [share(a)]))).toEqual([429, 'rate-limited']);

    const wrong = await Promise.all(Array.from({ length: 8 }, () => verify(first.body as Intent, '000000x')));

    expect(wrong.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(4);
    expect(codeOf(await ask(b, [share(c)]))).toEqual([429, 'intent-locked']);
  });

  it('reads the terms of each envelope: what was not read is refused, the others are signed', async () => {
    const terms = { intent: { kind: 'password' }, reading: { minSeconds: 0, toEnd: true } };
    const [a, b] = (await open(2, terms)) as [Envelope, Envelope];
    const token = await prove(a, b);
    const [document] = b.documents;
    const reading = [{ documentId: document?.id ?? '', pageIndex: (document?.pages.length ?? 1) - 1, seconds: 3 }];

    const unread = await sign(a, token);
    const read = await test
      .as('signer-a')
      .post(`/v1/envelopes/${b.id}/sign`, { ...bodyOf(b), intentToken: token, reading });

    expect(codeOf(unread)).toEqual([422, 'reading-required']);
    expect(read.status).toBe(200);
  });
});
