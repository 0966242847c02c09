import { EsignError } from '../../src/core/errors.js';
import type { Binding, CatalogItem, CatalogKind } from '../../src/schema/index.js';
import type { Queries, Tx } from '../store/database.js';

/** A binding and the version that its `ETag` is made of. */
export interface StoredBinding {
  readonly binding: Binding;
  readonly version: number;
}

export async function findBinding(queries: Queries, tenantId: string, id: string): Promise<Binding | null> {
  const stored = await findStored(queries, tenantId, id);
  return stored?.binding ?? null;
}

/** @throws EsignError `not-found`. */
export async function getBinding(queries: Queries, tenantId: string, id: string): Promise<Binding> {
  return (await getStoredBinding(queries, tenantId, id)).binding;
}

/** @throws EsignError `not-found`. */
export async function getStoredBinding(queries: Queries, tenantId: string, id: string): Promise<StoredBinding> {
  const stored = await findStored(queries, tenantId, id);
  if (!stored) throw notFound();
  return stored;
}

async function findStored(queries: Queries, tenantId: string, id: string): Promise<StoredBinding | null> {
  const row = await queries
    .selectFrom('bindings')
    .select(['doc', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { binding: row.doc, version: row.version } : null;
}

/** The binding, held until the transaction ends. @throws EsignError `not-found`. */
export async function lockBinding(tx: Tx, tenantId: string, id: string): Promise<StoredBinding> {
  const row = await tx
    .selectFrom('bindings')
    .select(['doc', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return { binding: row.doc, version: row.version };
}

/** A binding that what is being stored will name: until the transaction ends it cannot be removed. */
export async function holdBinding(tx: Tx, tenantId: string, id: string): Promise<Binding | null> {
  const row = await tx
    .selectFrom('bindings')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
  return row?.doc ?? null;
}

/** Stores the next version of a binding that is locked. */
export async function storeBinding(tx: Tx, tenantId: string, binding: Binding): Promise<void> {
  await tx
    .updateTable('bindings')
    .set(({ eb }) => ({
      doc: JSON.stringify(binding),
      is_default: binding.isDefault,
      version: eb('version', '+', 1),
    }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', binding.id)
    .execute();
}

function notFound(): EsignError {
  return new EsignError('not-found', 'no such binding');
}

/** Every binding of the tenant; there are a handful. */
export async function listAllBindings(queries: Queries, tenantId: string): Promise<Binding[]> {
  const rows = await queries
    .selectFrom('bindings')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.doc);
}

/** What a mapping can name of a binding (B-16): what was synced, and of the built-in provider its own register. */
export async function listCatalogItems(
  queries: Queries,
  tenantId: string,
  bindingId: string,
  kind: CatalogKind,
): Promise<CatalogItem[]> {
  if (kind === 'seal' && (await findBinding(queries, tenantId, bindingId))?.provider === 'builtin') {
    const seals = await queries
      .selectFrom('seals')
      .select('doc')
      .where('tenant_id', '=', tenantId)
      .where('deleted_at', 'is', null)
      .where('owner_id', 'is', null)
      .orderBy('id')
      .execute();
    return seals.map(({ doc }) => ({ id: doc.id, kind, name: doc.name, enabled: doc.usable }));
  }
  const rows = await queries
    .selectFrom('catalog')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('binding_id', '=', bindingId)
    .where('kind', '=', kind)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.doc);
}
