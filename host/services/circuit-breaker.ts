import { EsignError } from '../../src/core/errors.js';
import type { HostContext } from './context.js';

const FAILURES = 5;
const COOL_DOWN_MS = 60_000;

/**
 * F24: keeps a service that fails from being asked on and on. After some failures in a row it is left alone for a while;
 * then one question goes out, and its answer decides for the others. Each process judges for itself.
 */
export class CircuitBreaker {
  readonly #clock: () => Date;
  readonly #onOpen: (code: EsignError['code']) => void;
  #failures = 0;
  #openUntil: number | null = null;
  #isProbing = false;

  constructor(clock: () => Date, onOpen: (code: EsignError['code']) => void) {
    this.#clock = clock;
    this.#onOpen = onOpen;
  }

  get isOpen(): boolean {
    return this.#openUntil !== null;
  }

  /** Whether nothing would be lost with it. */
  get isFresh(): boolean {
    return this.#failures === 0 && !this.isOpen;
  }

  /**
   * Whether a question may go out now.
   *
   * @returns What is to be called when it has been answered, or there was none; null when nothing may go out.
   */
  admit(): (() => void) | null {
    // who came in before it opened must not end the turn of who came to try
    if (this.#openUntil === null) return () => undefined;
    if (this.#isProbing || this.#clock().getTime() < this.#openUntil) return null;
    this.#isProbing = true;
    return () => {
      this.#isProbing = false;
    };
  }

  /** Learns from how a call to the service ends. */
  async watch<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      this.#succeeded();
      return answer;
    } catch (thrown) {
      const { code, retryable } = EsignError.from(thrown);
      // anything else is an answer too, about this one question
      if (retryable || code === 'bad-response') this.#failed(code);
      else this.#succeeded();
      throw thrown;
    }
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#openUntil = null;
  }

  #failed(code: EsignError['code']): void {
    this.#failures += 1;
    if (this.#failures < FAILURES) return;
    const isNews = this.#openUntil === null;
    this.#openUntil = this.#clock().getTime() + COOL_DOWN_MS;
    if (isNews) this.#onOpen(code);
  }
}

/** The breaker of one binding's service, which tells the operator when it opens. */
export function breakerOf({ clock, report }: Pick<HostContext, 'clock' | 'report'>, bindingId: string): CircuitBreaker {
  return new CircuitBreaker(clock, (code) =>
    report({
      code,
      message: `the service of binding ${bindingId} fails again and again, and is asked less often until it answers`,
      path: 'poll',
    }),
  );
}
