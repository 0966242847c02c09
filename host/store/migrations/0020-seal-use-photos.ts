import { sql, type Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/** Photos that registers of physical seals give out, uses whose photos are missing, and when a register was asked last. */
const STATEMENTS = [
  `create table seal_use_photos (
    tenant_id text not null, seal_use_id text not null, external_id text not null, id text not null, sha256 text,
    media_type text not null, created_at text not null, primary key (tenant_id, seal_use_id, external_id))`,
  `alter table seal_uses add column photos_owed integer not null default 0`,
  `create index seal_uses_owing on seal_uses (tenant_id, applicant_id) where photos_owed > 0`,
  `alter table remote_seal_uses add column asked_at text`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await protectTables(db, ['seal_use_photos']);
}
