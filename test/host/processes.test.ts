import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { enqueueEffects } from '../../host/jobs/outbox-rows.js';
import { startQueue, type Queue } from '../../host/jobs/queue.js';
import { transact } from '../../host/services/context.js';
import { openDatabase, type Database } from '../../host/store/database.js';
import { asSystem, asTenant } from '../../host/store/tenant-scope.js';
import type { Effect } from '../../src/schema/index.js';
import type { Delivery, WorkerSettings } from '../support/outbox-worker.js';
import { databaseRole, databases, dropSchemas, postgresUrl } from '../support/test-host.js';

const TENANT = 'tenant-test';
const STREAMS = 40;
const EFFECTS = 200;
const LEASE_MS = 2000;
/** So many streams a process works on beside each other. */
const STREAMS_AT_ONCE = 4;

function effectOf(key: string): Effect {
  return { kind: 'notify', key, why: { rule: 'R-09', slot: null, field: null, reason: 'test' }, to: [], text: key };
}

/** One effect of a number: five for each stream, of two subjects. */
function store(database: Pick<Database, 'db'>, queue: Pick<Queue, 'wakeUps'> | null, number: number): Promise<void> {
  const stream = number % STREAMS;
  return asTenant(TENANT, () =>
    transact({ db: database.db, ...(queue ? { wakeUps: queue.wakeUps } : {}) }, async (tx) => {
      await enqueueEffects(tx, {
        tenantId: TENANT,
        stream: `record:${stream}`,
        effects: [effectOf(String(number).padStart(4, '0'))],
        context: {
          recordId: String(stream),
          configId: null,
          configVersion: null,
          actor: { userId: 'u', name: 'u' },
          subject: `envelope ${stream}-${Math.floor(number / STREAMS) % 2}`,
        },
        now: new Date().toISOString(),
      });
    }),
  );
}

