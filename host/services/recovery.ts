import { sql } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { Envelope, PersonValue } from '../../src/schema/index.js';
import { envelopeStream, recordStream, requeueFailed } from '../jobs/outbox.js';
import { asTenant } from '../store/tenant-scope.js';
import { loadRecord } from './access.js';
import { nowOf, transact, type HostContext } from './context.js';
import { planHappenings } from './planning.js';

/**
 * Gives what failed for good at a record another chance: for an operator who has removed the cause that the record's tab
 * shows as a problem. @returns How many effects were taken up again.
 */
export async function retryRecord(context: HostContext, tenantId: string, recordId: string): Promise<number> {
  const stream = recordStream(recordId);
  const count = await transact(context, (tx) => requeueFailed(tx, tenantId, stream, nowOf(context)));
  await context.runStream(tenantId, stream);
  return count;
}

/**
 * signed files that never reached their record are planned again, an hour after the last failure: a completed
 * envelope whose record stays empty is the one thing that nobody would notice.
 */
export async function fileForgotten(context: HostContext): Promise<void> {
  const now = nowOf(context);
  const rows = await context.db
    .selectFrom('envelopes as e')
    .innerJoin('config_versions as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 'e.tenant_id')
        .onRef('v.config_id', '=', 'e.config_id')
        .onRef('v.version', '=', 'e.config_version'),
    )
    .select(['e.tenant_id', 'e.doc'])
    .where('e.status', '=', 'completed')
    .where('e.record_id', 'is not', null)
    .where(sql<string | null>`e.doc ->> 'filedAt'`, 'is', null)
    .where(sql<string | null>`v.mapping #>> '{advanced,downloadInto,field}'`, 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as o')
            .select('o.seq')
            .whereRef('o.tenant_id', '=', 'e.tenant_id')
            .where('o.state', '<>', 'done')
            .where(sql<boolean>`o.context ->> 'subject' = 'envelope ' || e.id`)
            .where((eb) => eb.or([eb('o.state', '=', 'pending'), eb('o.next_at', '>', now)])),
        ),
      ),
    )
    .orderBy('e.created_at')
    .limit(200)
    .execute();
  for (const { tenant_id: tenantId, doc } of rows) {
    try {
      await asTenant(tenantId, () => planAgain(context, tenantId, doc));
    } catch (error) {
      const { code, message } = EsignError.from(error);
      // a record that the OA has removed has no place for files any more
      if (code !== 'not-found') context.report({ code, message: `envelope ${doc.id}: ${message}`, path: 'sweep' });
    }
  }
}

async function planAgain(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  if (envelope.recordId === null) return;
  const around = await loadRecord(context, tenantId, envelope.recordId);
  const actor = lastSigner(envelope);
  await transact(context, (tx) =>
    planHappenings(context, tx, tenantId, {
      around,
      envelope,
      happenings: [{ kind: 'envelope', event: 'completed' }],
      actor,
    }),
  );
  await context.runStream(tenantId, envelopeStream(envelope));
}

/** the workflow goes on in the name of who signed last. */
function lastSigner(envelope: Envelope): PersonValue {
  const signers = envelope.parties.flatMap((party) => party.signers);
  const [last] = signers
    .filter(({ userId, signedAt }) => userId !== null && signedAt !== null)
    .sort((left, right) => ((left.signedAt ?? '') < (right.signedAt ?? '') ? 1 : -1));
  return last?.userId ? { userId: last.userId, name: last.name } : envelope.initiator;
}
