import type { Insertable, Selectable } from 'kysely';

import type { Queries, Tx } from './database.js';
import type { Tables } from './tables.js';

export type SealUsePhotoRow = Selectable<Tables['seal_use_photos']>;

/** What the register calls the photos that were taken in, or that are no pictures. */
export async function listKnownPhotos(queries: Queries, tenantId: string, sealUseId: string): Promise<Set<string>> {
  const rows = await queries
    .selectFrom('seal_use_photos')
    .select('external_id')
    .where('tenant_id', '=', tenantId)
    .where('seal_use_id', '=', sealUseId)
    .execute();
  return new Set(rows.map(({ external_id: id }) => id));
}

/** Stores a photo, unless another process has been quicker. */
export async function insertPhoto(tx: Tx, row: Insertable<Tables['seal_use_photos']>): Promise<void> {
  await tx
    .insertInto('seal_use_photos')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'seal_use_id', 'external_id']).doNothing())
    .execute();
}

export async function findPhoto(
  queries: Queries,
  tenantId: string,
  sealUseId: string,
  id: string,
): Promise<SealUsePhotoRow | null> {
  const row = await queries
    .selectFrom('seal_use_photos')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seal_use_id', '=', sealUseId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}
