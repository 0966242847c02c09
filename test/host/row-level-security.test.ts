import { randomUUID } from 'node:crypto';

import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { handOver } from '../../host/store/row-level-security.js';
import type { Tables } from '../../host/store/tables.js';
import { asSystem, asTenant, scopedPool } from '../../host/store/tenant-scope.js';
import { configure, reachSigning } from '../support/journey.js';
import { databaseRole, databases, openTestHost, postgresUrl, type TestHost } from '../support/test-host.js';

const OURS = 'tenant-yuanjing';
const THEIRS = 'tenant-lanhai';

type TenantTable = {
  [Name in keyof Tables]: 'tenant_id' extends keyof Tables[Name] ? Name : never;
}[keyof Tables];

/** The compiler asks for each table of tenants that the store has, so that none can be forgotten here. */
const TENANT_TABLES: Record<TenantTable, true> = {
  append_requests: true,
  audit: true,
  audit_anchors: true,
  audit_heads: true,
  binding_secrets: true,
  bindings: true,
  callback_addresses: true,
  callbacks: true,
  catalog: true,
  config_versions: true,
  configs: true,
  envelope_people: true,
  envelopes: true,
  files: true,
  idempotency: true,
  outbox: true,
  phone_pads: true,
  outbox_leases: true,
  record_problems: true,
  remote_envelopes: true,
  remote_seal_uses: true,
  revisions: true,
  seal_grants: true,
  seal_orders: true,
  seal_use_photos: true,
  seal_uses: true,
  seals: true,
  signatures: true,
  signing_intents: true,
  signing_intent_shares: true,
  tenant_keys: true,
};

/** What the database itself says; the demo's tables are those of an OA, which looks after them itself. */
async function tenantTables(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = current_schema() and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
    order by c.table_name`.execute(db);
  return rows.map(({ name }) => name).filter((name) => !name.startsWith('demo_'));
}

/** The embedded database has one connection for all requests, whose session can belong to none of them. */
const onPostgres = databases.filter((kind) => kind === 'postgres');

describe.each(databases)('tables with tenants on %s', (kind) => {
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost(kind);
  });

  afterAll(() => test.close());

  it('have a policy each, which holds their owner too (T08)', async () => {
    const { db } = test.host.parts;
    const tables = await tenantTables(db);
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_policy p on p.polrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relrowsecurity and c.relforcerowsecurity
        and p.polcmd = '*'
      order by c.relname`.execute(db);

    expect(tables).toEqual(Object.keys(TENANT_TABLES).sort());
    expect(rows.map(({ name }) => name)).toEqual(tables);
  });
});

describe('the policies on pglite', () => {
  it('hold whoever is not the superuser that the embedded database works as', async () => {
    const test = await openTestHost('pglite');
    await test.as('other-tenant').get('/v1/session');
    const seen = await test.host.parts.db.transaction().execute(async (tx) => {
      await sql`create role plain nologin`.execute(tx);
      await sql`grant select on bindings to plain`.execute(tx);
      await sql`set local role plain`.execute(tx);
      const tenants = async (): Promise<string[]> => {
        const rows = await tx.selectFrom('bindings').select('tenant_id').distinct().orderBy('tenant_id').execute();
        return rows.map(({ tenant_id: tenantId }) => tenantId);
      };
      const nobody = await tenants();
      await sql`select set_config('esign.tenant', ${OURS}, true)`.execute(tx);
      const ours = await tenants();
      await sql`select set_config('esign.system', 'on', true)`.execute(tx);
      return { nobody, ours, all: await tenants() };
    });
    await test.close();

    expect(seen).toEqual({ nobody: [], ours: [OURS], all: [THEIRS, OURS] });
  });
});

