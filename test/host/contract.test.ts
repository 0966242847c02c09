import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Idempotency } from '../../host/http/idempotency.js';
import type { HostSession } from '../../host/http/session.js';
import type { Problem } from '../../src/schema/index.js';
import { configure, ok } from '../support/journey.js';
import { purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type Answer, type TestHost } from '../support/test-host.js';

const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

function codeOf(answer: Answer): [number, string] {
  return [answer.status, (answer.body as Problem).code];
}

describe.each(databases)('the conventions of the contract on %s', (kind) => {
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost(kind);
  });

  afterAll(() => test.close());

  it('answers problem details of RFC 9457 with a stable code', async () => {
    const answer = await test.as('admin').get('/v1/envelopes/nothing-here');

    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 404, code: 'not-found', type: 'urn:esign-elements:problem:not-found' });
  });

  it('refuses who is not signed in with 401', async () => {
    expect(codeOf(await test.as(null).get('/v1/session'))).toEqual([401, 'not-signed-in']);
    expect(codeOf(await test.as('nobody').get('/v1/session'))).toEqual([401, 'not-signed-in']);
  });

  it('refuses an admin’s page to who is no admin with 403', async () => {
    for (const address of ['/v1/workflows', '/v1/bindings', '/v1/signing-configs', '/v1/seal-use-configs']) {
      expect(codeOf(await test.as('signer-a').get(address))).toEqual([403, 'forbidden']);
    }
  });

  it('refuses a write that a page of another site sent', async () => {
    const answer = await test.as('admin').post('/v1/signing-configs', purchaseMapping(), {
      headers: { 'sec-fetch-site': 'cross-site' },
    });

    expect(codeOf(answer)).toEqual([403, 'forbidden']);
  });

  it('refuses any content type but JSON with 415', async () => {
    const answer = await test.as('admin').post('/v1/signing-configs', purchaseMapping(), {
      headers: { 'content-type': 'text/plain' },
    });

    expect(codeOf(answer)).toEqual([415, 'content-type-not-supported']);
  });

  it('points at each fault of an input with 422', async () => {
    const bad = { ...purchaseMapping(), basic: { ...purchaseMapping().basic, enabled: 'yes' }, extra: 1 };

    const answer = await test.as('admin').post('/v1/signing-configs', bad);

    expect(codeOf(answer)).toEqual([422, 'invalid-input']);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/basic/enabled');
  });

  it.each([
    ['half JSON', '{"schemaVersion":'],
    ['a text with U+0000', '{"schemaVersion":"a\\u0000"}'],
    ['a hundred levels', `${'['.repeat(100)}${']'.repeat(100)}`],
  ])('refuses %s with 422', async (_, text) => {
    const answer = await test.host.fetch(
      new Request('http://host/v1/signing-configs', {
        method: 'POST',
        headers: { 'x-demo-user': 'admin', 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: text,
      }),
    );

    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([422, 'invalid-input']);
  });

  it('refuses a body of more than 4 MB with 413', async () => {
    const answer = await test.as('admin').post('/v1/signing-configs', { text: 'x'.repeat(4 * 1024 * 1024) });

    expect(codeOf(answer)).toEqual([413, 'body-too-large']);
  });

  it('refuses an unknown query and a cursor that it did not make', async () => {
    expect(codeOf(await test.as('admin').get('/v1/workflows?limit=0'))).toEqual([422, 'invalid-input']);
    expect(codeOf(await test.as('admin').get('/v1/envelopes?cursor=abc'))).toEqual([422, 'invalid-input']);
  });

  it('pages through a list with its cursor', async () => {
    const first = await test.as('admin').get('/v1/workflows?limit=2');
    const second = await test.as('admin').get(`/v1/workflows?limit=2&cursor=${first.body.nextCursor}`);

    expect(first.body.items).toHaveLength(2);
    expect(second.body.items).toHaveLength(1);
    expect(second.body.nextCursor).toBeNull();
  });

  it('describes exactly the routes that it has', async () => {
    const { body } = await test.as(null).get('/openapi.json');

    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/v1/envelopes/{id}/sign');
    expect(Object.keys(body.paths)).not.toContain('/v1/envelopes/{id}/shred');
    expect(codeOf(await test.as('admin').post('/v1/envelopes/x/shred'))).toEqual([404, 'not-found']);
  });

  describe('Idempotency-Key', () => {
    it('is required where something is created', async () => {
      const answer = await test.as('admin').post('/v1/signing-configs', purchaseMapping(), { key: null });

      expect(codeOf(answer)).toEqual([400, 'idempotency-key-required']);
    });

    it('has one effect and one answer for 20 equal requests at once', async () => {
      const key = randomUUID();
      const uploads = Array.from({ length: 20 }, () => test.as('applicant').post('/v1/uploads', PNG, { key }));

      const answers = await Promise.all(uploads);

      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.every(({ status }) => status === 201)).toBe(true);
      const files = await test.host.parts.db
        .selectFrom('files')
        .select('id')
        .where('owner_id', '=', 'applicant')
        .execute();
      expect(files).toHaveLength(1);
    });

    it('refuses another body under the same key', async () => {
      const key = randomUUID();
      ok(await test.as('applicant').post('/v1/uploads', PNG, { key }));

      const answer = await test.as('applicant').post('/v1/uploads', Uint8Array.of(...PNG, 0), { key });

      expect(codeOf(answer)).toEqual([422, 'idempotency-key-reused']);
    });

    it('belongs to a person: another one may use the same key', async () => {
      const key = randomUUID();
      const first = ok(await test.as('applicant').post('/v1/uploads', PNG, { key }));
      const second = ok(await test.as('signer-a').post('/v1/uploads', PNG, { key }));

      expect(second.body.fileId).not.toBe(first.body.fileId);
    });

    it('is free again after a failure, which had no effect', async () => {
      const key = randomUUID();
      const failed = await test.as('applicant').post('/v1/uploads', Uint8Array.of(1, 2, 3), { key });
      const repeated = await test.as('applicant').post('/v1/uploads', PNG, { key });

      expect(codeOf(failed)).toEqual([415, 'file-type-not-supported']);
      expect(repeated.status).toBe(201);
    });

    it('takes back what it did, when another process has taken the key over meanwhile', async () => {
      const key = randomUUID();
      const db = test.host.parts.db;
      const idempotency = new Idempotency(db, () => new Date('2026-11-22T02:00:00.000Z'));
      const session = { ...ok(await test.as('applicant').get('/v1/session')).body, person: null } as HostSession;
      const bytes = new Uint8Array();

      const late = idempotency.run(
        { session, key, method: 'POST', path: '/v1/uploads', bytes, status: 201 },
        async (once) => {
          await db.updateTable('idempotency').set({ lease_until: 'other' }).where('key', '=', key).execute();
          await db.transaction().execute(async (tx) => {
            await tx.deleteFrom('seal_grants').execute();
            await once.keep(tx, {});
          });
          return { status: 201, etag: null, body: {} };
        },
      );

      await expect(late).rejects.toMatchObject({ code: 'request-in-progress' });
      expect(await db.selectFrom('seal_grants').selectAll().execute()).not.toEqual([]);
      const row = await db.selectFrom('idempotency').select('state').where('key', '=', key).executeTakeFirst();
      expect(row?.state).toBe('running');
    });

    it('answers 409 with Retry-After while another process is at work on it', async () => {
      const key = randomUUID();
      const stored = await test.as('applicant').post('/v1/uploads', PNG, { key });
      expect(stored.status).toBe(201);
      await test.host.parts.db.updateTable('idempotency').set({ state: 'running' }).where('key', '=', key).execute();

      const answer = await test.as('applicant').post('/v1/uploads', PNG, { key });

      expect(codeOf(answer)).toEqual([409, 'request-in-progress']);
      expect(answer.headers.get('retry-after')).toBe('1');
    });
  });

  describe('configurations', () => {
    let id: string;

    it('keeps an unfinished mapping that is switched off', async () => {
      const unfinished = purchaseMapping((mapping) => ({
        ...mapping,
        basic: { ...mapping.basic, enabled: false },
        required: { ...mapping.required, subject: null },
      }));

      const answer = await configure(test, unfinished);

      id = answer.body.id as string;
      expect(answer.status).toBe(201);
    });

    it('refuses a second one of the same workflow with 409 (C-01)', async () => {
      const answer = await test.as('admin').post('/v1/signing-configs', purchaseMapping());

      expect(codeOf(answer)).toEqual([409, 'workflow-already-configured']);
    });

    it('refuses to switch on what is not complete, and says where (C-04)', async () => {
      const incomplete = purchaseMapping((mapping) => ({
        ...mapping,
        required: { ...mapping.required, subject: null },
      }));

      const answer = await test.as('admin').put(`/v1/signing-configs/${id}`, incomplete, '"1"');

      expect(codeOf(answer)).toEqual([422, 'config-incomplete']);
      expect(answer.body.errors[0]).toMatchObject({ pointer: '/required/subject', code: 'REQ' });
    });

    it('refuses a save without If-Match, and one that matches anything', async () => {
      expect(codeOf(await test.as('admin').put(`/v1/signing-configs/${id}`, purchaseMapping()))).toEqual([
        428,
        'version-required',
      ]);
      expect(codeOf(await test.as('admin').put(`/v1/signing-configs/${id}`, purchaseMapping(), '*'))).toEqual([
        428,
        'version-required',
      ]);
    });

    it('lets one of two editors save and tells the other with 412: no update is lost', async () => {
      const save = (): Promise<Answer> => test.as('admin').put(`/v1/signing-configs/${id}`, purchaseMapping(), '"1"');

      const answers = await Promise.all([save(), save()]);

      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const current = await test.as('admin').get(`/v1/signing-configs/${id}`);
      expect(current.headers.get('etag')).toBe('"2"');
    });

    it('keeps every version', async () => {
      const { body } = await test.as('admin').get(`/v1/signing-configs/${id}/versions`);

      expect(body.items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    });

    it('refuses a binding that is not there and another workflow', async () => {
      const unbound = purchaseMapping((mapping) => ({
        ...mapping,
        basic: { ...mapping.basic, bindingId: 'bind-none' },
      }));
      const moved = purchaseMapping((mapping) => ({ ...mapping, basic: { ...mapping.basic, workflowId: 'wf-large' } }));

      expect(codeOf(await test.as('admin').put(`/v1/signing-configs/${id}`, unbound, '"2"'))).toEqual([
        422,
        'binding-not-usable',
      ]);
      expect(codeOf(await test.as('admin').put(`/v1/signing-configs/${id}`, moved, '"2"'))).toEqual([
        422,
        'invalid-input',
      ]);
    });

    it('removes one by its newest ETag only', async () => {
      const stale = await test.as('admin').send('DELETE', `/v1/signing-configs/${id}`, undefined, { ifMatch: '"1"' });
      const done = await test.as('admin').send('DELETE', `/v1/signing-configs/${id}`, undefined, { ifMatch: '"2"' });

      expect(codeOf(stale)).toEqual([412, 'stale-version']);
      expect(done.status).toBe(204);
      expect(codeOf(await test.as('admin').get(`/v1/signing-configs/${id}`))).toEqual([404, 'not-found']);
    });
  });

  describe('files', () => {
    let fileId: string;

    beforeAll(async () => {
      const upload = await test.as('applicant').post('/v1/uploads', PNG, {
        headers: { 'content-disposition': "attachment; filename*=UTF-8''..%2F..%2F%E5%90%88%E5%90%8C%22.pdf" },
      });
      fileId = ok(upload).body.fileId as string;
      expect(upload.body).toMatchObject({ name: '合同.pdf', mediaType: 'image/png', size: PNG.byteLength });
    });

    it('are served with a safe name, a fixed type and in a sandbox', async () => {
      const { response, bytes } = await test.as('applicant').bytes(`/v1/files/${fileId}`);

      expect(bytes).toEqual(PNG);
      expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''%E5%90%88%E5%90%8C.pdf");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
    });

    it.each([
      ['bytes=0-9', 206, [0, 10], 'bytes 0-9/70'],
      ['bytes=60-', 206, [60, 70], 'bytes 60-69/70'],
      ['bytes=-5', 206, [65, 70], 'bytes 65-69/70'],
      ['bytes=60-500', 206, [60, 70], 'bytes 60-69/70'],
      ['bytes=0-1,4-5', 200, [0, 70], null],
      ['lines=1-2', 200, [0, 70], null],
    ] as const)('answer the range %s', async (range, status, [start, end], header) => {
      const { response, bytes } = await test.as('applicant').bytes(`/v1/files/${fileId}`, { range });

      expect(response.status).toBe(status);
      expect(bytes).toEqual(PNG.slice(start, end));
      expect(response.headers.get('content-range')).toBe(header);
    });

    it('refuse a range behind the end with 416', async () => {
      const answer = await test.as('applicant').get(`/v1/files/${fileId}`, { headers: { range: 'bytes=70-' } });

      expect(codeOf(answer)).toEqual([416, 'range-not-satisfiable']);
    });

    it('are not sent again to who has them, and whole when they changed', async () => {
      const { response } = await test.as('applicant').bytes(`/v1/files/${fileId}`);
      const etag = response.headers.get('etag') ?? '';

      const known = await test.as('applicant').bytes(`/v1/files/${fileId}`, { 'if-none-match': etag });
      const changed = await test
        .as('applicant')
        .bytes(`/v1/files/${fileId}`, { range: 'bytes=0-1', 'if-range': '"other"' });

      expect([known.response.status, changed.response.status]).toEqual([304, 200]);
    });

    it('are not found by who has nothing to do with them', async () => {
      expect(codeOf(await test.as('signer-a').get(`/v1/files/${fileId}`))).toEqual([404, 'not-found']);
    });
  });

  it('had no failure of its own on the way', () => {
    expect(test.failures).toEqual([]);
  });
});
