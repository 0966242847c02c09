import { sql, type Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/** Seals that were ordered at a service and whose answer is not there: a repeated order looks for them first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table seal_orders (
    tenant_id text not null, binding_id text not null, name text not null, design text not null,
    lease_until text not null, primary key (tenant_id, binding_id, name))`,
    )
    .execute(db);
  await protectTables(db, ['seal_orders']);
}
