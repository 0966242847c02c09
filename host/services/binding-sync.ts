import type { Binding, CatalogChange, CatalogItem } from '../../src/schema/index.js';
import { CatalogKind } from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import type { Tx } from '../store/database.js';
import { appendAudit } from './audit.js';
import { getBinding, lockBinding, storeBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { syncOrganization } from './organization-sync.js';
import { accessTo } from './service-access.js';

/** So many names tell an admin what happened; a first sync of thousands of seals needs no list. */
const NAMES_SHOWN = 50;

/**
 * B-16: fetches what a mapping can name from the provider, tells it of the people in its scope (B-15), and keeps what
 * changed. The built-in provider's register is on this host and always fresh.
 *
 * @throws EsignError `not-found`, `binding-not-usable`, and what the adapter throws.
 */
export async function syncBinding(
  context: HostContext,
  session: HostSession,
  id: string,
  once: Once,
): Promise<Binding> {
  const { tenantId } = session;
  const before = await getBinding(context.db, tenantId, id);
  const provider = providerOf(context, before.provider);
  const access = await accessTo(context, tenantId, before);
  const items = (await provider.syncCatalog?.(access, session.tenantName)) ?? null;
  const told = items && (await syncOrganization(context, tenantId, provider, access));
  const at = nowOf(context);
  return transact(context, async (tx) => {
    const { binding } = await lockBinding(tx, tenantId, id);
    const old = await readCatalog(tx, tenantId, id);
    // what the service was told of before, it still knows
    const members = told?.members ?? old.filter(({ kind }) => kind === 'department' || kind === 'person');
    const fresh = items && [...items, ...members];
    if (fresh) await replaceCatalog(tx, tenantId, id, fresh);
    const changes = fresh ? compareCatalogs(old, fresh) : [];
    const { organizationFault: _, ...rest } = binding;
    const fault = told?.fault;
    const synced: Binding = {
      ...rest,
      lastSyncedAt: at,
      lastSyncChanges: changes,
      ...(fault && { organizationFault: fault }),
    };
    await storeBinding(tx, tenantId, synced);
    await appendAudit(tx, tenantId, {
      subject: id,
      at,
      actor: session.name,
      action: 'binding.synced',
      detail: { items: fresh?.length ?? 0, kindsChanged: changes.map(({ kind }) => kind).join(' ') },
    });
    await once.keep(tx, synced);
    return synced;
  });
}

async function readCatalog(tx: Tx, tenantId: string, bindingId: string): Promise<CatalogItem[]> {
  const rows = await tx
    .selectFrom('catalog')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('binding_id', '=', bindingId)
    .execute();
  return rows.map(({ doc }) => doc);
}

async function replaceCatalog(
  tx: Tx,
  tenantId: string,
  bindingId: string,
  fresh: readonly CatalogItem[],
): Promise<void> {
  await tx.deleteFrom('catalog').where('tenant_id', '=', tenantId).where('binding_id', '=', bindingId).execute();
  const items = [...new Map(fresh.map((item) => [`${item.kind} ${item.id}`, item])).values()];
  for (let start = 0; start < items.length; start += 500) {
    const values = items.slice(start, start + 500).map((item, index) => ({
      tenant_id: tenantId,
      binding_id: bindingId,
      kind: item.kind,
      id: item.id,
      doc: JSON.stringify(item),
      position: start + index,
    }));
    await tx.insertInto('catalog').values(values).execute();
  }
}

/** What is not the same any more, kind by kind. */
export function compareCatalogs(before: readonly CatalogItem[], after: readonly CatalogItem[]): CatalogChange[] {
  return CatalogKind.options.flatMap((kind) => {
    const old = new Map(before.filter((item) => item.kind === kind).map((item) => [item.id, item]));
    const now = new Map(after.filter((item) => item.kind === kind).map((item) => [item.id, item]));
    const added = [...now.values()].filter(({ id }) => !old.has(id));
    const removed = [...old.values()].filter(({ id }) => !now.has(id));
    const changed = [...now.values()].filter((item) => {
      const former = old.get(item.id);
      return former !== undefined && !isSame(former, item);
    });
    if (added.length + removed.length + changed.length === 0) return [];
    return [{ kind, total: now.size, added: names(added), changed: names(changed), removed: names(removed) }];
  });
}

function isSame(left: CatalogItem, right: CatalogItem): boolean {
  const controlsOf = ({ controls = [] }: CatalogItem): string =>
    JSON.stringify(controls.map(({ id, name }) => [id, name]));
  return left.name === right.name && left.enabled === right.enabled && controlsOf(left) === controlsOf(right);
}

function names(items: readonly CatalogItem[]): string[] {
  return items.slice(0, NAMES_SHOWN).map(({ name }) => name);
}
