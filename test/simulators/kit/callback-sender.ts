/** One report of a service, with its protection. */
export interface OutgoingCallback {
  readonly address: string;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

interface Waiting extends OutgoingCallback {
  tries: number;
  dueAt: number;
}

export interface CallbackSenderOptions {
  /** Milliseconds before each further try. */
  readonly retryAfterMs: readonly number[];
  /** Whether the receiver has taken it in. */
  readonly isTaken: (response: Response) => Promise<boolean> | boolean;
  readonly clock: () => Date;
  /** How it reaches the host; over HTTP unless a test has the host in its own process. */
  readonly send?: (callback: OutgoingCallback) => Promise<Response>;
}

/** Sends reports as a service does: again after a while unless they are taken, never again after the last try. */
export class CallbackSender {
  readonly #options: CallbackSenderOptions;
  #waiting: Waiting[] = [];
  /** Everything that was reported, in the order of the events. */
  readonly sent: OutgoingCallback[] = [];
  /** What was never taken. */
  readonly lost: OutgoingCallback[] = [];

  constructor(options: CallbackSenderOptions) {
    this.#options = options;
  }

  report(callback: OutgoingCallback): void {
    this.sent.push(callback);
    this.#waiting.push({ ...callback, tries: 0, dueAt: this.#options.clock().getTime() });
  }

  /** Sends what is due now. `reverse` turns the order round, `times` sends each of them so often. */
  async flush({ reverse = false, times = 1 } = {}): Promise<void> {
    const now = this.#options.clock().getTime();
    const due = this.#waiting.filter(({ dueAt }) => dueAt <= now);
    this.#waiting = this.#waiting.filter(({ dueAt }) => dueAt > now);
    for (const callback of reverse ? due.toReversed() : due) {
      for (let copy = 1; copy < times; copy += 1) await this.#send(callback);
      if (await this.#send(callback)) continue;
      this.#again(callback, now);
    }
  }

  async #send(callback: OutgoingCallback): Promise<boolean> {
    const send = this.#options.send ?? post;
    try {
      return await this.#options.isTaken(await send(callback));
    } catch {
      return false;
    }
  }

  #again(callback: Waiting, now: number): void {
    const pause = this.#options.retryAfterMs[callback.tries];
    if (pause === undefined) this.lost.push(callback);
    else this.#waiting.push({ ...callback, tries: callback.tries + 1, dueAt: now + pause });
  }
}

function post({ address, body, headers }: OutgoingCallback): Promise<Response> {
  return fetch(address, { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body) });
}
