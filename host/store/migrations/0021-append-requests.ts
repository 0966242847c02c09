import { sql, type Kysely } from 'kysely';

/** The last addition that a register was asked for by hand, so that the same request asks for no other one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table remote_seal_uses add column appending text`).execute(db);
}
