import type { Insertable } from 'kysely';

import type { Queries } from './database.js';
import type { Tables } from './tables.js';

/** Remembers what a register is asked by for a request. @returns What it was asked by the first time. */
export async function keepAppendRequest(queries: Queries, row: Insertable<Tables['append_requests']>): Promise<string> {
  await queries
    .insertInto('append_requests')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { request_id: requestId } = await queries
    .selectFrom('append_requests')
    .select('request_id')
    .where('tenant_id', '=', row.tenant_id)
    .where('seal_use_id', '=', row.seal_use_id)
    .where('request', '=', row.request)
    .executeTakeFirstOrThrow();
  return requestId;
}

export async function forgetAppendRequests(queries: Queries, olderThan: Date): Promise<void> {
  await queries.deleteFrom('append_requests').where('created_at', '<', olderThan.toISOString()).execute();
}
