import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';
import { fromPglite, type Db as JobDatabase } from 'pg-boss';

import { lockFolder } from './lock.js';
import { migrations } from './migrations/index.js';
import type { Tables } from './tables.js';

/** Queries outside of a transaction. Inside of one only its `Tx` may be used: the embedded database has one connection. */
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** Either of the two, for reads that may stand in both places. */
export type Queries = Db | Tx;

export interface Database {
  readonly db: Db;
  readonly kind: 'pglite' | 'postgres';
  /** The same database for the job queue. */
  readonly jobs: { readonly db: JobDatabase; readonly schema: string; readonly backend: 'pglite' | 'postgres' };
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  /** Schema of the tables on PostgreSQL; several hosts may share one database. */
  readonly schema?: string | undefined;
  /** Keeps the embedded database in memory; it is gone with the process. For tests. */
  readonly memory?: boolean | undefined;
  /** A dump of a fresh embedded database, which saves the seconds that making one takes. */
  readonly template?: Blob | undefined;
}

/** Opens the database, alone on its folder when it is the embedded one, and brings its shape up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = options.databaseUrl
    ? await openPostgres(options.databaseUrl, options.schema)
    : await openPglite(options);
  try {
    await migrate(database.db, migrations, 'host_migrations');
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** Runs what is missing of a set of migrations. */
export async function migrate(db: Db, set: Record<string, Migration>, table: string): Promise<void> {
  // without its name the migrator would take the tables of a host in another schema for ours
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  const migrator = new Migrator({
    db,
    migrationTableSchema: rows[0]?.name ?? 'public',
    provider: { getMigrations: () => Promise.resolve(set) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  });
  let { error } = await migrator.migrateToLatest();
  // the migrator looks at the tables of every schema of the database, and one may be dropped while it looks
  for (let attempt = 1; attempt < 5 && isSchemaGone(error); attempt += 1) {
    ({ error } = await migrator.migrateToLatest());
  }
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
}

function isSchemaGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '3F000';
}

async function openPglite({ dataDir, template, memory = false }: DatabaseOptions): Promise<Database> {
  const unlock = lockFolder(dataDir);
  try {
    const folder = memory ? 'memory://' : path.join(dataDir, 'database');
    await mkdir(dataDir, { recursive: true });
    const pglite = await PGlite.create(folder, template ? { loadDataDir: template } : {});
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    return {
      db,
      kind: 'pglite',
      jobs: { db: fromPglite(pglite), schema: 'jobs', backend: 'pglite' },
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

async function openPostgres(connectionString: string, schema = 'esign'): Promise<Database> {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(schema)) throw new Error(`"${schema}" cannot be the name of a schema`);
  const pool = new pg.Pool({ connectionString, max: 10, options: `-c search_path=${schema}` });
  // an idle connection that the server closes must not end the process; the next query reports what is wrong
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`create schema if not exists ${sql.id(schema)}`.execute(db);
  } catch (error) {
    // two processes that start together may both try
    if ((error as { code?: string }).code !== '23505') {
      await db.destroy();
      throw error;
    }
  }
  return {
    db,
    kind: 'postgres',
    jobs: {
      db: { executeSql: (text, values) => pool.query(text, values) },
      schema: `${schema}_jobs`,
      backend: 'postgres',
    },
    close: () => db.destroy(),
  };
}

/** Whether a query failed because a unique key is taken. */
export function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';
}
