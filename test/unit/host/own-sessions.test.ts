import type pg from 'pg';
import { describe, expect, it } from 'vitest';

import { refuseSharedSessions } from '../../../host/store/own-sessions.js';

/** A pool whose clients are served by the sessions that `serve` names. */
function aPool(serve: (client: number) => number): { connect(): Promise<pg.PoolClient>; open: () => number } {
  let made = 0;
  let open = 0;
  return {
    open: () => open,
    connect: () => {
      const client = ++made;
      open += 1;
      return Promise.resolve({
        query: () => Promise.resolve({ rows: [{ pid: serve(client) }] }),
        release: () => (open -= 1),
      } as unknown as pg.PoolClient);
    },
  };
}

describe('the check for a pooler in between', () => {
  it('lets connections pass that have a session each, and gives them back', async () => {
    const pool = aPool((client) => 100 + client);

    await refuseSharedSessions(pool);

    expect(pool.open()).toBe(0);
  });

  it.each<[string, (asked: number) => (client: number) => number]>([
    ['two connections share', () => () => 7],
    ['a statement finds another', (start) => () => ++start],
  ])('refuses a session that %s, in one line', async (_, make) => {
    const pool = aPool(make(100));

    await expect(refuseSharedSessions(pool)).rejects.toThrow(/^DATABASE_URL leads to a pooler .*session mode$/);
    expect(pool.open()).toBe(0);
  });
});
