import { setTimeout as delay } from 'node:timers/promises';

import { EsignError } from '../../src/core/errors.js';

/** Rejects when the host could not do its work; the reason goes to the log, never into the answer. */
export type Check = () => Promise<void>;

export interface ReadinessAnswer {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failed' | 'timeout'>>;
}

export interface ReadinessOptions {
  readonly checks: Readonly<Record<string, Check>>;
  readonly onFailure: (name: string, error: EsignError) => void;
  /** For each check: a probe that hangs helps nobody. */
  readonly limitMs?: number | undefined;
}

/** Anybody may ask, and the checks write and query, so one round serves everybody who asks within this time. */
const FRESH_MS = 1000;

/** Whether a host could do its work now. All checks run at once. */
export class Readiness {
  readonly #options: ReadinessOptions;
  #isLeaving = false;
  #latest: { readonly at: number; readonly answer: Promise<ReadinessAnswer> } | null = null;

  constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  /** From now on the answer is no: the host is about to close, and somebody else should be asked. */
  leave(): void {
    this.#isLeaving = true;
  }

  async answer(): Promise<ReadinessAnswer> {
    if (this.#isLeaving) return { ok: false, checks: { accepting: 'failed' } };
    const now = performance.now();
    if (this.#latest === null || now - this.#latest.at > FRESH_MS) this.#latest = { at: now, answer: this.#run() };
    return this.#latest.answer;
  }

  async #run(): Promise<ReadinessAnswer> {
    const outcomes = await Promise.all(
      Object.entries(this.#options.checks).map(async ([name, check]) => [name, await this.#try(name, check)] as const),
    );
    return { ok: outcomes.every(([, outcome]) => outcome === 'ok'), checks: Object.fromEntries(outcomes) };
  }

  async #try(name: string, check: Check): Promise<'ok' | 'failed' | 'timeout'> {
    const { limitMs = 3000, onFailure } = this.#options;
    const over = new AbortController();
    // whenever the check is quick this is given up, which is no failure
    const timeout = delay(limitMs, 'timeout' as const, { signal: over.signal }).catch(() => 'timeout' as const);
    const run = check().then(
      () => 'ok' as const,
      (error: unknown) => {
        onFailure(name, EsignError.from(error));
        return 'failed' as const;
      },
    );
    const outcome = await Promise.race([run, timeout]);
    over.abort();
    return outcome;
  }
}
