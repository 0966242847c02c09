import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createLog } from '../../host/observe/log.js';
import { createPrometheus } from '../../host/observe/prometheus.js';
import { Readiness } from '../../host/observe/readiness.js';
import { serveHost } from '../../host/server.js';
import { toDatabaseFailure } from '../../host/store/away.js';
import { MIGRATIONS_TABLE, openDatabase } from '../../host/store/database.js';
import { migrate } from '../../host/store/migrate.js';
import { rehearseMigrations, runMigrations } from '../../host/store/migration-run.js';
import { migrations } from '../../host/store/migrations/index.js';
import type { Tables } from '../../host/store/tables.js';
import { EsignError } from '../../src/core/errors.js';
import { configure, reachSigning } from '../support/journey.js';
import { databases, dropSchemas, openTestHost, postgresUrl, type Answer, type TestHost } from '../support/test-host.js';

/** A log that keeps its lines. */
function keptLog(): { log: ReturnType<typeof createLog>; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { log: createLog({ level: 'info', destination }), lines };
}

// what a page's operator registers; the host only knows the API
const exporter = new InMemorySpanExporter();

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
});

afterAll(() => {
  trace.disable();
  context.disable();
});

describe.each(databases)('a host that is watched, on %s', (kind) => {
  const prometheus = createPrometheus();
  const { log, lines } = keptLog();
  let test: TestHost;

  const scrape = async (): Promise<string> => {
    const answer = await prometheus.answer(new Request('http://host/metrics'));
    return answer.text();
  };

  beforeAll(async () => {
    exporter.reset();
    test = await openTestHost(kind, { metrics: prometheus.metrics, log, report: undefined });
    await configure(test);
    await reachSigning(test);
  });

  afterAll(() => test.close());

  it('writes one line for a request, by its route and without its query', async () => {
    lines.length = 0;

    await test.as('admin').get('/v1/workflows?query=机密', { headers: { 'x-request-id': 'gateway-0001' } });

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      message: 'request',
      requestId: 'gateway-0001',
      tenant: 'tenant-yuanjing',
      user: 'admin',
      method: 'GET',
      route: '/v1/workflows',
      status: 200,
    });
    expect(lines[0]?.['ms']).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain('机密');
  });

  it('writes the pattern of an address, because an address holds ids', async () => {
    lines.length = 0;

    await test.as('signer-a').get('/v1/records/rec-1001/tab');
    await test.as('signer-a').get('/v1/no/such/address');

    expect(lines.map(({ route }) => route)).toEqual(['/v1/records/:recordId/tab', 'none']);
    expect(JSON.stringify(lines)).not.toContain('rec-1001');
  });

  it.each([
    ['one that is none', 'a b'],
    ['one that would break a line', 'abcdefgh"}'],
    ['one without end', 'x'.repeat(65)],
  ])('gives a request an id of its own instead of %s', async (_, given) => {
    const answer = await test.as('admin').get('/healthz', { headers: { 'x-request-id': given } });

    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers with the id that the caller gave, on failures too', async () => {
    const answer = await test.as(null).get('/v1/session', { headers: { 'x-request-id': 'gateway-0002' } });

    expect(answer.status).toBe(401);
    expect(answer.headers.get('x-request-id')).toBe('gateway-0002');
  });

  it('counts requests by route and class, effects by kind, and what waits', async () => {
    const text = await scrape();

    expect(text).toMatch(
      /esign_http_request_duration_seconds_count\{method="GET",route="\/v1\/records\/:recordId\/tab",status="2xx"\} \d+/,
    );
    expect(text).toContain('esign_effects_total{kind="createEnvelope",outcome="done"} 1');
    expect(text).toMatch(/provider_call_duration_seconds_count\{provider="builtin",call="prepare",outcome="ok"\} \d+/);
    expect(text).toContain('esign_outbox_effects{state="waiting"} 0');
    expect(text).toContain('esign_outbox_oldest_seconds 0');
    expect(text).toContain('esign_event_streams 0');
    expect(text.includes('esign_database_connections{state="total"}')).toBe(kind === 'postgres');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('counts nothing by tenant, person or record', async () => {
    expect(await scrape()).not.toMatch(/tenant-yuanjing|signer-a|rec-1001|李明/);
  });

  it('has every metric in the documentation, and no other', async () => {
    const docs = readFileSync(path.resolve('docs/operations.md'), 'utf8');
    const documented = [...docs.matchAll(/^\| `(esign_\w+)`/gm)].map(([, name]) => name);
    const published = [...(await scrape()).matchAll(/^# TYPE (esign_\w+)/gm)].map(([, name]) => name);

    expect(documented.sort()).toEqual(published.sort());
  });

  it('shows the metrics only to who has the token', async () => {
    const ask = async (authorization?: string): Promise<number> => {
      const headers = new Headers(authorization === undefined ? [] : [['authorization', authorization]]);
      const answer = await prometheus.answer(
        new Request('http://host/metrics', { headers }),
        'a-token-of-24-characters',
      );
      return answer.status;
    };

    expect(await ask('Bearer a-token-of-24-characters')).toBe(200);
    expect(await ask('Bearer a-token-of-24-character')).toBe(401);
    expect(await ask()).toBe(401);
  });

  it('traces a request, its effects, calls and transactions as one', () => {
    const spans = exporter.getFinishedSpans();
    const effect = spans.find(({ name }) => name === 'effect createEnvelope');
    const together = spans.filter((span) => span.spanContext().traceId === effect?.spanContext().traceId);

    const names = new Set(together.map(({ name }) => name));
    expect([...names]).toEqual(
      expect.arrayContaining(['effect createEnvelope', 'provider prepare', 'database transaction']),
    );
    const root = together.find(({ parentSpanContext }) => parentSpanContext === undefined);
    expect(root?.attributes).toMatchObject({ 'http.request.method': 'POST', 'http.response.status_code': 200 });
    expect(root?.name).toBe(`POST ${String(root?.attributes['http.route'])}`);
  });

  it('is ready when all that it needs is there', async () => {
    const answer = await test.as(null).get('/readyz');

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ok: true, checks: { database: 'ok', migrations: 'ok', files: 'ok', jobs: 'ok' } });
  });
});

