/** A number that only grows. Labels come from small closed sets: never a tenant, a person, an id or an address. */
export interface Counter<L extends string> {
  inc(labels: Readonly<Record<L, string>>, by?: number): void;
}

/** How long something took. */
export interface Timer<L extends string> {
  observe(labels: Readonly<Record<L, string>>, seconds: number): void;
}

/** How much waits in the outbox. */
export interface OutboxState {
  readonly waiting: number;
  readonly failed: number;
  /** Age of the oldest effect that waits, 0 when none does. */
  readonly oldestSeconds: number;
}

/** What of the callbacks is not done. */
export interface CallbackBacklog {
  readonly waiting: number;
  /** What they are about is not known yet. */
  readonly parked: number;
  readonly orphaned: number;
  readonly failed: number;
  /** Envelopes at services that are open past their deadline. */
  readonly overdueEnvelopes: number;
}

export interface PoolState {
  readonly total: number;
  readonly idle: number;
  /** Queries that wait for a connection. */
  readonly waiting: number;
}

/** What is read only when somebody asks for the metrics. */
export interface MetricSources {
  outbox(): Promise<OutboxState>;
  callbacks(): Promise<CallbackBacklog>;
  /** Accounts at services that this process leaves alone for now, because they keep failing. */
  openBreakers(): number;
  /** Null for the embedded database, which has one connection. */
  pool(): PoolState | null;
  streams(): number;
}

/** What the host counts. A service says what happened; how it is published is nothing of its concern. */
export interface HostMetrics {
  /** By the pattern of the route and the class of the status, `2xx` to `5xx`. */
  readonly requests: Timer<'method' | 'route' | 'status'>;
  /** Attempts to carry out an effect, by its kind; `outcome` is `done` or `failed`. */
  readonly effects: Counter<'kind' | 'outcome'>;
  /** What providers reported, by what became of it. */
  readonly callbacks: Counter<'provider' | 'outcome'>;
  /** Calls to signature services; `outcome` is `ok` or the code of the failure. */
  readonly providerCalls: Timer<'provider' | 'call' | 'outcome'>;
  /** Where the gauges are read; a host that is opened again replaces the one before. */
  attach(sources: MetricSources): void;
}

/** For a host that nobody measures. */
export const noMetrics: HostMetrics = {
  requests: { observe: () => undefined },
  effects: { inc: () => undefined },
  callbacks: { inc: () => undefined },
  providerCalls: { observe: () => undefined },
  attach: () => undefined,
};
