import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';

import { MIGRATIONS_TABLE, type Db } from '../store/database.js';
import { lockFolder } from '../store/lock.js';
import type { Tables } from '../store/tables.js';
import { connectionOf, runProgram } from './programs.js';

/** Which database and which files a backup is about: the same settings as those of the host. */
export interface BackupPlace {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly schema: string;
}

/** What a dump holds, counted in the very state that was dumped. */
export interface DumpFacts {
  readonly migration: string;
  readonly rows: Record<string, number>;
}

/** A database as backups see it: without a change of its shape, and above the separation of tenants. */
export interface DumpableDatabase {
  readonly db: Db;
  dump(file: string): Promise<DumpFacts>;
  close(): Promise<void>;
}

export function kindOf({ databaseUrl }: BackupPlace): 'pglite' | 'postgres' {
  return databaseUrl === undefined ? 'pglite' : 'postgres';
}

/** @throws Error when there is no database, or a process works on the embedded one. */
export function openDumpable(place: BackupPlace): Promise<DumpableDatabase> {
  return place.databaseUrl === undefined
    ? openEmbedded(place)
    : Promise.resolve(openServer(place.databaseUrl, place.schema));
}

function embeddedFolder({ dataDir }: BackupPlace): string {
  return path.join(dataDir, 'database');
}

async function openEmbedded(place: BackupPlace): Promise<DumpableDatabase> {
  const folder = embeddedFolder(place);
  if (!existsSync(path.join(folder, 'PG_VERSION'))) throw new Error(`there is no database in ${folder}`);
  const unlock = lockFolder(place.dataDir);
  try {
    const pglite = await PGlite.create(folder);
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
    return {
      db,
      dump: async (file) => {
        const facts = await readFacts(db);
        const dump = await pglite.dumpDataDir('gzip');
        await writeFile(file, new Uint8Array(await dump.arrayBuffer()), { mode: 0o600 });
        return facts;
      },
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

function openServer(databaseUrl: string, schema: string): DumpableDatabase {
  // what the programs refuse is refused before anything is begun
  connectionOf(databaseUrl);
  const options = `-c search_path=${schema} -c esign.system=on`;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, options });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const dump = (file: string): Promise<DumpFacts> =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const { rows } = await sql<{ id: string }>`select pg_export_snapshot() as id`.execute(tx);
        const facts = await readFacts(tx);
        const parameters = [
          '--format=custom',
          '--no-owner',
          '--no-privileges',
          '--enable-row-security',
          `--snapshot=${rows[0]?.id ?? ''}`,
          `--schema=${schema}`,
          `--schema=${schema}_jobs`,
          `--file=${file}`,
        ];
        await runProgram('pg_dump', parameters, databaseUrl, { PGOPTIONS: '-c esign.system=on' });
        return facts;
      });
  return { db, dump, close: () => db.destroy() };
}

async function readFacts(db: Db | Transaction<Tables>): Promise<DumpFacts> {
  const { rows: steps } = await sql<{ name: string }>`
    select name from ${sql.table(MIGRATIONS_TABLE)} order by name desc limit 1`.execute(db);
  return { migration: steps[0]?.name ?? '', rows: await countRows(db) };
}

/** Rows of each of the host's tables. */
export async function countRows(db: Db | Transaction<Tables>): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`.execute(db);
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ count: string }>`select count(*) as count from ${sql.id(name)}`.execute(db);
    counts[name] = Number(rows[0]?.count ?? 0);
  }
  return counts;
}

/** Whether there is a database already. */
export async function hasDatabase(place: BackupPlace): Promise<boolean> {
  if (place.databaseUrl === undefined) return existsSync(embeddedFolder(place));
  return asServer(place.databaseUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_namespace where nspname = any($1)', [
      [place.schema, `${place.schema}_jobs`],
    ]);
    return (rowCount ?? 0) > 0;
  });
}

/**
 * Puts a dump in the place of whatever is there, which is kept under another name.
 *
 * @returns Names under which what was there is kept.
 */
export async function loadDump(place: BackupPlace, file: string, stamp: string): Promise<string[]> {
  return place.databaseUrl === undefined
    ? loadEmbedded(place, file, stamp)
    : loadServer(place.databaseUrl, place.schema, file, stamp);
}

async function loadEmbedded(place: BackupPlace, file: string, stamp: string): Promise<string[]> {
  const unlock = lockFolder(place.dataDir);
  try {
    const folder = embeddedFolder(place);
    const fresh = `${folder}.restoring-${stamp}`;
    // it appears under its name whole or not at all
    const pglite = await PGlite.create(fresh, { loadDataDir: new Blob([new Uint8Array(await readFile(file))]) });
    await pglite.close();
    const kept = existsSync(folder) ? [`${folder}.before-${stamp}`] : [];
    for (const name of kept) await rename(folder, name);
    await rename(fresh, folder);
    return kept;
  } finally {
    unlock();
  }
}

async function loadServer(databaseUrl: string, schema: string, file: string, stamp: string): Promise<string[]> {
  return asServer(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string; database: string }>(
      'select nspname as name, current_database() as database from pg_namespace where nspname = any($1)',
      [[schema, `${schema}_jobs`]],
    );
    const { rows: current } = await client.query<{ name: string }>('select current_database() as name');
    const aside = rows.map(({ name }) => ({ name, kept: `${name}_before_${stamp}` }));
    for (const { name, kept } of aside) await client.query(`alter schema "${name}" rename to "${kept}"`);
    try {
      const parameters = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges'];
      await runProgram('pg_restore', [...parameters, `--dbname=${current[0]?.name ?? ''}`, file], databaseUrl);
    } catch (error) {
      for (const { name, kept } of aside) await client.query(`alter schema "${kept}" rename to "${name}"`);
      throw error;
    }
    return aside.map(({ kept }) => `schema ${kept}`);
  });
}

async function asServer<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
