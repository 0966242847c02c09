import { sql, type Kysely } from 'kysely';

/** Under which name a database is an owner of its file store. A copy of the database in another place gets a name of its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table file_owner (place text not null primary key, id text not null)`.execute(db);
}
