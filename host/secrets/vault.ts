import { EsignError } from '../../src/core/errors.js';
import type { SecretStore } from '../services/binding-secrets.js';
import type { Db, Tx } from '../store/database.js';
import { activeDataKey, keyIsGone, unwrap, type DataKey } from './data-keys.js';
import type { MasterKeys } from './master-keys.js';
import { openText, sealText } from './sealed-text.js';

/** One stored secret as a row; the place that it is sealed to is made of the other columns. */
export interface SecretRow {
  readonly tenant_id: string;
  readonly binding_id: string;
  readonly name: string;
  readonly key_id: string;
  readonly sealed: string;
}

/** The secrets of bindings, encrypted at rest (B-07): each tenant has a key, and the master keys wrap those. */
export class Vault implements SecretStore {
  readonly #db: Db;
  readonly #keys: MasterKeys;

  constructor(db: Db, keys: MasterKeys) {
    this.#db = db;
    this.#keys = keys;
  }

  async read(tenantId: string, bindingId: string): Promise<Record<string, string>> {
    // keys and secrets by one statement: a rotation that runs beside it changes both at once
    const rows = await this.#db
      .selectFrom('binding_secrets as s')
      .leftJoin('tenant_keys as k', (join) =>
        join.onRef('k.tenant_id', '=', 's.tenant_id').onRef('k.id', '=', 's.key_id'),
      )
      .select(['s.tenant_id', 's.binding_id', 's.name', 's.key_id', 's.sealed', 'k.master_key_id', 'k.wrapped'])
      .where('s.tenant_id', '=', tenantId)
      .where('s.binding_id', '=', bindingId)
      .execute();
    const dataKeys = new Map<string, DataKey>();
    const found: Record<string, string> = {};
    for (const { master_key_id, wrapped, ...row } of rows) {
      if (master_key_id === null || wrapped === null) throw keyIsGone(row.key_id);
      const key =
        dataKeys.get(row.key_id) ?? unwrap(this.#keys, { tenant_id: tenantId, id: row.key_id, master_key_id, wrapped });
      dataKeys.set(row.key_id, key);
      found[row.name] = openSecret(key, row);
    }
    return found;
  }

  async write(
    tx: Tx,
    place: { tenantId: string; bindingId: string; at: string },
    secrets: Readonly<Record<string, string>>,
  ): Promise<void> {
    const entries = Object.entries(secrets);
    if (entries.length === 0) return;
    const key = await activeDataKey(tx, this.#keys, place.tenantId, place.at);
    for (const [name, clear] of entries) {
      const row = { tenant_id: place.tenantId, binding_id: place.bindingId, name };
      const sealed = { key_id: key.id, sealed: sealSecret(key, row, clear), set_at: place.at };
      await tx
        .insertInto('binding_secrets')
        .values({ ...row, ...sealed })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'binding_id', 'name']).doUpdateSet(sealed))
        .execute();
    }
  }

  async remove(tx: Tx, tenantId: string, bindingId: string): Promise<void> {
    await tx
      .deleteFrom('binding_secrets')
      .where('tenant_id', '=', tenantId)
      .where('binding_id', '=', bindingId)
      .execute();
  }

  /** The master keys that stored data keys need and the settings do not have. */
  async missingMasterKeys(): Promise<string[]> {
    const rows = await this.#db.selectFrom('tenant_keys').select('master_key_id').distinct().execute();
    return rows.map((row) => row.master_key_id).filter((id) => !this.#keys.all.has(id));
  }
}

export function sealSecret(key: DataKey, row: Omit<SecretRow, 'key_id' | 'sealed'>, clear: string): string {
  return sealText(key.bytes, placeOf(row, key.id), Buffer.from(clear, 'utf8'));
}

/** @throws EsignError `secret-unreadable`. */
export function openSecret(key: DataKey, row: SecretRow): string {
  const clear = openText(key.bytes, placeOf(row, key.id), row.sealed);
  if (!clear) {
    throw new EsignError('secret-unreadable', `the secret ${row.name} of ${row.binding_id} was changed or moved`);
  }
  return clear.toString('utf8');
}

function placeOf({ tenant_id, binding_id, name }: Omit<SecretRow, 'key_id' | 'sealed'>, keyId: string): string[] {
  return ['binding-secret', tenant_id, binding_id, name, keyId];
}
