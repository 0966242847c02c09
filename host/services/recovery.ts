import { sql } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { Envelope } from '../../src/schema/index.js';
import { envelopeStream, recordStream, requeueFailed } from '../jobs/outbox-rows.js';
import { asTenant } from '../store/tenant-scope.js';
import { loadRecord } from './access.js';
import { nowOf, transact, type HostContext } from './context.js';
import { lastSigner } from './last-signer.js';
import { planHappenings } from './planning.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How many envelopes one sweep looks after. */
const BATCH = 200;
/** For an envelope whose mapping writes no files into the record; the mapping of an envelope does not change. */
const NEVER = '9999-12-31T23:59:59.999Z';

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
 * signed files that never reached their record are planned again: a completed envelope whose record stays empty is the
 * one thing that nobody would notice. The first time is an hour after the last failure, the later ones are rarer.
 */
export async function fileForgotten(context: HostContext): Promise<void> {
  for (const { tenant_id: tenantId, doc, field } of await findUnfiled(context)) {
    if (context.closing.aborted) return;
    try {
      await asTenant(tenantId, () => lookAfter(context, tenantId, doc, field !== null));
    } catch (error) {
      const { code, message } = EsignError.from(error);
      // a record that the OA has removed has no place for files any more
      if (code !== 'not-found') context.report({ code, message: `envelope ${doc.id}: ${message}`, path: 'sweep' });
    }
  }
}

/** What is due, the longest first, with the field that its files go into. */
async function findUnfiled(
  context: HostContext,
): Promise<{ tenant_id: string; doc: Envelope; field: string | null }[]> {
  const now = nowOf(context);
  return (
    context.db
      .selectFrom('envelopes as e')
      .leftJoin('config_versions as v', (join) =>
        join
          .onRef('v.tenant_id', '=', 'e.tenant_id')
          .onRef('v.config_id', '=', 'e.config_id')
          .onRef('v.version', '=', 'e.config_version'),
      )
      .select(['e.tenant_id', 'e.doc', sql<string | null>`v.mapping #>> '{advanced,downloadInto,field}'`.as('field')])
      // as the index of them has it
      .where('e.status', '=', sql.lit('completed'))
      .where('e.record_id', 'is not', null)
      .where(sql<string | null>`e.doc ->> 'filedAt'`, 'is', null)
      .where('e.filing_next_at', '<=', now)
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
      .orderBy('e.filing_next_at')
      .limit(BATCH)
      .execute()
  );
}

/** The time of the next look is stored first: what fails or never ends must not keep its place in front of the others. */
async function lookAfter(context: HostContext, tenantId: string, envelope: Envelope, isToFile: boolean): Promise<void> {
  await context.db
    .updateTable('envelopes')
    .set({ filing_next_at: isToFile ? nextLook(envelope, context.clock()) : NEVER })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', envelope.id)
    .execute();
  if (isToFile) await planAgain(context, tenantId, envelope);
}

/** After as long as it has waited already: an hour at least, because that is new, and a day at most. */
function nextLook({ finishedAt, createdAt }: Envelope, now: Date): string {
  const waited = now.getTime() - Date.parse(finishedAt ?? createdAt);
  return new Date(now.getTime() + Math.min(DAY_MS, Math.max(HOUR_MS, waited))).toISOString();
}

async function planAgain(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  if (envelope.recordId === null) return;
  const around = await loadRecord(context, tenantId, envelope.recordId);
  const actor = lastSigner(envelope) ?? envelope.initiator;
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
