import { EsignError } from '../../src/core/errors.js';
import type { Binding, BindingInput, ProviderId } from '../../src/schema/index.js';
import { checkIfMatch, etagOf } from '../http/etag.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import type { SignatureProvider } from '../providers/provider.js';
import type { Tx } from '../store/database.js';
import { newId } from '../store/ids.js';
import type { BindingKind } from '../store/tables.js';
import { appendAudit } from './audit.js';
import { addressesOf } from './binding-addresses.js';
import { readForm, requireSecrets, toBinding, type BindingForm } from './binding-form.js';
import { isBindingUsed } from './binding-use.js';
import { lockBinding, storeBinding, type StoredBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';

/**
 * Adds a binding (B-01…B-19).
 *
 * @throws EsignError `binding-not-usable` when this host has no adapter for it, `invalid-input` for a missing secret.
 */
export async function createBinding(
  context: HostContext,
  session: HostSession,
  input: BindingInput,
  once: Once,
): Promise<StoredBinding> {
  const provider = adapterFor(context, input);
  const form = readForm(input);
  requireSecrets(form, provider.descriptor, null);
  const id = newId('bind');
  const at = nowOf(context);
  return transact(context, async (tx) => {
    // the tenant's audit trail is held from here on, so two new defaults come one after the other
    await audit(tx, session, id, at, 'binding.created', form);
    const callbackAddresses = await addressesOf(context, tx, session.tenantId, { id, provider: input.provider });
    const facts = { id, callbackAddresses, createdAt: at, updatedAt: at, lastSyncedAt: null };
    const binding = toBinding(form, facts, null);
    if (binding.isDefault) await takeDefault(tx, session.tenantId, binding);
    await tx
      .insertInto('bindings')
      .values({
        tenant_id: session.tenantId,
        id,
        doc: JSON.stringify(binding),
        kind: kindOf(binding.provider),
        is_default: binding.isDefault,
        created_at: at,
      })
      .execute();
    await context.secrets.write(tx, { tenantId: session.tenantId, bindingId: id, at }, form.secrets);
    await once.keep(tx, binding, etagOf(1));
    return { binding, version: 1 };
  });
}

/**
 * Changes a binding; a secret that is left out keeps its value.
 *
 * @throws EsignError `not-found`, `stale-version`, `version-required`, `binding-not-usable`, `invalid-input` when the
 * provider or the service type would change.
 */
export async function updateBinding(
  context: HostContext,
  session: HostSession,
  id: string,
  input: BindingInput,
  ifMatch: string | null,
): Promise<StoredBinding> {
  const form = readForm(input);
  const at = nowOf(context);
  return transact(context, async (tx) => {
    const { binding: before, version } = await lockBinding(tx, session.tenantId, id);
    checkIfMatch(ifMatch, version);
    refuseOtherKind(before, input);
    requireSecrets(form, adapterFor(context, input).descriptor, before);
    await audit(tx, session, id, at, 'binding.changed', form);
    const callbackAddresses = await addressesOf(context, tx, session.tenantId, before);
    const { createdAt, lastSyncedAt, lastSyncChanges } = before;
    const organizationFault = 'organizationFault' in before ? before.organizationFault : undefined;
    const facts = { id, callbackAddresses, createdAt, updatedAt: at, lastSyncedAt };
    const binding = toBinding(
      form,
      { ...facts, ...(lastSyncChanges && { lastSyncChanges }), ...(organizationFault && { organizationFault }) },
      before,
    );
    if (binding.isDefault) await takeDefault(tx, session.tenantId, binding);
    await storeBinding(tx, session.tenantId, binding);
    await context.secrets.write(tx, { tenantId: session.tenantId, bindingId: id, at }, form.secrets);
    return { binding, version: version + 1 };
  });
}

/**
 * Removes a binding with its secrets, its callback address and what was synced.
 *
 * @throws EsignError `not-found`, `stale-version`, `version-required`, `binding-in-use`.
 */
export async function deleteBinding(
  context: HostContext,
  session: HostSession,
  id: string,
  ifMatch: string | null,
): Promise<void> {
  const { tenantId } = session;
  await transact(context, async (tx) => {
    const { binding, version } = await lockBinding(tx, tenantId, id);
    checkIfMatch(ifMatch, version);
    if (await isBindingUsed(tx, tenantId, id)) {
      throw new EsignError('binding-in-use', 'configurations, open envelopes or open seal uses name this binding');
    }
    await context.secrets.remove(tx, tenantId, id);
    for (const table of ['catalog', 'callback_addresses'] as const) {
      await tx.deleteFrom(table).where('tenant_id', '=', tenantId).where('binding_id', '=', id).execute();
    }
    await tx.deleteFrom('bindings').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
    await appendAudit(tx, tenantId, {
      subject: id,
      at: nowOf(context),
      actor: session.name,
      action: 'binding.deleted',
      detail: { provider: binding.provider, version },
    });
  });
}

function adapterFor(context: HostContext, input: BindingInput): SignatureProvider {
  const provider = providerOf(context, input.provider);
  if (!provider.descriptor.serviceTypes.includes(input.serviceType)) {
    throw new EsignError('binding-not-usable', `this host's adapter for ${input.provider} has no ${input.serviceType}`);
  }
  return provider;
}

function refuseOtherKind(before: Binding, input: BindingInput): void {
  for (const name of ['provider', 'serviceType'] as const) {
    if (before[name] === input[name]) continue;
    const message = 'a binding keeps its provider and its service type';
    throw new EsignError('invalid-input', message, { errors: [{ pointer: `/${name}`, code: 'fixed', message }] });
  }
}

function kindOf(provider: ProviderId): BindingKind {
  return provider === 'zhangguanjia' ? 'physical' : 'electronic';
}

/** B-04: a new default takes the place of the old one. */
async function takeDefault(tx: Tx, tenantId: string, { id, provider }: Binding): Promise<void> {
  const rows = await tx
    .selectFrom('bindings')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kindOf(provider))
    .where('is_default', '=', true)
    .where('id', '<>', id)
    // who names the old default holds it, and may wait for the audit trail that is held here
    .forNoKeyUpdate()
    .execute();
  for (const { doc } of rows) await storeBinding(tx, tenantId, { ...doc, isDefault: false });
}

function audit(
  tx: Tx,
  session: HostSession,
  subject: string,
  at: string,
  action: string,
  { plain, secrets }: BindingForm,
): Promise<void> {
  const detail = { provider: String(plain['provider']), secretsSet: Object.keys(secrets).sort().join(' ') };
  return appendAudit(tx, session.tenantId, { subject, at, actor: session.name, action, detail });
}
