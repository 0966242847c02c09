import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { fromPglite, type Db as JobDatabase } from 'pg-boss';

import { damaged, markFolder, refuseBrokenFolder, refuseNoDatabase } from './embedded-folder.js';
import { lockFolder } from './lock.js';
import { migrate, readMigrationState, refuseNewer, refusePending } from './migrate.js';
import { migrations } from './migrations/index.js';
import { refuseSharedSessions } from './own-sessions.js';
import { handOver, isAbovePolicies } from './row-level-security.js';
import type { PoolState } from '../observe/metrics.js';
import type { Tables } from './tables.js';
import { asSystem, scopedPool } from './tenant-scope.js';

/** Where the steps that were taken are written down. */
export const MIGRATIONS_TABLE = 'host_migrations';

/** Queries outside of a transaction. Inside of one only its `Tx` may be used: the embedded database has one connection. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** Either of the two, for reads that may stand in both places. */
export type Queries = Db | Tx;

export interface Database {
  readonly db: Db;
  readonly kind: 'pglite' | 'postgres';
  /** Whether the database itself keeps tenants apart, beside the condition that every query has. */
  readonly separatesTenants: boolean;
  /** The same database for the job queue. */
  readonly jobs: { readonly db: JobDatabase; readonly schema: string; readonly backend: 'pglite' | 'postgres' };
  /** The migrations that opening it took. */
  readonly stepsTaken: readonly string[];
  /** How the connections are used; null for the embedded database, which has one. */
  pool(): PoolState | null;
  /** @throws Error when the database does not answer. */
  check(): Promise<void>;
  /**
   * A newer version may have brought the database further while this process runs, which it survives: steps only add.
   *
   * @throws Error when a step that this program knows is pending.
   */
  checkMigrations(): Promise<void>;
  close(): Promise<void>;
}

/** What the two kinds of database differ in. */
type Opened = Omit<Database, 'stepsTaken' | 'check' | 'checkMigrations'>;

export interface DatabaseOptions {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  /** Schema of the tables on PostgreSQL; several hosts may share one database. */
  readonly schema?: string | undefined;
  /**
   * Role in which the host works on PostgreSQL, for a login that is above row-level security. It is made, and made the
   * owner of the host's schemas, where the login may do that.
   */
  readonly databaseRole?: string | undefined;
  /** With `false` nothing is made or changed: a database that is missing or not up to date is refused. */
  readonly migrate?: boolean | undefined;
  /** Keeps the embedded database in memory; it is gone with the process. For tests. */
  readonly memory?: boolean | undefined;
  /** A dump of a fresh embedded database, which saves the seconds that making one takes. */
  readonly template?: Blob | undefined;
}

/** Opens the database, alone on its folder when it is the embedded one, and brings its shape up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const opened = options.databaseUrl ? await openPostgres(options.databaseUrl, options) : await openPglite(options);
  let stepsTaken: readonly string[];
  try {
    stepsTaken = await asSystem(() => bringUpToDate(opened.db, options.migrate ?? true));
  } catch (error) {
    await opened.close();
    throw error;
  }
  const { db } = opened;
  return {
    ...opened,
    stepsTaken,
    check: async () => {
      await sql`select 1`.execute(db);
    },
    checkMigrations: async () => {
      const { pending } = await readMigrationState(db, migrations, MIGRATIONS_TABLE);
      if (pending.length > 0) throw new Error(`steps of the database are pending: ${pending.join(', ')}`);
    },
  };
}

async function bringUpToDate(db: Db, mayMigrate: boolean): Promise<readonly string[]> {
  if (mayMigrate) return migrate(db, migrations, MIGRATIONS_TABLE);
  const state = await readMigrationState(db, migrations, MIGRATIONS_TABLE);
  refuseNewer(state);
  refusePending(state);
  return [];
}

async function openPglite({ dataDir, template, memory = false, migrate }: DatabaseOptions): Promise<Opened> {
  if (migrate === false && !memory) refuseNoDatabase(dataDir);
  const unlock = lockFolder(dataDir);
  try {
    const folder = memory ? 'memory://' : path.join(dataDir, 'database');
    await mkdir(dataDir, { recursive: true });
    if (!memory) refuseBrokenFolder(dataDir);
    const pglite = await PGlite.create(folder, template ? { loadDataDir: template } : {}).catch((error: unknown) => {
      throw memory ? error : damaged(dataDir, error);
    });
    if (!memory) markFolder(dataDir);
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    return {
      db,
      kind: 'pglite',
      // all requests share its one connection, so nothing of a session can belong to one of them
      separatesTenants: false,
      jobs: { db: fromPglite(pglite), schema: 'jobs', backend: 'pglite' },
      pool: () => null,
      close: async () => {
        await db.destroy();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

const PLAIN_NAME = /^[a-z][a-z0-9_]{0,40}$/;

async function openPostgres(
  connectionString: string,
  { schema = 'esign', databaseRole, migrate }: DatabaseOptions,
): Promise<Opened> {
  for (const name of [schema, databaseRole ?? 'esign']) {
    if (!PLAIN_NAME.test(name)) throw new Error(`"${name}" cannot be the name of a schema or a role`);
  }
  const mayPrepare = migrate !== false;
  if (mayPrepare && databaseRole !== undefined) await prepareForRole(connectionString, schema, databaseRole);
  const role = databaseRole === undefined ? '' : ` -c role=${databaseRole}`;
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    // who waits longer than this for a connection is told to come again, instead of waiting for ever
    connectionTimeoutMillis: 10_000,
    // a process that is frozen inside of a transaction would keep its locks for ever
    options: `-c search_path=${schema}${role} -c idle_in_transaction_session_timeout=30000`,
  });
  // an idle connection that the server closes must not end the process; the next query reports what is wrong
  pool.on('error', () => undefined);
  // nor one that dies between two queries of a transaction, when the pool does not listen
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: scopedPool(pool) }) });
  try {
    await refuseSharedSessions(pool);
    if (mayPrepare && databaseRole === undefined) await createSchema(db, schema);
    return {
      db,
      kind: 'postgres',
      separatesTenants: !(await isAbovePolicies(db)),
      jobs: {
        db: { executeSql: (text, values) => pool.query(text, values) },
        schema: jobSchemaOf(schema),
        backend: 'postgres',
      },
      pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
      close: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function jobSchemaOf(schema: string): string {
  return `${schema}_jobs`;
}

async function createSchema(db: Db, schema: string): Promise<void> {
  // even "if not exists" asks for a right that the login of a running host need not have
  const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(db);
  if (rows.length > 0) return;
  try {
    await sql`create schema if not exists ${sql.id(schema)}`.execute(db);
  } catch (error) {
    // two processes that start together may both try
    if (!isTaken(error)) throw error;
  }
}

async function prepareForRole(connectionString: string, schema: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await handOver(client, role, [schema, jobSchemaOf(schema)]);
  } finally {
    await client.end();
  }
}

/** Whether a query failed because a unique key is taken. */
export function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';
}
