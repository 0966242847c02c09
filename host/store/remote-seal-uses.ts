import type { Selectable } from 'kysely';

import type { SealUse } from '../../src/schema/index.js';
import type { Queries, Tx } from './database.js';
import type { Tables } from './tables.js';

export type RemoteSealUseRow = Selectable<Tables['remote_seal_uses']>;
type Key = Pick<RemoteSealUseRow, 'tenant_id' | 'seal_use_id'>;

/** Remembers that a seal use is to be handed over to a register. */
export async function insertRemoteSealUse(tx: Tx, tenantId: string, sealUse: SealUse): Promise<void> {
  await tx
    .insertInto('remote_seal_uses')
    .values({
      tenant_id: tenantId,
      seal_use_id: sealUse.id,
      binding_id: sealUse.bindingId,
      external_id: null,
      polls: 0,
      next_poll_at: null,
      error_code: null,
      created_at: sealUse.createdAt,
    })
    .execute();
}

export async function findRemoteSealUse(
  queries: Queries,
  tenantId: string,
  sealUseId: string,
): Promise<RemoteSealUseRow | null> {
  const row = await queries
    .selectFrom('remote_seal_uses')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seal_use_id', '=', sealUseId)
    .executeTakeFirst();
  return row ?? null;
}

/** Finds a seal use by the id that its register has for it. The binding counts: two accounts may use the same id. */
export async function findRemoteSealUseByExternalId(
  queries: Queries,
  tenantId: string,
  bindingId: string,
  externalId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<RemoteSealUseRow | null> {
  const query = queries
    .selectFrom('remote_seal_uses')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('binding_id', '=', bindingId)
    .where('external_id', '=', externalId);
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Stores the register's id, and takes up the callbacks that came before its answer. */
export async function nameRemoteSealUse(
  tx: Tx,
  row: Key & Pick<RemoteSealUseRow, 'binding_id'>,
  externalId: string,
  times: { now: string; nextPollAt: string },
): Promise<void> {
  await updateRemoteSealUse(tx, row, {
    external_id: externalId,
    next_poll_at: times.nextPollAt,
    asked_at: times.now,
  });
  await tx
    .updateTable('callbacks')
    .set({ next_at: times.now })
    .where('tenant_id', '=', row.tenant_id)
    .where('binding_id', '=', row.binding_id)
    .where('external_id', '=', externalId)
    .where('state', '=', 'parked')
    .execute();
}

/** Changes how a seal use is followed. */
export async function updateRemoteSealUse(
  queries: Queries,
  { tenant_id: tenantId, seal_use_id: sealUseId }: Key,
  change: Partial<
    Pick<RemoteSealUseRow, 'heard' | 'polls' | 'next_poll_at' | 'asked_at' | 'error_code' | 'external_id' | 'ending_at'>
  >,
): Promise<void> {
  await queries
    .updateTable('remote_seal_uses')
    .set(change)
    .where('tenant_id', '=', tenantId)
    .where('seal_use_id', '=', sealUseId)
    .execute();
}

/** Stores what an answer of the register means, unless there have been news since it was asked. */
export async function settleRemoteSealUse(
  queries: Queries,
  row: Key & Pick<RemoteSealUseRow, 'next_poll_at'>,
  change: Partial<Pick<RemoteSealUseRow, 'heard' | 'next_poll_at' | 'error_code'>>,
): Promise<void> {
  await queries
    .updateTable('remote_seal_uses')
    .set(change)
    .where('tenant_id', '=', row.tenant_id)
    .where('seal_use_id', '=', row.seal_use_id)
    .where('next_poll_at', '=', row.next_poll_at)
    .execute();
}

/** What is due, the oldest first; of one tenant or of all. */
export async function listDueSealUses(
  queries: Queries,
  now: string,
  { tenantId, limit }: { tenantId?: string | undefined; limit: number },
): Promise<RemoteSealUseRow[]> {
  let select = queries
    .selectFrom('remote_seal_uses')
    .selectAll()
    .where('next_poll_at', '<=', now)
    .orderBy('next_poll_at')
    .limit(limit);
  if (tenantId !== undefined) select = select.where('tenant_id', '=', tenantId);
  return select.execute();
}

/**
 * Makes a question due that was not asked since a moment. One that is due already keeps its place among the others.
 *
 * @returns The seal use when it is due.
 */
export async function hastenSealUse(
  queries: Queries,
  { tenantId, sealUseId }: { tenantId: string; sealUseId: string },
  { now, since }: { now: string; since: string },
): Promise<RemoteSealUseRow | null> {
  const hastened = await queries
    .updateTable('remote_seal_uses')
    .set({ next_poll_at: now })
    .where('tenant_id', '=', tenantId)
    .where('seal_use_id', '=', sealUseId)
    .where('next_poll_at', '>', now)
    .where((where) => where.or([where('asked_at', 'is', null), where('asked_at', '<=', since)]))
    .returningAll()
    .executeTakeFirst();
  if (hastened) return hastened;
  const known = await findRemoteSealUse(queries, tenantId, sealUseId);
  return known?.next_poll_at != null && known.next_poll_at <= now ? known : null;
}

/** Moves a due question on, for one process only. @returns Null when another one has it. */
export async function claimSealUse(
  queries: Queries,
  row: RemoteSealUseRow,
  { now, nextPollAt }: { now: string; nextPollAt: string },
): Promise<RemoteSealUseRow | null> {
  const claimed = await queries
    .updateTable('remote_seal_uses')
    .set({ polls: row.polls + 1, next_poll_at: nextPollAt, asked_at: now })
    .where('tenant_id', '=', row.tenant_id)
    .where('seal_use_id', '=', row.seal_use_id)
    .where('next_poll_at', '=', row.next_poll_at)
    .returningAll()
    .executeTakeFirst();
  return claimed ?? null;
}
