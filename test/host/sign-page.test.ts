import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Envelope, Problem, SignPage, SigningTerms } from '../../src/schema/index.js';
import { ok } from '../support/journey.js';
import { openRemoteWorld, type RemoteWorld } from '../support/remote-world.js';
import { databases, type Answer } from '../support/test-host.js';

function codeOf({ status, body }: Answer): [number, string] {
  return [status, (body as Problem).code];
}

describe.each(databases)('the page of a service at which people sign, on %s', (kind) => {
  let world: RemoteWorld;
  let first: Envelope;
  let envelope: Envelope;

  beforeAll(async () => {
    world = await openRemoteWorld(kind);
    await world.configure();
    first = await world.reachSigning();
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    ({ envelope } = await world.copy(first));
    ok(await world.test.as('admin').put('/demo/signing-terms', {}));
  });

  const open = (user = 'signer-a', device = 'desktop'): Promise<Answer> =>
    world.test.as(user).post(`/v1/envelopes/${envelope.id}/sign-page`, { device });
  const openPage = async (device = 'desktop'): Promise<SignPage> => ok(await open('signer-a', device)).body as SignPage;
  const check = async (user = 'signer-a'): Promise<Envelope> =>
    ok(await world.test.as(user).post(`/v1/envelopes/${envelope.id}/check`)).body as Envelope;
  const press = (page: SignPage, name: 'sign' | 'reject'): Promise<Response> =>
    fetch(`${page.url}/${name}`, { method: 'POST' });

  it('tells by the terms that people sign there, and asks for nothing else', async () => {
    const terms = { page: { mode: 'frame' }, intent: { kind: 'password' }, reading: { minSeconds: 5, toEnd: true } };
    ok(await world.test.as('admin').put('/demo/signing-terms', terms));

    const answer = ok(await world.test.as('signer-a').get(`/v1/envelopes/${envelope.id}/signing-terms`));

    expect(answer.body as SigningTerms).toEqual({
      reading: { minSeconds: 0, toEnd: false },
      intent: { kind: 'none', channels: [] },
      rejectReasons: [],
      page: { mode: 'frame' },
    });
  });

  it('is made anew for each request, for one signer, with its end', async () => {
    const [one, two] = [await openPage(), await openPage()];

    expect(one).toMatchObject({ mode: 'window', expiresAt: new Date(Date.parse(world.now) + 1_800_000).toISOString() });
    expect(one.url).toMatch(new RegExp(`^${world.simulator.url}/pages/`));
    expect(one.url).not.toBe(two.url);
    const { ref } = world.simulator.service.page(one.url.split('/').at(-1) ?? '');
    expect(ref).toBe(envelope.parties[0]?.signers[0]?.id);
  });

  it('stands in a frame where the OA wants it, but not on a phone', async () => {
    ok(await world.test.as('admin').put('/demo/signing-terms', { page: { mode: 'frame' } }));

    expect((await openPage()).mode).toBe('frame');
    expect((await openPage('phone')).mode).toBe('window');
  });

  it('is for nobody but whose turn it is', async () => {
    expect(codeOf(await open('signer-b'))).toEqual([409, 'out-of-turn']);
    expect(codeOf(await open('applicant'))).toEqual([403, 'not-a-signer']);
    expect(codeOf(await open('other-tenant'))).toEqual([404, 'not-found']);
    expect(codeOf(await world.test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign-page`, {}))).toEqual([
      422,
      'invalid-input',
    ]);
  });

  it('signs: what the page says counts when the service has said it to the host', async () => {
    const page = await openPage();
    await press(page, 'sign');
    const before = await world.envelope(envelope.id);
    expect(before.parties[0]?.status).toBe('pending');

    const after = await check();

    expect(after.parties[0]).toMatchObject({ status: 'signed' });
    expect(codeOf(await open())).toEqual([409, 'already-signed']);
  });

  it('says why it was declined', async () => {
    await press(await openPage(), 'reject');

    const after = await check();

    expect(after).toMatchObject({ status: 'rejected' });
    expect(after.parties[0]?.signers[0]).toMatchObject({ status: 'rejected', reason: '合同条款与约定不符' });
    expect(codeOf(await open())).toEqual([409, 'envelope-closed']);
  });

  it('stands in the trail without its address', async () => {
    const page = await openPage('phone');

    const trail = JSON.stringify(ok(await world.test.as('signer-a').get(`/v1/envelopes/${envelope.id}/audit`)).body);

    expect(trail).toContain('envelope.pageOpened');
    expect(trail).not.toContain(page.url.split('/').at(-1));
  });

  it('asks the service soon after somebody was sent there, although it asked seldom before', async () => {
    const row = (): Promise<{ polls: number; next_poll_at: string | null }> =>
      world.inTenant(() =>
        world.test.host.parts.db
          .selectFrom('remote_envelopes')
          .select(['polls', 'next_poll_at'])
          .where('envelope_id', '=', envelope.id)
          .executeTakeFirstOrThrow(),
      );
    await world.inTenant(() =>
      world.test.host.parts.db
        .updateTable('remote_envelopes')
        .set({ polls: 5, next_poll_at: new Date(Date.parse(world.now) + 6 * 3_600_000).toISOString() })
        .where('envelope_id', '=', envelope.id)
        .execute(),
    );

    await openPage();

    expect(await row()).toEqual({ polls: 0, next_poll_at: new Date(Date.parse(world.now) + 60_000).toISOString() });
  });

  it('lets who may see the envelope ask, and says what the service is refused with', async () => {
    expect((await check('applicant')).id).toBe(envelope.id);
    expect(codeOf(await world.test.as('other-colleague').post(`/v1/envelopes/${envelope.id}/check`))[0]).toBe(404);
    world.simulator.service.faults.refuse = { status: 503, times: 1 };

    const refused = await world.test.as('signer-a').post(`/v1/envelopes/${envelope.id}/check`);

    expect(codeOf(refused)).toEqual([502, 'provider-failed']);
    expect((await check()).status).toBe('launched');
  });

  it.each([
    ['another machine', 'https://elsewhere.example/pages/1'],
    ['a file', 'file:///pages/1'],
    ['a name in front', 'http://user@127.0.0.1/pages/1'],
    ['another port', 'http://127.0.0.1:1/pages/1'],
    ['no address', 'pages/1'],
  ])('sends nobody to %s', async (_, url) => {
    world.simulator.service.faults.page = url;

    const refused = await open();

    world.simulator.service.faults.page = null;
    expect(codeOf(refused)).toEqual([502, 'bad-response']);
    expect(JSON.stringify(refused.body)).not.toContain('/pages/1');
  });
});
