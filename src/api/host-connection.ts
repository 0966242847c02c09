import type { HostClient } from './host-client.js';
import { createHttpHost } from './http-host.js';

/** How a page tells an element where its host is; a `host` wins over an `endpoint`. */
export interface HostProperties {
  readonly host: HostClient | undefined;
  readonly endpoint: string;
}

/** Makes the client of an element once per endpoint, so that an element can see by identity that nothing changed. */
export class HostConnection {
  #made: { readonly endpoint: string; readonly client: HostClient } | undefined;

  /** The client of the page, or one of our own; undefined while the page gave neither. */
  clientOf({ host, endpoint }: HostProperties): HostClient | undefined {
    if (host) return host;
    if (!endpoint) return undefined;
    if (this.#made?.endpoint !== endpoint) this.#made = { endpoint, client: createHttpHost({ endpoint }) };
    return this.#made.client;
  }
}
