import { sql } from 'kysely';

import type { Report } from '../http/problem.js';
import { daily } from '../jobs/sweep.js';
import type { Db } from '../store/database.js';
import type { OwnedFiles } from '../store/file-owner.js';
import { asSystem } from '../store/tenant-scope.js';

/**
 * So long bytes stay that no row names: whatever stored them has committed or failed by then. Storing them again makes
 * them young.
 */
const UNUSED_MS = 24 * 3_600_000;

const BATCH = 500;

/** Crashes leave a few files: where more than this, and most of all, would go, something else is wrong. */
const MANY = 100;

/** So many names are kept in memory; the rest is found the next day. */
const MOST_A_DAY = 20_000;

/**
 * Columns that name stored bytes, by table: what is not named in one of them is removed after a day. A test finds a
 * column with hashes that is not listed here.
 */
export const FILE_COLUMNS = [
  ['files', 'sha256'],
  ['revisions', 'sha256'],
  ['seals', 'image_sha256'],
  ['seal_use_photos', 'sha256'],
] as const;

/** What a look at the store came to; with `refused`, the reason for which nothing was removed. */
export interface Removal {
  readonly removed: number;
  readonly refused: string | null;
}

/**
 * Removes the files that a crash between storing the bytes and storing the row left. That no row of this database names a
 * file proves little when the database is a wrong, a new or a restored one: unless everything says that the store is this
 * database's alone, nothing is removed.
 */
export function removeUnusedFiles(db: Db, files: OwnedFiles, minimumAgeMs = UNUSED_MS): Promise<Removal> {
  // whoever calls this: rows of tenants that are not seen would make their files unused
  return asSystem(async () => {
    const foreign = await findForeignOwner(files);
    if (foreign !== null) return { removed: 0, refused: foreign };
    // the files' own times count, not the host's clock, which may be set
    const storedBefore = new Date(Date.now() - minimumAgeMs);
    const { total, unused, names } = await findUnused(db, files, storedBefore);
    if (unused === 0) return { removed: 0, refused: null };
    if (!(await namesAnyFile(db))) return { removed: 0, refused: 'the database names no file at all' };
    if (unused > MANY && unused > total / 2) {
      return { removed: 0, refused: `the database does not name ${unused} of ${total} files` };
    }
    return { removed: await removeAll(db, files, names, storedBefore), refused: null };
  });
}

async function findForeignOwner(files: OwnedFiles): Promise<string | null> {
  const owners = await files.owners();
  if (!owners.includes(files.owner)) return `the file store has no mark of this database, owners/${files.owner}`;
  const others = owners.filter((id) => id !== files.owner);
  if (others.length === 0) return null;
  return `the file store has other owners than this database (${files.owner}): ${others.sort().join(', ')}`;
}

interface Unused {
  readonly total: number;
  readonly unused: number;
  readonly names: readonly string[];
}

async function findUnused(db: Db, files: OwnedFiles, storedBefore: Date): Promise<Unused> {
  const names: string[] = [];
  let total = 0;
  let unused = 0;
  let batch: string[] = [];
  const lookAtBatch = async (): Promise<void> => {
    const used = await usedFiles(db, batch);
    const found = batch.filter((sha256) => !used.has(sha256));
    unused += found.length;
    names.push(...found.slice(0, MOST_A_DAY - names.length));
    batch = [];
  };
  for await (const { sha256, storedAt } of files.list()) {
    total += 1;
    if (storedAt >= storedBefore) continue;
    batch.push(sha256);
    if (batch.length >= BATCH) await lookAtBatch();
  }
  await lookAtBatch();
  return { total, unused, names };
}

async function removeAll(db: Db, files: OwnedFiles, names: readonly string[], storedBefore: Date): Promise<number> {
  let removed = 0;
  for (let start = 0; start < names.length; start += BATCH) {
    const batch = names.slice(start, start + BATCH);
    // listing may have taken long
    const used = await usedFiles(db, batch);
    for (const sha256 of batch) {
      if (!used.has(sha256) && (await files.removeUnused(sha256, storedBefore))) removed += 1;
    }
  }
  return removed;
}

/** Which of the candidates, or of all files without them, some row of any tenant names. */
export function usedFiles(db: Db, candidates?: readonly string[]): Promise<Set<string>> {
  return asSystem(async () => {
    const used = new Set<string>();
    if (candidates?.length === 0) return used;
    for (const [table, column] of FILE_COLUMNS) {
      const isAsked = candidates
        ? sql`${sql.id(column)} in (${sql.join(candidates)})`
        : sql`${sql.id(column)} is not null`;
      const query = sql<{ sha256: string }>`
        select distinct ${sql.id(column)} as sha256 from ${sql.table(table)} where ${isAsked}`;
      for (const { sha256 } of (await query.execute(db)).rows) used.add(sha256);
    }
    return used;
  });
}

async function namesAnyFile(db: Db): Promise<boolean> {
  for (const [table] of FILE_COLUMNS) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) return true;
  }
  return false;
}

interface CleaningParts {
  readonly db: Db;
  readonly files: OwnedFiles;
  readonly clock: () => Date;
  readonly report: Report;
}

/** The regular work on the file store. A reason to remove nothing is reported once, not every day. */
export function createCleaning({ db, files, clock, report }: CleaningParts): () => Promise<void> {
  let told: string | null = null;
  const clean = daily(clock, async () => {
    const { refused } = await removeUnusedFiles(db, files);
    if (refused !== null && refused !== told) {
      const message = `unused files are not removed: ${refused}; see "Files that nobody names" in docs/operations.md`;
      report({ code: 'unexpected', message, path: 'sweep' });
    }
    told = refused;
  });
  return async () => {
    // at the start already, so that others see it before they clean up
    await files.mark();
    await clean();
  };
}
