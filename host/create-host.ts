import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';

import type { Hono } from 'hono';

import { CloseStack, endsInTime } from './close-all.js';
import { createApp } from './http/app.js';
import { ChangeRelay } from './http/change-relay.js';
import { Idempotency } from './http/idempotency.js';
import { InFlight } from './http/in-flight.js';
import { TrustedProxies, type Connection } from './http/client.js';
import type { Report } from './http/problem.js';
import { RateLimiter, type RateLimits } from './http/rate-limit.js';
import type { ResolveSession } from './http/session.js';
import { ChangeFeed } from './http/sse.js';
import { Outbox } from './jobs/outbox.js';
import { startQueue, type Queue } from './jobs/queue.js';
import { stopPointNotes } from './jobs/stop-point.js';
import { createSweep, type SweepStep } from './jobs/sweep.js';
import { noWakeUps, type WakeUps } from './jobs/wake-ups.js';
import { parseAllowRules } from './net/allow-rules.js';
import { createOutgoing, type OutgoingOptions } from './net/outgoing.js';
import type { OaPort } from './oa-port.js';
import { readCallbackState } from './observe/callback-state.js';
import { observeEffects } from './observe/effects.js';
import type { HostLog } from './observe/log.js';
import { noMetrics, type HostMetrics } from './observe/metrics.js';
import { readOutboxState } from './observe/outbox-state.js';
import { observeProviders } from './observe/providers.js';
import { Readiness, type Check } from './observe/readiness.js';
import { requestScope } from './observe/request-scope.js';
import { builtPhoneScript } from './phone-script.js';
import { createBuiltinProvider } from './providers/builtin/builtin.js';
import type { SignatureProvider } from './providers/provider.js';
import { callbackRoutes, mountCallbacks } from './routes/callbacks.js';
import { auditRoutes } from './routes/audit.js';
import { configRoutes } from './routes/configs.js';
import { envelopeRoutes } from './routes/envelopes.js';
import { operationRoutes } from './routes/operations.js';
import { mountPhonePage, phonePadRoutes } from './routes/phone-pads.js';
import { recordRoutes } from './routes/records.js';
import { sealRoutes } from './routes/seals.js';
import { setupRoutes } from './routes/setup.js';
import { keyNotes, loadMasterKeys } from './secrets/master-keys.js';
import { Vault } from './secrets/vault.js';
import { CallbackInbox } from './services/callbacks.js';
import { anchorTrails, createAnchorKeeper, type AnchorKeeper } from './services/audit-anchors.js';
import { refreshAddresses } from './services/binding-addresses.js';
import type { HostContext } from './services/context.js';
import { carryOut } from './services/effects.js';
import { keepDeadlines } from './services/deadlines.js';
import { forgetPhonePads } from './services/phone-pads.js';
import { fileForgotten, retryRecord } from './services/recovery.js';
import { RegisterPoller } from './services/register-poller.js';
import { RemotePoller } from './services/remote-poller.js';
import { isListedStaff } from './services/seal-staff.js';
import { settleSealOrders } from './services/seal-order-outcomes.js';
import { ensureTenant } from './services/tenants.js';
import { createCleaning } from './services/unused-files.js';
import { createPdfWorkers } from './signer/pdf-threads.js';
import { loadOrCreateIdentity } from './signer/identity.js';
import { forgetAppendRequests } from './store/append-requests.js';
import { openDatabase, type Database } from './store/database.js';
import { fileOwnerOf, ownedFiles, type OwnedFiles } from './store/file-owner.js';
import { openFileStore, type S3Options } from './store/files.js';
import { asSystem, asTenant } from './store/tenant-scope.js';

/** What an OA that lives in the same process may share with the host. */
export type HostParts = Pick<HostContext, 'db' | 'files' | 'clock' | 'providers' | 'report'>;

