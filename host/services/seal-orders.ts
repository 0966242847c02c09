import { EsignError } from '../../src/core/errors.js';
import { fold } from '../../src/core/name-search.js';
import type { Binding, CatalogItem, DesignSeal } from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import { ServiceRefusal } from '../providers/service-answers.js';
import type { Queries, Tx } from '../store/database.js';
import { sha256Of } from '../store/files.js';
import { appendAudit } from './audit.js';
import { listCatalogItems, lockBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { accessTo } from './service-access.js';

/** How long an order may be at work before another may take it over. */
const LEASE_MS = 180_000;

export interface OrderKey {
  readonly tenantId: string;
  readonly bindingId: string;
  /** Folded: names that look alike are one. */
  readonly name: string;
}

interface Order extends OrderKey {
  readonly design: string;
  readonly organization: string;
}

/**
 * Makes a template seal at the service of a binding. No service knows a repeated order again, so an order is written down
 * before it is sent: when its answer was lost, the same design finds the seal that it made instead of making a second one.
 *
 * @throws EsignError `invalid-input` with `SEAL-NAME-TAKEN`, `request-in-progress`, and what the adapter throws.
 */
export async function designAtService(
  context: HostContext,
  session: HostSession,
  binding: Binding,
  { design, answer, once }: { design: DesignSeal; answer: (item: CatalogItem) => unknown; once: Once },
): Promise<CatalogItem> {
  const { tenantId, tenantName } = session;
  const provider = providerOf(context, binding.provider);
  const access = await accessTo(context, tenantId, binding);
  const name = fold(design.name);
  const order: Order = {
    ...{ tenantId, bindingId: binding.id, name, organization: tenantName },
    design: sha256Of(JSON.stringify(design)),
  };
  const before = await findOrder(context.db, order);
  const items = (await provider.syncCatalog?.(access, tenantName)) ?? [];
  const there = items.find((item) => item.kind === 'seal' && fold(item.name) === name);
  if (there && before?.design !== order.design) throw taken();
  let item = there;
  if (!item) {
    if (!provider.designSeal) throw new EsignError('not-implemented', 'seals of this binding are made at its service');
    await transact(context, (tx) => claim(context, tx, order));
    try {
      item = await provider.designSeal(access, tenantName, design);
    } catch (error) {
      // a refusal made nothing; after anything else the seal may be there, or still be made: nobody orders it again meanwhile
      const isRefused = error instanceof ServiceRefusal && !error.retryable;
      if (isRefused || EsignError.from(error).code === 'invalid-input')
        await transact(context, (tx) => dropOrder(tx, order));
      throw error;
    }
  }
  const made = item;
  await transact(context, async (tx) => {
    await lockBinding(tx, tenantId, binding.id);
    await listInCatalog(tx, order, made);
    await dropOrder(tx, order);
    // of what the sweep has found, the trail knows already
    if (before?.state !== 'made') await auditMade(context, tx, order, { made, actor: session.name });
    await once.keep(tx, answer(made));
  });
  return made;
}

/** Puts a seal that was made into the catalog of its binding, unless a sync has been faster. */
export async function listInCatalog(tx: Tx, { tenantId, bindingId }: OrderKey, made: CatalogItem): Promise<void> {
  const known = await listCatalogItems(tx, tenantId, bindingId, 'seal');
  await tx
    .insertInto('catalog')
    .values({
      ...{ tenant_id: tenantId, binding_id: bindingId, kind: 'seal', id: made.id },
      ...{ doc: JSON.stringify(made), position: known.length },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function auditMade(
  context: HostContext,
  tx: Tx,
  { tenantId, bindingId }: OrderKey,
  { made, actor }: { made: CatalogItem; actor: string },
): Promise<void> {
  const detail = { binding: bindingId, name: made.name };
  await appendAudit(tx, tenantId, { subject: made.id, at: nowOf(context), actor, action: 'seal.created', detail });
}

export function findOrder(queries: Queries, { tenantId, bindingId, name }: OrderKey) {
  return queries
    .selectFrom('seal_orders')
    .select(['design', 'lease_until', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('binding_id', '=', bindingId)
    .where('name', '=', name)
    .executeTakeFirst();
}

/** Writes the order down, unless another one of the name is at work or done. */
async function claim(context: HostContext, tx: Tx, order: Order): Promise<void> {
  const { tenantId, bindingId, name, design, organization } = order;
  await lockBinding(tx, tenantId, bindingId);
  const known = await listCatalogItems(tx, tenantId, bindingId, 'seal');
  if (known.some((item) => fold(item.name) === name)) throw taken();
  const other = await findOrder(tx, order);
  const now = context.clock();
  if (other && other.lease_until > now.toISOString()) {
    throw new EsignError('request-in-progress', 'a seal of this name is being made');
  }
  const lease = new Date(now.getTime() + LEASE_MS).toISOString();
  const claimed = { design, organization, lease_until: lease, look_at: lease, state: 'open' as const };
  await tx
    .insertInto('seal_orders')
    .values({ tenant_id: tenantId, binding_id: bindingId, name, ...claimed })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'binding_id', 'name']).doUpdateSet(claimed))
    .execute();
}

export async function dropOrder(tx: Queries, { tenantId, bindingId, name }: OrderKey): Promise<void> {
  await tx
    .deleteFrom('seal_orders')
    .where('tenant_id', '=', tenantId)
    .where('binding_id', '=', bindingId)
    .where('name', '=', name)
    .execute();
}

function taken(): EsignError {
  const errors = [{ pointer: '/name', code: 'SEAL-NAME-TAKEN', message: 'a seal has this name' }];
  return new EsignError('invalid-input', 'a seal has this name', { errors });
}
