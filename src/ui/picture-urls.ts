import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A picture that an element shows, and how it is fetched. */
export interface WantedPicture {
  readonly key: string;
  fetch(signal: AbortSignal): Promise<Blob>;
}

/**
 * Pictures as object URLs, so that they can never be more than pictures: each is fetched once, at most `most` are kept, and all
 * are released with the element. One that did not come is fetched again only when somebody asks for it.
 */
export class PictureUrls implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #most: number;
  readonly #onError: ((error: unknown) => void) | undefined;
  /** The one that was wanted last stands last; null while it is on its way, false when it did not come. */
  readonly #pictures = new Map<string, string | null | false>();
  #urls: ReadonlyMap<string, string> | undefined;
  #abort: AbortController | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, most = Infinity, onError?: (error: unknown) => void) {
    this.#host = host;
    this.#most = most;
    this.#onError = onError;
    host.addController(this);
  }

  /** Object URLs by key, as far as they have come; another map after each change. */
  get urls(): ReadonlyMap<string, string> {
    this.#urls ??= new Map([...this.#pictures].flatMap(([key, url]) => (url ? [[key, url]] : [])));
    return this.#urls;
  }

  /** Whether a picture did not come. */
  isFailed(key: string): boolean {
    return this.#pictures.get(key) === false;
  }

  /** Fetches what is not there yet. */
  show(wanted: readonly WantedPicture[]): void {
    if (!this.#connected) return;
    this.#abort ??= new AbortController();
    const { signal } = this.#abort;
    for (const picture of wanted) {
      const known = this.#pictures.get(picture.key);
      if (known !== undefined) this.#put(picture.key, known);
      else void this.#fetch(picture, signal);
    }
  }

  /** Lets those that did not come be fetched again. */
  forgetFailures(): void {
    for (const [key, url] of this.#pictures) if (url === false) this.#pictures.delete(key);
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostDisconnected(): void {
    this.#connected = false;
    // a move in the page reconnects within one task and keeps the pictures
    queueMicrotask(() => {
      if (!this.#connected) this.clear();
    });
  }

  /** Lets go of every picture, and of those on their way. */
  clear(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    for (const key of this.#pictures.keys()) this.#drop(key);
  }

  async #fetch(picture: WantedPicture, signal: AbortSignal): Promise<void> {
    this.#put(picture.key, null);
    try {
      const blob = await picture.fetch(signal);
      if (signal.aborted) return;
      this.#put(picture.key, URL.createObjectURL(blob));
    } catch (error) {
      if (signal.aborted) return;
      this.#put(picture.key, false);
      this.#onError?.(error);
    }
    this.#urls = undefined;
    this.#host.requestUpdate();
  }

  #put(key: string, url: string | null | false): void {
    this.#pictures.delete(key);
    this.#pictures.set(key, url);
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > this.#most && oldest !== undefined) this.#drop(oldest);
  }

  #drop(key: string): void {
    const url = this.#pictures.get(key);
    if (url) URL.revokeObjectURL(url);
    this.#pictures.delete(key);
    this.#urls = undefined;
  }
}
