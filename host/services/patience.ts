import { setTimeout as delay } from 'node:timers/promises';

/** How long a sweep waits for services; one that takes longer goes on beside it. */
const PATIENCE_MS = 5000;

/** Waits for work, but not for services that take their time. */
export async function patiently(work: Iterable<Promise<void>>, patienceMs = PATIENCE_MS): Promise<void> {
  const stop = new AbortController();
  const limit = delay(patienceMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
  await Promise.race([Promise.all(work), limit]);
  stop.abort();
}