describe.each(databases)('a host that lacks something, on %s', (kind) => {
  it('is alive but not ready: it says which check failed, the log says why', async () => {
    const test = await openTestHost(kind);
    rmSync(path.join(test.dataDir, 'files'), { recursive: true });
    await sql`delete from host_migrations where name like '0009%'`.execute(test.host.parts.db);

    const answer = await test.as(null).get('/readyz');

    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      code: 'unavailable',
      checks: { database: 'ok', migrations: 'failed', files: 'failed', jobs: 'ok' },
    });
    expect(answer.text).not.toMatch(/0009|esign-host-/);
    expect(test.failures.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('0009-row-level-security')]),
    );
    expect((await test.as(null).get('/healthz')).status).toBe(200);
    await test.close();
  });
});

describe('a check of readiness', () => {
  const never = (): Promise<void> => new Promise(() => undefined);

  it('fails, or takes too long, by itself', async () => {
    const failures: string[] = [];
    const readiness = new Readiness({
      checks: {
        good: () => Promise.resolve(),
        bad: () => Promise.reject(new Error('the password is hunter2')),
        slow: never,
      },
      onFailure: (name) => failures.push(name),
      limitMs: 10,
    });

    expect(await readiness.answer()).toEqual({ ok: false, checks: { good: 'ok', bad: 'failed', slow: 'timeout' } });
    expect(failures).toEqual(['bad']);
  });

  it('is made once for all who ask within a second', async () => {
    let count = 0;
    const once = (): Promise<void> => Promise.resolve(void (count += 1));
    const readiness = new Readiness({ checks: { once }, onFailure: () => undefined });

    await Promise.all([readiness.answer(), readiness.answer(), readiness.answer()]);

    expect(count).toBe(1);
  });

  it('is not needed to say no once the host is about to close', async () => {
    const readiness = new Readiness({ checks: { never }, onFailure: () => undefined });

    readiness.leave();

    expect((await readiness.answer()).ok).toBe(false);
  });
});

