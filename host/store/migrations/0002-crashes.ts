import { sql, type Kysely } from 'kysely';

/** How often a process died over an effect; without the count one poisonous effect could end every process there is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table outbox add column crashes integer not null default 0').execute(db);
}
