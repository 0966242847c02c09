import { setTimeout as delay } from 'node:timers/promises';

/** Requests that are not answered yet: the database must not close under them. */
export class InFlight {
  readonly #answers = new Set<Promise<unknown>>();

  async track<T>(answer: Promise<T>): Promise<T> {
    this.#answers.add(answer);
    try {
      return await answer;
    } finally {
      this.#answers.delete(answer);
    }
  }

  get size(): number {
    return this.#answers.size;
  }

  /** Resolves when every request is answered, or when the time is over. */
  async idle(limitMs: number): Promise<void> {
    const over = new AbortController();
    const timeout = delay(limitMs, undefined, { signal: over.signal }).catch(() => undefined);
    const answered = (async () => {
      while (this.#answers.size > 0) await Promise.allSettled(this.#answers);
    })();
    await Promise.race([answered, timeout]);
    over.abort();
  }
}
