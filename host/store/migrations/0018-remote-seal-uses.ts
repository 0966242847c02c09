import { sql, type Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/** Seal uses that are kept by a register of physical seals beside the host, and how they are followed. */
const STATEMENTS = [
  `create table remote_seal_uses (
    tenant_id text not null, seal_use_id text not null, binding_id text not null, external_id text, ending_at text,
    heard text, polls integer not null, next_poll_at text, error_code text, created_at text not null,
    primary key (tenant_id, seal_use_id))`,
  `create unique index remote_seal_uses_external on remote_seal_uses (tenant_id, binding_id, external_id)`,
  `create index remote_seal_uses_due on remote_seal_uses (next_poll_at) where next_poll_at is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await protectTables(db, ['remote_seal_uses']);
}
