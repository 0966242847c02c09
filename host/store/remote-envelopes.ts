import type { Selectable } from 'kysely';

import type { Envelope } from '../../src/schema/index.js';
import type { RemoteNames } from '../providers/remote-service.js';
import type { Queries, Tx } from './database.js';
import type { Tables } from './tables.js';

export type RemoteRow = Selectable<Tables['remote_envelopes']>;

/** Remembers that an envelope is to be made at a service, which has not been asked for it. */
export async function insertRemote(tx: Tx, tenantId: string, envelope: Envelope): Promise<void> {
  await tx
    .insertInto('remote_envelopes')
    .values({
      tenant_id: tenantId,
      envelope_id: envelope.id,
      binding_id: envelope.bindingId,
      provider: envelope.provider,
      external_id: null,
      names: null,
      polls: 0,
      next_poll_at: null,
      alarmed_at: null,
      error_code: null,
      created_at: envelope.createdAt,
    })
    .execute();
}

export async function findRemote(queries: Queries, tenantId: string, envelopeId: string): Promise<RemoteRow | null> {
  const row = await queries
    .selectFrom('remote_envelopes')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('envelope_id', '=', envelopeId)
    .executeTakeFirst();
  return row ?? null;
}

/** Remembers that the service is asked for the envelope from now on. */
export async function markOrdered(
  tx: Tx,
  { tenant_id: tenantId, envelope_id: envelopeId }: Pick<RemoteRow, 'tenant_id' | 'envelope_id'>,
  now: string,
): Promise<void> {
  await tx
    .updateTable('remote_envelopes')
    .set({ ordered_at: now })
    .where('tenant_id', '=', tenantId)
    .where('envelope_id', '=', envelopeId)
    .where('ordered_at', 'is', null)
    .execute();
}

/** Finds an envelope by the id that its service has for it. The binding counts: two accounts may use the same id. */
export async function findRemoteByExternalId(
  queries: Queries,
  tenantId: string,
  bindingId: string,
  externalId: string,
): Promise<RemoteRow | null> {
  const row = await queries
    .selectFrom('remote_envelopes')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('binding_id', '=', bindingId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row ?? null;
}

/** Stores how the service names the envelope, and takes up the callbacks that came before its answer. */
export async function nameRemote(
  tx: Tx,
  row: Pick<RemoteRow, 'tenant_id' | 'envelope_id' | 'binding_id'>,
  names: RemoteNames,
  times: { now: string; nextPollAt: string },
): Promise<void> {
  await tx
    .updateTable('remote_envelopes')
    .set({ external_id: names.externalId, names: JSON.stringify(names), polls: 1, next_poll_at: times.nextPollAt })
    .where('tenant_id', '=', row.tenant_id)
    .where('envelope_id', '=', row.envelope_id)
    .where('external_id', 'is', null)
    .execute();
  await tx
    .updateTable('callbacks')
    .set({ next_at: times.now })
    .where('tenant_id', '=', row.tenant_id)
    .where('binding_id', '=', row.binding_id)
    .where('external_id', '=', names.externalId)
    .where('state', '=', 'parked')
    .execute();
}

/** Changes how an envelope is followed. */
export async function updateRemote(
  queries: Queries,
  { tenant_id: tenantId, envelope_id: envelopeId }: Pick<RemoteRow, 'tenant_id' | 'envelope_id'>,
  change: Partial<
    Pick<RemoteRow, 'heard' | 'polls' | 'next_poll_at' | 'alarmed_at' | 'error_code'> & { revoked_at: string }
  >,
): Promise<void> {
  await queries
    .updateTable('remote_envelopes')
    .set(change)
    .where('tenant_id', '=', tenantId)
    .where('envelope_id', '=', envelopeId)
    .execute();
}

/** Stores what an answer of the service means, unless there have been news since it was asked. */
export async function settleRemote(
  queries: Queries,
  row: Pick<RemoteRow, 'tenant_id' | 'envelope_id' | 'next_poll_at'>,
  change: Partial<Pick<RemoteRow, 'heard' | 'next_poll_at' | 'error_code'>>,
): Promise<void> {
  await queries
    .updateTable('remote_envelopes')
    .set(change)
    .where('tenant_id', '=', row.tenant_id)
    .where('envelope_id', '=', row.envelope_id)
    .where('next_poll_at', '=', row.next_poll_at)
    .execute();
}
