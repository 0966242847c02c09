import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';

import type { Hono } from 'hono';

import { EsignError } from '../src/core/errors.js';
import { createApp } from './http/app.js';
import { Idempotency } from './http/idempotency.js';
import type { Report } from './http/problem.js';
import type { ResolveSession } from './http/session.js';
import { ChangeFeed } from './http/sse.js';
import { Outbox } from './jobs/outbox.js';
import { startQueue } from './jobs/queue.js';
import type { OaPort } from './oa-port.js';
import { noMetrics, type HostMetrics } from './observe/metrics.js';
import { createBuiltinProvider } from './providers/builtin/builtin.js';
import { configRoutes } from './routes/configs.js';
import { envelopeRoutes } from './routes/envelopes.js';
import { recordRoutes } from './routes/records.js';
import { sealRoutes } from './routes/seals.js';
import { setupRoutes } from './routes/setup.js';
import type { HostContext } from './services/context.js';
import { carryOut } from './services/effects.js';
import { expireOverdue } from './services/envelopes.js';
import { fileForgotten, retryRecord } from './services/recovery.js';
import { ensureTenant } from './services/tenants.js';
import { loadOrCreateIdentity } from './signer/identity.js';
import { openDatabase } from './store/database.js';
import { openFileStore } from './store/files.js';

/** What an OA that lives in the same process may share with the host. */
export type HostParts = Pick<HostContext, 'db' | 'files' | 'clock' | 'providers' | 'report'>;

export interface HostOptions {
  /** Folder for files, keys and, without `databaseUrl`, the embedded database. */
  readonly dataDir: string;
  /** PostgreSQL; any number of processes may share one. */
  readonly databaseUrl?: string | undefined;
  /** Schema of the tables on PostgreSQL. */
  readonly schema?: string | undefined;
  /** The OA's session hook: who sent a request, or null. */
  readonly resolveSession: ResolveSession;
  readonly oa: OaPort | ((parts: HostParts) => OaPort | Promise<OaPort>);
  /** The name in the certificates of the built-in signer. */
  readonly organization?: string | undefined;
  readonly clock?: (() => Date) | undefined;
  /** Where the host is mounted in its server, for example `/esign`; at the root without it. */
  readonly basePath?: string | undefined;
  /** Hears of every failure that is ours. */
  readonly report?: Report | undefined;
  /** Counts what happens; nothing is counted without it. */
  readonly metrics?: HostMetrics | undefined;
  readonly heartbeatMs?: number | undefined;
  readonly maxUploadBytes?: number | undefined;
  /** Off where something else calls `sweep`. */
  readonly queue?: boolean | undefined;
  /** Work of the OA in this process that is due in the rhythm of `sweep`. */
  readonly onSweep?: (() => Promise<void>) | undefined;
  /** Parses each answer by the contract before it is sent. */
  readonly checkResponses?: boolean | undefined;
  /** Keeps the embedded database in memory, for tests. */
  readonly memory?: boolean | undefined;
  /** A dump of a fresh embedded database. */
  readonly template?: Blob | undefined;
}

export interface Host {
  /** Answers a request; mount it in any server that speaks Fetch. */
  fetch(request: Request): Promise<Response>;
  /** For routes beside the contract. */
  readonly app: Hono;
  readonly parts: HostParts;
  /** Carries out what is due and keeps deadlines; the job queue calls it at the start and every minute. */
  sweep(): Promise<void>;
  /** Tries once more what failed for good at a record, after its cause was removed. @returns How many effects. */
  retry(tenantId: string, recordId: string): Promise<number>;
  close(): Promise<void>;
}

const DAY_MS = 24 * 3600 * 1000;

function reportToStderr(failure: { code: string; message: string; path: string; stack?: string | undefined }): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...failure })}\n`);
}

/** Opens a host: database, files, signer, jobs and routes. It answers from the moment on when this resolves. */
export async function createHost(options: HostOptions): Promise<Host> {
  const report = options.report ?? reportToStderr;
  const clock = options.clock ?? (() => new Date());
  const metrics = options.metrics ?? noMetrics;
  await mkdir(options.dataDir, { recursive: true });
  const database = await openDatabase(options);
  try {
    const files = await openFileStore(path.join(options.dataDir, 'files'));
    const organization = options.organization ?? 'esign-elements';
    const identity = await loadOrCreateIdentity(path.join(options.dataDir, 'identity'), { organization });
    const providers = new Map([['builtin' as const, createBuiltinProvider(identity)]]);
    const parts: HostParts = { db: database.db, files, clock, providers, report };
    const oa = typeof options.oa === 'function' ? await options.oa(parts) : options.oa;
    const closing = new AbortController();
    const context: HostContext = {
      ...parts,
      oa,
      metrics,
      changes: new ChangeFeed(),
      heartbeatMs: options.heartbeatMs ?? 15_000,
      closing: closing.signal,
      runStream: (tenantId, stream) => outbox.runStream(tenantId, stream),
    };
    const outbox: Outbox = new Outbox({ db: database.db, clock, report, carryOut: (row) => carryOut(context, row) });
    const idempotency = new Idempotency(database.db, clock);
    if (database.kind === 'pglite') {
      await idempotency.releaseAll();
      await outbox.releaseAll();
    }

    const sweep = async (): Promise<void> => {
      const steps: Record<string, () => Promise<void>> = {
        outbox: () => outbox.runAll(),
        deadlines: () => expireOverdue(context),
        filing: () => fileForgotten(context),
        oa: () => options.onSweep?.() ?? Promise.resolve(),
        idempotency: () => idempotency.sweep(new Date(clock().getTime() - 7 * DAY_MS)),
      };
      for (const [name, step] of Object.entries(steps)) {
        await step().catch((error: unknown) => {
          const { code, message, stack } = EsignError.from(error);
          report({ code, message: `sweep of ${name} failed: ${message}`, path: 'sweep', stack });
        });
      }
    };
    const tenants = new Set<string>();
    const app = createApp({
      handlers: {
        ...setupRoutes(context),
        ...configRoutes(context),
        ...recordRoutes(context),
        ...envelopeRoutes(context),
        ...sealRoutes(context),
      },
      report,
      basePath: (options.basePath ?? '').replace(/\/+$/, ''),
      idempotency,
      resolveSession: async (request) => {
        const session = await options.resolveSession(request);
        if (session && !tenants.has(session.tenantId)) {
          await ensureTenant(context, session.tenantId);
          tenants.add(session.tenantId);
        }
        return session;
      },
      maxUploadBytes: options.maxUploadBytes ?? 50 * 1024 * 1024,
      checkResponses: options.checkResponses ?? false,
    });
    const queue = options.queue === false ? null : await startQueue(database, sweep, report);
    // what an earlier process left is taken up at once, but not before whoever opened the host has it in hand
    const first =
      queue === null ? Promise.resolve() : immediate().then(() => (closing.signal.aborted ? undefined : sweep()));
    return {
      fetch: async (request) => app.fetch(request),
      app,
      parts,
      sweep,
      retry: (tenantId, recordId) => retryRecord(context, tenantId, recordId),
      close: async () => {
        closing.abort();
        await queue?.stop();
        await first;
        await outbox.idle();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
