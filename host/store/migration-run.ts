import { existsSync } from 'node:fs';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Dialect, type LogEvent } from 'kysely';
import pg from 'pg';

import { MIGRATIONS_TABLE, openDatabase, type DatabaseOptions } from './database.js';
import { lockFolder } from './lock.js';
import { rehearse, type PlannedStep } from './migrate.js';
import { migrations } from './migrations/index.js';
import type { Tables } from './tables.js';

type Place = Pick<DatabaseOptions, 'databaseUrl' | 'dataDir' | 'schema' | 'databaseRole'>;

/** Brings the database up to date. @returns The steps that were taken. */
export async function runMigrations(place: Place): Promise<readonly string[]> {
  const database = await openDatabase({ ...place, migrate: true });
  await database.close();
  return database.stepsTaken;
}

/**
 * What {@link runMigrations} would do, tried for real and rolled back. On PostgreSQL the locks of the steps are held for
 * that moment, and it gives up rather than wait behind somebody else's for long.
 */
export async function rehearseMigrations(place: Place): Promise<PlannedStep[]> {
  return withPlainDatabase(place, (db, { schema, statements }) =>
    rehearse(db, {
      set: migrations,
      table: MIGRATIONS_TABLE,
      statements,
      prepare: (tx) => useSchema(tx, schema),
    }),
  );
}

interface PlainDatabase {
  /** Null on the embedded database, which keeps its tables in the one that it has. */
  readonly schema: string | null;
  /** Every statement that succeeded, in order. */
  readonly statements: string[];
}

/** A connection that prepares nothing: opening the database as the host does would make schema and role. */
async function withPlainDatabase<T>(
  place: Place,
  work: (db: Kysely<Tables>, database: PlainDatabase) => Promise<T>,
): Promise<T> {
  const statements: string[] = [];
  const { dialect, schema, unlock } = place.databaseUrl
    ? { dialect: postgresDialect(place.databaseUrl), schema: place.schema ?? 'esign', unlock: () => undefined }
    : await pgliteDialect(place.dataDir);
  const db = new Kysely<Tables>({
    dialect,
    log: ({ level, query }: LogEvent) => {
      if (level === 'query') statements.push(query.sql);
    },
  });
  try {
    return await work(db, { schema, statements });
  } finally {
    await db.destroy();
    unlock();
  }
}

function postgresDialect(connectionString: string): Dialect {
  // one connection: what is set for the session must hold for every statement
  return new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 1, options: '-c lock_timeout=3s' }) });
}

async function pgliteDialect(dataDir: string): Promise<{ dialect: Dialect; schema: null; unlock: () => void }> {
  const folder = path.join(dataDir, 'database');
  // a folder that is not there yet stays so
  if (!existsSync(folder)) {
    return { dialect: new PGliteDialect({ pglite: await PGlite.create() }), schema: null, unlock: () => undefined };
  }
  const unlock = lockFolder(dataDir);
  try {
    return { dialect: new PGliteDialect({ pglite: await PGlite.create(folder) }), schema: null, unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Works in the host's schema as the host's own work does, above the tenants. */
async function useSchema(db: Kysely<Tables>, schema: string | null): Promise<void> {
  if (schema === null) return;
  await sql`create schema if not exists ${sql.id(schema)}`.execute(db);
  await sql`select set_config('search_path', ${schema}, false), set_config('esign.system', 'on', false)`.execute(db);
}