// the embedded database belongs to one process
describe.each(databases.filter((kind) => kind === 'postgres'))('several processes on %s', () => {
  const schema = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'esign-processes-'));
  let database: Database;
  let closing: (() => Promise<unknown>)[];

  beforeEach(async () => {
    closing = [];
    database = await openDatabase({ databaseUrl: postgresUrl, databaseRole, schema, dataDir });
  });

  afterEach(async () => {
    for (const close of closing.reverse()) await close();
    await database.close();
    await dropSchemas(schema);
    rmSync(dataDir, { recursive: true, force: true });
  });

  const rowsNow = () => asSystem(() => database.db.selectFrom('outbox').selectAll().orderBy('seq').execute());

  /** An OA that remembers what it was told, and by whom, before it answers. */
  const openLedger = async (onDelivery: (delivery: Delivery) => void): Promise<string> => {
    const server: Server = createServer((request, response) => {
      void json(request).then(async (body) => {
        onDelivery(body as Delivery);
        await delay(40);
        response.end('{}');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const startWorker = async (name: string, ledgerUrl: string): Promise<{ child: ChildProcess; lines: string[] }> => {
    const settings: WorkerSettings = {
      name,
      databaseUrl: postgresUrl,
      databaseRole,
      schema,
      dataDir,
      ledgerUrl,
      leaseMs: LEASE_MS,
    };
    const child = spawn(process.execPath, ['--import', 'tsx', path.resolve('test/support/outbox-worker.ts')], {
      env: { ...process.env, WORKER_SETTINGS: JSON.stringify(settings) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit');
    closing.push(() => {
      child.kill('SIGKILL');
      return gone;
    });
    const lines: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter(Boolean)));
    await vi.waitUntil(() => lines.includes('ready'), { timeout: 30_000 });
    return { child, lines };
  };

  it('do everything once and in order, when one is killed and one is frozen beyond its lease (F10, F38, F39)', async () => {
    const deliveries: Delivery[] = [];
    const workers = new Map<string, Awaited<ReturnType<typeof startWorker>>>();
    const onDelivery = (delivery: Delivery): void => {
      deliveries.push(delivery);
      const count = deliveries.filter(({ worker }) => worker === delivery.worker).length;
      // in the middle of an effect, which the OA has and the outbox does not know of yet
      if (delivery.worker === 'killed' && count === 10) workers.get('killed')?.child.kill('SIGKILL');
      if (delivery.worker === 'frozen' && count === 20) workers.get('frozen')?.child.kill('SIGSTOP');
    };
    const ledgerUrl = await openLedger(onDelivery);
    const names = ['killed', 'frozen', 'steady'];
    const started = await Promise.all(names.map((name) => startWorker(name, ledgerUrl)));
    names.forEach((name, index) => workers.set(name, started[index] as (typeof started)[number]));

    for (let number = 0; number < EFFECTS; number += 1) await store(database, null, number);
    const isDone = async (): Promise<boolean> => (await rowsNow()).every(({ state }) => state === 'done');
    await vi.waitUntil(isDone, { timeout: 40_000, interval: 100 });
    const atEnd = deliveries.length;
    const frozen = workers.get('frozen');
    const linesBefore = frozen?.lines.length ?? 0;
    frozen?.child.kill('SIGCONT');
    await vi.waitUntil(() => frozen?.lines.slice(linesBefore).filter((line) => line === 'swept').length === 2, {
      timeout: 20_000,
    });

    // what the one woke up over was done by another one since, and stays as that one left it
    expect(frozen?.lines.some((line) => line.includes('was taken over by another process'))).toBe(true);
    // an order that was on its way when it froze may still reach the OA, under its known key: one for each stream at work
    const late = deliveries.slice(atEnd);
    expect(late.length).toBeLessThan(STREAMS_AT_ONCE);
    expect(late.every(({ worker }) => worker === 'frozen')).toBe(true);
    const rows = await rowsNow();
    expect(rows).toHaveLength(EFFECTS);
    expect(rows.every(({ state, lease_token }) => state === 'done' && lease_token === null)).toBe(true);
    // the OA carries out an order once for its key; only what died or froze on its way was ordered again
    const first = new Map<string, Delivery>();
    const again: Delivery[] = [];
    for (const delivery of deliveries) {
      if (first.has(delivery.key)) again.push(delivery);
      else first.set(delivery.key, delivery);
    }
    expect([...first.keys()].sort()).toEqual(rows.map(({ key }) => key));
    expect(again.every(({ key, worker }) => worker !== 'steady' || first.get(key)?.worker !== 'steady')).toBe(true);
    expect(again.length).toBeGreaterThanOrEqual(2);
    const bySubject = Map.groupBy(first.values(), ({ subject }) => subject);
    for (const [, own] of bySubject) expect(own.map(({ key }) => key)).toEqual(own.map(({ key }) => key).sort());
  });

  it('wake each other up for what one has stored and another one must do (F10)', async () => {
    const woken: string[] = [];
    const open = async (): Promise<Queue> => {
      const work = {
        sweep: () => Promise.resolve(),
        runStream: (tenantId: string, stream: string) => {
          woken.push(`${tenantId} ${stream}`);
          return Promise.resolve();
        },
      };
      const queue = await startQueue(database, work, () => undefined, { firstLookSeconds: 0 });
      closing.push(() => queue.stop());
      return queue;
    };
    const queue = await open();
    await open();

    await store(database, queue, 1);
    await asTenant(TENANT, () =>
      database.db
        .transaction()
        .execute(async (tx) => {
          await queue.wakeUps.stored(tx, [{ tenantId: TENANT, stream: 'record:undone', seq: 999 }]);
          throw new Error('undone');
        })
        .catch(() => undefined),
    );
    await queue.wakeUps.later({ tenantId: TENANT, stream: 'record:2', at: new Date().toISOString() });
    await queue.wakeUps.later({ tenantId: TENANT, stream: 'record:far', at: '2100-01-01T00:00:00.000Z' });
    await vi.waitUntil(() => woken.length >= 2, { timeout: 20_000 });

    expect(woken.sort()).toEqual([`${TENANT} record:1`, `${TENANT} record:2`]);
  });
});
