import { sql, type Kysely } from 'kysely';

/**
 * One process at a time works on a stream: the one whose token stands here. An effect keeps the token of who claimed it, so
 * that a process which lost its lease cannot overwrite what another one did. The reason of a failure is kept for the list
 * of what needs a person.
 */
const STATEMENTS = [
  `create table outbox_leases (
    tenant_id text not null, stream text not null, token text not null, until text not null,
    primary key (tenant_id, stream))`,
  `alter table outbox add column lease_token text`,
  `alter table outbox add column error_message text`,
  `create index outbox_due on outbox (next_at) where state = 'pending'`,
  `create index outbox_stuck on outbox (tenant_id, seq) where state <> 'done' and error_code is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
