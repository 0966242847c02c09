import { sql, type Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/** Pads on phones, on which a person writes a signature; of the link and of the phone only hashes are kept. */
const STATEMENTS = [
  `create table phone_pads (
    tenant_id text not null, id text not null, user_id text not null, link_hash text not null, phone_hash text, ink jsonb,
    expires_at text not null, primary key (tenant_id, user_id))`,
  `create unique index phone_pads_by_link on phone_pads (link_hash)`,
  `create unique index phone_pads_by_phone on phone_pads (phone_hash)`,
  `create index phone_pads_by_end on phone_pads (expires_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await protectTables(db, ['phone_pads']);
}