export interface HostOptions {
  /** Folder for files, keys and, without `databaseUrl`, the embedded database. */
  readonly dataDir: string;
  /** PostgreSQL; any number of processes may share one. */
  readonly databaseUrl?: string | undefined;
  /** Schema of the tables on PostgreSQL. */
  readonly schema?: string | undefined;
  /**
   * Role in which the host works on PostgreSQL, for a login that is above row-level security (a superuser): it is made
   * where it does not exist, and made the owner of the host's schemas.
   */
  readonly databaseRole?: string | undefined;
  /** With `false` a database that is not up to date is refused at the start instead of being changed. */
  readonly migrate?: boolean | undefined;
  /** The OA's session hook: who sent a request, or null. */
  readonly resolveSession: ResolveSession;
  readonly oa: OaPort | ((parts: HostParts) => OaPort | Promise<OaPort>);
  /** The name in the certificates of the built-in signer. */
  readonly organization?: string | undefined;
  readonly clock?: (() => Date) | undefined;
  /** Where the host is mounted in its server, for example `/esign`; at the root without it. */
  readonly basePath?: string | undefined;
  /** Gets a line for each request, and every failure that is ours. */
  readonly log?: HostLog | undefined;
  /** Hears of every failure that is ours, instead of the log. */
  readonly report?: Report | undefined;
  /** Counts what happens; nothing is counted without it. */
  readonly metrics?: HostMetrics | undefined;
  /** Master keys of the stored secrets, `id:base64,…`, the active one first; without it a key file in `dataDir` is made. */
  readonly secretKeys?: string | undefined;
  /** Where the host may call, as `parseAllowRules` reads it; nowhere without it. */
  readonly outgoingAllow?: string | undefined;
  /** Limits of outgoing calls, and what tests put in the place of the DNS. */
  readonly outgoing?: Omit<OutgoingOptions, 'allow'> | undefined;
  /** Where the world reaches the host, for the callback addresses of bindings. */
  readonly publicUrl?: string | undefined;
  readonly heartbeatMs?: number | undefined;
  readonly maxUploadBytes?: number | undefined;
  /** What differs from the usual limits of requests; `false` where a gateway in front counts them. */
  readonly rateLimits?: Partial<RateLimits> | false | undefined;
  /** Addresses and networks of the proxies in front, which alone are believed about who is behind them. */
  readonly trustProxy?: readonly string[] | undefined;
  /** Origins beside the host's own whose pages may write, for example of an OA under another name of the same site. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Adapters of signature services beside the built-in one; one with the id of another takes its place. */
  readonly providers?: readonly SignatureProvider[] | undefined;
  /** Keeps the bytes of files in a bucket instead of a folder in `dataDir`. */
  readonly s3?: S3Options | undefined;
  /** Longest time, in milliseconds, that reading one foreign PDF may take; 20 seconds unless told otherwise. */
  readonly pdfWithinMs?: number | undefined;
  /** The script of the page on which phones write; what the build made unless told otherwise, `null` for no such page. */
  readonly phonePadScript?: string | null | undefined;
  /** For how many days the bodies of callbacks are kept that are done; 180 unless told otherwise, 0 for ever. */
  readonly callbackRetentionDays?: number | undefined;
  /** A file that gets the daily signed heads of the audit trails, one line each. */
  readonly auditAnchors?: string | undefined;
  /** After how long a process that is not heard of loses what it was at; 60 seconds unless told otherwise. */
  readonly leaseMs?: number | undefined;
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
  /**
   * Answers a request; mount it in any server that speaks Fetch. The connection, a socket of Node for example, tells the
   * address that requests are counted by.
   */
  fetch(request: Request, connection?: Connection): Promise<Response>;
  /** For routes beside the contract. */
  readonly app: Hono;
  readonly parts: HostParts;
  /** What the operator should know and do; whoever starts the host prints it. */
  readonly notes: readonly string[];
  /** Carries out what is due and keeps deadlines; the job queue calls it at the start and every minute. */
  sweep(): Promise<void>;
  /** Resolves when nothing of what was stored and answered is being worked on any more. */
  idle(): Promise<void>;
  /** Tries once more what failed for good at a record, after its cause was removed. @returns How many effects. */
  retry(tenantId: string, recordId: string): Promise<number>;
  /** Says at `/readyz` from now on that somebody else should be asked; requests are still answered. */
  leave(): void;
  /** Requests that are not answered yet. */
  readonly inFlight: number;
  /**
   * Ends event streams, waits for requests and work at hand, 10 seconds for all of it unless told otherwise, and closes
   * everything. Work that takes longer is done again after the next start.
   */
  close(options?: { waitMs?: number }): Promise<void>;
}

