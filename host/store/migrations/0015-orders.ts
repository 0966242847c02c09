import { sql, type Kysely } from 'kysely';

/**
 * When a service was first asked to make an envelope, and when it took the envelope back. What it was never asked for is
 * ended here alone; what was made before this step may all have been asked for.
 */
const STATEMENTS = [
  `alter table remote_envelopes add column ordered_at text`,
  `alter table remote_envelopes add column revoked_at text`,
  `update remote_envelopes set ordered_at = created_at`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
