import { EsignError } from '../../src/core/errors.js';
import type { ErrorCode } from '../../src/schema/problem.js';

/** Calls that are answered only when a test says so, one after the other. */
export class Gates<Gate extends string> {
  #waiting: { readonly gate: Gate; open(): void; fail(code: ErrorCode): void } | null = null;

  /** The gate that somebody stands before. */
  get waitsFor(): Gate | null {
    return this.#waiting?.gate ?? null;
  }

  open(): void {
    this.#take().open();
  }

  fail(code: ErrorCode): void {
    this.#take().fail(code);
  }

  wait(gate: Gate): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting = { gate, open: resolve, fail: (code) => reject(new EsignError(code, code)) };
    });
  }

  #take() {
    const waiting = this.#waiting;
    if (!waiting) throw new Error('nothing waits');
    this.#waiting = null;
    return waiting;
  }
}
