import { randomBytes } from 'node:crypto';

import type { ProviderId } from '../../src/schema/index.js';
import type { CallbackReceiver } from '../providers/callback-receiver.js';
import type { Queries } from '../store/database.js';

/** The part of a binding's callback addresses that nobody can guess; made at the first call, the same ever after. */
export async function ensureTenantKey(
  queries: Queries,
  order: { tenantId: string; bindingId: string; provider: ProviderId; now: string },
): Promise<string> {
  await queries
    .insertInto('callback_addresses')
    .values({
      tenant_id: order.tenantId,
      binding_id: order.bindingId,
      provider: order.provider,
      tenant_key: randomBytes(24).toString('base64url'),
      created_at: order.now,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'binding_id']).doNothing())
    .execute();
  const { tenant_key: key } = await queries
    .selectFrom('callback_addresses')
    .select('tenant_key')
    .where('tenant_id', '=', order.tenantId)
    .where('binding_id', '=', order.bindingId)
    .executeTakeFirstOrThrow();
  return key;
}

/** B-05: the addresses that an admin copies into the provider's settings, one for each layout. */
export function callbackAddresses(
  publicUrl: string,
  provider: ProviderId,
  { layouts }: Pick<CallbackReceiver, 'layouts'>,
  tenantKey: string,
): string[] {
  const base = publicUrl.replace(/\/+$/, '');
  return layouts.map(({ n, m }) => `${base}/papi/signcenter/${provider}/${n}/${m}/${tenantKey}/globalCallback`);
}
