import { createPublicKey } from 'node:crypto';

import { pino } from 'pino';

import { createHost, type Host } from '../../host/create-host.js';
import { listen, portOf } from '../../host/http/listen.js';
import { createLog } from '../../host/observe/log.js';
import { insertEnvelope } from '../../host/store/envelopes.js';
import { insertRemote, nameRemote } from '../../host/store/remote-envelopes.js';
import { asSystem, asTenant } from '../../host/store/tenant-scope.js';
import { createTestProvider } from '../../test/support/test-provider/test-provider.js';
import { fillDatabase } from './fill.js';
import { openOffice, sessionOf } from './office.js';
import type { Backlog, Command, Copy, Settings, Usage } from './protocol.js';

/** The host that is driven: everything as in production, but for the limits of requests and the OA. */
const settings = JSON.parse(process.env['LOAD_SETTINGS'] ?? '{}') as Settings;
/** Counted, so that counting costs what it costs, and never reached. */
const endless = { requests: 1_000_000_000, seconds: 60 };

async function open(): Promise<Host> {
  const log = createLog({ level: 'info', destination: pino.destination({ dest: settings.logFile, sync: true }) });
  return createHost({
    dataDir: settings.dataDir,
    ...(settings.databaseUrl ? { databaseUrl: settings.databaseUrl, databaseRole: settings.databaseRole } : {}),
    resolveSession: (request) => Promise.resolve(sessionOf(request)),
    rateLimits: { person: endless, costly: endless, address: endless, callbacks: endless },
    providers: [createTestProvider({ publicKey: createPublicKey(settings.service.publicKey) })],
    outgoingAllow: settings.service.url,
    publicUrl: 'http://127.0.0.1',
    oa: await openOffice(settings.fileBytes),
    log,
  });
}

async function backlog({ parts: { db } }: Host): Promise<Backlog> {
  const states = await db
    .selectFrom('outbox')
    .select(['state', ({ fn }) => fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  const countOf = (state: string): number => Number(states.find((row) => row.state === state)?.count ?? 0);
  const callbacks = await db
    .selectFrom('callbacks')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('next_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return {
    effects: countOf('pending'),
    callbacks: Number(callbacks.count),
    done: countOf('done'),
    failed: countOf('failed'),
  };
}

function usage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    maxRssMiB: maxRSS / 1024,
    rssMiB: process.memoryUsage.rss() / 1024 / 1024,
  };
}

/** Envelopes that are at some point already, which through the routes would take longer than what is measured. */
async function store({ parts: { db, clock } }: Host, copies: readonly Copy[]): Promise<void> {
  for (const { tenantId, envelope, names } of copies) {
    await asTenant(tenantId, () =>
      db.transaction().execute(async (tx) => {
        await insertEnvelope(tx, tenantId, envelope, `copy ${envelope.id}`);
        if (!names) return;
        await insertRemote(tx, tenantId, envelope);
        const row = { tenant_id: tenantId, envelope_id: envelope.id, binding_id: envelope.bindingId };
        const now = clock().toISOString();
        // nobody asks about it by himself while the run lasts
        await nameRemote(tx, row, names, { now, nextPollAt: new Date(clock().getTime() + 3_600_000).toISOString() });
      }),
    );
  }
}

/** @returns How many milliseconds a look at everything that is due took. */
async function timeSweep({ sweep }: Host): Promise<number> {
  // the one of the start may be at it still, and then another one leaves out what that does
  await sweep();
  const start = performance.now();
  await sweep();
  return performance.now() - start;
}

async function obey(host: Host, command: Command): Promise<unknown> {
  switch (command.do) {
    case 'backlog':
      return asSystem(() => backlog(host));
    case 'usage':
      return usage();
    case 'sweep':
      return timeSweep(host);
    case 'store':
      return store(host, command.copies);
    case 'fill':
      return asTenant(command.fill.tenantId, () =>
        fillDatabase(host.parts, command.fill, settings.databaseUrl !== null),
      );
  }
}

const host = await open();
const limits = { headers: 20, request: 120, keepAlive: 75 };
const server = await listen(host.fetch, { port: 0, hostname: '127.0.0.1', limits });
process.on('message', (message: { id: number; command: Command }) => {
  obey(host, message.command).then(
    (value) => process.send?.({ id: message.id, value: value ?? null }),
    (error: unknown) => process.send?.({ id: message.id, error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.send?.({ ready: `http://127.0.0.1:${portOf(server)}` });

// a driver that has gone away leaves no host behind; an orderly end also writes a profile that was asked for
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void host.close({ waitMs: 10_000 }).then(() => process.exit(0));
});
