import type { ReactiveControllerHost } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import type { Seal } from '../../schema/seal.js';
import { PictureUrls } from '../../ui/picture-urls.js';

/** Pictures of seals, by seal id. */
export class SealImages extends PictureUrls {
  #seals: readonly Seal[] = [];

  constructor(host: ReactiveControllerHost, report: (error: EsignError) => void) {
    super(host, Infinity, (error) => report(EsignError.from(error)));
  }

  /** Fetches those that are not there yet; a list that was read again brings those again that did not come. */
  showSeals(client: HostClient | undefined, seals: readonly Seal[]): void {
    if (!client) return;
    if (seals !== this.#seals) this.forgetFailures();
    this.#seals = seals;
    this.show(seals.map((seal) => ({ key: seal.id, fetch: (signal) => client.getSealImage(seal, { signal }) })));
  }
}
