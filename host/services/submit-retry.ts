import { sql } from 'kysely';

import type { RecordTab } from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import { recordStream, requeueWithSubject } from '../jobs/outbox-rows.js';
import { appendAudit } from './audit.js';
import { nowOf, transact, type HostContext } from './context.js';
import { recordTab } from './records.js';

/**
 * Tries again at once to submit the workflow of a completed signing (C-38), for a signer or the initiator. Where nothing has
 * failed, or somebody else was faster, nothing is done twice.
 *
 * @throws EsignError `not-found`.
 */
export async function retrySubmit(
  context: HostContext,
  session: HostSession,
  recordId: string,
  once: Once,
): Promise<RecordTab> {
  const { tenantId } = session;
  const stream = recordStream(recordId);
  if ((await recordTab(context, session, recordId)).mayRetrySubmit) {
    await transact(context, async (tx) => {
      const row = await tx
        .selectFrom('outbox')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('stream', '=', stream)
        .where('state', '<>', 'done')
        .where('error_code', 'is not', null)
        .where(sql<boolean>`effect ->> 'kind' = 'submitWorkflow'`)
        .orderBy('seq', 'desc')
        .limit(1)
        .forUpdate()
        .executeTakeFirst();
      const requeued = row ? await requeueWithSubject(tx, row, nowOf(context)) : 0;
      if (!row || requeued === 0) return;
      const detail = { kind: row.effect.kind, key: row.key, code: row.error_code, requeued };
      const { name: actor } = session;
      await appendAudit(tx, tenantId, {
        subject: recordId,
        at: nowOf(context),
        actor,
        action: 'effect.retried',
        detail,
      });
    });
    await context.runStream(tenantId, stream);
  }
  const tab = await recordTab(context, session, recordId);
  await transact(context, (tx) => once.keep(tx, tab));
  return tab;
}
