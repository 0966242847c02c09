import { PgBoss } from 'pg-boss';

import type { Report } from '../http/problem.js';
import type { Database } from '../store/database.js';

const SWEEP = 'sweep';

export interface Queue {
  stop(): Promise<void>;
}

/**
 * The net below the work that is done at once: every minute, on one of the processes that share the database, what is due
 * is carried out, deadlines are kept, and old answers are forgotten.
 */
export async function startQueue(database: Database, sweep: () => Promise<void>, report: Report): Promise<Queue> {
  const boss = new PgBoss({ ...database.jobs, createSchema: true });
  boss.on('error', (error) =>
    report({ code: 'unexpected', message: 'the job queue failed', path: 'jobs', stack: error.stack }),
  );
  await boss.start();
  await boss.createQueue(SWEEP, { policy: 'singleton', retryLimit: 0, expireInSeconds: 300 });
  await boss.work(SWEEP, { pollingIntervalSeconds: 10 }, async () => {
    await sweep();
  });
  await boss.schedule(SWEEP, '* * * * *', null, { tz: 'Asia/Shanghai' });
  return {
    stop: () => boss.stop({ graceful: true, close: false, timeout: 5000 }),
  };
}
