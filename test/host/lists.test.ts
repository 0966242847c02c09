import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { configure, ok, reachSigning, signBody } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

function cursor(text: string): string {
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('base64url'));
}

describe.each(databases)('lists on %s', (kind) => {
  let test: TestHost;
  let addresses: [user: string, address: string][];

  beforeAll(async () => {
    test = await openTestHost(kind);
    const { id } = (await configure(test)).body as { id: string };
    const envelope = await reachSigning(test);
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));
    ok(await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' }));
    // seals that were made in the same moment, with ids in no order
    for (let count = 0; count < 3; count += 1) {
      const template = { type: 'SQUARE', colour: 'RED', text: '李明之印', widthMm: 20, heightMm: 20 };
      const artwork = { kind: 'template', template };
      ok(await test.as('signer-a').post('/v1/seals', { name: `章${count}`, kind: 'personal', artwork }));
    }
    addresses = [
      ['signer-a', '/v1/seals'],
      ['admin', '/v1/workflows'],
      ['admin', '/v1/bindings'],
      ['admin', '/v1/bindings/bind-builtin/catalog?kind=physicalSeal'],
      ['admin', '/v1/signing-configs'],
      ['admin', `/v1/signing-configs/${id}/versions`],
      ['admin', '/v1/seal-use-configs'],
      ['admin', '/v1/seal-use-configs/uc-demo/versions'],
      ['applicant', '/v1/envelopes'],
      ['signer-a', '/v1/envelopes?list=signed'],
      ['signer-b', '/v1/envelopes?list=todo'],
      ['applicant', `/v1/envelopes/${envelope.id}/audit`],
      ['applicant', '/v1/seal-uses'],
    ];
  });

  afterAll(() => test.close());

  const read = (user: string, address: string, query: string) =>
    test.as(user).get(`${address}${address.includes('?') ? '&' : '?'}${query}`);

  it('give the same items in the same order one by one as all at once', async () => {
    for (const [user, address] of addresses) {
      const all = ok(await read(user, address, 'limit=200')).body.items as unknown[];
      const single: unknown[] = [];
      let next: string | null = null;
      do {
        const page = ok(await read(user, address, `limit=1${next === null ? '' : `&cursor=${next}`}`)).body;
        single.push(...page.items);
        next = page.nextCursor as string | null;
      } while (next !== null && single.length <= all.length);

      expect([address, single]).toEqual([address, all]);
    }
  });

  it('answer a forged cursor with 422 or a page, and never with a failure of the host', async () => {
    const forged = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => cursor(`c:${text}`)),
      fc.string().map(encodeURIComponent),
      fc
        .constantFrom('c:', 'c:\0', 'c:1e99', 'c:-1', 'c:99999999999', 'c:NaN', 'c:a b', 'c:2026-01-01T00:00:00Z \0')
        .map(cursor),
    );
    for (const [user, address] of addresses) {
      await fc.assert(
        fc.asyncProperty(forged, async (text) => {
          const { status } = await read(user, address, `cursor=${text}`);
          expect([200, 422]).toContain(status);
        }),
        { numRuns: 15 },
      );
    }
  });

  it('answer odd queries and ids with a refusal', async () => {
    for (const odd of ['%00', '%EF%BF%BF', '%ED%A0%80', "'--", '%F0%9F%98%80'.repeat(50)]) {
      for (const address of ['/v1/workflows?query=', '/v1/envelopes?recordId=', '/v1/seal-uses?recordId=']) {
        expect((await test.as('admin').get(`${address}${odd}`)).status).toBeLessThan(500);
      }
      expect((await test.as('admin').get(`/v1/envelopes/${odd}`)).status).toBeLessThan(500);
    }
  });

  it('refuse half of a character in a body with 422', async () => {
    const answer = await test.host.fetch(
      new Request('http://host/v1/seals', {
        method: 'POST',
        headers: { 'x-demo-user': 'admin', 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: '{"name":"\\ud800"}',
      }),
    );

    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { errors: { code: string }[] }).errors[0]?.code).toBe('surrogate');
  });

  it('had no failure of their own', () => {
    expect(test.failures).toEqual([]);
  });
});
