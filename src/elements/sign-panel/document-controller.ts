import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { DocumentLocation } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import type { DocumentLimits } from '../../pdf/limits.js';
import type { PageBox } from '../../schema/placement.js';
import { savesData } from '../../ui/idle.js';
import type { PageSource } from '../../ui/page-source.js';

/** One revision of one document; another `key` is another one. */
export interface DocumentRequest {
  readonly key: string;
  readonly location: DocumentLocation;
  readonly pages: readonly PageBox[];
  readonly limits?: Partial<DocumentLimits> | undefined;
}

interface OpenSource extends PageSource {
  destroy(): void;
}

/** The file has a password: how often a wrong one was given, and where the answer goes. */
export interface PasswordQuestion {
  readonly attempt: number;
  readonly answer: (password: string) => void;
  readonly cancel: () => void;
}

/** Opens the document that is shown, loads the PDF layer with the first one, and closes it with its worker. */
export class DocumentController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: EsignError) => void;
  #key: string | undefined;
  #abort: AbortController | undefined;
  #connected = false;
  #isPrepared = false;
  /** The document whose worker died once and was started again. */
  #recovered: string | undefined;
  question: PasswordQuestion | undefined;
  source: OpenSource | undefined;
  error: EsignError | undefined;

  constructor(host: ReactiveControllerHost, onError: (error: EsignError) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  /** Opens a document unless it is already open; `undefined` closes. */
  show(request: DocumentRequest | undefined): void {
    if (request?.key === this.#key || !this.#connected) return;
    this.#close();
    if (request?.key !== this.#recovered) this.#recovered = undefined;
    this.#key = request?.key;
    if (request) void this.#open(request);
  }

  /** Loads what shows a document while the host is asked for it; what does not come is asked for again when it is opened. */
  prepare(): void {
    if (this.#isPrepared || savesData()) return;
    this.#isPrepared = true;
    void import('../../pdf/index.js').then(({ loadPdfjs }) => loadPdfjs()).catch(() => undefined);
  }

  /** Tries the same document again. */
  retry(): void {
    this.#recovered = undefined;
    this.#close();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#connected = false;
    // a move in the page reconnects within one task and keeps the document
    queueMicrotask(() => {
      if (!this.#connected) this.#close();
    });
  }

  async #open(request: DocumentRequest): Promise<void> {
    const { location, pages, limits } = request;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const { openPdf, PageRenderer } = await import('../../pdf/index.js');
      const document = await openPdf(location, abort.signal, {
        ...limits,
        askPassword: (attempt) => this.#ask(attempt, abort.signal),
      });
      if (abort.signal.aborted) {
        document.destroy();
        return;
      }
      try {
        this.source = new PageRenderer(document, pages);
      } catch (error) {
        document.destroy();
        throw error;
      }
      void document.whenLost().then((error) => this.#recover(request, abort.signal, error));
      this.#host.requestUpdate();
    } catch (error) {
      if (abort.signal.aborted) return;
      this.error = EsignError.from(error);
      this.#onError(this.error);
      this.#host.requestUpdate();
    }
  }

  /** A worker that died is started again once; what dies twice is told. */
  #recover(request: DocumentRequest, signal: AbortSignal, error: EsignError): void {
    if (signal.aborted || error.code !== 'worker-failed') return;
    const again = this.#recovered !== request.key;
    this.#close();
    this.#key = this.#recovered = request.key;
    if (again) void this.#open(request);
    else {
      this.error = error;
      this.#onError(error);
    }
    this.#host.requestUpdate();
  }

  #ask(attempt: number, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        this.question = undefined;
        this.#host.requestUpdate();
      };
      this.question = {
        attempt,
        answer: (password) => {
          done();
          resolve(password);
        },
        cancel: () => {
          done();
          reject(new EsignError('file-encrypted', 'no password was given'));
        },
      };
      signal.addEventListener('abort', () => reject(new EsignError('aborted', 'the document was closed')));
      this.#host.requestUpdate();
    });
  }

  #close(): void {
    this.#abort?.abort();
    this.source?.destroy();
    this.#abort = this.source = this.error = this.question = this.#key = undefined;
  }
}
