import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { PhonePad, PhonePadNews, Problem } from '../../src/schema/index.js';
import { ok } from '../support/journey.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const INK = { kind: 'handwriting', path: 'M1 1Q2 2 3 3Z', strokeWidthMm: 0.1, filled: true, widthMm: 40, heightMm: 16 };
const SOMETHING = 'x'.repeat(43);

describe.each(databases)('pads on phones on %s', (kind) => {
  let test: TestHost;

  beforeEach(async () => {
    test = await openTestHost(kind);
  });

  afterEach(() => test.close());

  const open = async (user = 'signer-a'): Promise<PhonePad> =>
    ok(await test.as(user).post('/v1/phone-pads')).body as PhonePad;
  const newsOf = async ({ id }: PhonePad, user = 'signer-a'): Promise<PhonePadNews> =>
    ok(await test.as(user).get(`/v1/phone-pads/${id}`)).body as PhonePadNews;
  const secretOf = ({ address }: PhonePad): string => address.split('#')[1] ?? '';
  const phone = (path: string, secret: string, body?: unknown, headers = {}): Promise<Answer> =>
    test.as(null).post(path, body, { key: null, headers: { authorization: `Bearer ${secret}`, ...headers } });
  const take = async (pad: PhonePad): Promise<string> =>
    (ok(await phone('/pad/open', secretOf(pad))).body as { pass: string }).pass;
  const codeOf = ({ status, body }: Answer): [number, string] => [status, (body as Problem).code];

  it('takes a signature from the phone that opened the link, and shows it to the person alone', async () => {
    const pad = await open();
    expect(await newsOf(pad)).toEqual({ state: 'waiting', ink: null });

    const pass = await take(pad);
    expect((await newsOf(pad)).state).toBe('opened');
    expect((await phone('/pad/ink', pass, INK)).status).toBe(204);

    expect(await newsOf(pad)).toEqual({ state: 'arrived', ink: INK });
    expect((await test.as('signer-b').get(`/v1/phone-pads/${pad.id}`)).status).toBe(404);
    expect((await test.as('other-tenant').get(`/v1/phone-pads/${pad.id}`)).status).toBe(404);
    expect((await test.as('signer-b').send('DELETE', `/v1/phone-pads/${pad.id}`)).status).toBe(404);
  });

  it('refuses a link that is forged or used up, and a second signature', async () => {
    const pad = await open();
    const pass = await take(pad);
    ok(await phone('/pad/ink', pass, INK));

    expect(codeOf(await phone('/pad/open', SOMETHING))).toEqual([404, 'not-found']);
    expect(codeOf(await phone('/pad/open', 'short'))).toEqual([404, 'not-found']);
    expect(codeOf(await phone('/pad/open', secretOf(pad)))).toEqual([404, 'not-found']);
    expect(codeOf(await phone('/pad/ink', secretOf(pad), INK))).toEqual([404, 'not-found']);
    expect(codeOf(await phone('/pad/ink', pass, { ...INK, path: 'M9 9Z' }))).toEqual([404, 'not-found']);
    expect((await newsOf(pad)).ink?.path).toBe(INK.path);
  });

  it('lets one of two phones that open a link at once have it', async () => {
    const pad = await open();

    const answers = await Promise.all([phone('/pad/open', secretOf(pad)), phone('/pad/open', secretOf(pad))]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('ends a pad after five minutes, and forgets it with what was written on it', async () => {
    const [unopened, opened] = [await open('signer-a'), await open('signer-b')];
    const pass = await take(opened);
    ok(await phone('/pad/ink', pass, INK));

    test.setTime('2026-11-22T02:05:00.000Z');

    expect(codeOf(await phone('/pad/open', secretOf(unopened)))).toEqual([404, 'not-found']);
    expect(await newsOf(opened, 'signer-b')).toEqual({ state: 'expired', ink: null });
    await test.host.sweep();
    expect(await test.host.parts.db.selectFrom('phone_pads').select('id').execute()).toEqual([]);
  });

  it('ends a pad that is closed, and the one before where a person asks for another', async () => {
    const first = await open();
    const pass = await take(first);
    const second = await open();
    expect(codeOf(await phone('/pad/ink', pass, INK))).toEqual([404, 'not-found']);
    expect((await test.as('signer-a').get(`/v1/phone-pads/${first.id}`)).status).toBe(404);

    ok(await test.as('signer-a').send('DELETE', `/v1/phone-pads/${second.id}`));

    expect(codeOf(await phone('/pad/open', secretOf(second)))).toEqual([404, 'not-found']);
  });

  it('keeps no secret, neither of the link nor of the phone', async () => {
    const pad = await open();
    const pass = await take(pad);

    const rows = JSON.stringify(await test.host.parts.db.selectFrom('phone_pads').selectAll().execute());

    expect(rows).toContain(pad.id);
    expect(rows).not.toContain(secretOf(pad));
    expect(rows).not.toContain(pass);
  });

  it('takes nothing but a signature, of a size that a signature has, from its own page', async () => {
    const pass = await take(await open());

    expect(codeOf(await phone('/pad/ink', pass, { ...INK, path: '<script>' }))).toEqual([422, 'invalid-input']);
    expect(codeOf(await phone('/pad/ink', pass, { kind: 'image', fileId: 'f' }))).toEqual([422, 'invalid-input']);
    expect(codeOf(await phone('/pad/ink', pass, { ...INK, name: 'x'.repeat(300_000) }))).toEqual([
      413,
      'body-too-large',
    ]);
    const foreign = await phone('/pad/ink', pass, INK, { 'sec-fetch-site': 'cross-site' });
    expect(codeOf(foreign)).toEqual([403, 'forbidden']);
  });

  it('serves a page that runs its own script alone, is framed by nobody, and is the same for every link', async () => {
    const page = await test.as(null).get('/pad');

    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.text).toContain('src="pad/phone-pad.js"');
    const script = await test.as(null).get('/pad/phone-pad.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
  });
});

describe('a host and pads on phones', () => {
  it('says that it has none where the page was not built', async () => {
    const test = await openTestHost('pglite', { phonePadScript: null });

    const answer = await test.as('signer-a').post('/v1/phone-pads');

    expect([answer.status, (answer.body as Problem).code]).toEqual([501, 'not-implemented']);
    expect((await test.as(null).get('/pad')).status).toBe(404);
    await test.close();
  });

  it('limits how often one address comes, and how often one person asks', async () => {
    const test = await openTestHost('pglite', { rateLimits: { costly: { requests: 2, seconds: 60 } } });

    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await test.as('signer-a').post('/v1/phone-pads')).status);

    expect(statuses).toEqual([201, 201, 429]);
    await test.close();
  });

  it('leads to where the world reaches it, where it knows that', async () => {
    const test = await openTestHost('pglite', { publicUrl: 'https://oa.example.com/esign/' });

    const { address } = (await test.as('signer-a').post('/v1/phone-pads')).body as PhonePad;

    expect(address).toMatch(/^https:\/\/oa\.example\.com\/esign\/pad#[\w-]{43}$/);
    await test.close();
  });
});
