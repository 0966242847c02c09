import { EsignError } from '../../src/core/errors.js';
import { fold } from '../../src/core/name-search.js';
import type { Binding, CatalogItem } from '../../src/schema/index.js';
import { asTenant } from '../store/tenant-scope.js';
import { appendAudit } from './audit.js';
import { getBinding, lockBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { SYSTEM } from './envelopes.js';
import { auditMade, dropOrder, findOrder, listInCatalog, type OrderKey } from './seal-orders.js';
import { accessTo } from './service-access.js';

/** Why an order is given up: the service has no such seal, nobody could tell for a week, or its binding is gone. */
export type GivenUp = 'notMade' | 'untold' | 'noBinding';

/** What became of an order whose answer was lost. */
type Outcome = { readonly kind: 'made'; readonly made: CatalogItem } | { readonly kind: GivenUp | 'waits' };

const LOOK_AGAIN_MS = 10 * 60_000;
const NOT_MADE_AFTER_MS = 3_600_000;
const UNTOLD_AFTER_MS = 7 * 24 * 3_600_000;
/** How many are looked after in one sweep. */
const MOST = 50;

interface OpenOrder extends OrderKey {
  readonly organization: string;
  readonly leaseUntil: string;
}

/** Asks the services for the seals of orders whose answers were lost, and ends each order in one way or the other. */
export async function settleSealOrders(context: HostContext): Promise<void> {
  const { db } = context;
  const now = context.clock();
  const rows = await db
    .selectFrom('seal_orders')
    .select(['tenant_id', 'binding_id', 'name', 'organization', 'lease_until'])
    .where('state', '=', 'open')
    .where('lease_until', '<', now.toISOString())
    .where('look_at', '<', now.toISOString())
    .orderBy('look_at')
    .limit(MOST)
    .execute();
  for (const row of rows) {
    if (context.closing.aborted) return;
    const { tenant_id: tenantId, binding_id: bindingId, name, organization, lease_until: leaseUntil } = row;
    const order: OpenOrder = { tenantId, bindingId, name, organization, leaseUntil };
    try {
      await asTenant(tenantId, async () => settle(context, order, await outcomeOf(context, order)));
    } catch (error) {
      reportLost(context, error);
    }
  }
  const forgotten = new Date(now.getTime() - UNTOLD_AFTER_MS).toISOString();
  await db.deleteFrom('seal_orders').where('state', '=', 'made').where('lease_until', '<', forgotten).execute();
}

async function outcomeOf(context: HostContext, order: OpenOrder): Promise<Outcome> {
  const { tenantId, name, organization, leaseUntil } = order;
  const age = context.clock().getTime() - Date.parse(leaseUntil);
  const binding = await findBinding(context, order);
  if (!binding) return { kind: 'noBinding' };
  try {
    const provider = providerOf(context, binding.provider);
    const access = await accessTo(context, tenantId, binding);
    const items = (await provider.syncCatalog?.(access, organization)) ?? [];
    const made = items.find((item) => item.kind === 'seal' && fold(item.name) === name);
    if (made) return { kind: 'made', made };
    return { kind: age > NOT_MADE_AFTER_MS ? 'notMade' : 'waits' };
  } catch (error) {
    if (age > UNTOLD_AFTER_MS) return { kind: 'untold' };
    reportLost(context, error);
    return { kind: 'waits' };
  }
}

async function findBinding({ db }: HostContext, { tenantId, bindingId }: OrderKey): Promise<Binding | null> {
  try {
    return await getBinding(db, tenantId, bindingId);
  } catch (error) {
    if (EsignError.from(error).code === 'not-found') return null;
    throw error;
  }
}

function reportLost({ report }: HostContext, error: unknown): void {
  const { code, message, stack } = EsignError.from(error);
  report({ code, message: `an order of a seal could not be looked at: ${message}`, path: 'sweep', stack });
}

async function settle(context: HostContext, order: OpenOrder, outcome: Outcome): Promise<void> {
  const { tenantId, bindingId, name, leaseUntil } = order;
  await transact(context, async (tx) => {
    if (outcome.kind !== 'noBinding') await lockBinding(tx, tenantId, bindingId);
    const now = await findOrder(tx, order);
    // somebody has repeated the order meanwhile
    if (now?.state !== 'open' || now.lease_until !== leaseUntil) return;
    if (outcome.kind === 'made' || outcome.kind === 'waits') {
      const lookAt = new Date(context.clock().getTime() + LOOK_AGAIN_MS).toISOString();
      await tx
        .updateTable('seal_orders')
        .set(outcome.kind === 'made' ? { state: 'made' } : { look_at: lookAt })
        .where('tenant_id', '=', tenantId)
        .where('binding_id', '=', bindingId)
        .where('name', '=', name)
        .execute();
    } else await dropOrder(tx, order);
    if (outcome.kind === 'made') {
      await listInCatalog(tx, order, outcome.made);
      await auditMade(context, tx, order, { made: outcome.made, actor: SYSTEM.name });
    } else if (outcome.kind !== 'waits') {
      await appendAudit(tx, tenantId, {
        ...{ subject: bindingId, at: nowOf(context), actor: SYSTEM.name, action: 'seal.order-given-up' },
        detail: { binding: bindingId, name, outcome: outcome.kind },
      });
    }
  });
}
