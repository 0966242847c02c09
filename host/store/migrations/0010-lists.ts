import { sql, type Kysely } from 'kysely';

const INDEXES = [
  // the newest first, for a list of everything: without it a page reads every envelope of the tenant
  `create index envelopes_by_age on envelopes (tenant_id, created_at, id)`,
  // asked every minute, and almost always empty
  `create index envelopes_unfiled on envelopes (created_at)
    where status = 'completed' and record_id is not null and doc ->> 'filedAt' is null`,
  `create index idempotency_by_age on idempotency (created_at)`,
];

/** With many envelopes neither a page of a list nor the regular work may read them all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of INDEXES) await sql.raw(statement).execute(db);
}
