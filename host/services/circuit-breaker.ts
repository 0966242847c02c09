import { EsignError } from '../../src/core/errors.js';

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

  /** Whether a question may go out now; whoever then has none gives it back by {@link release}. */
  admit(): boolean {
    if (this.#openUntil === null) return true;
    if (this.#isProbing || this.#clock().getTime() < this.#openUntil) return false;
    this.#isProbing = true;
    return true;
  }

  release(): void {
    this.#isProbing = false;
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
