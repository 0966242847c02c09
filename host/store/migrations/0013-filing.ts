import { sql, type Kysely } from 'kysely';

/**
 * When somebody looks again for signed files that never reached their record. In this order nothing that cannot be filed
 * keeps the others from their turn, which the order of age did.
 */
const STATEMENTS = [
  `alter table envelopes add column filing_next_at text not null default '1970-01-01T00:00:00.000Z'`,
  `drop index if exists envelopes_unfiled`,
  `create index envelopes_to_file on envelopes (filing_next_at)
    where status = 'completed' and record_id is not null and doc ->> 'filedAt' is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
