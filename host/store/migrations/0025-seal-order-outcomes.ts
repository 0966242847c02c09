import { sql, type Kysely } from 'kysely';

/**
 * What becomes of the orders of seals whose answer was lost. Every column has a default, because a host of the version before
 * may still be at work.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table seal_orders add column organization text not null default '',
    add column state text not null default 'open', add column look_at text not null default ''`,
    )
    .execute(db);
}
