import { AsyncResource } from 'node:async_hooks';

import type { EnvelopeChange } from '../../src/schema/index.js';
import { TooManyRequests } from './rate-limit.js';
import type { HostSession } from './session.js';

type Send = (change: EnvelopeChange) => void;

interface Listener {
  readonly send: Send;
  readonly reread: () => void;
}

/** Over how long streams that must look again are spread, so that they do not all ask at once. */
const REREAD_SPREAD_MS = 500;

/** Each open stream reads its state at every heartbeat, so that there may be only so many. */
export interface StreamLimits {
  /** Of one person: one for each of the pages that they have open. */
  readonly person: number;
  /** Of this process. */
  readonly all: number;
}

const defaultStreamLimits: StreamLimits = { person: 20, all: 2000 };
/** Pages are closed all the time, but nobody knows when the next one will be. */
const PLACE_RETRY_SECONDS = 30;

/** Lets as many streams open as there are places for them. */
export class StreamPlaces {
  readonly #limits: StreamLimits;
  readonly #taken = new Map<string, number>();
  #size = 0;

  constructor(limits: StreamLimits = defaultStreamLimits) {
    this.#limits = limits;
  }

  /** @returns What gives the place back, once. @throws TooManyRequests when there is none. */
  take({ tenantId, userId }: Pick<HostSession, 'tenantId' | 'userId'>): () => void {
    const person = key(tenantId, userId);
    const own = this.#taken.get(person) ?? 0;
    if (own >= this.#limits.person || this.#size >= this.#limits.all) {
      throw new TooManyRequests('streams', PLACE_RETRY_SECONDS);
    }
    this.#taken.set(person, own + 1);
    this.#size += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(person);
      isTaken = false;
    };
  }

  #giveBack(person: string): void {
    const left = (this.#taken.get(person) ?? 0) - 1;
    if (left > 0) this.#taken.set(person, left);
    else this.#taken.delete(person);
    this.#size -= 1;
  }
}

/** Tells who is listening in this process that an envelope has a new version, and the other processes by `tell`. */
export class ChangeFeed {
  readonly places = new StreamPlaces();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #tell: (tenantId: string, change: EnvelopeChange) => void;

  constructor(tell: (tenantId: string, change: EnvelopeChange) => void = () => undefined) {
    this.#tell = tell;
  }

  /** For a change that this process has stored. */
  publish(tenantId: string, change: EnvelopeChange): void {
    this.deliver(tenantId, change);
    this.#tell(tenantId, change);
  }

  /** For a change that some process has stored; it may come more than once. */
  deliver(tenantId: string, change: EnvelopeChange): void {
    for (const { send } of this.#listeners.get(key(tenantId, change.envelopeId)) ?? []) send(change);
  }

  /** Changes may have been missed, so every stream looks at its state again. */
  rereadAll(): void {
    for (const set of this.#listeners.values()) {
      for (const listener of set) {
        setTimeout(() => {
          if (set.has(listener)) listener.reread();
        }, Math.random() * REREAD_SPREAD_MS).unref();
      }
    }
  }

  /** `reread` is called when something may have been missed. @returns What stops listening. */
  subscribe(tenantId: string, envelopeId: string, send: Send, reread: () => void = () => undefined): () => void {
    const name = key(tenantId, envelopeId);
    // it is called from elsewhere, and must still look on behalf of who opened the stream
    const listener = { send, reread: AsyncResource.bind(reread) };
    const set = this.#listeners.get(name) ?? new Set();
    set.add(listener);
    this.#listeners.set(name, set);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#listeners.get(name) === set) this.#listeners.delete(name);
    };
  }

  /** How many streams are open, for the shutdown and for tests. */
  get size(): number {
    let count = 0;
    for (const set of this.#listeners.values()) count += set.size;
    return count;
  }
}

function key(tenantId: string, id: string): string {
  return JSON.stringify([tenantId, id]);
}

export interface EventStreamOptions {
  readonly request: Request;
  readonly heartbeatMs: number;
  /** Ends every stream when the host closes. */
  readonly closing: AbortSignal;
  /** Takes a place for the stream; answers what gives it back. Throws when there is none. */
  enter(): () => void;
  /** Starts sending; answers what stops it. `current` runs after the subscription, so that no change falls in between. */
  subscribe(send: Send, reread: () => void): () => void;
  current(): Promise<EnvelopeChange>;
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/**
 * A stream of changes that begins with the state as it is. With each heartbeat the state is read again, so that a change
 * whose message was lost arrives too, only later; who may no longer see it is cut off then.
 *
 * @throws TooManyRequests when there is no place for one more.
 */
export function eventStream(options: EventStreamOptions): Response {
  const { request, heartbeatMs, closing, enter, subscribe, current } = options;
  // nobody would ever read, or close, the stream of a HEAD
  if (request.method === 'HEAD') return new Response(null, { headers: HEADERS });
  const leave = enter();
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
      let isStale = false;
      const reread = (): void => {
        // what is being read may be older than what made us look again
        isStale = isReading;
        if (isReading) return;
        isReading = true;
        // whatever fails, the reader comes back by itself and hears of it then
        void current()
          .then(send, end)
          .finally(() => {
            isReading = false;
            if (isStale && open) reread();
          });
      };
      const beat = (): void => {
        write(': alive\n\n');
        reread();
      };
      const timer = setInterval(beat, heartbeatMs);
      const unsubscribe = subscribe(send, reread);
      stop = () => {
        if (!open) return;
        open = false;
        clearInterval(timer);
        unsubscribe();
        leave();
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
