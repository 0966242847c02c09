import type { SealUseAct } from '../../src/core/seal-use.js';
import { EsignError } from '../../src/core/errors.js';
import type { Effect, PersonValue, SealUse, SealUseMapping } from '../../src/schema/index.js';
import { enqueueEffects, recordStream, subjectOf } from '../jobs/outbox-rows.js';
import { findConfigVersion } from '../store/configs.js';
import type { Queries, Tx } from '../store/database.js';
import { newId } from '../store/ids.js';
import { findSealUse, updateSealUse } from '../store/seal-uses.js';
import { appendAudit } from './audit.js';
import { nowOf, transact, type HostContext } from './context.js';

/** Out of which configuration something happens to a seal use, and who is behind it. */
export type SealUseOrigin = { configId: string | null; configVersion: number | null; actor: PersonValue };

export function actOf(context: HostContext, actor: PersonValue, note?: string): SealUseAct {
  return { entryId: newId('entry'), at: nowOf(context), by: actor.name, ...(note ? { note } : {}) };
}

type Target = Extract<Effect, { kind: 'applySealUse' }>['useCodeInto'];

/** P-09, P-12: the newest use code goes into a field, through the outbox so that it arrives although the OA is away. */
export async function writeCode(
  context: HostContext,
  tx: Tx,
  tenantId: string,
  sealUse: SealUse,
  field: Target,
  why: Effect['why'],
  origin: SealUseOrigin,
): Promise<void> {
  const code = sealUse.useCodes.at(-1);
  if (!field || !code || sealUse.recordId === null) return;
  await enqueueEffects(tx, {
    tenantId,
    stream: recordStream(sealUse.recordId),
    effects: [
      {
        kind: 'writeField',
        key: `code:${sealUse.id}:${sealUse.useCodes.length}`,
        why,
        recordId: sealUse.recordId,
        field,
        value: code,
      },
    ],
    context: {
      recordId: sealUse.recordId,
      configId: origin.configId,
      configVersion: origin.configVersion,
      actor: origin.actor,
      subject: subjectOf('sealUse', sealUse.id, sealUse.recordId),
    },
    now: nowOf(context),
  });
}

/** Changes a seal use under its lock, with its entry in the audit trail; what changes nothing leaves no trace. */
export async function changeSealUse(
  context: HostContext,
  tenantId: string,
  id: string,
  change: (current: SealUse) => SealUse,
  done: {
    actor: PersonValue;
    action: string;
    detail: Record<string, string | number>;
    stored?: (tx: Tx, next: SealUse) => Promise<void>;
  },
): Promise<SealUse> {
  return transact(context, async (tx) => {
    const current = await findSealUse(tx, tenantId, id, { lock: true });
    if (!current) throw new EsignError('not-found', 'no such seal use');
    const next = change(current);
    if (next !== current) {
      await updateSealUse(tx, tenantId, next);
      await auditSealUse(context, tx, tenantId, next, done.actor, done.action, done.detail);
    }
    await done.stored?.(tx, next);
    return next;
  });
}

export async function auditSealUse(
  context: HostContext,
  tx: Tx,
  tenantId: string,
  sealUse: SealUse,
  actor: PersonValue,
  action: string,
  detail: Record<string, string | number>,
): Promise<void> {
  await appendAudit(tx, tenantId, { subject: sealUse.id, at: nowOf(context), actor: actor.name, action, detail });
}

/** The field that a use code goes into: the first one (P-09) or one after an addition (P-12). */
export async function codeFieldOf(
  queries: Queries,
  tenantId: string,
  { configId, configVersion }: SealUse,
  fieldIn: (mapping: SealUseMapping) => Target,
): Promise<Target> {
  if (configId === null || configVersion === null) return null;
  const config = await findConfigVersion(queries, tenantId, 'sealUse', configId, configVersion);
  return config ? fieldIn(config.mapping) : null;
}
