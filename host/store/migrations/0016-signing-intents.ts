import { sql, type Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/** Proofs of the intent to sign, and what is kept of them and of the reading with a signature. */
const STATEMENTS = [
  `create table signing_intents (
    tenant_id text not null, id text not null, envelope_id text not null, party_id text not null, user_id text not null,
    documents text not null, kind text not null, sent_to text, code_hash text, created_at text not null,
    expires_at text not null, tries integer not null default 0, tried_at text, verified_at text, token_hash text,
    used_at text, primary key (tenant_id, id))`,
  `create index signing_intents_of_person on signing_intents (tenant_id, user_id, created_at)`,
  `alter table signatures add column reading jsonb`,
  `alter table signatures add column intent jsonb`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await protectTables(db, ['signing_intents']);
}
