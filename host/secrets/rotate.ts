import type { Db, Tx } from '../store/database.js';
import { activeDataKey, keyIsGone, unwrap, wrap, type WrappedKey } from './data-keys.js';
import type { MasterKeys } from './master-keys.js';
import { openSecret, sealSecret } from './vault.js';

export interface RotationReport {
  /** Data keys that were wrapped again by the active master key. */
  readonly rewrapped: number;
  /** Tenants that got a new data key. */
  readonly renewed: number;
  /** Secrets that were encrypted again. */
  readonly resealed: number;
}

/**
 * Brings every data key under the active master key; with `dataKeys` every tenant also gets a new data key, and its
 * secrets are encrypted again. One transaction per tenant, so hosts that work on the database see one state or the other,
 * and a rotation that was stopped is simply run again.
 *
 * @throws EsignError `secret-unreadable`; tenants that were done before stay done.
 */
export async function rotateKeys(
  db: Db,
  keys: MasterKeys,
  { dataKeys, now }: { dataKeys: boolean; now: string },
): Promise<RotationReport> {
  const total = { rewrapped: 0, renewed: 0, resealed: 0 };
  const tenants = await db.selectFrom('tenant_keys').select('tenant_id').distinct().orderBy('tenant_id').execute();
  for (const { tenant_id: tenantId } of tenants) {
    await db.transaction().execute(async (tx) => {
      // whoever is writing a secret holds the active key, so this waits for it, and it for this
      const rows = await tx
        .selectFrom('tenant_keys')
        .select(['tenant_id', 'id', 'master_key_id', 'wrapped'])
        .where('tenant_id', '=', tenantId)
        .forUpdate()
        .execute();
      total.rewrapped += await rewrap(tx, keys, rows);
      if (!dataKeys) return;
      total.resealed += await renew(tx, keys, tenantId, rows, now);
      total.renewed += 1;
    });
  }
  return total;
}

async function rewrap(tx: Tx, keys: MasterKeys, rows: readonly WrappedKey[]): Promise<number> {
  const old = rows.filter((row) => row.master_key_id !== keys.active.id);
  for (const row of old) {
    const { bytes } = unwrap(keys, row);
    await tx
      .updateTable('tenant_keys')
      .set(wrap(keys, row.tenant_id, row.id, bytes))
      .where('tenant_id', '=', row.tenant_id)
      .where('id', '=', row.id)
      .execute();
  }
  return old.length;
}

async function renew(
  tx: Tx,
  keys: MasterKeys,
  tenantId: string,
  rows: readonly WrappedKey[],
  now: string,
): Promise<number> {
  const old = new Map(rows.map((row) => [row.id, unwrap(keys, row)]));
  await tx.updateTable('tenant_keys').set({ active: false }).where('tenant_id', '=', tenantId).execute();
  const key = await activeDataKey(tx, keys, tenantId, now);
  const secrets = await tx.selectFrom('binding_secrets').selectAll().where('tenant_id', '=', tenantId).execute();
  for (const row of secrets) {
    const former = old.get(row.key_id);
    if (!former) throw keyIsGone(row.key_id);
    await tx
      .updateTable('binding_secrets')
      .set({ key_id: key.id, sealed: sealSecret(key, row, openSecret(former, row)) })
      .where('tenant_id', '=', tenantId)
      .where('binding_id', '=', row.binding_id)
      .where('name', '=', row.name)
      .execute();
  }
  await forgetUnused(tx, tenantId);
  return secrets.length;
}

/** A key that seals nothing any more is of use only to a thief. */
async function forgetUnused(tx: Tx, tenantId: string): Promise<void> {
  const used = tx.selectFrom('binding_secrets').select('key_id').where('tenant_id', '=', tenantId);
  await tx
    .deleteFrom('tenant_keys')
    .where('tenant_id', '=', tenantId)
    .where('active', '=', false)
    .where('id', 'not in', used)
    .execute();
}
