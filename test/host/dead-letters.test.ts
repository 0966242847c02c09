import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { enqueueEffects } from '../../host/jobs/outbox-rows.js';
import { readAudit } from '../../host/services/audit.js';
import { asSystem, asTenant } from '../../host/store/tenant-scope.js';
import type { Effect, Problem, StuckEffect } from '../../src/schema/index.js';
import { ok } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const TENANT = 'tenant-yuanjing';
const STREAM = 'record:rec-1001';
const SUBJECT = 'envelope env-gone';

describe.each(databases)('the list of what could not be carried out on %s (G24)', (kind) => {
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost(kind);
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    await asSystem(() => test.host.parts.db.deleteFrom('outbox').execute());
    test.setTime('2026-11-22T02:00:00.000Z');
  });

  const launch = (envelopeId: string): Effect => ({
    kind: 'launchEnvelope',
    key: randomUUID(),
    why: { rule: 'R-07', slot: null, field: null, reason: 'test' },
    envelopeId,
    deadline: null,
  });
  const notify = (): Effect => ({
    kind: 'notify',
    key: randomUUID(),
    why: { rule: 'R-09', slot: null, field: null, reason: 'test' },
    to: ['applicant'],
    text: 'hello',
  });
  const store = (subject: string, ...effects: Effect[]) =>
    asTenant(TENANT, () =>
      test.host.parts.db.transaction().execute((tx) =>
        enqueueEffects(tx, {
          tenantId: TENANT,
          stream: STREAM,
          effects,
          context: {
            recordId: 'rec-1001',
            configId: null,
            configVersion: null,
            actor: { userId: 'applicant', name: '王磊' },
            subject,
          },
          now: '2026-11-22T02:00:00.000Z',
        }),
      ),
    );
  const change = (values: { attempts?: number; error_code?: string | null; state?: 'pending' }) =>
    asSystem(() => test.host.parts.db.updateTable('outbox').set(values).execute());
  const list = async (query = '', user = 'admin'): Promise<StuckEffect[]> =>
    ok(await test.as(user).get(`/v1/effects${query}`)).body.items as StuckEffect[];
  /** The envelope does not exist, so the first effect fails for good and takes the second one with it. */
  const failTwo = async (): Promise<StuckEffect[]> => {
    await store(SUBJECT, launch('env-gone'), notify());
    await store('sealUse su-1', notify());
    await test.host.sweep();
    return list();
  };

  it('shows what was given up with its cause, and nothing that was done', async () => {
    const items = await failTwo();

    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      kind: 'launchEnvelope',
      subject: SUBJECT,
      recordId: 'rec-1001',
      state: 'failed',
      attempts: 1,
      crashes: 0,
      cause: { code: 'not-found', message: 'the envelope of the effect is gone' },
      createdAt: '2026-11-22T02:00:00.000Z',
      nextAt: null,
    });
    expect(items[1]).toMatchObject({ kind: 'notify', state: 'failed', attempts: 0, cause: { code: 'not-found' } });
  });

  it('shows what was away several times as delayed, with the time of its next attempt', async () => {
    await store(SUBJECT, notify());
    await change({ attempts: 4, error_code: 'unavailable' });
    expect(await list()).toEqual([]);

    await change({ attempts: 5 });

    const items = await list('?state=delayed');
    expect(items).toMatchObject([{ state: 'delayed', attempts: 5, cause: { code: 'unavailable' } }]);
    expect(items[0]?.nextAt).toBe('2026-11-22T02:00:00.000Z');
    expect(await list('?state=failed')).toEqual([]);
  });

  it('gives its pages one after another', async () => {
    const all = await failTwo();

    const first = ok(await test.as('admin').get('/v1/effects?limit=1')).body;
    const second = ok(await test.as('admin').get(`/v1/effects?limit=1&cursor=${first.nextCursor}`)).body;

    expect([...first.items, ...second.items]).toEqual(all);
    expect(second.nextCursor).toBeNull();
  });

  it('tries again what an admin names, and what was given up behind it, and writes that down', async () => {
    const [failed] = await failTwo();
    // the cause is removed: the first one has been done by hand
    await asSystem(() =>
      test.host.parts.db
        .updateTable('outbox')
        .set({ effect: JSON.stringify(notify()) })
        .where('state', '=', 'failed')
        .execute(),
    );

    const answer = ok(await test.as('admin').post(`/v1/effects/${failed?.id}/retry`)).body;

    expect(answer).toEqual({ id: failed?.id, requeued: 2 });
    expect(await list()).toEqual([]);
    const rows = await asSystem(() => test.host.parts.db.selectFrom('outbox').select('state').execute());
    expect(rows.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    const trail = await asTenant(TENANT, () => readAudit(test.host.parts.db, TENANT, 'env-gone', 0, 10));
    expect(trail.at(-1)).toMatchObject({
      action: 'effect.retried',
      actor: '陈静',
      detail: { kind: 'notify', code: 'not-found', requeued: 2 },
    });
  });

  it('takes what failed before it along when an admin names what was given up behind it', async () => {
    const [first, second] = await failTwo();

    const answer = ok(await test.as('admin').post(`/v1/effects/${second?.id}/retry`)).body;

    expect(answer).toEqual({ id: second?.id, requeued: 2 });
    // the first one failed again, and so the second one was not carried out over it
    expect(await list()).toMatchObject([
      { id: first?.id, attempts: 1, state: 'failed' },
      { id: second?.id, attempts: 0, state: 'failed' },
    ]);
  });

  it('knows effects up to the last number that there can be', async () => {
    const last = 2 ** 31 - 1;
    await store(SUBJECT, launch('env-gone'));
    await asSystem(() =>
      sql`insert into outbox (seq, tenant_id, key, stream, effect, context, state, attempts, next_at, error_code, created_at)
        overriding system value
        select ${last}::int, tenant_id, 'last', stream, effect, context, 'failed', 1, next_at, 'not-found', created_at
        from outbox`.execute(test.host.parts.db),
    );
    const cursor = Buffer.from(`c:${last}`).toString('base64url');
    const beyond = Buffer.from(`c:${last + 1}`).toString('base64url');

    expect(await list()).toMatchObject([{ id: String(last) }]);
    expect(await list(`?cursor=${cursor}`)).toEqual([]);
    expect((await test.as('admin').get(`/v1/effects?cursor=${beyond}`)).status).toBe(422);
    expect(ok(await test.as('admin').post(`/v1/effects/${last}/retry`)).body).toEqual({
      id: String(last),
      requeued: 1,
    });
    expect((await test.as('admin').post(`/v1/effects/${last + 1}/retry`)).status).toBe(404);
  });

  it('shows it again when it fails again', async () => {
    const [failed] = await failTwo();

    ok(await test.as('admin').post(`/v1/effects/${failed?.id}/retry`));

    expect(await list()).toMatchObject([{ id: failed?.id, attempts: 1 }, { kind: 'notify' }]);
  });

  it('does not wait any longer with what is delayed', async () => {
    await store(SUBJECT, notify());
    await asSystem(() =>
      test.host.parts.db
        .updateTable('outbox')
        .set({ attempts: 6, error_code: 'unavailable', next_at: '2026-11-22T02:59:00.000Z' })
        .execute(),
    );
    const [delayed] = await list();

    const answer = ok(await test.as('admin').post(`/v1/effects/${delayed?.id}/retry`)).body;

    expect(answer.requeued).toBe(1);
    expect(await list()).toEqual([]);
  });

  it('does nothing for what went on meanwhile, and answers a repeated request alike', async () => {
    await store(SUBJECT, notify());
    await test.host.sweep();
    const { seq } = await asSystem(() =>
      test.host.parts.db.selectFrom('outbox').select('seq').executeTakeFirstOrThrow(),
    );
    const key = randomUUID();

    const first = ok(await test.as('admin').post(`/v1/effects/${seq}/retry`, undefined, { key }));
    const second = ok(await test.as('admin').post(`/v1/effects/${seq}/retry`, undefined, { key }));

    expect(first.body).toEqual({ id: String(seq), requeued: 0 });
    expect(second.text).toBe(first.text);
  });

  it('is for admins and auditors, and the button for admins', async () => {
    const [failed] = await failTwo();

    expect((await test.as('signer-a').get('/v1/effects')).status).toBe(403);
    expect((await test.as('signer-a').post(`/v1/effects/${failed?.id}/retry`)).status).toBe(403);
    for (const id of ['0', '999999999', '99999999999', 'x', '-1']) {
      const answer = await test.as('admin').post(`/v1/effects/${id}/retry`);
      expect([answer.status, (answer.body as Problem).code]).toEqual([404, 'not-found']);
    }
  });
});