describe.each(databases)('the steps of the database, on %s', (kind) => {
  let place: { dataDir: string; databaseUrl?: string; schema?: string };

  beforeEach(() => {
    const dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'esign-steps-')), 'data');
    const schema = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
    place = kind === 'postgres' ? { dataDir, databaseUrl: postgresUrl, schema } : { dataDir };
  });

  afterEach(async () => {
    if (place.schema) await dropSchemas(place.schema);
    rmSync(path.dirname(place.dataDir), { recursive: true, force: true });
  });

  /** The database as an older version of the program left it. */
  const takeSteps = async (names: readonly string[]): Promise<void> => {
    const { databaseUrl: connectionString, schema, dataDir } = place;
    await mkdir(dataDir, { recursive: true });
    const db = new Kysely<Tables>({
      dialect: schema
        ? new PostgresDialect({
            pool: new pg.Pool({ connectionString, options: `-c search_path=${schema} -c esign.system=on` }),
          })
        : new PGliteDialect({ pglite: await PGlite.create(path.join(dataDir, 'database')) }),
    });
    if (schema) await sql`create schema ${sql.id(schema)}`.execute(db);
    const steps = Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name)));
    await migrate(db, steps, MIGRATIONS_TABLE);
    await db.destroy();
  };
  const change = async (statement: string): Promise<void> => {
    const database = await openDatabase(place);
    await sql.raw(statement).execute(database.db);
    await database.close();
  };

  it('are shown with their SQL, run once, and refused when nobody may run them or knows them', async () => {
    const planned = await rehearseMigrations(place);
    const isUntouched = kind === 'postgres' ? (await rehearseMigrations(place)).length > 0 : !existsSync(place.dataDir);
    const names = Object.keys(migrations);
    const last = names.slice(-1);
    await takeSteps(names.slice(0, -1));
    const pending = await rehearseMigrations(place);
    const refused = openDatabase({ ...place, migrate: false });
    await expect(refused).rejects.toThrow(
      `the database is not up to date; pending: ${last.join()}; run "npm run migrate" first`,
    );
    const taken = await runMigrations(place);

    expect(planned.map(({ name }) => name)).toEqual(names);
    expect(planned[0]?.statements[0]).toMatch(/^create table bindings/);
    expect(isUntouched).toBe(true);
    expect(pending.map(({ name }) => name)).toEqual(last);
    expect(taken).toEqual(last);
    expect(await rehearseMigrations(place)).toEqual([]);
    await change(`insert into host_migrations (name, timestamp) values ('9999-later', '2027-01-01T00:00:00.000Z')`);
    await expect(openDatabase(place)).rejects.toThrow(
      /^the database was made by a newer version of this program \(it knows 9999-later\); /,
    );
  });
});

describe('an embedded database', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'esign-damaged-'));
  const database = path.join(folder, 'database');

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('that is damaged or gone is never made anew in silence (F16)', async () => {
    await runMigrations({ dataDir: folder });
    const refused = /^the embedded database in .* is missing or damaged and was left as it is; restore a backup with /;

    rmSync(path.join(database, 'global', 'pg_control'));
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(refused);
    rmSync(path.join(database, 'PG_VERSION'));
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(refused);
    expect(existsSync(path.join(database, 'global', 'pg_control'))).toBe(false);
    rmSync(database, { recursive: true });
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(refused);
    expect(existsSync(database)).toBe(false);
  });
});

describe.each(databases.filter((kind) => kind === 'postgres'))('a host whose database goes away, on %s', (kind) => {
  it('answers 503 at worst, and all is well as soon as it is back (F12)', async () => {
    const name = `esign-${randomUUID()}`;
    const url = new URL(postgresUrl);
    url.searchParams.set('application_name', name);
    const test = await openTestHost(kind, { databaseUrl: url.href });
    const admin = new pg.Client({ connectionString: postgresUrl });
    await admin.connect();
    const answers: Answer[] = [];

    for (let round = 0; round < 20; round += 1) {
      const asked = Array.from({ length: 8 }, () => test.as('admin').get('/v1/envelopes'));
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name]);
      answers.push(...(await Promise.all(asked)));
    }
    const after = await test.as('admin').get('/v1/envelopes');

    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.filter(({ body, headers }) => body.code !== 'unavailable' || !headers.has('retry-after'))).toEqual(
      [],
    );
    expect(after.status).toBe(200);
    await admin.end();
    await test.close();
  });
});

describe('a failure of the database', () => {
  const failure = (code: string | undefined, message = 'x'): Error => Object.assign(new Error(message), { code });

  it.each([
    [failure('57P01'), 'unavailable'],
    [failure('08006'), 'unavailable'],
    [failure('ECONNREFUSED'), 'unavailable'],
    [failure(undefined, 'Connection terminated unexpectedly'), 'unavailable'],
    [failure(undefined, 'timeout exceeded when trying to connect'), 'unavailable'],
    [failure('53100'), 'storage-full'],
    [failure('23505'), 'unexpected'],
    [failure(undefined), 'unexpected'],
  ])('%s is %s', (thrown, code) => {
    expect(EsignError.from(toDatabaseFailure(thrown)).code).toBe(code);
  });
});

