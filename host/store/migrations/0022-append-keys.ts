import { sql, type Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/**
 * Every addition that a register was asked for by hand. The column of the last one alone stays: a host of the version before
 * may still be at work.
 */
const STATEMENTS = [
  `create table append_requests (
    tenant_id text not null, seal_use_id text not null, request text not null, request_id text not null,
    created_at text not null, primary key (tenant_id, seal_use_id, request))`,
  `create index append_requests_created on append_requests (created_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await protectTables(db, ['append_requests']);
}
