import { afterEach, describe, expect, it } from 'vitest';

import type { Envelope, Intent, IntentAnswer, Problem, SignEnvelope } from '../../src/schema/index.js';
import { configure, ok, reachSigning, signBody } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

function codeOf({ status, body }: Answer): [number, string] {
  return [status, (body as Problem).code];
}

describe.each(databases)('proof of the intent to sign on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  const start = async (terms: unknown): Promise<Envelope> => {
    test = await openTestHost(kind);
    await configure(test);
    const envelope = await reachSigning(test);
    ok(await test.as('admin').put('/demo/signing-terms', terms));
    return envelope;
  };
  const sign = (envelope: Envelope, body: Partial<SignEnvelope> = {}): Promise<Answer> =>
    test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, { ...signBody(envelope), ...body });
  const ask = (envelope: Envelope, user = 'signer-a', key?: string): Promise<Answer> =>
    test
      .as(user)
      .post(`/v1/envelopes/${envelope.id}/intents`, { documents: signBody(envelope).documents }, key ? { key } : {});
  const begin = async (envelope: Envelope): Promise<Intent> => ok(await ask(envelope)).body as Intent;
  const verify = async ({ id }: Intent, secret: string): Promise<IntentAnswer> =>
    ok(await test.as('signer-a').post(`/v1/intents/${id}/verify`, { secret })).body as IntentAnswer;
  const lastCode = async (): Promise<string> => {
    const { items } = (await test.as('signer-a').get('/demo/notifications')).body as { items: { text: string }[] };
    return items.map(({ text }) => /验证码 (\d{6})/.exec(text)?.[1]).find((code) => code !== undefined) ?? '';
  };

  it('asks for nothing, and signs without a token, where the OA asks for nothing', async () => {
    const envelope = await start({});

    const terms = ok(await test.as('signer-a').get(`/v1/envelopes/${envelope.id}/signing-terms`));

    expect(terms.body).toEqual({
      reading: { minSeconds: 0, toEnd: false },
      intent: { kind: 'none', channels: [] },
      rejectReasons: [],
    });
    expect(codeOf(await ask(envelope))).toEqual([422, 'invalid-input']);
    expect((await sign(envelope)).status).toBe(200);
  });

  it('sends a code, takes it once, and keeps what was proved with the signature', async () => {
    const envelope = await start({ intent: { kind: 'code' } });
    expect(codeOf(await sign(envelope))).toEqual([403, 'intent-required']);
    const intent = await begin(envelope);
    expect(intent).toMatchObject({ kind: 'code', sentTo: '138****0001', attemptsLeft: 5 });

    const { outcome, token } = await verify(intent, await lastCode());

    expect(outcome).toBe('right');
    expect((await sign(envelope, { intentToken: token ?? '' })).status).toBe(200);
    const trail = ok(await test.as('signer-a').get(`/v1/envelopes/${envelope.id}/audit`)).body as {
      items: { action: string; detail: Record<string, unknown> }[];
    };
    expect(trail.items.find(({ action }) => action === 'envelope.signed')?.detail).toMatchObject({
      intent: 'code',
      intentSentTo: '138****0001',
      intentVerifiedAt: '2026-11-22T02:00:00.000Z',
    });
  });

  it('shows in the demo by which way a code would have come, and what is asked for now', async () => {
    const envelope = await start({ intent: { kind: 'code' }, rejectReasons: ['价格不符'] });
    ok(
      await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/intents`, {
        documents: signBody(envelope).documents,
        channel: 'email',
      }),
    );

    const { items } = ok(await test.as('signer-a').get('/demo/notifications')).body as {
      items: { channel: string | null; text: string }[];
    };

    expect(items.map(({ channel, text }) => [channel, /验证码 \d{6}/.test(text)])).toEqual([['email', true]]);
    expect(ok(await test.as('admin').get('/demo/signing-terms')).body).toEqual({
      intent: { kind: 'code' },
      rejectReasons: ['价格不符'],
    });
    expect(ok(await test.as('other-tenant').get('/demo/signing-terms')).body).toEqual({});
  });

  it('takes no token of other revisions, of nobody, or after its time', async () => {
    const envelope = await start({ intent: { kind: 'password' } });
    const { token } = await verify(await begin(envelope), 'demo');
    const other = test.as('signer-a').post(`/v1/envelopes/${envelope.id}/intents`, {
      documents: [{ documentId: envelope.documents[0]?.id, sha256: '0'.repeat(64) }],
    });
    const { token: forOthers } = await verify(ok(await other).body as Intent, 'demo');

    expect(codeOf(await sign(envelope, { intentToken: forOthers ?? '' }))).toEqual([403, 'intent-required']);
    expect(codeOf(await sign(envelope, { intentToken: 'made-up' }))).toEqual([403, 'intent-required']);
    test.setTime('2026-11-22T02:11:00.000Z');
    expect(codeOf(await sign(envelope, { intentToken: token ?? '' }))).toEqual([403, 'intent-required']);
  });

  it('locks after five wrong tries, also when 20 come at once, and opens after its time', async () => {
    const envelope = await start({ intent: { kind: 'password' } });
    const intent = await begin(envelope);

    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(intent, 'wrong')));

    const outcomes = answers.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === 'locked')).toHaveLength(16);
    expect(await verify(intent, 'demo')).toMatchObject({ outcome: 'locked', token: null });
    expect(codeOf(await ask(envelope))).toEqual([429, 'intent-locked']);
    test.setTime('2026-11-22T02:16:00.000Z');
    expect(await verify(await begin(envelope), 'demo')).toMatchObject({ outcome: 'right' });
  });

  it('sends no second code within a minute, the same one for a repeated request, and none after its time', async () => {
    const envelope = await start({ intent: { kind: 'code' } });
    const first = await ask(envelope, 'signer-a', 'key-1');
    const again = await ask(envelope, 'signer-a', 'key-1');

    expect(again.body).toEqual(first.body);
    expect(codeOf(await ask(envelope))).toEqual([429, 'rate-limited']);
    const code = await lastCode();
    test.setTime('2026-11-22T02:10:01.000Z');
    expect(await verify(first.body as Intent, code)).toMatchObject({ outcome: 'expired' });
    expect((await ask(envelope)).status).toBe(201);
  });

  it('lets nobody prove for others, or before their turn', async () => {
    const envelope = await start({ intent: { kind: 'password' } });
    const { id } = await begin(envelope);

    const stranger = await test.as('signer-b').post(`/v1/intents/${id}/verify`, { secret: 'demo' });

    expect(codeOf(stranger)).toEqual([404, 'not-found']);
    expect(codeOf(await ask(envelope, 'signer-b'))).toEqual([409, 'out-of-turn']);
    expect(codeOf(await ask(envelope, 'applicant'))).toEqual([403, 'not-a-signer']);
  });

  it('refuses a signature whose reading is too short or not to the end, and keeps the log of one that is not', async () => {
    const envelope = await start({ reading: { minSeconds: 30, toEnd: true } });
    const [document] = envelope.documents;
    const page = (pageIndex: number, seconds: number) => ({ documentId: document?.id ?? '', pageIndex, seconds });
    const last = (document?.pages.length ?? 1) - 1;
    const others = envelope.documents
      .slice(1)
      .map(({ id, pages }) => ({ documentId: id, pageIndex: pages.length - 1, seconds: 1 }));

    expect(codeOf(await sign(envelope))).toEqual([422, 'reading-required']);
    expect(codeOf(await sign(envelope, { reading: [page(0, 60), ...others] }))).toEqual([422, 'reading-required']);
    expect(codeOf(await sign(envelope, { reading: [page(last, 5), ...others] }))).toEqual([422, 'reading-required']);
    const answer = await sign(envelope, { reading: [page(0, 25), page(last, 5), ...others] });

    expect(answer.status).toBe(200);
    const row = await test.host.parts.db.selectFrom('signatures').select('reading').executeTakeFirst();
    expect(row?.reading?.[0]).toEqual(page(0, 25));
  });
});
