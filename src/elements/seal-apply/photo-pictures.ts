import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Photos as object URLs, so that a file can never be more than a picture; released with the element. */
export class PhotoPictures implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #fetch: (id: string, signal: AbortSignal) => Promise<Blob>;
  readonly urls = new Map<string, string>();
  /** Those that did not come; whoever looks at one may have it fetched again. */
  readonly failed = new Set<string>();
  readonly #asked = new Set<string>();
  #abort = new AbortController();
  #connected = false;

  constructor(host: ReactiveControllerHost, fetch: (id: string, signal: AbortSignal) => Promise<Blob>) {
    this.#host = host;
    this.#fetch = fetch;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostDisconnected(): void {
    this.#connected = false;
    // a move in the page is no end
    queueMicrotask(() => {
      if (!this.#connected) this.#release();
    });
  }

  /** Fetches those that are not there yet. */
  show(ids: readonly string[]): void {
    for (const id of ids) if (!this.#asked.has(id)) void this.#bring(id, this.#abort.signal);
  }

  again(id: string): void {
    this.failed.delete(id);
    this.#asked.delete(id);
    this.show([id]);
    this.#host.requestUpdate();
  }

  async #bring(id: string, signal: AbortSignal): Promise<void> {
    this.#asked.add(id);
    try {
      const picture = await this.#fetch(id, signal);
      if (!signal.aborted) this.urls.set(id, URL.createObjectURL(picture));
    } catch {
      // whatever the reason: the picture says that it is missing, and offers to try again
      if (!signal.aborted) this.failed.add(id);
    }
    if (!signal.aborted) this.#host.requestUpdate();
  }

  #release(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    for (const url of this.urls.values()) URL.revokeObjectURL(url);
    this.urls.clear();
    this.failed.clear();
    this.#asked.clear();
  }
}
