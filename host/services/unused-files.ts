import { sql } from 'kysely';

import type { Db } from '../store/database.js';
import type { FileStore } from '../store/files.js';

/**
 * So long bytes stay that no row names: whatever stored them has committed or failed by then. Storing them again makes
 * them young.
 */
const UNUSED_MS = 24 * 3_600_000;

const BATCH = 500;

/**
 * Columns that name stored bytes, by table: what is not named in one of them is removed after a day. A test finds a
 * column with hashes that is not listed here.
 */
export const FILE_COLUMNS = [
  ['files', 'sha256'],
  ['revisions', 'sha256'],
  ['seals', 'image_sha256'],
] as const;

/** Removes the files that a crash between storing the bytes and storing the row left. @returns How many. */
export async function removeUnusedFiles(db: Db, files: FileStore, minimumAgeMs = UNUSED_MS): Promise<number> {
  // the files' own times count, not the host's clock, which may be set
  const storedBefore = new Date(Date.now() - minimumAgeMs);
  let removed = 0;
  let batch: string[] = [];
  const removeBatch = async (): Promise<void> => {
    const used = await usedFiles(db, batch);
    for (const sha256 of batch) {
      if (!used.has(sha256) && (await files.removeUnused(sha256, storedBefore))) removed += 1;
    }
    batch = [];
  };
  for await (const { sha256, storedAt } of files.list()) {
    if (storedAt >= storedBefore) continue;
    batch.push(sha256);
    if (batch.length >= BATCH) await removeBatch();
  }
  if (batch.length > 0) await removeBatch();
  return removed;
}

/** Which of the candidates, or of all files without them, some row of any tenant names. */
export async function usedFiles(db: Db, candidates?: readonly string[]): Promise<Set<string>> {
  const used = new Set<string>();
  if (candidates?.length === 0) return used;
  for (const [table, column] of FILE_COLUMNS) {
    const isAsked = candidates ? sql`${sql.id(column)} in (${sql.join(candidates)})` : sql`true`;
    const query = sql<{ sha256: string }>`
      select distinct ${sql.id(column)} as sha256 from ${sql.table(table)} where ${isAsked}`;
    for (const { sha256 } of (await query.execute(db)).rows) used.add(sha256);
  }
  return used;
}

/** Calls `work` an hour after it was made and then once a day: a look at every file is too much for each start. */
export function daily(clock: () => Date, work: () => Promise<unknown>): () => Promise<void> {
  let due = clock().getTime() + 3_600_000;
  return async () => {
    if (clock().getTime() < due) return;
    due = clock().getTime() + 24 * 3_600_000;
    await work();
  };
}
