import type { Selectable } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { ErrorCode, type CallbackState, type ReceivedCallback } from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import type { Tables } from '../store/tables.js';
import { appendAudit } from './audit.js';
import {
  limitOf,
  nowOf,
  timeCursor,
  timeCursorOf,
  toPage,
  transact,
  type HostContext,
  type PageRequest,
} from './context.js';

type Row = Pick<Selectable<Tables['callbacks']>, (typeof COLUMNS)[number]>;

const COLUMNS = [
  'tenant_id',
  'id',
  'binding_id',
  'provider',
  'delivery_key',
  'trust',
  'sha256',
  'news',
  'external_id',
  'state',
  'subject',
  'attempts',
  'next_at',
  'error_code',
  'received_at',
  'done_at',
] as const;

/** What providers reported, newest first; the bodies stay inside, for they name people. */
export async function listCallbacks(
  context: HostContext,
  tenantId: string,
  query: PageRequest & { state?: CallbackState | undefined },
): Promise<{ items: ReceivedCallback[]; nextCursor: string | null }> {
  const limit = limitOf(query);
  const after = timeCursorOf(query);
  let select = context.db
    .selectFrom('callbacks')
    .select(COLUMNS)
    .where('tenant_id', '=', tenantId)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (query.state) select = select.where('state', '=', query.state);
  if (after !== null) {
    select = select.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('received_at', 'id'), '<', tuple(after.createdAt, after.id)),
    );
  }
  const page = toPage(await select.execute(), limit, (row) => timeCursor({ createdAt: row.received_at, id: row.id }));
  return { items: page.items.map(toReceived), nextCursor: page.nextCursor };
}

/**
 * Makes a callback due that was given up. One that was done, or that goes on by itself, is left alone.
 *
 * @throws EsignError `not-found`.
 */
export async function retryCallback(
  context: HostContext,
  session: HostSession,
  id: string,
  once: Once,
): Promise<ReceivedCallback> {
  const { tenantId } = session;
  const now = nowOf(context);
  return transact(context, async (tx) => {
    const row = await tx
      .selectFrom('callbacks')
      .select(COLUMNS)
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new EsignError('not-found', 'no such callback');
    const isOver = row.state === 'failed' || row.state === 'orphaned';
    // an orphan is waited for another day
    const change = { state: 'received' as const, attempts: 0, next_at: now, done_at: null };
    const answer = toReceived(isOver ? { ...row, ...change } : row);
    if (isOver) {
      await tx
        .updateTable('callbacks')
        .set({ ...change, unfinished: 0, waiting_since: now })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .execute();
      await appendAudit(tx, tenantId, {
        subject: row.subject ?? row.binding_id,
        at: now,
        actor: session.name,
        action: 'callback.retried',
        detail: { callback: id, state: row.state, code: row.error_code },
      });
    }
    await once.keep(tx, answer);
    return answer;
  });
}

function toReceived(row: Row): ReceivedCallback {
  const cause = ErrorCode.safeParse(row.error_code);
  return {
    id: row.id,
    provider: row.provider,
    bindingId: row.binding_id,
    action: row.news.action,
    state: row.state,
    subject: row.subject,
    proven: row.trust === 'verified',
    attempts: row.attempts,
    cause: cause.success ? cause.data : null,
    receivedAt: row.received_at,
    doneAt: row.done_at,
  };
}
