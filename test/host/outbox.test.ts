import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { Outbox, type CarryOut, type OutboxOptions } from '../../host/jobs/outbox.js';
import { enqueueEffects, requeueFailed } from '../../host/jobs/outbox-rows.js';
import { NotYet } from '../../host/providers/not-yet.js';
import type { WakeUp } from '../../host/jobs/wake-ups.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import { EsignError } from '../../src/core/errors.js';
import type { Effect, Envelope, ErrorCode, FormRecord, RecordTab, SignEnvelope } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, signBody, submit } from '../support/journey.js';
import { mainField, purchaseMapping } from '../support/purchase-mapping.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const TENANT = 'tenant-test';
const STREAM = 'record:one';

describe.each(databases)('the outbox on %s', (kind) => {
  let test: TestHost;
  let now: Date;
  let done: string[];
  let failing: Map<string, ErrorCode>;

  beforeAll(async () => {
    test = await openTestHost(kind);
  });

  beforeEach(async () => {
    await asSystem(() => test.host.parts.db.deleteFrom('outbox').execute());
    await asSystem(() => test.host.parts.db.deleteFrom('outbox_leases').execute());
    now = new Date('2026-11-22T02:00:00.000Z');
    done = [];
    failing = new Map();
  });

  afterAll(() => test.close());

  const open = (carryOut?: CarryOut, options: Partial<OutboxOptions> = {}): Outbox =>
    new Outbox({
      db: test.host.parts.db,
      clock: () => now,
      report: () => undefined,
      carryOut:
        carryOut ??
        ((row) => {
          const code = failing.get(row.key);
          if (code) return Promise.reject(new EsignError(code, 'fails'));
          done.push(row.key);
          return Promise.resolve();
        }),
      patienceMs: 0,
      ...options,
    });
  const effectOf = (key: string): Effect => ({
    kind: 'notify',
    key,
    why: { rule: 'R-08', slot: null, field: null, reason: 'test' },
    to: [],
    text: key,
  });
  const enqueueIn = (stream: string, subject: string, ...keys: string[]) =>
    asSystem(() =>
      test.host.parts.db.transaction().execute((tx) =>
        enqueueEffects(tx, {
          tenantId: TENANT,
          stream,
          effects: keys.map(effectOf),
          context: { recordId: 'one', configId: null, configVersion: null, actor: { userId: 'u', name: 'u' }, subject },
          now: now.toISOString(),
        }),
      ),
    );
  const enqueue = (subject: string, ...keys: string[]) => enqueueIn(STREAM, subject, ...keys);
  const rowsNow = () => asSystem(() => test.host.parts.db.selectFrom('outbox').selectAll().orderBy('seq').execute());
  const leasesNow = () => asSystem(() => test.host.parts.db.selectFrom('outbox_leases').selectAll().execute());
  const endLeases = () =>
    asSystem(() =>
      test.host.parts.db.updateTable('outbox_leases').set({ until: '1970-01-01T00:00:00.000Z' }).execute(),
    );
  const states = async (): Promise<Record<string, string>> => {
    const rows = await rowsNow();
    return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
  };
  const wait = (seconds: number): void => {
    now = new Date(now.getTime() + seconds * 1000);
  };

  it('never gives up what is only away for a while, and waits an hour at most', async () => {
    await enqueue('envelope 1', 'a');
    failing.set('a', 'provider-failed');
    const outbox = open();

    for (let attempt = 0; attempt < 20; attempt += 1) {
      await outbox.runStream(TENANT, STREAM);
      wait(3600);
    }
    expect(await states()).toEqual({ a: 'pending' });
    failing.clear();
    await outbox.runStream(TENANT, STREAM);

    expect(done).toEqual(['a']);
  });

  it('gives up a bug after some attempts, and a final failure at once', async () => {
    await enqueue('envelope 1', 'bug');
    await enqueue('envelope 2', 'final');
    failing.set('bug', 'unexpected').set('final', 'not-found');
    const outbox = open();

    await outbox.runStream(TENANT, STREAM);
    expect(await states()).toEqual({ bug: 'pending', final: 'failed' });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      wait(3600);
      await outbox.runStream(TENANT, STREAM);
    }

    expect(await states()).toEqual({ bug: 'failed', final: 'failed' });
  });

  it('fails what builds on a failure, and nothing of another envelope or seal use of the record', async () => {
    await enqueue('envelope 1', 'file', 'submit');
    await enqueue('sealUse 1', 'code');
    failing.set('file', 'not-found');

    await open().runStream(TENANT, STREAM);

    expect(await states()).toEqual({ file: 'failed', submit: 'failed', code: 'done' });
  });

  it('does not let what waits for its next attempt hold up the other things of the record', async () => {
    await enqueue('envelope 1', 'file', 'submit');
    await enqueue('sealUse 1', 'code');
    failing.set('file', 'unavailable');

    await open().runStream(TENANT, STREAM);

    expect(await states()).toEqual({ file: 'pending', submit: 'pending', code: 'done' });
    expect(done).toEqual(['code']);
  });

  it('takes up what failed, in its old order, when an operator asks', async () => {
    await enqueue('envelope 1', 'file', 'submit');
    failing.set('file', 'not-found');
    const outbox = open();
    await outbox.runStream(TENANT, STREAM);
    failing.clear();

    const count = await asSystem(() => requeueFailed(test.host.parts.db, TENANT, STREAM, now.toISOString()));
    await outbox.runStream(TENANT, STREAM);

    expect(count).toBe(2);
    expect(done).toEqual(['file', 'submit']);
  });

  it('stops trying an effect over which process after process dies', async () => {
    await enqueue('envelope 1', 'poison');
    let runs = 0;
    for (let life = 0; life < 6; life += 1) {
      // a process that dies: the work never ends, its lease stays
      await Promise.race([
        open(() => {
          runs += 1;
          return new Promise(() => undefined);
        }).runStream(TENANT, STREAM),
        until(async () => (await leasesNow()).length > 0 && (await rowsNow())[0]?.attempts === life + 1),
      ]);
      await asSystem(() => open().releaseAll());
    }

    expect(runs).toBe(3);
    expect(await states()).toEqual({ poison: 'failed' });
  });

  describe('on a database that goes away when a result is to be stored', () => {
    /** From now on no claimed effect can be changed: neither its result nor the end of its lease. */
    const goAway = () =>
      asSystem(async () => {
        const { db } = test.host.parts;
        await sql`create or replace function go_away() returns trigger language plpgsql as
          $$ begin raise exception 'terminating connection' using errcode = '57P01'; end $$`.execute(db);
        await sql`create trigger away before update on outbox for each row when (old.lease_token is not null)
          execute function go_away()`.execute(db);
      });
    const comeBack = () => asSystem(() => sql`drop trigger if exists away on outbox`.execute(test.host.parts.db));
    /** Runs the stream; the database goes while the effect is carried out, and is back afterwards. */
    const runAndGoAway = async (code: ErrorCode | null, outbox: Outbox): Promise<void> => {
      if (code) failing.set('a', code);
      await expect(outbox.runStream(TENANT, STREAM)).rejects.toMatchObject({ code: '57P01' });
      await comeBack();
    };
    const goingAway: CarryOut = async (row) => {
      await goAway();
      const code = failing.get(row.key);
      if (code) throw new EsignError(code, 'fails');
    };

    afterEach(comeBack);

    it.each([null, 'unavailable'] as const)('counts no death, as nobody died (result: %s)', async (code) => {
      await enqueue('envelope 1', 'a', 'b');
      let isStable = false;
      const outbox = open((row) => (isStable ? Promise.resolve() : goingAway(row)));

      for (let outage = 0; outage < 5; outage += 1) await runAndGoAway(code, outbox);
      const [row] = await rowsNow();
      expect(row).toMatchObject({ state: 'pending', attempts: 5 });
      isStable = true;
      await outbox.runStream(TENANT, STREAM);

      expect(await rowsNow()).toMatchObject([
        { state: 'done', crashes: 0 },
        { state: 'done', crashes: 0 },
      ]);
      expect(await leasesNow()).toEqual([]);
    });

    it('takes back the death that another process has counted meanwhile', async () => {
      await enqueue('envelope 1', 'a');
      const processes = [open(goingAway), open(goingAway)];

      for (let outage = 0; outage < 5; outage += 1) for (const outbox of processes) await runAndGoAway(null, outbox);

      expect(await rowsNow()).toMatchObject([{ state: 'pending', attempts: 10, crashes: 1 }]);
    });
  });

  it('goes on with the other streams when one cannot be read', async () => {
    await enqueue('envelope 1', 'a');
    await asSystem(() => test.host.parts.db.updateTable('outbox').set({ context: 'null' }).execute());
    await enqueueIn('record:two', 'envelope 2', 'b');
    failing.set('a', 'not-found');

    await open().runAll();

    expect(done).toEqual(['b']);
    expect(await leasesNow()).toEqual([]);
  });

  it('comes to rest although a stream cannot be read, so that a host can close', async () => {
    await enqueue('envelope 1', 'a');
    await asSystem(() => test.host.parts.db.updateTable('outbox').set({ context: 'null' }).execute());
    failing.set('a', 'not-found');
    const outbox = open();
    const run = outbox.runStream(TENANT, STREAM);

    const rest = outbox.idle();

    await expect(run).rejects.toThrow();
    await expect(rest).resolves.toBeUndefined();
  });

  it('tells why an effect waits or failed, but not the words of what nobody foresaw', async () => {
    await enqueue('envelope 1', 'away');
    await enqueue('envelope 2', 'bug');

    await open((row) =>
      Promise.reject(row.key === 'bug' ? new Error('password=1234') : new EsignError('unavailable', 'the OA is away')),
    ).runStream(TENANT, STREAM);

    const rows = await rowsNow();
    expect(rows.map((row) => [row.error_code, row.error_message])).toEqual([
      ['unavailable', 'the OA is away'],
      ['unexpected', 'a failure that nobody foresaw; the log tells more'],
    ]);
  });

  it('waits twice as long each time, give or take, and has somebody come by then', async () => {
    await enqueue('envelope 1', 'a');
    failing.set('a', 'unavailable');
    const wakeUps: WakeUp[] = [];
    const later = (wakeUp: WakeUp): Promise<void> => {
      wakeUps.push(wakeUp);
      return Promise.resolve();
    };
    const outbox = open(undefined, { wakeUps: { stored: () => Promise.resolve(), later } });

    for (const attempt of [1, 2, 3, 4]) {
      await outbox.runStream(TENANT, STREAM);
      const at = wakeUps.at(-1)?.at ?? '';
      expect((await rowsNow())[0]?.next_at).toBe(at);
      const pause = Date.parse(at) - now.getTime();
      expect(pause).toBeGreaterThanOrEqual(2 ** attempt * 500);
      expect(pause).toBeLessThanOrEqual(2 ** attempt * 1000);
      now = new Date(at);
    }

    expect(wakeUps).toHaveLength(4);
  });

  it('waits as long as a service advises, and then longer each time as ever', async () => {
    await enqueue('envelope a', 'a');
    const outbox = open(() =>
      Promise.reject(new NotYet('provider-failed', 'composing', [1000, 2000, 3000, 5000, 8000])),
    );
    const waits: number[] = [];

    for (let tries = 0; tries < 6; tries += 1) {
      await outbox.runStream(TENANT, STREAM);
      const [row] = await rowsNow();
      const next = new Date(row?.next_at ?? now);
      waits.push(next.getTime() - now.getTime());
      now = next;
    }

    expect(waits.slice(0, 5)).toEqual([1000, 2000, 3000, 5000, 8000]);
    expect(waits[5]).toBeGreaterThanOrEqual(32_000);
    expect(waits[5]).toBeLessThanOrEqual(64_000);
  });

  it('takes a call that never comes back for one that is away, and goes on with the rest (F39)', async () => {
    await enqueue('envelope 1', 'hangs');
    await enqueue('sealUse 1', 'code');

    await open((row) => (row.key === 'hangs' ? new Promise(() => undefined) : Promise.resolve()), {
      effectLimitMs: 20,
    }).runStream(TENANT, STREAM);

    expect(await states()).toEqual({ hangs: 'pending', code: 'done' });
    expect((await rowsNow())[0]?.error_code).toBe('timeout');
  });

  describe('with two processes', () => {
    /** A process that stops in the middle of its first effect until it is told how that ends. */
    const openSlow = (options: Partial<OutboxOptions> = {}) => {
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const outbox = open(async (row) => {
        begun.resolve();
        await gate.promise;
        done.push(`slow ${row.key}`);
      }, options);
      return { outbox, gate, begun: begun.promise };
    };

    it('carries each effect out once, and those of a subject in order', async () => {
      const keys = Array.from({ length: 12 }, (_, index) => `${index % 3}-${String(index).padStart(2, '0')}`);
      for (const key of keys) await enqueueIn(`record:${Number(key.slice(2)) % 2}`, `envelope ${key[0]}`, key);

      await Promise.all([open().runAll(), open().runAll(), open(undefined, { patienceMs: 5000 }).runAll()]);
      await open().runAll();

      expect([...done].sort()).toEqual([...keys].sort());
      for (const subject of ['0', '1', '2']) {
        for (const stream of [0, 1]) {
          const own = done.filter((key) => key.startsWith(subject) && Number(key.slice(2)) % 2 === stream);
          expect(own).toEqual([...own].sort());
        }
      }
    });

    it('renews the lease while a call takes long, so that nobody takes it over (F39)', async () => {
      await enqueue('envelope 1', 'a');
      const slow = openSlow({ leaseMs: 1500 });
      const run = slow.outbox.runStream(TENANT, STREAM);
      await slow.begun;
      const ends = new Set<string>();
      const look = async (): Promise<boolean> => {
        for (const { until: end } of await leasesNow()) ends.add(end);
        await open().runStream(TENANT, STREAM);
        // four renewals are more than the lease lasts
        return ends.size > 4 || done.length > 0;
      };
      await vi.waitUntil(look, { timeout: 20_000 });

      slow.gate.resolve();
      await run;

      expect(done).toEqual(['slow a']);
      expect(await leasesNow()).toEqual([]);
    });

    it('does not let a process that was frozen overwrite what another one did since (F39)', async () => {
      await enqueue('envelope 1', 'a', 'b');
      const reports: string[] = [];
      const slow = openSlow({ report: ({ message }) => reports.push(message) });
      const run = slow.outbox.runStream(TENANT, STREAM);
      await slow.begun;
      await endLeases();
      await open().runStream(TENANT, STREAM);
      expect(await states()).toEqual({ a: 'done', b: 'done' });

      slow.gate.reject(new EsignError('not-found', 'fails'));
      await run;

      expect(await states()).toEqual({ a: 'done', b: 'done' });
      expect(done).toEqual(['a', 'b']);
      expect(reports.at(-1)).toBe('effect notify was taken over by another process, attempt 1');
    });

    it('stops a process that was frozen from beginning anything else', async () => {
      await enqueue('envelope 1', 'a', 'b');
      const slow = openSlow();
      const run = slow.outbox.runStream(TENANT, STREAM);
      await slow.begun;
      await endLeases();
      const second = openSlow();
      const takenOver = second.outbox.runStream(TENANT, STREAM);
      await second.begun;

      slow.gate.resolve();
      await run;
      expect(done).toEqual(['slow a']);
      second.gate.resolve();
      await takenOver;

      expect(done).toEqual(['slow a', 'slow a', 'slow b']);
      expect((await rowsNow()).map(({ attempts, crashes }) => [attempts, crashes])).toEqual([
        [2, 1],
        [1, 0],
      ]);
    });

    it('does not begin what was claimed long ago, because it was frozen before it heard of that (F39)', async () => {
      await enqueue('envelope 1', 'a');
      let looks = 0;
      let frozenMs = 0;
      const realNow = performance.now.bind(performance);
      const spy = vi.spyOn(performance, 'now').mockImplementation(() => realNow() + frozenMs);
      // the second look at the clock is for the claim
      const clock = (): Date => {
        looks += 1;
        if (looks === 2) frozenMs = 120_000;
        return now;
      };

      await open(undefined, { clock }).runStream(TENANT, STREAM);
      spy.mockRestore();

      expect(done).toEqual(['a']);
      expect(await rowsNow()).toMatchObject([{ state: 'done', attempts: 2, crashes: 0 }]);
    });

    it('leaves what came meanwhile to who is at work, and has somebody come by after its lease', async () => {
      await enqueue('envelope 1', 'a');
      const slow = openSlow();
      const run = slow.outbox.runStream(TENANT, STREAM);
      await slow.begun;
      await enqueue('envelope 1', 'b');
      const wakeUps: WakeUp[] = [];
      const later = (wakeUp: WakeUp): Promise<void> => {
        wakeUps.push(wakeUp);
        return Promise.resolve();
      };

      await enqueue('sealUse 1', 'c');
      await open(undefined, { wakeUps: { stored: () => Promise.resolve(), later } }).runStream(TENANT, STREAM);
      expect(wakeUps).toEqual([{ tenantId: TENANT, stream: STREAM, at: (await leasesNow())[0]?.until }]);
      slow.gate.resolve();
      await run;

      expect(done).toEqual(['slow a', 'slow b', 'slow c']);
    });

    it('waits for who is at work, because a person waits for what it does', async () => {
      await enqueue('envelope 1', 'a');
      const slow = openSlow();
      const run = slow.outbox.runStream(TENANT, STREAM);
      await slow.begun;
      const waiting = open(undefined, { patienceMs: 5000 }).runStream(TENANT, STREAM);

      slow.gate.resolve();
      await waiting;

      expect(await states()).toEqual({ a: 'done' });
      await run;
    });
  });
});

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve));
}