// a real process: signals, sockets and its exit code cannot be had in another way
describe('the production entry', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'esign-server-'));
  const schema = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const isPostgres = databases.includes('postgres');
  const waiting: ServerResponse[] = [];
  let gate: Server;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    gate = createServer((_, response) => {
      waiting.push(response);
      gate.emit('asked');
    }).listen(0, '127.0.0.1');
    await once(gate, 'listening');
  });

  afterEach(() => {
    child?.kill('SIGKILL');
    waiting.length = 0;
  });

  afterAll(async () => {
    gate.closeAllConnections();
    gate.close();
    if (isPostgres) await dropSchemas(schema);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts the host; its log lines are kept, and its address is known when it is ready. */
  const start = async (
    environment: Record<string, string>,
  ): Promise<{ process: ChildProcess; url: string; lines: Record<string, unknown>[] }> => {
    const started = spawn(process.execPath, ['--import', 'tsx', path.resolve('host/server.ts')], {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        DATA_DIR: path.join(folder, 'data'),
        OA_MODULE: path.resolve('test/support/slow-oa.ts'),
        SLOW_OA_GATE: `http://127.0.0.1:${(gate.address() as AddressInfo).port}/`,
        ...(isPostgres ? { DATABASE_URL: postgresUrl, DATABASE_SCHEMA: schema } : {}),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    const lines: Record<string, unknown>[] = [];
    const reader = createInterface({ input: started.stdout });
    const url = await new Promise<string>((resolve, reject) => {
      reader.on('line', (line) => {
        lines.push(JSON.parse(line) as Record<string, unknown>);
        const ready = /^ready (.+)$/.exec(String(lines.at(-1)?.['message']))?.[1];
        if (ready) resolve(ready);
      });
      started.once('exit', (code) => reject(new Error(`ended with ${String(code)} before it was ready`)));
    });
    return { process: started, url, lines };
  };

  it.each([
    [{}, 'OA_MODULE is not set: name the module of your OA, or run the demo with "npm start"'],
    [{ OA_MODULE: 'node:path' }, 'OA_MODULE node:path has to export the functions createOa and resolveSession'],
  ])('is not started without an OA', async (environment, reason) => {
    await expect(serveHost(environment)).rejects.toThrow(reason);
  });

  it('finishes a slow request after SIGTERM, takes no new one, and ends with 0 (F15)', async () => {
    const token = 'a-token-of-24-characters';
    const {
      process: started,
      url,
      lines,
    } = await start({
      METRICS: 'on',
      METRICS_TOKEN: token,
      SHUTDOWN_DELAY: '1',
      PORTS: '1',
    });
    const ended = once(started, 'exit') as Promise<[number | null]>;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const metrics = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    expect(await metrics.text()).toContain('esign_outbox_effects{state="waiting"} 0');
    const asked = once(gate, 'asked');
    const slow = fetch(`${url}/v1/workflows`, { headers: { 'x-request-id': 'slow-0001' } });
    await asked;

    started.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { interval: 20, timeout: 10_000 }).toBe(503);
    await expect
      .poll(
        () =>
          fetch(`${url}/healthz`).then(
            () => 'open',
            () => 'closed',
          ),
        { interval: 50, timeout: 10_000 },
      )
      .toBe('closed');
    for (const response of waiting) response.end();
    const answer = await slow;

    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ items: [] });
    expect(await ended).toEqual([0, null]);
    const messages = lines.map(({ message }) => message);
    expect(messages).toEqual(expect.arrayContaining(['PORTS is not a setting; PORT is', 'closing', 'closed']));
    expect(lines).toContainEqual(expect.objectContaining({ requestId: 'slow-0001', status: 200, tenant: 'tenant-1' }));
  });

  it('cuts what takes too long, says so, and ends with 1', async () => {
    const { process: started, url, lines } = await start({ SHUTDOWN_DELAY: '0', SHUTDOWN_TIMEOUT: '1' });
    const ended = once(started, 'exit') as Promise<[number | null]>;
    const asked = once(gate, 'asked');
    const slow = fetch(`${url}/v1/workflows`).then(
      () => 'answered',
      () => 'cut',
    );
    await asked;

    started.kill('SIGTERM');

    expect(await slow).toBe('cut');
    expect(await ended).toEqual([1, null]);
    expect(lines.at(-1)?.['message']).toBe('closed by force, at most 1 s were given; requests cut: 1');
  });

  it('ends at once on a second signal', async () => {
    const { process: started, url, lines } = await start({ SHUTDOWN_DELAY: '600' });
    const ended = once(started, 'exit') as Promise<[number | null]>;
    started.kill('SIGTERM');
    await expect.poll(() => lines.at(-1)?.['message'], { interval: 20, timeout: 10_000 }).toBe('closing');
    expect((await fetch(`${url}/readyz`)).status).toBe(503);

    started.kill('SIGTERM');

    expect(await ended).toEqual([1, null]);
  });
});
