import type { MiddlewareHandler } from 'hono';
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

  constructor(kind: RateClass, retryAfterSeconds: number) {
    super('rate-limited', `more requests than the limit for ${kind} allows`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Counts requests, and refuses those that are too many. */
export class RateLimiter {
  readonly #counters: ReadonlyMap<RateClass, RateLimiterMemory>;

  /** @param limits What differs from the defaults; `false` counts nothing, where a gateway does it. */
  constructor(limits: Partial<RateLimits> | false = {}) {
    const all = limits === false ? [] : Object.entries({ ...defaultRateLimits, ...limits });
    this.#counters = new Map(
      all.map(([kind, { requests, seconds }]) => [
        kind as RateClass,
        new RateLimiterMemory({ keyPrefix: kind, points: requests, duration: seconds }),
      ]),
    );
  }

  /** @throws TooManyRequests */
  async count(kind: RateClass, key: string): Promise<void> {
    try {
      await this.#counters.get(kind)?.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new TooManyRequests(kind, Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
  }

  /** @throws TooManyRequests */
  async countPerson({ tenantId, userId }: HostSession, isCostly: boolean): Promise<void> {
    const key = JSON.stringify([tenantId, userId]);
    await this.count('person', key);
    if (isCostly) await this.count('costly', key);
  }
}

/** Counts what providers send, by the address that their account was given: nobody is signed in there. */
export function limitCallbacks(limiter: RateLimiter, proxies: TrustedProxies): MiddlewareHandler {
  return async (context, next) => {
    const { address } = proxies.clientOf(context);
    // whoever guesses at accounts has a new path each time, but one address
    if (address !== null) await limiter.count('address', address);
    await limiter.count('callbacks', context.req.path);
    await next();
  };
}