describe.each(databases)('signed files that did not reach their record on %s', (kind) => {
  let test: TestHost;

  afterEach(() => test.close());

  /** Signs to the end while the file of the document without marks is damaged, then repairs it. */
  const completeWithDamage = async (): Promise<Envelope> => {
    test = await openTestHost(kind);
    await configure(
      test,
      purchaseMapping((mapping) => ({
        ...mapping,
        required: {
          ...mapping.required,
          documents: [
            ...mapping.required.documents,
            { kind: 'field', id: 'src-tech', field: mainField('f-tech', '技术附件', 'attachment') },
          ],
        },
      })),
    );
    const envelope = await reachSigning(test);
    const [contract, technical] = envelope.documents;
    const body = (current: Envelope): SignEnvelope => ({
      ...signBody(current),
      documents: signBody(current).documents.filter(({ documentId }) => documentId === contract?.id),
    });
    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, body(envelope)));
    await submit(test, 'signer-a', 'e-sign-a');
    const sha256 = technical?.sha256 ?? '';
    const file = path.join(test.dataDir, 'files', sha256.slice(0, 2), sha256);
    const bytes = readFileSync(file);
    writeFileSync(file, 'damaged');
    const before = await currentEnvelope(test, envelope.id);
    ok(await test.as('signer-b').post(`/v1/envelopes/${envelope.id}/sign`, body(before)));
    writeFileSync(file, bytes);
    return currentEnvelope(test, envelope.id);
  };
  /** When the envelopes are looked at again whose ids begin so. */
  const nextLooks = async (ids: string): Promise<string[]> => {
    const query = test.host.parts.db.selectFrom('envelopes').select('filing_next_at').distinct();
    const rows = await asSystem(() => query.where('id', 'like', `${ids}%`).execute());
    return rows.map(({ filing_next_at }) => filing_next_at);
  };
  const recordNow = async () => ok(await test.as('applicant').get('/demo/records/rec-1001')).body.record as FormRecord;

  it('hold the workflow back, and say why', async () => {
    const envelope = await completeWithDamage();

    expect(envelope).toMatchObject({ status: 'completed', filedAt: null });
    expect(await recordNow()).toMatchObject({ currentNodeId: 'n-sign-b' });
    const tab = ok(await test.as('applicant').get('/v1/records/rec-1001/tab')).body as RecordTab;
    expect(tab.problems).toContainEqual({ code: 'file-damaged', slot: 'C-43', field: null });
  });

  it('are filed by the sweep an hour later, and then the workflow goes on (R-07, R-08)', async () => {
    const envelope = await completeWithDamage();
    await test.host.sweep();
    expect((await currentEnvelope(test, envelope.id)).filedAt).toBeNull();
    test.setTime('2026-11-22T03:00:01.000Z');

    await test.host.sweep();

    const record = await recordNow();
    expect(record).toMatchObject({ currentNodeId: 'n-archive', finished: true });
    expect(record.values['f-signed']).toHaveLength(2);
    await test.host.sweep();
    expect((await recordNow()).values['f-signed']).toHaveLength(2);
  });

  it('are filed although many others are older whose record is gone (R-08)', async () => {
    const envelope = await completeWithDamage();
    const copy = sql`insert into envelopes (tenant_id, id, record_id, config_id, config_version, status, initiator_id, deadline,
        created_at, version, create_key, doc)
      select tenant_id, 'gone-' || n, 'rec-gone', config_id, config_version, status, initiator_id, deadline, '2026-11-21T00:00:00.000Z',
        version, null, doc || jsonb_build_object('id', 'gone-' || n, 'recordId', 'rec-gone')
      from envelopes, generate_series(1, 200) n where id = ${envelope.id}`;
    await asSystem(() => copy.execute(test.host.parts.db));
    test.setTime('2026-11-22T03:00:01.000Z');
    // the look that would have been theirs in the order of age, and every later one
    await test.host.sweep();

    await test.host.sweep();

    expect((await currentEnvelope(test, envelope.id)).filedAt).not.toBeNull();
    expect(await nextLooks('gone-')).toEqual(['2026-11-22T04:00:02.000Z']);
  });

  it('are looked for more and more rarely, but every day, and never where nothing is filed', async () => {
    const envelope = await completeWithDamage();
    const { db } = test.host.parts;
    const remove = (): Promise<unknown> => asSystem(() => db.deleteFrom('outbox').execute());
    await asSystem(() => sql`update envelopes set doc = doc || '{"recordId":"rec-gone"}'`.execute(db));

    for (const [at, next] of [
      ['2026-11-22T02:00:01.000Z', '2026-11-22T03:00:01.000Z'],
      ['2026-11-22T02:59:00.000Z', '2026-11-22T03:00:01.000Z'],
      ['2026-11-22T05:00:00.000Z', '2026-11-22T08:00:00.000Z'],
      ['2026-12-22T05:00:00.000Z', '2026-12-23T05:00:00.000Z'],
    ] as const) {
      await remove();
      test.setTime(at);
      await test.host.sweep();
      expect(await nextLooks(envelope.id)).toEqual([next]);
    }
    await asSystem(() =>
      sql`update config_versions set mapping = jsonb_set(mapping, '{advanced,downloadInto}', 'null')`.execute(db),
    );
    test.setTime('2026-12-23T05:00:00.000Z');
    await test.host.sweep();

    expect(await nextLooks(envelope.id)).toEqual(['9999-12-31T23:59:59.999Z']);
  });

  it('are filed at once when an operator asks for another attempt', async () => {
    const envelope = await completeWithDamage();

    const count = await test.host.retry('tenant-yuanjing', 'rec-1001');

    expect(count).toBe(2);
    expect((await currentEnvelope(test, envelope.id)).filedAt).not.toBeNull();
    expect(await recordNow()).toMatchObject({ currentNodeId: 'n-archive' });
  });
});
