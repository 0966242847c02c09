import type { Binding } from '../../src/schema/index.js';
import { nowOf, type HostContext } from './context.js';

/**
 * B-19: every tenant has the built-in signer from the start; it has nothing to fill in. Who has other services may
 * remove it.
 */
export async function ensureTenant(context: Pick<HostContext, 'db' | 'clock'>, tenantId: string): Promise<void> {
  const any = await context.db
    .selectFrom('bindings')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .limit(1)
    .executeTakeFirst();
  if (any) return;
  const at = nowOf(context as HostContext);
  const binding: Binding = {
    schemaVersion: 1,
    id: 'bind-builtin',
    provider: 'builtin',
    serviceType: 'private',
    name: '内置签署服务',
    isDefault: true,
    callbackAddresses: [],
    createdAt: at,
    updatedAt: at,
    lastSyncedAt: null,
  };
  await context.db
    .insertInto('bindings')
    .values({
      tenant_id: tenantId,
      id: binding.id,
      doc: JSON.stringify(binding),
      is_default: true,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
