import type { Binding } from '../../src/schema/index.js';
import type { Tx } from '../store/database.js';
import { storeBinding } from './bindings.js';
import { callbackAddresses, ensureTenantKey } from './callback-addresses.js';
import { nowOf, transact, type HostContext } from './context.js';

/** B-05: where the provider of a binding reports; nowhere while the host was not told its public address. */
export async function addressesOf(
  context: HostContext,
  tx: Tx,
  tenantId: string,
  { id, provider }: Pick<Binding, 'id' | 'provider'>,
): Promise<string[]> {
  const callbacks = context.providers.get(provider)?.callbacks;
  if (!callbacks) return [];
  const key = await ensureTenantKey(tx, { tenantId, bindingId: id, provider, now: nowOf(context) });
  return context.publicUrl === '' ? [] : callbackAddresses(context.publicUrl, provider, callbacks, key);
}

/** Writes the callback addresses of a tenant anew where they differ: the host may have moved since they were made. */
export async function refreshAddresses(context: HostContext, tenantId: string): Promise<void> {
  await transact(context, async (tx) => {
    const rows = await tx
      .selectFrom('bindings')
      .select('doc')
      .where('tenant_id', '=', tenantId)
      .orderBy('id')
      .forUpdate()
      .execute();
    for (const { doc } of rows) {
      const addresses = await addressesOf(context, tx, tenantId, doc);
      if (addresses.join() === doc.callbackAddresses.join()) continue;
      await storeBinding(tx, tenantId, { ...doc, callbackAddresses: addresses });
    }
  });
}
