import { sql, type Kysely } from 'kysely';

const CHANGES = [
  // attempts that never came to an end, because the process that made them has died
  `alter table callbacks add column unfinished integer not null default 0`,
  // an orphan that is tried again waits another day, and was still received when it was received
  `alter table callbacks add column waiting_since text`,
  // what is needed to read a body again that could not be read
  `alter table callbacks add column unread jsonb`,
  // it held one word, and now holds a list; the next question finds out as much
  `update remote_envelopes set heard = null where heard is not null`,
  `create index callbacks_by_age on callbacks (tenant_id, received_at, id)`,
  `create index callbacks_open on callbacks (state) where state in ('received', 'parked', 'orphaned', 'failed')`,
  `create index callbacks_with_body on callbacks (done_at) where body <> '' and state in ('done', 'ignored')`,
  // one service with much to ask about must not be in the way of the others
  `create index remote_envelopes_by_service on remote_envelopes (tenant_id, binding_id, next_poll_at)
    where next_poll_at is not null`,
];

/** Callbacks that cannot be read are kept, bodies that nobody needs any more are not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of CHANGES) await sql.raw(statement).execute(db);
}
