import { sql, type Kysely } from 'kysely';

const STEPS = [
  `alter table bindings
    add column version integer not null default 1,
    add column kind text not null default 'electronic',
    add column is_default boolean not null default false`,
  `update bindings set kind = 'physical' where doc->>'provider' = 'zhangguanjia'`,
  // the oldest one of a kind stays the default, should there be two
  `update bindings b set is_default = true where doc->>'isDefault' = 'true' and not exists (
    select 1 from bindings o where o.tenant_id = b.tenant_id and o.kind = b.kind and o.doc->>'isDefault' = 'true'
      and (o.created_at, o.id) < (b.created_at, b.id))`,
  // B-04
  `create unique index bindings_one_default on bindings (tenant_id, kind) where is_default`,
  `create table tenant_keys (
    tenant_id text not null, id text not null, active boolean not null, master_key_id text not null, wrapped text not null,
    created_at text not null, primary key (tenant_id, id))`,
  `create unique index tenant_keys_one_active on tenant_keys (tenant_id) where active`,
  `create table binding_secrets (
    tenant_id text not null, binding_id text not null, name text not null, key_id text not null, sealed text not null,
    set_at text not null, primary key (tenant_id, binding_id, name))`,
];

/** Secrets of bindings, sealed by a key of their tenant (B-07), and at most one default of a kind (B-04). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STEPS) await sql.raw(statement).execute(db);
}