const DAY_MS = 24 * 3600 * 1000;
/** How long `close` waits unless told otherwise. */
const CLOSE_MS = 10_000;

function reportToStderr(failure: { code: string; message: string; path: string; stack?: string | undefined }): void {
  const requestId = requestScope.getStore()?.requestId;
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), requestId, ...failure })}\n`);
}

/** The OA, as it was given or made by it; what it does while it is made is work for every tenant. */
async function openOa(oa: HostOptions['oa'], parts: HostParts): Promise<OaPort> {
  return typeof oa === 'function' ? asSystem(async () => oa(parts)) : oa;
}

/** Said once at the start: a forgotten condition in a query would show a stranger's rows. */
function reportMissingSeparation({ kind, separatesTenants }: Database, report: Report): void {
  if (kind !== 'postgres' || separatesTenants) return;
  report({
    code: 'unexpected',
    message:
      'the login of DATABASE_URL is above row-level security, so the database does not keep tenants apart; ' +
      'use a login without SUPERUSER and BYPASSRLS, or name a role with DATABASE_ROLE',
    path: 'start',
  });
}

/** Opens a host: database, files, signer, jobs and routes. It answers from the moment on when this resolves. */
export async function createHost(options: HostOptions): Promise<Host> {
  const report = options.report ?? options.log?.report ?? reportToStderr;
  const clock = options.clock ?? (() => new Date());
  const metrics = options.metrics ?? noMetrics;
  await mkdir(options.dataDir, { recursive: true });
  const closing = new AbortController();
  const opened = new CloseStack();
  const close = async (waitMs = CLOSE_MS): Promise<void> => {
    closing.abort();
    await opened.unwind(waitMs);
  };
  try {
    const database = await openDatabase(options);
    opened.push(() => database.close());
    reportMissingSeparation(database, report);
    const store = await openFileStore(path.join(options.dataDir, 'files'), options.s3);
    const files = ownedFiles(store, await fileOwnerOf(database.db));
    const organization = options.organization ?? 'esign-elements';
    const identity = await loadOrCreateIdentity(path.join(options.dataDir, 'identity'), { organization });
    const pdf = createPdfWorkers({ withinMs: options.pdfWithinMs });
    const providers = new Map(
      [createBuiltinProvider(identity, pdf), ...(options.providers ?? [])].map((provider) => [
        provider.descriptor.id,
        provider,
      ]),
    );
    const parts: HostParts = {
      db: database.db,
      files,
      clock,
      providers: observeProviders(providers, metrics),
      report,
    };
    const masterKeys = await loadMasterKeys(options.dataDir, options.secretKeys);
    const vault = new Vault(database.db, masterKeys);
    const oa = await openOa(options.oa, parts);
    const relay = openRelay(options, database, report, () => changes);
    opened.push(() => relay?.close());
    const changes: ChangeFeed = new ChangeFeed((tenantId, change) => relay?.tell(tenantId, change));
    // the queue starts last, and nothing is lost before: the first sweep follows it
    let wakeUps: WakeUps = noWakeUps;
    const context: HostContext = {
      ...parts,
      oa,
      pdf,
      metrics,
      secrets: vault,
      outgoing: createOutgoing({ ...options.outgoing, allow: parseAllowRules(options.outgoingAllow ?? '') }),
      publicUrl: (options.publicUrl ?? '').replace(/\/+$/, ''),
      changes,
      heartbeatMs: options.heartbeatMs ?? 15_000,
      closing: closing.signal,
      runStream: (tenantId, stream) => outbox.runStream(tenantId, stream),
      lookAtSealUse: (tenantId, sealUseId) => registers.look(tenantId, sealUseId),
      wakeUps: {
        stored: (tx, effects) => wakeUps.stored(tx, effects),
        later: (wakeUp) => wakeUps.later(wakeUp),
      },
    };
    const outbox: Outbox = new Outbox({
      db: database.db,
      clock,
      report,
      wakeUps: context.wakeUps,
      leaseMs: options.leaseMs,
      closing: closing.signal,
      carryOut: observeEffects((row) => asTenant(row.tenant_id, () => carryOut(context, row)), metrics),
    });
    const poller = new RemotePoller(context);
    const registers = new RegisterPoller(context);
    const inbox = new CallbackInbox(context, { poller, registers });
    const idle = async (): Promise<void> => {
      await inbox.idle();
      await poller.idle();
      await registers.idle();
      await outbox.idle();
    };
    opened.push(async (leftMs) => {
      if (await endsInTime(idle(), leftMs)) return;
      report({ code: 'timeout', message: 'closing does not wait any longer for work at hand', path: 'close' });
    });
    const idempotency = new Idempotency(database.db, clock);
    if (database.kind === 'pglite') {
      await asSystem(() => idempotency.releaseAll());
      await asSystem(() => outbox.releaseAll());
    }

    const anchors = createAnchorKeeper(identity);
    const regular = { context, files, options, outbox, inbox, poller, registers, idempotency, anchors };
    const sweep = createSweep(sweepSteps(regular), report, { closing: closing.signal });
    metrics.attach({
      outbox: () => asSystem(() => readOutboxState(database.db, clock())),
      callbacks: () => asSystem(() => readCallbackState(database.db, clock())),
      openBreakers: () => poller.openBreakers + registers.openBreakers,
      pool: database.pool,
      streams: () => context.changes.size,
    });
    const readiness = new Readiness({
      checks: readinessChecks(database, files, () => queue?.check() ?? Promise.resolve()),
      onFailure: (name, { code, message, stack }) =>
        report({ code, message: `not ready, ${name}: ${message}`, path: '/readyz', stack }),
    });
    const limiter = new RateLimiter(options.rateLimits);
    const inFlight = new InFlight();
    const proxies = new TrustedProxies(options.trustProxy ?? []);
    const { phonePadScript } = options;
    const phoneScript = phonePadScript === undefined ? builtPhoneScript : () => phonePadScript;
    const app = createApp({
      handlers: {
        ...setupRoutes(context),
        ...configRoutes(context),
        ...recordRoutes(context),
        ...envelopeRoutes(context),
        ...sealRoutes(context),
        ...phonePadRoutes(context, phoneScript),
        ...callbackRoutes(context, inbox),
        ...operationRoutes(context),
        ...auditRoutes(context, anchors),
      },
      report,
      track: (work) => void inFlight.track(work),
      metrics,
      onRequest: (line) => options.log?.request(line),
      onInput: (line) => options.log?.input(line),
      ready: () => readiness.answer(),
      basePath: (options.basePath ?? '').replace(/\/+$/, ''),
      idempotency,
      resolveSession: welcoming(context, options.resolveSession),
      isListedStaff: (session, bindingId) => isListedStaff(database.db, session, bindingId),
      limiter,
      proxies,
      allowedOrigins: new Set(options.allowedOrigins),
      maxUploadBytes: options.maxUploadBytes ?? 50 * 1024 * 1024,
      checkResponses: options.checkResponses ?? false,
    });
    mountCallbacks(app, inbox, { limiter });
    mountPhonePage(app, context, { script: phoneScript, limiter, proxies });
    const work = { sweep, runStream: (...stream: [string, string]) => outbox.runQuietly(...stream) };
    const notes = [...stopPointNotes(), ...(await asSystem(() => keyNotes(vault, masterKeys)))];
    const queue: Queue | null = options.queue === false ? null : await startQueue(database, work, report);
    wakeUps = queue?.wakeUps ?? noWakeUps;
    // what an earlier process left is taken up at once, but not before whoever opened the host has it in hand
    const first =
      queue === null ? Promise.resolve() : immediate().then(() => (closing.signal.aborted ? undefined : sweep()));
    opened.push((leftMs) => endsInTime(first, leftMs));
    opened.push((leftMs) => queue?.stop(leftMs));
    opened.push((leftMs) => inFlight.idle(leftMs));
    await relay?.start();
    return {
      fetch: (request, connection) => inFlight.track(Promise.resolve(app.fetch(request, connection))),
      app,
      parts,
      notes,
      sweep,
      idle,
      retry: (tenantId, recordId) => asTenant(tenantId, () => retryRecord(context, tenantId, recordId)),
      leave: () => readiness.leave(),
      get inFlight() {
        return inFlight.size;
      },
      close: async ({ waitMs } = {}) => {
        readiness.leave();
        await close(waitMs);
      },
    };
  } catch (error) {
    // why the start failed says more than what could not be closed after it
    await Promise.allSettled([close()]);
    throw error;
  }
}

/** Hears of changes in other processes; the embedded database has none that could tell of them. */
function openRelay(
  { databaseUrl, schema = 'esign' }: HostOptions,
  { db }: Database,
  report: Report,
  changes: () => ChangeFeed,
): ChangeRelay | null {
  if (!databaseUrl) return null;
  return new ChangeRelay({
    db,
    connectionString: databaseUrl,
    schema,
    report,
    onChange: (tenantId, change) => changes().deliver(tenantId, change),
    onListening: () => changes().rereadAll(),
  });
}

interface RegularWork {
  readonly context: HostContext;
  readonly files: OwnedFiles;
  readonly options: HostOptions;
  readonly outbox: Outbox;
  readonly inbox: CallbackInbox;
  readonly poller: RemotePoller;
  readonly registers: RegisterPoller;
  readonly idempotency: Idempotency;
  readonly anchors: AnchorKeeper;
}

/** The regular work, in its order: first what people wait for. */
function sweepSteps(work: RegularWork): Record<string, SweepStep> {
  const { context, files, options, outbox, inbox, poller, registers, idempotency, anchors } = work;
  const { db, clock, report } = context;
  return {
    outbox: () => outbox.runAll(),
    callbacks: () => inbox.runDue(),
    services: () => poller.runDue(),
    registers: () => registers.runDue(),
    callbackBodies: () => inbox.forgetBodies(options.callbackRetentionDays ?? 180),
    deadlines: () => keepDeadlines(context),
    filing: () => fileForgotten(context),
    sealOrders: () => settleSealOrders(context),
    oa: () => options.onSweep?.() ?? Promise.resolve(),
    phonePads: () => forgetPhonePads(context),
    idempotency: async () => {
      const olderThan = new Date(clock().getTime() - 7 * DAY_MS);
      await idempotency.sweep(olderThan);
      await forgetAppendRequests(db, olderThan);
    },
    audit: () => anchorTrails({ db, keeper: anchors, clock, file: options.auditAnchors }),
    files: createCleaning({ db, files, clock, report }),
  };
}

function readinessChecks(database: Database, files: OwnedFiles, jobs: () => Promise<void>): Record<string, Check> {
  return {
    database: () => database.check(),
    migrations: () => asSystem(() => database.checkMigrations()),
    files: () => files.check(),
    jobs,
  };
}

/** Prepares a tenant when the first of its people comes, and tells the log whose request it is. */
function welcoming(context: HostContext, resolveSession: ResolveSession): ResolveSession {
  const prepared = new Set<string>();
  const prepare = async (tenantId: string): Promise<void> => {
    await ensureTenant(context, tenantId);
    await refreshAddresses(context, tenantId);
    prepared.add(tenantId);
  };
  return async (request) => {
    const session = await resolveSession(request);
    if (!session) return null;
    const { tenantId, userId } = session;
    if (!prepared.has(tenantId)) await asTenant(tenantId, () => prepare(tenantId));
    const scope = requestScope.getStore();
    if (scope) Object.assign(scope, { tenantId, userId });
    return session;
  };
}
