import { sql, type Selectable } from 'kysely';

import type { Effect } from '../../src/schema/index.js';
import type { Queries, Tx } from '../store/database.js';
import type { OutboxContext, Tables } from '../store/tables.js';
import { stopPoint } from './stop-point.js';
import { noteStored } from './wake-ups.js';

export type OutboxRow = Selectable<Tables['outbox']>;

export function recordStream(recordId: string): string {
  return `record:${recordId}`;
}

export function envelopeStream(envelope: { id: string; recordId: string | null }): string {
  return envelope.recordId === null ? `envelope:${envelope.id}` : recordStream(envelope.recordId);
}

/**
 * Stores effects in the transaction of what set them off. An effect whose key is known is not stored again, unless it
 * failed for good: then what set it off once more also gives it another chance.
 *
 * @returns The effects that are new.
 */
export async function enqueueEffects(
  tx: Tx,
  order: { tenantId: string; stream: string; effects: readonly Effect[]; context: OutboxContext; now: string },
): Promise<Effect[]> {
  const fresh: Effect[] = [];
  for (const effect of order.effects) {
    const row = await tx
      .insertInto('outbox')
      .values({
        tenant_id: order.tenantId,
        key: effect.key,
        stream: order.stream,
        effect: JSON.stringify(effect),
        context: JSON.stringify(order.context),
        state: 'pending',
        attempts: 0,
        next_at: order.now,
        lease_until: null,
        error_code: null,
        created_at: order.now,
        done_at: null,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'key'])
          .doUpdateSet((eb) => ({
            effect: eb.ref('excluded.effect'),
            context: eb.ref('excluded.context'),
            state: 'pending',
            attempts: 0,
            crashes: 0,
            next_at: order.now,
            lease_until: null,
            lease_token: null,
            error_code: null,
            error_message: null,
          }))
          .where('outbox.state', '=', 'failed'),
      )
      .returning('seq')
      .executeTakeFirst();
    if (!row) continue;
    fresh.push(effect);
    noteStored(tx, { tenantId: order.tenantId, stream: order.stream, seq: row.seq });
    stopPoint('after-outbox-row');
  }
  return fresh;
}

/** What an effect that is about a record's envelope, or about its seal use, belongs to. */
export function subjectOf(kind: 'envelope' | 'sealUse', id: string | null, recordId: string | null): string {
  return id === null ? `${kind} of ${recordId ?? ''}` : `${kind} ${id}`;
}

/** What an effect is like that nobody has tried yet. */
const AS_NEW = {
  state: 'pending',
  attempts: 0,
  crashes: 0,
  lease_until: null,
  lease_token: null,
  error_code: null,
  error_message: null,
} as const;

/** Gives effects of a record that failed for good another chance, in their old order. @returns How many there are. */
export async function requeueFailed(queries: Queries, tenantId: string, stream: string, now: string): Promise<number> {
  const rows = await queries
    .updateTable('outbox')
    .set({ ...AS_NEW, next_at: now })
    .where('tenant_id', '=', tenantId)
    .where('stream', '=', stream)
    .where('state', '=', 'failed')
    .returning('seq')
    .execute();
  return rows.length;
}

/**
 * Gives one effect another chance. With one that was given up goes everything that was given up of the same subject, in its
 * old order: what stands before it is what it builds on. So does what is about the subject without keeping to its order: it
 * may have failed only because the rest did. An effect that only waits for its next attempt is due at once.
 * @returns How many there are.
 */
export async function requeueWithSubject(tx: Tx, row: OutboxRow, now: string): Promise<number> {
  const again = tx.updateTable('outbox').where('tenant_id', '=', row.tenant_id).returning('seq');
  if (row.state === 'failed') {
    const rows = await again
      .set({ ...AS_NEW, next_at: now })
      .where('stream', '=', row.stream)
      .where('state', '=', 'failed')
      .where(sql<boolean>`${row.context.subject} in (context ->> 'subject', context ->> 'about')`)
      .execute();
    return rows.length;
  }
  const waiting = await again
    .set({ next_at: now })
    .where('seq', '=', row.seq)
    .where('state', '=', 'pending')
    .where('next_at', '>', now)
    .execute();
  return waiting.length;
}
