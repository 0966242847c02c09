import type { Kysely } from 'kysely';

import { protectTables, tenantTables } from '../row-level-security.js';

/**
 * One forgotten `where tenant_id` must not show a stranger's contract: the database itself keeps tenants apart. A step
 * after this one that makes a table with `tenant_id` calls `protectTables` itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await protectTables(db, await tenantTables(db));
}
