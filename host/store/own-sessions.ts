import type pg from 'pg';

type Client = Pick<pg.PoolClient, 'query' | 'release'>;

/**
 * A pooler that hands one session to several clients would let a request see the rows of another tenant, and would lose
 * what a connection listens to. Two connections that are open at the same time are then served by one session, or one of
 * them by two.
 *
 * @throws Error in one line.
 */
export async function refuseSharedSessions(pool: { connect(): Promise<Client> }): Promise<void> {
  const first = await pool.connect();
  try {
    const second = await pool.connect();
    try {
      const [before, beside, after] = [await sessionOf(first), await sessionOf(second), await sessionOf(first)];
      if (before !== beside && before === after) return;
    } finally {
      second.release();
    }
  } finally {
    first.release();
  }
  throw new Error(
    'DATABASE_URL leads to a pooler that shares sessions (PgBouncer in transaction mode); connect to PostgreSQL itself, ' +
      'or let the pooler work in session mode',
  );
}

async function sessionOf(client: Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}
