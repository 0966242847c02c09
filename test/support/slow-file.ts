/** One file at `/served/slow.pdf` whose bytes come only when a test says so. */
export class SlowFile {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #original = window.fetch.bind(window);
  /** What waits for its turn, one after the other. */
  readonly #waiting: (() => void)[] = [];
  /** The requests as they were made. */
  readonly signals: AbortSignal[] = [];
  isOpen = false;

  /** `whole`: the server knows no ranges; `length`: it says how long the file is. */
  constructor(bytes: Uint8Array<ArrayBuffer>, { whole = false, length = true } = {}) {
    this.#bytes = bytes;
    window.fetch = (input, init) => {
      if (String(input) !== '/served/slow.pdf') return this.#original(input, init);
      if (init?.signal) this.signals.push(init.signal);
      return Promise.resolve(whole ? this.#whole(length, init?.signal) : this.#piece(init));
    };
  }

  /** Lets the next piece come, if one is waited for. */
  next(): boolean {
    const go = this.#waiting.shift();
    go?.();
    return go !== undefined;
  }

  /** From now on nothing waits. */
  open(): void {
    this.isOpen = true;
    for (const go of this.#waiting.splice(0)) go();
  }

  stop(): void {
    this.open();
    window.fetch = this.#original;
  }

  #turn(): Promise<void> {
    return this.isOpen ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  #body(bytes: Uint8Array<ArrayBuffer>, pieces: number, signal?: AbortSignal | null): ReadableStream {
    const size = Math.ceil(bytes.length / pieces);
    let at = 0;
    return new ReadableStream(
      {
        start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
        pull: async (controller) => {
          await this.#turn();
          if (signal?.aborted) return;
          controller.enqueue(bytes.slice(at, at + size));
          at += size;
          if (at >= bytes.length) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  }

  #whole(isKnown: boolean, signal?: AbortSignal | null): Response {
    const headers = isKnown ? { 'Content-Length': String(this.#bytes.length) } : undefined;
    return new Response(this.#body(this.#bytes, 4, signal), headers && { headers });
  }

  #piece(init: RequestInit | undefined): Response {
    const range = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get('Range') ?? '');
    const [begin, asked] = [Number(range?.[1]), Number(range?.[2])];
    // a server may send less than the first request asks for; so the file is read in several pieces although it is short
    const end = Math.min(asked, this.signals.length === 1 ? 32_767 : this.#bytes.length - 1);
    return new Response(this.#body(this.#bytes.slice(begin, end + 1), 1, init?.signal), {
      status: 206,
      headers: { 'Content-Range': `bytes ${begin}-${end}/${this.#bytes.length}`, ETag: '"1"' },
    });
  }
}
