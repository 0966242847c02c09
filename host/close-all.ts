import { setTimeout as delay } from 'node:timers/promises';

/** Lets go of something. `leftMs` is what is left of the time that the whole closing was given. */
export type CloseStep = (leftMs: number) => Promise<unknown> | undefined;

/** Takes every step, whatever fails on the way: a folder or a connection that stays open keeps the next start out. */
export async function closeAll(steps: readonly CloseStep[], limitMs: number): Promise<void> {
  const end = performance.now() + limitMs;
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step(Math.max(0, end - performance.now()));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** What was opened, each with what closes it. */
export class CloseStack {
  readonly #steps: CloseStep[] = [];

  push(step: CloseStep): void {
    this.#steps.push(step);
  }

  /** Closes what was opened last before what it was built on; a second call finds nothing more to close. */
  async unwind(limitMs: number): Promise<void> {
    await closeAll(this.#steps.splice(0).reverse(), limitMs);
  }
}

/** Waits for work that may hang for ever. @returns Whether it came to its end in time. */
export async function endsInTime(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const over = new AbortController();
  const late = delay(limitMs, false, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    over.abort();
  }
}
