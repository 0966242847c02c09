import { sql } from 'kysely';

import { foreseenEnvelope } from '../../src/core/planner/foresight.js';
import type { Envelope } from '../../src/schema/index.js';
import { recordStream } from '../jobs/outbox-rows.js';
import type { Queries } from '../store/database.js';

/** An envelope of a record that is ordered, and not made yet. */
export interface PendingCreation {
  readonly key: string;
  /** The record's newest envelope when it was ordered; with a newer one it is out of date. */
  readonly follows: string | null;
  /** Whether it was given up, so that only a new order or an operator brings it about. */
  readonly hasFailed: boolean;
  /** As the order will have left it. */
  readonly envelope: Envelope;
}

/** The newest creation that a record waits for. */
export async function findPendingCreation(
  queries: Queries,
  tenantId: string,
  recordId: string,
  now: string,
): Promise<PendingCreation | null> {
  const row = await queries
    .selectFrom('outbox')
    .select(['effect', 'context', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('stream', '=', recordStream(recordId))
    .where('state', '<>', sql.lit('done'))
    .where(sql<boolean>`effect ->> 'kind' = 'createEnvelope'`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row?.effect.kind !== 'createEnvelope') return null;
  const { effect, context, state } = row;
  const envelope = foreseenEnvelope({ ...context, now }, effect);
  return { key: effect.key, follows: effect.follows ?? null, hasFailed: state === 'failed', envelope };
}
