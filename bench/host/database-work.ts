import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

/** What a server did so far: other than times, these counts are the same on a machine that is busy. */
export interface DatabaseWork {
  readonly transactions: number;
  readonly flushes: number;
}

/** A session counts for the server at most this long after its work. */
const COUNTED_MS = 1500;

/** @returns Null for the embedded database, which counts nothing. */
export async function readDatabaseWork(url: string | null): Promise<DatabaseWork | null> {
  if (url === null) return null;
  await delay(COUNTED_MS);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ transactions: string; flushes: string }>(
      `select xact_commit + xact_rollback as transactions, wal_sync as flushes
       from pg_stat_database, pg_stat_wal where datname = current_database()`,
    );
    return { transactions: Number(rows[0]?.transactions), flushes: Number(rows[0]?.flushes) };
  } finally {
    await client.end();
  }
}
