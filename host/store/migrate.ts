import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';

import type { Tables } from './tables.js';

type Db = Kysely<Tables>;

/** Where a database stands. */
export interface MigrationState {
  /** Steps that are still to be taken, in order. */
  readonly pending: readonly string[];
  /** Steps that a newer version of the program took. */
  readonly unknown: readonly string[];
}

/** One step and the statements that it runs. */
export interface PlannedStep {
  readonly name: string;
  readonly statements: readonly string[];
}

/** Compares a set of migrations with what the database says was done; changes nothing. */
export async function readMigrationState(
  db: Db,
  set: Record<string, Migration>,
  table: string,
): Promise<MigrationState> {
  const { rows: found } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_name = ${table}`.execute(db);
  const { rows } =
    found.length === 0 ? { rows: [] } : await sql<{ name: string }>`select name from ${sql.id(table)}`.execute(db);
  const done = new Set(rows.map(({ name }) => name));
  const known = Object.keys(set).sort();
  return {
    pending: known.filter((name) => !done.has(name)),
    unknown: [...done].filter((name) => !known.includes(name)).sort(),
  };
}

/** @throws Error when a newer version worked on the database: this one could not read what that one wrote. */
export function refuseNewer({ unknown }: MigrationState): void {
  if (unknown.length === 0) return;
  throw new Error(
    `the database was made by a newer version of this program (it knows ${unknown.join(', ')}); ` +
      'start that version, or restore the backup from before the update',
  );
}

/** @throws Error when steps are pending and nobody allowed to take them. */
export function refusePending({ pending }: MigrationState): void {
  if (pending.length === 0) return;
  throw new Error(`the database is not up to date; pending: ${pending.join(', ')}; run "npm run migrate" first`);
}

/**
 * Runs what is missing of a set of migrations.
 *
 * @returns What was missing.
 * @throws Error when the database is newer than the program.
 */
export async function migrate(db: Db, set: Record<string, Migration>, table: string): Promise<readonly string[]> {
  const state = await readMigrationState(db, set, table);
  refuseNewer(state);
  if (state.pending.length === 0) return state.pending;
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
  for (let attempt = 1; attempt < 5 && isGone(error); attempt += 1) {
    ({ error } = await migrator.migrateToLatest());
  }
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
  return state.pending;
}

/** No such schema, table or column. */
const GONE: ReadonlySet<unknown> = new Set(['3F000', '42P01', '42703']);

function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && GONE.has(error.code);
}

/** Carries the steps out of the transaction in which they were tried. */
class Rehearsed extends Error {}

/**
 * Takes the pending steps in a transaction that is rolled back, and answers the statements as they were run: a step that
 * would fail fails here. `statements` is what the database's log fills. `prepare` makes the schema of a fresh database.
 */
export async function rehearse(
  db: Db,
  options: {
    readonly set: Record<string, Migration>;
    readonly table: string;
    readonly statements: string[];
    readonly prepare: (db: Db) => Promise<void>;
  },
): Promise<PlannedStep[]> {
  const { set, table, statements, prepare } = options;
  const steps: PlannedStep[] = [];
  const work = db.transaction().execute(async (tx) => {
    await prepare(tx);
    const state = await readMigrationState(tx, set, table);
    refuseNewer(state);
    for (const name of state.pending) {
      statements.length = 0;
      await set[name]?.up(tx);
      steps.push({ name, statements: [...statements] });
    }
    throw new Rehearsed();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof Rehearsed)) throw error;
  });
  return steps;
}
