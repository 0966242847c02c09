import type { MiddlewareHandler } from 'hono';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { EsignError } from '../../src/core/errors.js';
import type { TrustedProxies } from './client.js';
import type { HostSession } from './session.js';

/** So many requests in so many seconds. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

/**
 * Each process counts for itself, so that N of them allow N times as much: a shared count would cost every request a
 * write to the database.
 */
export interface RateLimits {
  /** Of one person; a document that is leafed through is a request for each of its parts. */
  readonly person: RateLimit;
  /** Of one person, for what is costly or tries a code. */
  readonly costly: RateLimit;
  /** Of one address, whoever sends from it: a whole company may be behind one. */
  readonly address: RateLimit;
  /** Of one provider's account. */
  readonly callbacks: RateLimit;
}

export type RateClass = keyof RateLimits;

export const defaultRateLimits: RateLimits = {
  person: { requests: 3000, seconds: 60 },
  costly: { requests: 60, seconds: 60 },
  address: { requests: 30_000, seconds: 60 },
  callbacks: { requests: 30_000, seconds: 60 },
};

/** A refusal that says when to come again. */
export class TooManyRequests extends EsignError {
  readonly retryAfterSeconds: number;

  constructor(kind: RateClass | 'streams', retryAfterSeconds: number) {
    super('rate-limited', `more requests than the limit for ${kind} allows`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** So many are counted at once in each class; whoever has more addresses than that must not fill the memory. */
const MAX_KEYS = 50_000;

/** Counts the requests of one class. Above `maxKeys` the count that began first, and so ends first, is forgotten. */
class Counter {
  readonly #window: RateLimiterMemory;
  readonly #maxKeys: number;
  /** In the order in which their counts began. */
  readonly #keys = new Set<string>();

  constructor({ requests, seconds }: RateLimit, maxKeys: number) {
    this.#window = new RateLimiterMemory({ points: requests, duration: seconds });
    this.#maxKeys = maxKeys;
  }

  get size(): number {
    return this.#keys.size;
  }

  /** @throws RateLimiterRes when it is one too many. */
  async count(key: string): Promise<void> {
    const { isFirstInDuration } = await this.#window.consume(key);
    if (!isFirstInDuration) return;
    this.#keys.delete(key);
    this.#keys.add(key);
    if (this.#keys.size > this.#maxKeys) await this.#forgetOldest();
  }

  async #forgetOldest(): Promise<void> {
    const [oldest = ''] = this.#keys;
    this.#keys.delete(oldest);
    await this.#window.delete(oldest);
  }
}

/** Counts requests, and refuses those that are too many. */
export class RateLimiter {
  readonly #counters: ReadonlyMap<RateClass, Counter>;

  /** @param limits What differs from the defaults; `false` counts nothing, where a gateway does it. */
  constructor(limits: Partial<RateLimits> | false = {}, { maxKeys = MAX_KEYS }: { maxKeys?: number } = {}) {
    const all = limits === false ? [] : Object.entries({ ...defaultRateLimits, ...limits });
    this.#counters = new Map(all.map(([kind, limit]) => [kind as RateClass, new Counter(limit, maxKeys)]));
  }

  /** For how many persons, addresses and accounts something is remembered. */
  get size(): number {
    return [...this.#counters.values()].reduce((sum, counter) => sum + counter.size, 0);
  }

  /** @throws TooManyRequests */
  async count(kind: RateClass, key: string): Promise<void> {
    try {
      await this.#counters.get(kind)?.count(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new TooManyRequests(kind, Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
  }

  /** @throws TooManyRequests */
  async countAddress(address: string | null): Promise<void> {
    if (address !== null) await this.count('address', networkOf(address));
  }

  /** @throws TooManyRequests */
  async countPerson({ tenantId, userId }: HostSession, isCostly: boolean): Promise<void> {
    const key = JSON.stringify([tenantId, userId]);
    await this.count('person', key);
    if (isCostly) await this.count('costly', key);
  }
}

/** Whoever has one IPv6 address has the 2^64 of its network. */
function networkOf(address: string): string {
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : address;
}

/**
 * Counts who sends to the addresses of providers, where nobody is signed in. What is sent to an account is counted once
 * the account is found: a path is the sender's own invention until then.
 */
export function limitCallbacks(limiter: RateLimiter, proxies: TrustedProxies): MiddlewareHandler {
  return async (context, next) => {
    await limiter.countAddress(proxies.clientOf(context).address);
    await next();
  };
}
