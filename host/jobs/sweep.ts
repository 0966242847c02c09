import { setTimeout as delay } from 'node:timers/promises';

import { EsignError } from '../../src/core/errors.js';
import type { Report } from '../http/problem.js';
import { asSystem } from '../store/tenant-scope.js';

/** A piece of work that is looked after regularly. Several processes may be at it at the same time. */
export type SweepStep = () => Promise<void>;

/** How long the other steps wait for one. */
const STEP_LIMIT_MS = 60_000;

/**
 * Makes the regular work out of its steps, which run one after another. A step that fails or hangs is reported and holds
 * up no other one; while it hangs it is not begun again.
 */
export function createSweep(
  steps: Readonly<Record<string, SweepStep>>,
  report: Report,
  { limitMs = STEP_LIMIT_MS, closing }: { limitMs?: number; closing?: AbortSignal } = {},
): () => Promise<void> {
  const running = new Set<string>();
  const begin = async (name: string, step: SweepStep): Promise<void> => {
    running.add(name);
    try {
      await asSystem(step);
    } catch (error) {
      const { code, message, stack } = EsignError.from(error);
      report({ code, message: `sweep of ${name} failed: ${message}`, path: 'sweep', stack });
    } finally {
      running.delete(name);
    }
  };
  return async () => {
    for (const [name, step] of Object.entries(steps)) {
      // the next start comes back to what is due
      if (closing?.aborted) return;
      if (running.has(name)) continue;
      const stop = new AbortController();
      const limit = delay(limitMs, 'late', { signal: stop.signal, ref: false }).catch(() => 'stopped');
      const end = await Promise.race([begin(name, step), limit]);
      stop.abort();
      if (end === 'late') report({ code: 'timeout', message: `sweep of ${name} takes too long`, path: 'sweep' });
    }
  };
}

/** Calls `work` an hour after it was made and then once a day: what looks at everything is too much for each start. */
export function daily(clock: () => Date, work: () => Promise<unknown>): SweepStep {
  let due = clock().getTime() + 3_600_000;
  return async () => {
    if (clock().getTime() < due) return;
    due = clock().getTime() + 24 * 3_600_000;
    await work();
  };
}
