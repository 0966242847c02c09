import { PgBoss } from 'pg-boss';

import type { Report } from '../http/problem.js';
import type { Database } from '../store/database.js';

const SWEEP = 'sweep';
/** A sweep may take five minutes, and the next look for work is due ten seconds later. */
const STANDSTILL_MS = 6 * 60_000;

export interface Queue {
  /** @throws Error when nothing has asked for work for so long that the queue stands still. */
  check(): Promise<void>;
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
    check: () => {
      const limit = Date.now() - STANDSTILL_MS;
      const isAlive = boss.getWipData().some((worker) => (worker.lastFetchedOn ?? worker.createdOn) > limit);
      return isAlive ? Promise.resolve() : Promise.reject(new Error('the job queue stands still'));
    },
    stop: () => boss.stop({ graceful: true, close: false, timeout: 5000 }),
  };
}
