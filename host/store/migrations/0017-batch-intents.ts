import { sql, type Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/** The further envelopes that one proof of the intent to sign is about; each is used up once. */
const STATEMENTS = [
  `create table signing_intent_shares (
    tenant_id text not null, intent_id text not null, envelope_id text not null, party_id text not null,
    documents text not null, used_at text, primary key (tenant_id, intent_id, envelope_id))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await protectTables(db, ['signing_intent_shares']);
}
