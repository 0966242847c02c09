import type { EnvelopeChange } from '../../src/schema/index.js';

/** Tells who is listening in this process that an envelope has a new version. */
export class ChangeFeed {
  readonly #listeners = new Map<string, Set<(change: EnvelopeChange) => void>>();

  publish(tenantId: string, change: EnvelopeChange): void {
    for (const listener of this.#listeners.get(key(tenantId, change.envelopeId)) ?? []) listener(change);
  }

  /** @returns What stops listening. */
  subscribe(tenantId: string, envelopeId: string, listener: (change: EnvelopeChange) => void): () => void {
    const name = key(tenantId, envelopeId);
    const set = this.#listeners.get(name) ?? new Set();
    set.add(listener);
    this.#listeners.set(name, set);
    return () => {
      set.delete(listener);
      if (set.size === 0) this.#listeners.delete(name);
    };
  }

  /** How many streams are open, for the shutdown and for tests. */
  get size(): number {
    let count = 0;
    for (const set of this.#listeners.values()) count += set.size;
    return count;
  }
}

function key(tenantId: string, envelopeId: string): string {
  return JSON.stringify([tenantId, envelopeId]);
}

export interface EventStreamOptions {
  readonly request: Request;
  readonly heartbeatMs: number;
  /** Ends every stream when the host closes. */
  readonly closing: AbortSignal;
  /** Starts sending; answers what stops it. `current` runs after the subscription, so that no change falls in between. */
  subscribe(send: (change: EnvelopeChange) => void): () => void;
  current(): Promise<EnvelopeChange>;
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/**
 * A stream of changes that begins with the state as it is. With each heartbeat the state is read again, so that a change
 * which another process made arrives too, only later; who may no longer see it is cut off then.
 */
export function eventStream({ request, heartbeatMs, closing, subscribe, current }: EventStreamOptions): Response {
  // nobody would ever read, or close, the stream of a HEAD
  if (request.method === 'HEAD') return new Response(null, { headers: HEADERS });
  const encoder = new TextEncoder();
  let stop = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let newest = -1;
      let open = true;
      const write = (text: string): void => {
        if (open) controller.enqueue(encoder.encode(text));
      };
      const send = (change: EnvelopeChange): void => {
        if (change.version <= newest) return;
        newest = change.version;
        write(`id: ${change.version}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`);
      };
      const end = (): void => {
        const wasOpen = open;
        stop();
        if (wasOpen) controller.close();
      };
      let isReading = false;
      const beat = (): void => {
        write(': alive\n\n');
        if (isReading) return;
        isReading = true;
        // whatever fails, the reader comes back by itself and hears of it then
        void current()
          .then(send, end)
          .finally(() => (isReading = false));
      };
      const timer = setInterval(beat, heartbeatMs);
      const unsubscribe = subscribe(send);
      stop = () => {
        if (!open) return;
        open = false;
        clearInterval(timer);
        unsubscribe();
        request.signal.removeEventListener('abort', end);
        closing.removeEventListener('abort', end);
      };
      request.signal.addEventListener('abort', end, { once: true });
      closing.addEventListener('abort', end, { once: true });
      write('retry: 2000\n\n');
      try {
        send(await current());
      } catch (error) {
        stop();
        controller.error(error);
      }
    },
    cancel() {
      stop();
    },
  });
  return new Response(body, { headers: HEADERS });
}
