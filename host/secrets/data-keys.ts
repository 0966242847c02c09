import { randomBytes } from 'node:crypto';

import { EsignError } from '../../src/core/errors.js';
import type { Tx } from '../store/database.js';
import { newId } from '../store/ids.js';
import type { MasterKeys } from './master-keys.js';
import { KEY_BYTES, openText, sealText } from './sealed-text.js';

/** A tenant's own key, unwrapped. It lives in memory for as long as one read or write takes. */
export interface DataKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A data key as it is stored. */
export interface WrappedKey {
  readonly tenant_id: string;
  readonly id: string;
  readonly master_key_id: string;
  readonly wrapped: string;
}

/**
 * The key that seals what is new. The first write of a tenant makes it. It is held until the transaction ends: a rotation
 * must not take a key away under a secret that is being written.
 */
export async function activeDataKey(tx: Tx, keys: MasterKeys, tenantId: string, at: string): Promise<DataKey> {
  const existing = await findActive(tx, keys, tenantId);
  if (existing) return existing;
  await insertDataKey(tx, keys, tenantId, at);
  const made = await findActive(tx, keys, tenantId);
  if (!made) throw new Error('the key that was just stored is not there');
  return made;
}

async function findActive(tx: Tx, keys: MasterKeys, tenantId: string): Promise<DataKey | null> {
  const row = await tx
    .selectFrom('tenant_keys')
    .select(['tenant_id', 'id', 'master_key_id', 'wrapped'])
    .where('tenant_id', '=', tenantId)
    .where('active', '=', true)
    .forShare()
    .executeTakeFirst();
  return row ? unwrap(keys, row) : null;
}

/** Adds a key as the active one; when another process has just done so, its key stays. */
export async function insertDataKey(tx: Tx, keys: MasterKeys, tenantId: string, at: string): Promise<void> {
  const id = newId('key');
  await tx
    .insertInto('tenant_keys')
    .values({
      tenant_id: tenantId,
      id,
      active: true,
      created_at: at,
      ...wrap(keys, tenantId, id, randomBytes(KEY_BYTES)),
    })
    .onConflict((conflict) => conflict.columns(['tenant_id']).where('active', '=', true).doNothing())
    .execute();
}

export function keyIsGone(id: string): EsignError {
  return new EsignError('secret-unreadable', `the data key ${id} is not stored`);
}

/** @throws EsignError `secret-unreadable`. */
export function unwrap(keys: MasterKeys, row: WrappedKey): DataKey {
  const master = keys.all.get(row.master_key_id);
  if (!master) {
    throw new EsignError('secret-unreadable', `the master key ${row.master_key_id} is not among SECRET_KEYS`);
  }
  const bytes = openText(master.bytes, placeOf(row.tenant_id, row.id, master.id), row.wrapped);
  if (!bytes) throw new EsignError('secret-unreadable', `the data key ${row.id} does not open by ${master.id}`);
  return { id: row.id, bytes };
}

/** The columns of a data key under the active master key. */
export function wrap(
  keys: MasterKeys,
  tenantId: string,
  id: string,
  bytes: Uint8Array,
): { master_key_id: string; wrapped: string } {
  const { active } = keys;
  return { master_key_id: active.id, wrapped: sealText(active.bytes, placeOf(tenantId, id, active.id), bytes) };
}

function placeOf(tenantId: string, id: string, masterKeyId: string): string[] {
  return ['data-key', tenantId, id, masterKeyId];
}
