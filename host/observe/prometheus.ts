import { createHash, timingSafeEqual } from 'node:crypto';

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { CallbackBacklog, HostMetrics, MetricSources, OutboxState } from './metrics.js';

export interface Prometheus {
  readonly metrics: HostMetrics;
  /** Answers a scrape. With a token only to who sends it as a bearer token. */
  answer(request: Request, token?: string): Promise<Response>;
}

/** Most requests end in milliseconds, one that signs in seconds. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a host counts, in a registry of its own: two hosts in one process do not mix, nor with what the process counts. */
export function createPrometheus(): Prometheus {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'esign_http_request_duration_seconds',
    help: 'Time from a request to the beginning of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const effects = new Counter({
    name: 'esign_effects_total',
    help: 'Attempts to carry out an effect of the outbox.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const callbacks = new Counter({
    name: 'esign_callbacks_total',
    help: 'Callbacks of providers, by what became of them.',
    labelNames: ['provider', 'outcome'],
    registers,
  });
  const providerCalls = new Histogram({
    name: 'esign_provider_call_duration_seconds',
    help: 'Calls to signature services.',
    labelNames: ['provider', 'call', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  let sources: MetricSources | null = null;
  addGauges(() => sources, registers);
  return {
    metrics: {
      requests: { observe: (labels, seconds) => requests.observe({ ...labels }, seconds) },
      effects: { inc: (labels, by = 1) => effects.inc({ ...labels }, by) },
      callbacks: { inc: (labels, by = 1) => callbacks.inc({ ...labels }, by) },
      providerCalls: { observe: (labels, seconds) => providerCalls.observe({ ...labels }, seconds) },
      attach: (given) => {
        sources = given;
      },
    },
    answer: async (request, token) => {
      if (new URL(request.url).pathname !== '/metrics') return new Response('not found\n', { status: 404 });
      if (token !== undefined && !isBearer(request, token)) {
        return new Response('a token is needed\n', { status: 401, headers: { 'www-authenticate': 'Bearer' } });
      }
      return new Response(await registry.metrics(), {
        headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
      });
    },
  };
}

function addGauges(sources: () => MetricSources | null, registers: Registry[]): void {
  const oldest = new Gauge({
    name: 'esign_outbox_oldest_seconds',
    help: 'Age of the oldest effect that waits; NaN when the database did not answer.',
    registers,
  });
  new Gauge({
    name: 'esign_outbox_effects',
    help: 'Effects that wait, and effects that failed for good; NaN when the database did not answer.',
    labelNames: ['state'],
    registers,
    async collect() {
      // the other figures matter most when the database is away
      const unknown: OutboxState = { waiting: NaN, failed: NaN, oldestSeconds: NaN };
      const state =
        (await sources()
          ?.outbox()
          .catch(() => unknown)) ?? unknown;
      this.set({ state: 'waiting' }, state.waiting);
      this.set({ state: 'failed' }, state.failed);
      oldest.set(state.oldestSeconds);
    },
  });
  addCallbackGauges(sources, registers);
  new Gauge({
    name: 'esign_database_connections',
    help: 'Connections of the pool, and queries that wait for one; absent for the embedded database.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(sources()?.pool() ?? {})) this.set({ state }, Number(count));
    },
  });
  new Gauge({
    name: 'esign_event_streams',
    help: 'Open event streams of this process.',
    registers,
    collect() {
      this.set(sources()?.streams() ?? 0);
    },
  });
}

function addCallbackGauges(sources: () => MetricSources | null, registers: Registry[]): void {
  const overdue = new Gauge({
    name: 'esign_remote_envelopes_overdue',
    help: 'Envelopes at signature services that are open past their deadline; NaN when the database did not answer.',
    registers,
  });
  new Gauge({
    name: 'esign_callbacks_open',
    help: 'Callbacks that are not done, by their state; NaN when the database did not answer.',
    labelNames: ['state'],
    registers,
    async collect() {
      const unknown: CallbackBacklog = { waiting: NaN, parked: NaN, orphaned: NaN, failed: NaN, overdueEnvelopes: NaN };
      const read = sources()?.callbacks() ?? Promise.resolve(unknown);
      const { overdueEnvelopes, ...states } = await read.catch(() => unknown);
      for (const [state, count] of Object.entries(states)) this.set({ state }, count);
      overdue.set(overdueEnvelopes);
    },
  });
  new Gauge({
    name: 'esign_provider_breakers_open',
    help: 'Accounts at signature services that this process leaves alone for now, because they keep failing.',
    registers,
    collect() {
      this.set(sources()?.openBreakers() ?? 0);
    },
  });
}

/** Compares hashes, so that the time tells nothing of the token, not even its length. */
function isBearer(request: Request, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(request.headers.get('authorization') ?? ''), hash(`Bearer ${token}`));
}