describe.each(onPostgres)('row-level security on %s (T08)', (kind) => {
  let test: TestHost;
  let pool: pg.Pool;
  let db: Kysely<Tables>;

  beforeAll(async () => {
    test = await openTestHost(kind);
    await configure(test);
    await reachSigning(test);
    await test.as('other-tenant').get('/v1/session');
    const options = `-c search_path=${test.schema} -c role=${databaseRole}`;
    pool = new pg.Pool({ connectionString: postgresUrl, max: 2, options });
    db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: scopedPool(pool) }) });
  });

  afterAll(async () => {
    await db.destroy();
    await test.close();
  });

  /** A query that forgot its condition. */
  const tenantsSeen = async (): Promise<string[]> => {
    const { rows } = await sql<{ tenant_id: string }>`
      select distinct tenant_id from bindings order by tenant_id`.execute(db);
    return rows.map(({ tenant_id: tenantId }) => tenantId);
  };

  it('shows a query without a condition the rows of its tenant only', async () => {
    expect(await asTenant(OURS, tenantsSeen)).toEqual([OURS]);
    expect(await asTenant(THEIRS, tenantsSeen)).toEqual([THEIRS]);
    expect(await asTenant(OURS, () => db.selectFrom('envelopes').select('id').execute())).toHaveLength(1);
    expect(await asTenant(THEIRS, () => db.selectFrom('envelopes').select('id').execute())).toEqual([]);
  });

  it('shows nothing outside of a tenant and of the host’s own work, also on a connection that was used before', async () => {
    await asSystem(tenantsSeen);
    await asTenant(OURS, tenantsSeen);

    expect(await tenantsSeen()).toEqual([]);
    expect(await asTenant('', tenantsSeen)).toEqual([]);
  });

  it('shows the host’s own work the rows of all', async () => {
    expect(await asSystem(tenantsSeen)).toEqual([THEIRS, OURS]);
  });

  it('keeps 40 queries at once on two connections apart', async () => {
    const wanted = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? THEIRS : OURS));

    const seen = await Promise.all(wanted.map((tenant) => asTenant(tenant, tenantsSeen)));

    expect(seen).toEqual(wanted.map((tenant) => [tenant]));
  });

  it('changes and removes nothing of another tenant', async () => {
    const rename = () => db.updateTable('bindings').set({ created_at: 'never' }).returning('tenant_id').execute();
    const remove = () => db.deleteFrom('envelopes').returning('id').execute();

    expect(await asTenant(THEIRS, rename)).toEqual([{ tenant_id: THEIRS }]);
    expect(await asTenant(THEIRS, remove)).toEqual([]);
  });

  it('refuses to write a row for another tenant, or to give one away', async () => {
    const row = { tenant_id: THEIRS, seal_id: 'seal-x', user_id: 'somebody' };
    const insert = () => db.insertInto('seal_grants').values(row).execute();
    const upsert = () =>
      db
        .insertInto('seal_grants')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    const give = () => db.updateTable('envelopes').set({ tenant_id: THEIRS }).execute();

    const writes: (() => Promise<unknown>)[] = [insert, upsert, give];
    for (const work of writes) {
      await expect(asTenant(OURS, work)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(insert()).rejects.toMatchObject({ code: '42501' });
  });

  it('holds a whole transaction in the scope in which it began, with its locks', async () => {
    const seen = await asTenant(OURS, () =>
      db.transaction().execute(async (tx) => {
        await sql`select id from envelopes for update`.execute(tx);
        const inside = await asSystem(() => tx.selectFrom('bindings').select('tenant_id').execute());
        return inside.map(({ tenant_id: tenantId }) => tenantId);
      }),
    );

    expect(seen).toEqual([OURS]);
  });

  it('gives a connection that could not be told its scope to nobody, and ends it', async () => {
    const alone = new pg.Pool({ connectionString: postgresUrl, max: 1 });
    const scoped = scopedPool(alone);
    const broken = await alone.connect();
    const { rows: before } = await broken.query<{ pid: number }>('select pg_backend_pid() as pid');
    await broken.query('begin');
    await expect(broken.query('select 1 / 0')).rejects.toThrow('division by zero');
    // in a transaction that has failed the server refuses to set anything
    broken.release();

    await expect(asTenant(OURS, () => scoped.connect())).rejects.toMatchObject({ code: '25P02' });

    const next = await asTenant(OURS, () => scoped.connect());
    const { rows: after } = await next.query<{ pid: number; tenant: string }>(
      `select pg_backend_pid() as pid, current_setting('esign.tenant', true) as tenant`,
      [],
    );
    next.release();
    await scoped.end();
    expect(after[0]?.pid).not.toBe(before[0]?.pid);
    expect(after[0]?.tenant).toBe(OURS);
  });
});

describe.each(onPostgres)('the role of the host on %s', (kind) => {
  const schema = `test_${randomUUID().slice(0, 8)}`;
  const role = `esign_${randomUUID().slice(0, 8)}`;
  const withClient = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: postgresUrl });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  afterAll(() =>
    withClient(async (client) => {
      await client.query(`drop schema if exists ${schema} cascade; drop owned by ${role}; drop role if exists ${role}`);
    }),
  );

  it('is made, and becomes the owner of what an earlier version made, once', async () => {
    const owners = await withClient(async (client) => {
      await client.query(`create schema ${schema}; create table ${schema}.old (tenant_id text);
        create type ${schema}.mood as enum ('fine'); create function ${schema}.one() returns int language sql as 'select 1'`);
      await handOver(client, role, [schema]);
      await handOver(client, role, [schema]);
      const { rows } = await client.query<{ owner: string }>(
        `select pg_get_userbyid(relowner) as owner from pg_class where relnamespace = '${schema}'::regnamespace
         union all select pg_get_userbyid(proowner) from pg_proc where pronamespace = '${schema}'::regnamespace
         union all select pg_get_userbyid(nspowner) from pg_namespace where nspname = '${schema}'`,
      );
      return rows.map(({ owner }) => owner);
    });

    expect(owners).toHaveLength(3);
    expect(new Set(owners)).toEqual(new Set([role]));
  });

  it('is left as it is by a login that may do nothing but work in it', async () => {
    const login = `${role}_login`;

    const attempt = withClient(async (client) => {
      await client.query(`create role ${login} in role ${role}; set session authorization ${login}`);
      await handOver(client, role, [schema]);
    });

    await expect(attempt).resolves.toBeUndefined();
    await withClient((client) => client.query(`drop role ${login}`));
  });

  it('is not taken when it is above the policies itself', async () => {
    const { rows } = await withClient((client) => client.query<{ name: string }>('select current_user as name'));

    await expect(withClient((client) => handOver(client, rows[0]?.name ?? '', [schema]))).rejects.toThrow(
      'above row-level security',
    );
  });

  it('is missed loudly where the login is above the policies', async () => {
    const host = await openTestHost(kind, { databaseRole: undefined });

    expect(host.failures.map(({ message }) => message).join()).toContain('DATABASE_ROLE');
    await host.close();
  });
});
