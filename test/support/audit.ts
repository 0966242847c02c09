import { sql } from 'kysely';

import type { Db, Tx } from '../../host/store/database.js';

/** Changes the trail as nobody but a superuser who says so can: what an attacker with every right would do. */
export async function tamper(db: Db, work: (tx: Tx) => Promise<unknown>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select set_config('esign.audit_maintenance', 'on', true)`.execute(tx);
    await work(tx);
  });
}
