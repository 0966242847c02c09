import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mount, type Handlers, type RouteOptions } from '../../host/http/route.js';
import type { Problem } from '../../src/schema/index.js';
import { configure, ok, reachSigning } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

describe('deny by default (T28)', () => {
  it('mounts no handler that the table of who may do what does not know', () => {
    const handlers = { openEverything: () => Promise.resolve({ value: {} }) } as unknown as Handlers;

    expect(() => mount(new Hono(), handlers, {} as RouteOptions)).toThrow('who may use openEverything');
  });
});

/** What the matrix of routes and actors does not show. */
describe.each(databases)('access to objects on %s', (kind) => {
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost(kind);
    await configure(test);
    await reachSigning(test);
    ok(await test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' }));
  });

  afterAll(() => test.close());

  it('keeps the lists of a tenant to itself', async () => {
    for (const address of ['/v1/envelopes', '/v1/seals', '/v1/seal-uses', '/v1/signing-configs', '/v1/workflows']) {
      expect(ok(await test.as('other-tenant').get(address)).body.items).toEqual([]);
    }
    const bindings = ok(await test.as('other-tenant').get('/v1/bindings')).body.items;
    expect(bindings).toHaveLength(1);
    const catalog = ok(await test.as('other-tenant').get('/v1/bindings/bind-builtin/catalog?kind=physicalSeal'));
    expect(catalog.body.items).toEqual([]);
  });

  it('lets nobody remove a company seal but a seal admin, and a personal one only its owner', async () => {
    const remove = async (user: string, id: string): Promise<number> =>
      (await test.as(user).send('DELETE', `/v1/seals/${id}`)).status;

    expect(await remove('signer-a', 'seal-company')).toBe(403);
    expect(await remove('admin', 'seal-li-ming')).toBe(404);
    expect(await remove('signer-a', 'seal-li-ming')).toBe(204);
    expect(await remove('admin', 'seal-company')).toBe(204);
  });

  it('makes a personal seal for anybody, a company seal only for a seal admin (T27)', async () => {
    const template = { type: 'SQUARE', colour: 'RED', text: '赵倩之印', widthMm: 20, heightMm: 20 };
    const request = (sealKind: string, text = '赵倩之印') => ({
      name: '新印章',
      kind: sealKind,
      artwork: { kind: 'template', template: { ...template, text } },
    });

    const own = ok(await test.as('signer-b').post('/v1/seals', request('personal')));
    const company = await test.as('signer-b').post('/v1/seals', request('contract'));
    const unknown = await test.as('signer-b').post('/v1/seals', request('personal', '\u{e000}\u{e001}'));

    expect(own.body.owner).toBe('赵倩');
    expect(company.status).toBe(403);
    expect([unknown.status, (unknown.body as Problem).code]).toEqual([422, 'glyph-missing']);
    const { response } = await test.as('signer-b').bytes(`/v1/seals/${own.body.id}/image`);
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect((await test.as('signer-a').get(`/v1/seals/${own.body.id}/image`)).status).toBe(404);
  });
});
