import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import { saveBlob } from '../../ui/save-file.js';

/** Fetches signed documents, one after the other, and hands them to the browser; a second click while they come does nothing. */
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

  /** The first one that fails is the last one that is asked for. */
  async start(
    client: HostClient,
    envelopeId: string,
    documents: readonly EnvelopeDocument[],
    onSaved: (documentId: string) => void,
  ): Promise<void> {
    if (this.#abort) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#host.requestUpdate();
    try {
      for (const document of documents) {
        saveBlob(await client.downloadSigned(envelopeId, document.id, { signal: abort.signal }), fileName(document));
        onSaved(document.id);
      }
    } catch (error) {
      if (!abort.signal.aborted) this.#onError(EsignError.from(error));
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
