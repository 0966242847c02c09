import { sql, type RawBuilder } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { ErrorCode, type EffectRetry, type StuckEffect, type StuckState } from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import { requeueWithSubject, type OutboxRow } from '../jobs/outbox-rows.js';
import { appendAudit } from './audit.js';
import {
  limitOf,
  nowOf,
  numberCursorOf,
  rowNumberOf,
  toPage,
  transact,
  type HostContext,
  type PageRequest,
} from './context.js';

/** From this attempt on, after about a minute, what is only away is shown to who could do something about it. */
const DELAYED_AFTER = 5;

/** G24: everything that does not go on by itself, or not soon, with its cause. */
export async function listStuck(
  context: HostContext,
  tenantId: string,
  query: PageRequest & { state?: StuckState | undefined },
): Promise<{ items: StuckEffect[]; nextCursor: string | null }> {
  const limit = limitOf(query);
  const rows = await context.db
    .selectFrom('outbox')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seq', '>', numberCursorOf(query) ?? 0)
    // as the index of them has it
    .where(sql<boolean>`state <> 'done' and error_code is not null`)
    .where(isStuck(query.state))
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ seq }) => String(seq));
  return { items: page.items.map(toStuck), nextCursor: page.nextCursor };
}

function isStuck(state: StuckState | undefined): RawBuilder<boolean> {
  const failed = sql<boolean>`state = 'failed'`;
  const delayed = sql<boolean>`state = 'pending' and attempts >= ${DELAYED_AFTER}`;
  if (state === 'failed') return failed;
  if (state === 'delayed') return delayed;
  return sql<boolean>`(${failed} or ${delayed})`;
}

function toStuck(row: OutboxRow): StuckEffect {
  const code = ErrorCode.safeParse(row.error_code);
  const isOver = row.state === 'failed';
  return {
    id: String(row.seq),
    kind: row.effect.kind,
    subject: row.context.about ?? row.context.subject,
    recordId: row.context.recordId,
    state: isOver ? 'failed' : 'delayed',
    attempts: row.attempts,
    crashes: row.crashes,
    cause: { code: code.success ? code.data : 'unexpected', message: row.error_message ?? '' },
    createdAt: row.created_at,
    nextAt: isOver ? null : row.next_at,
  };
}

/**
 * Gives an effect another chance, with what was given up before and behind it, and waits for what comes of it. One that went
 * on meanwhile is left alone, so that a second click harms nothing.
 *
 * @throws EsignError `not-found`.
 */
export async function retryStuck(
  context: HostContext,
  session: HostSession,
  id: string,
  once: Once,
): Promise<EffectRetry> {
  const { tenantId } = session;
  const { stream, answer } = await transact(context, async (tx) => {
    const seq = rowNumberOf(id);
    const row =
      seq === null
        ? undefined
        : await tx
            .selectFrom('outbox')
            .selectAll()
            .where('tenant_id', '=', tenantId)
            .where('seq', '=', seq)
            .forUpdate()
            .executeTakeFirst();
    if (!row) throw new EsignError('not-found', 'no such effect');
    const requeued = await requeueWithSubject(tx, row, nowOf(context));
    if (requeued > 0) {
      await appendAudit(tx, tenantId, {
        subject: auditSubjectOf(row),
        at: nowOf(context),
        actor: session.name,
        action: 'effect.retried',
        detail: { kind: row.effect.kind, key: row.key, code: row.error_code, requeued },
      });
    }
    const result: EffectRetry = { id, requeued };
    await once.keep(tx, result);
    return { stream: row.stream, answer: result };
  });
  await context.runStream(tenantId, stream);
  return answer;
}

/** The envelope or seal use, as its own trail names it; before there is one, the record. */
function auditSubjectOf({ context: { about, recordId, ...context } }: OutboxRow): string {
  const subject = about ?? context.subject;
  const [, id] = /^(?:envelope|sealUse) (?!of )(\S+)$/.exec(subject) ?? [];
  return id ?? recordId ?? subject;
}
