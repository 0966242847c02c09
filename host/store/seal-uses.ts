import type { SealUse } from '../../src/schema/index.js';
import type { Queries, Tx } from './database.js';

export async function findSealUse(
  queries: Queries,
  tenantId: string,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<SealUse | null> {
  const query = queries.selectFrom('seal_uses').select('doc').where('tenant_id', '=', tenantId).where('id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row?.doc ?? null;
}

/** The newest seal use of a record, whatever its status. */
export async function findRecordSealUse(queries: Queries, tenantId: string, recordId: string): Promise<SealUse | null> {
  const row = await queries
    .selectFrom('seal_uses')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('record_id', '=', recordId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.doc ?? null;
}

/** Stores a new seal use. @returns False when one with the same key is there already. */
export async function insertSealUse(tx: Tx, tenantId: string, sealUse: SealUse, applyKey: string): Promise<boolean> {
  const row = await tx
    .insertInto('seal_uses')
    .values({
      tenant_id: tenantId,
      id: sealUse.id,
      record_id: sealUse.recordId,
      applicant_id: sealUse.applicant.userId,
      status: sealUse.status,
      version: sealUse.version,
      photos_owed: sealUse.photosOwed ?? 0,
      apply_key: applyKey,
      created_at: sealUse.createdAt,
      doc: JSON.stringify(sealUse),
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'apply_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findSealUseByKey(queries: Queries, tenantId: string, applyKey: string): Promise<SealUse | null> {
  const row = await queries
    .selectFrom('seal_uses')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('apply_key', '=', applyKey)
    .executeTakeFirst();
  return row?.doc ?? null;
}

/** Stores the next version of a seal use that was read under a lock. */
export async function updateSealUse(tx: Tx, tenantId: string, sealUse: SealUse): Promise<void> {
  await tx
    .updateTable('seal_uses')
    .set({
      status: sealUse.status,
      version: sealUse.version,
      photos_owed: sealUse.photosOwed ?? 0,
      doc: JSON.stringify(sealUse),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sealUse.id)
    .execute();
}

/** The oldest seal use of a person at a binding whose photos are missing. */
export async function findOwingSealUse(
  queries: Queries,
  tenantId: string,
  { applicantId, bindingId }: { applicantId: string; bindingId: string },
): Promise<SealUse | null> {
  const rows = await queries
    .selectFrom('seal_uses')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('applicant_id', '=', applicantId)
    .where('photos_owed', '>', 0)
    .orderBy('created_at')
    .execute();
  return rows.map(({ doc }) => doc).find((sealUse) => sealUse.bindingId === bindingId) ?? null;
}
