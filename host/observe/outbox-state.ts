import { sql } from 'kysely';

import type { Db } from '../store/database.js';
import type { OutboxState } from './metrics.js';

/** How much waits in the outbox of every tenant; one pass over the index of what is not done. */
export async function readOutboxState(db: Db, now: Date): Promise<OutboxState> {
  const row = await db
    .selectFrom('outbox')
    .where('state', '<>', 'done')
    .select([
      sql<string>`count(*) filter (where state = 'pending')`.as('waiting'),
      sql<string>`count(*) filter (where state = 'failed')`.as('failed'),
      sql<string | null>`min(created_at) filter (where state = 'pending')`.as('oldest'),
    ])
    .executeTakeFirstOrThrow();
  const age = row.oldest === null ? 0 : (now.getTime() - Date.parse(row.oldest)) / 1000;
  return { waiting: Number(row.waiting), failed: Number(row.failed), oldestSeconds: Math.max(0, age) };
}
