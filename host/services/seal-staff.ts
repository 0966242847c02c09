import { EsignError } from '../../src/core/errors.js';
import type { Binding, Session } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import type { Queries } from '../store/database.js';
import { findBinding } from './bindings.js';

/** B-14: a binding makes its seal staff (签章人员) of those it lists as long as it is the tenant's default. */
function lists(binding: Binding | null | undefined, userId: string): boolean {
  return binding?.provider === 'qiyuesuo' && binding.isDefault && binding.sealStaff.includes(userId);
}

/** Whether the person is seal staff of this one binding by its list; no list reaches to another binding. */
export async function isListedStaff(
  queries: Queries,
  { tenantId, userId }: HostSession,
  bindingId: string,
): Promise<boolean> {
  return lists(await findBinding(queries, tenantId, bindingId), userId);
}

/** The binding that lists the person, for a page to offer its seals and direct signing there; absent for all others. */
export async function staffedBinding(
  queries: Queries,
  { tenantId, userId }: HostSession,
): Promise<Session['sealStaffOf']> {
  const row = await queries
    .selectFrom('bindings')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'electronic')
    .where('is_default', '=', true)
    .executeTakeFirst();
  return row && lists(row.doc, userId) ? { id: row.doc.id, name: row.doc.name } : undefined;
}

/**
 * B-14: at 契约锁 a document is sent to be signed without a workflow by its seal staff alone.
 *
 * @throws EsignError `forbidden`.
 */
export function checkMayStart(binding: Binding, { permissions, userId }: HostSession): void {
  if (binding.provider !== 'qiyuesuo' || permissions.includes('sealStaff') || lists(binding, userId)) return;
  throw new EsignError('forbidden', 'only the seal staff of this service signs without a workflow');
}
