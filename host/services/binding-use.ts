import { sql } from 'kysely';

import type { EnvelopeStatus, SealUseStatus } from '../../src/schema/index.js';
import { EnvelopeStatus as EnvelopeStatuses, SealUseStatus as SealUseStatuses } from '../../src/schema/index.js';
import { isFinal, isFinalSealUse } from '../../src/core/status.js';
import type { Tx } from '../store/database.js';

const OPEN_ENVELOPE: readonly EnvelopeStatus[] = EnvelopeStatuses.options.filter((status) => !isFinal(status));
const OPEN_SEAL_USE: readonly SealUseStatus[] = SealUseStatuses.options.filter((status) => !isFinalSealUse(status));

/** Whether something would break without the binding: a newest configuration, an open envelope, an open seal use. */
export async function isBindingUsed(tx: Tx, tenantId: string, bindingId: string): Promise<boolean> {
  const config = await tx
    .selectFrom('configs as c')
    .innerJoin('config_versions as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 'c.tenant_id')
        .onRef('v.config_id', '=', 'c.id')
        .onRef('v.version', '=', 'c.version'),
    )
    .select('c.id')
    .where('c.tenant_id', '=', tenantId)
    .where(sql`v.mapping->'basic'->>'bindingId'`, '=', bindingId)
    .executeTakeFirst();
  if (config) return true;
  const envelope = await tx
    .selectFrom('envelopes')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('status', 'in', OPEN_ENVELOPE)
    .where(sql`doc->>'bindingId'`, '=', bindingId)
    .executeTakeFirst();
  if (envelope) return true;
  const sealUse = await tx
    .selectFrom('seal_uses')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('status', 'in', OPEN_SEAL_USE)
    .where(sql`doc->>'bindingId'`, '=', bindingId)
    .executeTakeFirst();
  return sealUse !== undefined;
}
