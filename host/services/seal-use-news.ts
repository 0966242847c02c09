import { EsignError } from '../../src/core/errors.js';
import { receive } from '../../src/core/seal-use.js';
import type { PersonValue, SealUse, SealUseEvent } from '../../src/schema/index.js';
import { enqueueEffects, recordStream, subjectOf } from '../jobs/outbox-rows.js';
import { newId } from '../store/ids.js';
import { findSealUse, updateSealUse } from '../store/seal-uses.js';
import { appendAudit } from './audit.js';
import { nowOf, transact, type HostContext } from './context.js';
import { findAround, SYSTEM } from './envelopes.js';
import { planSealUse } from './planning.js';

/** What a register tells of a seal use. */
export interface SealUseNews {
  readonly event: SealUseEvent;
  readonly at: string;
  /** Who did it there: a name for the time line, and no person of ours. */
  readonly by: string;
}

/**
 * P-15, R-13: merges an event of the register, and stores what the mapping plans for it in the same transaction. A late
 * event is planned for although the status stays where it is; a repeated one changes nothing and plans nothing.
 */
export async function hearSealUse(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  news: SealUseNews,
): Promise<void> {
  const around = await findAround(context, tenantId, sealUse);
  await transact(context, async (tx) => {
    const current = await findSealUse(tx, tenantId, sealUse.id, { lock: true });
    if (!current) throw new EsignError('not-found', 'the seal use of the news is gone');
    const next = receive(current, news.event, { entryId: newId('entry'), at: news.at, by: news.by });
    if (next === current) return;
    await updateSealUse(tx, tenantId, next);
    await appendAudit(tx, tenantId, {
      subject: next.id,
      at: nowOf(context),
      actor: news.by,
      action: `sealUse.${news.event}`,
      detail: { status: next.status },
    });
    if (!around) return;
    const { plan } = await planSealUse(context, tx, tenantId, around, {
      sealUse: next,
      event: { kind: 'sealUse', event: news.event },
      viewer: actorOf(next),
    });
    await enqueueEffects(tx, {
      tenantId,
      stream: recordStream(around.record.recordId),
      effects: plan.effects,
      context: {
        recordId: next.recordId,
        configId: next.configId,
        configVersion: next.configVersion,
        actor: actorOf(next),
        subject: subjectOf('sealUse', next.id, next.recordId),
      },
      now: nowOf(context),
    });
  });
  if (sealUse.recordId !== null) await context.runStream(tenantId, recordStream(sealUse.recordId));
}

/** The workflow goes on in the name of who applied: nobody of the OA has acted. */
function actorOf({ applicant }: SealUse): PersonValue {
  return applicant.userId === '' ? SYSTEM : applicant;
}
