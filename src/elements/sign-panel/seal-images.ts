import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import type { Seal } from '../../schema/seal.js';

/** Pictures of seals as object URLs, so that a seal can never be more than a picture; released with the element. */
export class SealImages implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: EsignError) => void;
  #urls: ReadonlyMap<string, string> = new Map();
  #seals: readonly Seal[] = [];
  #abort: AbortController | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, onError: (error: EsignError) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  /** Object URLs by seal id, as far as they have come. */
  get urls(): ReadonlyMap<string, string> {
    return this.#urls;
  }

  /** Fetches the pictures that are not there yet. */
  show(client: HostClient | undefined, seals: readonly Seal[]): void {
    if (!client || seals === this.#seals || !this.#connected) return;
    this.#seals = seals;
    this.#abort ??= new AbortController();
    for (const seal of seals) if (!this.#urls.has(seal.id)) void this.#fetch(client, seal, this.#abort.signal);
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostDisconnected(): void {
    this.#connected = false;
    queueMicrotask(() => {
      if (!this.#connected) this.#release();
    });
  }

  async #fetch(client: HostClient, seal: Seal, signal: AbortSignal): Promise<void> {
    try {
      const picture = await client.getSealImage(seal, { signal });
      if (signal.aborted || this.#urls.has(seal.id)) return;
      this.#urls = new Map(this.#urls).set(seal.id, URL.createObjectURL(picture));
      this.#host.requestUpdate();
    } catch (error) {
      if (!signal.aborted) this.#onError(EsignError.from(error));
    }
  }

  #release(): void {
    this.#abort?.abort();
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#abort = undefined;
    this.#urls = new Map();
    this.#seals = [];
  }
}
