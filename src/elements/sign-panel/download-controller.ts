import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import { saveBlob } from '../../ui/save-file.js';

/** Fetches a signed document and hands it to the browser; a second click while it comes does nothing. */
export class DownloadController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: EsignError) => void;
  #abort: AbortController | undefined;

  constructor(host: ReactiveControllerHost, onError: (error: EsignError) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  get isBusy(): boolean {
    return this.#abort !== undefined;
  }

  /** Resolves to whether the file was handed over. */
  async start(client: HostClient, envelopeId: string, document: EnvelopeDocument): Promise<boolean> {
    if (this.#abort) return false;
    const abort = new AbortController();
    this.#abort = abort;
    this.#host.requestUpdate();
    try {
      saveBlob(await client.downloadSigned(envelopeId, document.id, { signal: abort.signal }), fileName(document));
      return true;
    } catch (error) {
      if (!abort.signal.aborted) this.#onError(EsignError.from(error));
      return false;
    } finally {
      this.#abort = undefined;
      this.#host.requestUpdate();
    }
  }

  hostDisconnected(): void {
    this.#abort?.abort();
  }
}

/** A signed file is a PDF, whatever the source was. */
function fileName({ name }: EnvelopeDocument): string {
  return /\.pdf$/i.test(name) ? name : `${name.replace(/\.[A-Za-z0-9]{1,5}$/, '')}.pdf`;
}
