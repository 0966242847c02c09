/** How long a piece of work may take before it lets the page answer. */
const SLICE = 8;
/** Later than this the work goes on even when the page never rests. */
const LATEST = 1000;

/** Runs when the page rests; answers how to call it off. `rests` says whether there is time for another piece. */
export function whenIdle(work: (rests: () => boolean) => void): () => void {
  // Safari has no such callback
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(() => {
      const until = performance.now() + SLICE;
      work(() => performance.now() < until);
    });
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(
    (deadline) => {
      const until = performance.now() + SLICE;
      // a page that never rests gives no time of its own
      work(() => performance.now() < until && (deadline.didTimeout || deadline.timeRemaining() > 1));
    },
    { timeout: LATEST },
  );
  return () => cancelIdleCallback(handle);
}

/** The same, some milliseconds from now. */
export function whenIdleAfter(milliseconds: number, work: () => void): () => void {
  let stop = (): void => clearTimeout(timer);
  const timer = setTimeout(() => {
    stop = whenIdle(work);
  }, milliseconds);
  return () => stop();
}

/** Waits until the page rests. */
export function rested(): Promise<void> {
  return new Promise((resolve) => whenIdle(() => resolve()));
}

/** Whether the person asked that nothing be loaded that may not be needed. */
export function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData ?? false;
}

/**
 * Loads modules one after the other while the page rests, unless the person saves data. One that does not come is asked
 * for again when it is needed.
 */
export function prefetch(loaders: Iterable<() => Promise<unknown>>): void {
  if (savesData()) return;
  const rest = [...new Set(loaders)];
  const next = (): void => {
    const load = rest.shift();
    if (load) whenIdle(() => void load().then(next, next));
  };
  next();
}
