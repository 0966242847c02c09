import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Envelope, Problem } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, signBody } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const OWN = 'http://host';
const ALLOWED = 'https://portal.example.com';

/** What browsers say about who sent a request; `null` leaves the header out. */
const FOREIGN: readonly { readonly site: string | null; readonly origin: string | null; readonly of: string }[] = [
  { site: 'cross-site', origin: 'https://evil.example', of: 'another site' },
  { site: 'cross-site', origin: null, of: 'another site without an origin' },
  { site: 'cross-site', origin: OWN, of: 'another site that claims our origin' },
  { site: 'cross-site', origin: ALLOWED, of: 'another site that claims a listed origin' },
  { site: 'same-site', origin: 'https://blog.example.com', of: 'another name of the same site' },
  { site: 'same-site', origin: null, of: 'the same site without an origin' },
  { site: 'same-site', origin: 'http://host:8081', of: 'another port' },
  { site: null, origin: 'https://evil.example', of: 'another site in an old browser' },
  { site: null, origin: 'null', of: 'a sandboxed frame' },
  { site: null, origin: 'http://host.evil.example', of: 'a name that begins like ours' },
];

const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'] as const;

describe.each(databases)('pages of others on %s (T24)', (kind) => {
  let test: TestHost;
  let envelope: Envelope;
  let tried = 0;

  beforeAll(async () => {
    test = await openTestHost(kind, { allowedOrigins: [ALLOWED] });
    await configure(test);
    envelope = await reachSigning(test);
  });

  afterAll(() => test.close());

  const headersOf = ({ site, origin }: { site: string | null; origin: string | null }): Record<string, string> => ({
    cookie: 'demo-user=signer-a',
    ...(site === null ? {} : { 'sec-fetch-site': site }),
    ...(origin === null ? {} : { origin }),
  });

  const send = (headers: Record<string, string>, body: string): Promise<Response> => {
    tried += 1;
    return test.host.fetch(
      new Request(`${OWN}/v1/envelopes/${envelope.id}/sign`, {
        method: 'POST',
        headers: { 'idempotency-key': `try-${tried}`, ...headers },
        body,
      }),
    );
  };

  it.each(FOREIGN)('cannot sign by a fetch of $of', async (page) => {
    const response = await send(
      { ...headersOf(page), 'content-type': 'application/json' },
      JSON.stringify(signBody(envelope)),
    );

    expect([response.status, ((await response.json()) as Problem).code]).toEqual([403, 'forbidden']);
  });

  it.each(FOREIGN.flatMap((page) => FORMS.map((form) => ({ ...page, form }))))(
    'cannot sign by a $form form of $of',
    async ({ form, ...page }) => {
      const response = await send({ ...headersOf(page), 'content-type': form }, JSON.stringify(signBody(envelope)));

      expect(response.status).toBe(403);
    },
  );

  it.each(FORMS)('have no use of %s, whoever sends it', async (form) => {
    const headers = headersOf({ site: 'same-origin', origin: OWN });
    const response = await send({ ...headers, 'content-type': form }, JSON.stringify(signBody(envelope)));

    expect([response.status, ((await response.json()) as Problem).code]).toEqual([415, 'content-type-not-supported']);
  });

  it('have had no effect at all', async () => {
    const after = await currentEnvelope(test, envelope.id);

    expect(tried).toBeGreaterThanOrEqual(30);
    expect(after.version).toBe(envelope.version);
  });

  it.each([
    { site: 'same-origin', origin: OWN, of: 'our own page' },
    { site: null, origin: OWN, of: 'our own page in an old browser' },
    { site: null, origin: 'https://host', of: 'our own page behind a proxy that takes the TLS off' },
    { site: 'none', origin: null, of: 'the person' },
    { site: null, origin: null, of: 'a program' },
    { site: 'same-site', origin: ALLOWED, of: 'a listed origin of the same site' },
    { site: null, origin: ALLOWED, of: 'a listed origin in an old browser' },
  ])('are not taken for $of', async (page) => {
    const response = await test.host.fetch(
      new Request(`${OWN}/v1/envelopes/${envelope.id}/sign`, {
        method: 'POST',
        headers: { ...headersOf(page), 'content-type': 'application/json', 'idempotency-key': `own-${page.of.length}` },
        body: '{}',
      }),
    );

    expect(response.status).toBe(422);
  });

  it('may lead a person to what they read', async () => {
    const headers = headersOf({ site: 'cross-site', origin: null });

    ok(await test.as(null).get(`/v1/envelopes/${envelope.id}`, { headers }));
  });
});
