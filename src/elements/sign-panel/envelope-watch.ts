import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import type { EnvelopeChange } from '../../schema/envelope.js';

/** Listens to the changes of the envelope that is shown, as long as the element is in the page. */
export class EnvelopeWatch implements ReactiveController {
  readonly #onChange: (change: EnvelopeChange) => void;
  #client: HostClient | undefined;
  #envelopeId: string | undefined;
  #abort: AbortController | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, onChange: (change: EnvelopeChange) => void) {
    this.#onChange = onChange;
    host.addController(this);
  }

  watch(client: HostClient | undefined, envelopeId: string | undefined): void {
    if (!this.#connected || (client === this.#client && envelopeId === this.#envelopeId)) return;
    this.#stop();
    this.#client = client;
    this.#envelopeId = envelopeId;
    if (!client || !envelopeId) return;
    this.#abort = new AbortController();
    client.watchEnvelope(envelopeId, this.#onChange, this.#abort.signal);
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostDisconnected(): void {
    this.#connected = false;
    queueMicrotask(() => {
      if (!this.#connected) this.#stop();
    });
  }

  #stop(): void {
    this.#abort?.abort();
    this.#abort = this.#client = this.#envelopeId = undefined;
  }
}
