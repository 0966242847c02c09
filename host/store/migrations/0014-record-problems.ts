import { sql, type Kysely } from 'kysely';

import { protectTables } from '../row-level-security.js';

/** What a moment of the workflow could not do at a record, until it is done: whoever opens the record reads why. */
const STATEMENTS = [
  `create table record_problems (
    tenant_id text not null, record_id text not null, point text not null, at text not null, problems jsonb not null,
    primary key (tenant_id, record_id, point))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await protectTables(db, ['record_problems']);
}
