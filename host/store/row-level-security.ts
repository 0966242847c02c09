import { sql, type Kysely } from 'kysely';
import type pg from 'pg';

/**
 * Lays the rule over tables: a row is seen and written by who works for its tenant, or for the host as a whole. `force`
 * holds the owner to it too, because the host usually owns its tables. The sub-selects are asked once per query.
 */
export async function protectTables(db: Kysely<unknown>, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const name = sql.id(table);
    await sql`alter table ${name} enable row level security`.execute(db);
    await sql`alter table ${name} force row level security`.execute(db);
    await sql`drop policy if exists tenant_only on ${name}`.execute(db);
    await sql`create policy tenant_only on ${name}
      using (tenant_id = (select current_setting('esign.tenant', true))
        or (select current_setting('esign.system', true)) = 'on')`.execute(db);
  }
}

/** Whether the role of a connection is above every policy: superusers are, and roles with BYPASSRLS. */
export async function isAbovePolicies<T>(db: Kysely<T>): Promise<boolean> {
  const { rows } = await sql<{ above: boolean }>`
    select rolsuper or rolbypassrls as above from pg_roles where rolname = current_user`.execute(db);
  return rows[0]?.above ?? false;
}

/** Two processes that start together must not both change what belongs to the whole database. */
const ROLE_LOCK = 7_203_115;

/**
 * Makes a role the owner of the host's schemas, so that a host whose login is above the policies can work below them.
 * Whatever is right already is left alone: a later start needs no rights for this.
 */
export async function handOver(client: pg.ClientBase, role: string, schemas: readonly string[]): Promise<void> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [ROLE_LOCK]);
    await prepareRole(client, role);
    for (const schema of schemas) await handOverSchema(client, role, schema);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function prepareRole(client: pg.ClientBase, role: string): Promise<void> {
  const id = quoted(role);
  const { rows: known } = await client.query<{ above: boolean }>(
    'select rolsuper or rolbypassrls as above from pg_roles where rolname = $1',
    [role],
  );
  if (known[0]?.above) throw new Error(`the role "${role}" is above row-level security; choose one that is not`);
  if (known.length === 0) await client.query(`create role ${id} nologin`);
  const { rows } = await client.query<{ mayCreate: boolean; name: string }>(
    `select has_database_privilege($1, current_database(), 'create') as "mayCreate", current_database() as name`,
    [role],
  );
  // the job queue makes a schema of its own
  if (rows[0] && !rows[0].mayCreate) {
    await client.query(`grant create on database ${quoted(rows[0].name)} to ${id}`);
  }
}

/** Every relation, routine and type of a schema that does not belong to the role; what hangs on a table follows it. */
const FOREIGN_OBJECTS = `
  select 'table' as kind, format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm') and pg_get_userbyid(c.relowner) <> $2
  union all
  select 'routine', p.oid::regprocedure::text
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = $1 and pg_get_userbyid(p.proowner) <> $2
  union all
  select 'type', format('%I.%I', n.nspname, t.typname)
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where n.nspname = $1 and t.typtype in ('d', 'e') and pg_get_userbyid(t.typowner) <> $2`;

async function handOverSchema(client: pg.ClientBase, role: string, schema: string): Promise<void> {
  const id = quoted(role);
  const { rows } = await client.query<{ owner: string }>(
    'select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = $1',
    [schema],
  );
  const owner = rows[0]?.owner;
  if (owner === undefined) await client.query(`create schema ${quoted(schema)} authorization ${id}`);
  else if (owner !== role) await client.query(`alter schema ${quoted(schema)} owner to ${id}`);
  if (owner === undefined) return;
  const { rows: objects } = await client.query<{ kind: string; name: string }>(FOREIGN_OBJECTS, [schema, role]);
  for (const { kind, name } of objects) await client.query(`alter ${kind} ${name} owner to ${id}`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
