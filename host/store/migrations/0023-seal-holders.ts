import { sql, type Kysely } from 'kysely';

/** Seals that the whole tenant holds, and a version of who holds one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table seals add column for_everyone boolean not null default false`).execute(db);
  await sql.raw(`alter table seals add column holders_version integer not null default 1`).execute(db);
}
