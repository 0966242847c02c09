import { sql } from 'kysely';

import type { Db } from '../store/database.js';
import type { CallbackBacklog } from './metrics.js';

/** What of all tenants' callbacks is not done, and the envelopes whose services do not say what became of them. */
export async function readCallbackState(db: Db, now: Date): Promise<CallbackBacklog> {
  const counts = await db
    .selectFrom('callbacks')
    .select(['state', sql<string>`count(*)`.as('count')])
    .where('state', 'in', ['received', 'parked', 'orphaned', 'failed'])
    .groupBy('state')
    .execute();
  const of = (state: string): number => Number(counts.find((row) => row.state === state)?.count ?? 0);
  const overdue = await db
    .selectFrom('envelopes as e')
    .innerJoin('remote_envelopes as r', (join) =>
      join.onRef('r.tenant_id', '=', 'e.tenant_id').onRef('r.envelope_id', '=', 'e.id'),
    )
    .select(sql<string>`count(*)`.as('count'))
    .where('e.status', '=', 'launched')
    .where('e.deadline', '<', now.toISOString())
    .executeTakeFirstOrThrow();
  return {
    waiting: of('received'),
    parked: of('parked'),
    orphaned: of('orphaned'),
    failed: of('failed'),
    overdueEnvelopes: Number(overdue.count),
  };
}
