import { AsyncLocalStorage } from 'node:async_hooks';

import type { PostgresPool } from 'kysely';
import type pg from 'pg';

/** Whose rows the database shows: those of one tenant, or all of them for the host's own work. */
type Scope = { readonly kind: 'tenant'; readonly tenantId: string } | { readonly kind: 'system' };

const scopes = new AsyncLocalStorage<Scope>();

/** What a new connection has: the settings are not there, and no row is shown. */
const NOBODY = 'nobody';

/** Runs work for one tenant: on PostgreSQL its queries see and write no row of another one, whatever they ask for. */
export function asTenant<T>(tenantId: string, work: () => T): T {
  return scopes.run({ kind: 'tenant', tenantId }, work);
}

/**
 * Runs work of the host itself, which looks at the rows of every tenant: migrations, sweeps, checks of the audit chain.
 * What it does for one of them belongs into `asTenant`. Outside of both no row of any tenant is seen.
 */
export function asSystem<T>(work: () => T): T {
  return scopes.run({ kind: 'system' }, work);
}

/**
 * The pool as Kysely uses it: each connection is told the scope of who takes it, and keeps it for a whole transaction.
 * Row-level security reads the two settings. They belong to the session, so a pooler that hands one session to several
 * clients (PgBouncer in transaction mode) must not stand in between.
 */
export function scopedPool(pool: pg.Pool): PostgresPool {
  const current = new WeakMap<pg.PoolClient, string>();
  const enter = async (client: pg.PoolClient): Promise<void> => {
    const scope = scopes.getStore();
    const name = scope === undefined ? NOBODY : JSON.stringify(scope);
    // most requests after one another are of one tenant: then this costs nothing
    if ((current.get(client) ?? NOBODY) === name) return;
    current.delete(client);
    await client.query({
      name: 'esign_scope',
      text: `select set_config('esign.tenant', $1, false), set_config('esign.system', $2, false)`,
      values: [scope?.kind === 'tenant' ? scope.tenantId : '', scope?.kind === 'system' ? 'on' : ''],
    });
    current.set(client, name);
  };
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      try {
        await enter(client);
      } catch (error) {
        // a connection in an unknown scope goes back to nobody
        client.release(true);
        throw error;
      }
      return client;
    },
    end: () => pool.end(),
  };
}
