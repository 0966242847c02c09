import { setTimeout as delay } from 'node:timers/promises';

import { Outbox } from '../../host/jobs/outbox.js';
import { openDatabase } from '../../host/store/database.js';

export interface WorkerSettings {
  readonly name: string;
  readonly databaseUrl: string;
  readonly databaseRole: string;
  readonly schema: string;
  readonly dataDir: string;
  readonly ledgerUrl: string;
  readonly leaseMs: number;
}

/** What an OA is told, with the name of the process that told it. */
export interface Delivery {
  readonly worker: string;
  readonly key: string;
  readonly subject: string;
}

/** One of several processes that carry out the effects of one database; a test starts, freezes and kills it. */
const settings = JSON.parse(process.env['WORKER_SETTINGS'] ?? '{}') as WorkerSettings;
const database = await openDatabase(settings);
const outbox = new Outbox({
  db: database.db,
  clock: () => new Date(),
  leaseMs: settings.leaseMs,
  report: ({ message }) => process.stdout.write(`report ${message}\n`),
  carryOut: async (row) => {
    const delivery: Delivery = { worker: settings.name, key: row.key, subject: row.context.subject };
    await fetch(settings.ledgerUrl, { method: 'POST', body: JSON.stringify(delivery) });
  },
});
process.stdout.write('ready\n');
for (;;) {
  await outbox.runAll();
  process.stdout.write('swept\n');
  await delay(50);
}
