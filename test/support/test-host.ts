import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';

import type { Host } from '../../host/create-host.js';
import { createDemoHost, type DemoHostOptions } from '../../host/demo/demo-host.js';
import { demoMigrations } from '../../host/demo/store.js';
import type { Db } from '../../host/store/database.js';
import { migrate } from '../../host/store/migrate.js';
import { migrations } from '../../host/store/migrations/index.js';
import type { Tables } from '../../host/store/tables.js';

export type DatabaseKind = 'pglite' | 'postgres';

export const postgresUrl =
  process.env['DATABASE_URL'] ?? `postgres://${encodeURIComponent(userInfo().username)}@127.0.0.1:5432/test`;

async function isReachable(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    // whatever the reason: the run on PostgreSQL is left out, and a line says so
    return false;
  }
}

/** Below row-level security, unlike the login of a test machine, so that every test shows what a forgotten scope hides. */
export const databaseRole = 'esign_test_host';

const hasPostgres = await isReachable(postgresUrl);
if (!hasPostgres) process.stdout.write('PostgreSQL is not reachable: its runs of the host tests are left out\n');

/** The databases that this machine has; each suite of the host runs on all of them. */
export const databases: readonly DatabaseKind[] = hasPostgres ? ['pglite', 'postgres'] : ['pglite'];

/** A dump of a migrated embedded database, made once for a set of migrations: making a new one takes seconds. */
async function loadTemplate(): Promise<Blob> {
  const folder = path.resolve('host/store/migrations');
  const hash = createHash('sha256').update(readFileSync(path.resolve('host/demo/store.ts')));
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(path.join(folder, name)));
  const cache = path.resolve('node_modules/.cache');
  const file = path.join(cache, `host-template-${hash.digest('hex').slice(0, 16)}.tgz`);
  if (!existsSync(file)) {
    const pglite = await PGlite.create();
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    await migrate(db, migrations, 'host_migrations');
    await migrate(db, demoMigrations, 'demo_migrations');
    const dump = await pglite.dumpDataDir('gzip');
    await db.destroy();
    mkdirSync(cache, { recursive: true });
    const temporary = `${file}.${randomUUID()}`;
    writeFileSync(temporary, new Uint8Array(await dump.arrayBuffer()));
    renameSync(temporary, file);
  }
  return new Blob([new Uint8Array(await readFile(file))]);
}

/** Stands for the script that a build makes. */
const PHONE_SCRIPT = path.resolve('src/define/phone-pad.ts');

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // tests look into answers of many shapes; the host itself checks each against the contract
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface CallOptions {
  readonly key?: string | null;
  readonly ifMatch?: string;
  readonly headers?: Record<string, string>;
}

/** Speaks to a host as one person. */
export class Caller {
  readonly #host: Host;
  readonly #user: string | null;

  constructor(host: Host, user: string | null) {
    this.#host = host;
    this.#user = user;
  }

  async send(method: string, address: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const key = options.key === undefined && method === 'POST' ? randomUUID() : options.key;
    const isRaw = body instanceof Uint8Array;
    const response = await this.#host.fetch(
      new Request(`http://host${address}`, {
        method,
        headers: {
          ...(this.#user === null ? {} : { 'x-demo-user': this.#user }),
          ...(body === undefined ? {} : { 'content-type': isRaw ? 'application/octet-stream' : 'application/json' }),
          ...(key ? { 'idempotency-key': key } : {}),
          ...(options.ifMatch === undefined ? {} : { 'if-match': options.ifMatch }),
          ...options.headers,
        },
        ...(body === undefined ? {} : { body: isRaw ? new Uint8Array(body) : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : null };
  }

  get(address: string, options?: CallOptions): Promise<Answer> {
    return this.send('GET', address, undefined, options);
  }

  post(address: string, body?: unknown, options?: CallOptions): Promise<Answer> {
    return this.send('POST', address, body, options);
  }

  put(address: string, body: unknown, ifMatch?: string): Promise<Answer> {
    return this.send('PUT', address, body, ifMatch === undefined ? {} : { ifMatch });
  }

  async bytes(
    address: string,
    headers: Record<string, string> = {},
  ): Promise<{ response: Response; bytes: Uint8Array }> {
    const response = await this.#host.fetch(
      new Request(`http://host${address}`, {
        headers: { ...(this.#user === null ? {} : { 'x-demo-user': this.#user }), ...headers },
      }),
    );
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
  }
}

export interface TestHost {
  readonly host: Host;
  readonly dataDir: string;
  /** Where the tables are on PostgreSQL. */
  readonly schema: string;
  /** Moves the host's clock; it stands still otherwise. */
  setTime(at: string): void;
  /** What the host reported as its own failure; a test that expects none asserts that it is empty. */
  readonly failures: { code: string; message: string }[];
  as(user: string | null): Caller;
  /** Closes the host and opens another one on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the demo host on a database of its own, without the job queue: tests sweep by hand. The embedded database is in
 * memory, which is faster; `memory: false` puts it into the folder, for tests that restart.
 */
export async function openTestHost(kind: DatabaseKind, options: Partial<DemoHostOptions> = {}): Promise<TestHost> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-host-'));
  const schema = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const failures: { code: string; message: string }[] = [];
  let now = new Date('2026-11-22T02:00:00.000Z');
  const open = async (): Promise<Host> =>
    createDemoHost({
      dataDir,
      clock: () => now,
      queue: false,
      checkResponses: true,
      phonePadScript: PHONE_SCRIPT,
      rateLimits: false,
      report: ({ code, message }) => failures.push({ code, message }),
      ...(kind === 'postgres'
        ? { databaseUrl: postgresUrl, databaseRole, schema }
        : { template: await loadTemplate(), memory: true }),
      ...options,
    });
  const inspection = kind === 'postgres' ? openForInspection(schema) : null;
  // tests look at the tables from the outside, as no request could
  const watched = (opened: Host): Host =>
    inspection ? { ...opened, parts: { ...opened.parts, db: inspection } } : opened;
  let host = await open().catch(async (error: unknown) => {
    if (kind === 'postgres') await dropSchemas(schema);
    throw error;
  });
  return {
    get host() {
      return watched(host);
    },
    dataDir,
    schema,
    failures,
    setTime: (at) => {
      now = new Date(at);
    },
    as: (user) => new Caller(host, user),
    restart: async () => {
      await host.close();
      host = await createDemoHost({
        dataDir,
        clock: () => now,
        queue: false,
        checkResponses: true,
        phonePadScript: PHONE_SCRIPT,
        rateLimits: false,
        report: ({ code, message }) => failures.push({ code, message }),
        ...(kind === 'postgres' ? { databaseUrl: postgresUrl, databaseRole, schema } : {}),
        ...options,
      });
    },
    close: async () => {
      await host.close();
      await inspection?.destroy();
      if (kind === 'postgres') await dropSchemas(schema);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A connection that sees the rows of every tenant, made when it is first used. */
function openForInspection(schema: string): Db {
  const options = `-c search_path=${schema} -c esign.system=on`;
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: postgresUrl, max: 4, options }) }),
  });
}

export async function dropSchemas(schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(`drop schema if exists ${schema} cascade; drop schema if exists ${schema}_jobs cascade`);
  await client.end();
}
