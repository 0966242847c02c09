import { EsignError } from '../../src/core/errors.js';
import type { Binding, CatalogItem, CatalogKind } from '../../src/schema/index.js';
import type { Queries } from '../store/database.js';

export async function findBinding(queries: Queries, tenantId: string, id: string): Promise<Binding | null> {
  const row = await queries
    .selectFrom('bindings')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.doc ?? null;
}

/** @throws EsignError `not-found`. */
export async function getBinding(queries: Queries, tenantId: string, id: string): Promise<Binding> {
  const binding = await findBinding(queries, tenantId, id);
  if (!binding) throw new EsignError('not-found', 'no such binding');
  return binding;
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

/** What the register of the built-in provider holds besides electronic seals (B-16). */
export async function listCatalogItems(
  queries: Queries,
  tenantId: string,
  bindingId: string,
  kind: CatalogKind,
): Promise<CatalogItem[]> {
  if (kind === 'seal') {
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
