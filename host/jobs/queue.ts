import { fromKysely, PgBoss } from 'pg-boss';

import type { Report } from '../http/problem.js';
import type { Database } from '../store/database.js';
import type { WakeUps } from './wake-ups.js';

const SWEEP = 'sweep';
const EFFECTS = 'effects';
/** A sweep may take five minutes, and the next look for work is due ten seconds later. */
const STANDSTILL_MS = 6 * 60_000;
/** Time for the process that stored an effect to carry it out itself; only then does another one come by. */
const FIRST_LOOK_SECONDS = 5;
/** A process that was frozen or killed is not heard of for so long before its jobs go to another one. */
const HEARTBEAT_SECONDS = 30;
const TEN_MINUTES = 600;
const STOP_MS = 5000;

interface StreamJob {
  readonly tenantId: string;
  readonly stream: string;
}

export interface Queue {
  readonly wakeUps: WakeUps;
  /** @throws Error when nothing has asked for work for so long that the queue stands still. */
  check(): Promise<void>;
  /** Waits for jobs at hand, but no longer than that. */
  stop(limitMs?: number): Promise<void>;
}

export interface QueueWork {
  /** All that is due everywhere: once a minute, on one of the processes. */
  sweep(): Promise<void>;
  /** What is due in one stream; never rejects. */
  runStream(tenantId: string, stream: string): Promise<void>;
}

/**
 * Wakes up one of the processes that share the database: for a stream of the outbox when its effects were stored and when
 * they are due again, and once a minute for everything, in case a wake-up was lost. Why the outbox and not the queue says
 * what is done stands in `docs/decisions/0009-jobs.md`.
 */
export async function startQueue(
  database: Database,
  work: QueueWork,
  report: Report,
  { firstLookSeconds = FIRST_LOOK_SECONDS }: { firstLookSeconds?: number } = {},
): Promise<Queue> {
  const boss = new PgBoss({ ...database.jobs, createSchema: true, maintenanceIntervalSeconds: TEN_MINUTES });
  boss.on('error', (error) =>
    report({ code: 'unexpected', message: 'the job queue failed', path: 'jobs', stack: error.stack }),
  );
  await boss.start();
  const stop = (limitMs = STOP_MS): Promise<void> =>
    boss.stop({ graceful: true, close: false, timeout: Math.min(limitMs, STOP_MS) });
  try {
    await openSweep(boss, work);
    await openEffects(boss, work);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    wakeUps: wakeUpsBy(boss, { kind: database.kind, firstLookSeconds, report }),
    check: () => {
      const limit = Date.now() - STANDSTILL_MS;
      const isAlive = boss.getWipData().some((worker) => (worker.lastFetchedOn ?? worker.createdOn) > limit);
      return isAlive ? Promise.resolve() : Promise.reject(new Error('the job queue stands still'));
    },
    stop,
  };
}

async function openSweep(boss: PgBoss, { sweep }: QueueWork): Promise<void> {
  const limits = { retryLimit: 0, expireInSeconds: 300, heartbeatSeconds: HEARTBEAT_SECONDS };
  await boss.createQueue(SWEEP, { policy: 'singleton', ...limits });
  // a queue that an earlier release made keeps its limits otherwise
  await boss.updateQueue(SWEEP, limits);
  await boss.work(SWEEP, { pollingIntervalSeconds: 10 }, async () => {
    await sweep();
  });
  await boss.schedule(SWEEP, '* * * * *', null, { tz: 'Asia/Shanghai' });
}

async function openEffects(boss: PgBoss, { runStream }: QueueWork): Promise<void> {
  await boss.createQueue(EFFECTS, {
    policy: 'short',
    retryLimit: 3,
    expireInSeconds: 300,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    // most of them find that the work is done already; what failed is told by the outbox
    deleteAfterSeconds: TEN_MINUTES,
  });
  await boss.work<StreamJob>(EFFECTS, { pollingIntervalSeconds: 1, batchSize: 20, burstWhenBatchFull: true }, (jobs) =>
    Promise.all(distinct(jobs.map(({ data }) => data)).map(({ tenantId, stream }) => runStream(tenantId, stream))),
  );
}

function distinct(jobs: readonly StreamJob[]): StreamJob[] {
  return [...new Map(jobs.map((job) => [JSON.stringify([job.tenantId, job.stream]), job])).values()];
}

function wakeUpsBy(
  boss: PgBoss,
  { kind, firstLookSeconds, report }: { kind: Database['kind']; firstLookSeconds: number; report: Report },
): WakeUps {
  return {
    stored: async (tx, effects) => {
      // the embedded database has no other process that could come by; the next start sweeps
      if (kind === 'pglite') return;
      const jobs = effects.map(({ tenantId, stream, seq }) => ({
        data: { tenantId, stream },
        singletonKey: `${tenantId} ${seq}`,
        startAfter: firstLookSeconds,
      }));
      await boss.insert(EFFECTS, jobs, { db: fromKysely(tx) });
    },
    later: async ({ tenantId, stream, at }) => {
      try {
        const options = { startAfter: new Date(at), singletonKey: `${tenantId} ${stream} ${at}` };
        await boss.send(EFFECTS, { tenantId, stream }, options);
      } catch (error) {
        const stack = error instanceof Error ? error.stack : undefined;
        report({ code: 'unexpected', message: 'a wake-up is lost until the next sweep', path: 'jobs', stack });
      }
    },
  };
}
