import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { DocumentLocation } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import { loadPdfjs } from '../../pdf/library.js';
import type { DocumentLimits } from '../../pdf/limits.js';
import { prepareWorker } from '../../pdf/worker.js';
import type { PdfDocument } from '../../pdf/document.js';
import type { PageBox } from '../../schema/placement.js';
import type { Opening, PasswordQuestion } from '../../ui/document-cover.js';
import { savesData } from '../../ui/idle.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { PageSource } from '../../ui/page-source.js';

/** One revision of one document; another `key` is another one. */
export interface DocumentRequest {
  readonly key: string;
  readonly location: DocumentLocation;
  readonly pages: readonly PageBox[];
  readonly limits?: Partial<DocumentLimits> | undefined;
}

/** What lies over the pages until they are there. */
const COVER = 'esign-document-cover';

interface OpenSource extends PageSource {
  destroy(): void;
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
  /** What the person gave for the document that is shown; it is kept nowhere else, and goes with the document. */
  #password: string | undefined;
  /** Until the first page is there, or is known not to come. */
  opening: Opening | undefined;
  /** A person did not want to wait for it. */
  isStopped = false;
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
    // their scripts are the largest of all, and are read beside the page: they do not wait for the library
    prepareWorker();
    loadPdfjs().catch(() => undefined);
    import('../../pdf/index.js').catch(() => undefined);
  }

  /** Whether there is nothing of the document to be seen, and nothing on its way. */
  get isClosed(): boolean {
    return this.isStopped || this.error !== undefined;
  }

  /** Ends the opening, with its requests, until the person wants the document again. */
  stop(): void {
    const key = this.#key;
    this.#close();
    this.#key = key;
    this.isStopped = true;
    this.#host.requestUpdate();
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
    const opening: Opening = (this.opening = { received: 0, total: undefined });
    // what opens at once needs no cover; what has a password asks for it again
    void loadElement(COVER).catch(() => undefined);
    try {
      const { openPdf, PageRenderer } = await import('../../pdf/index.js');
      const load = async (): Promise<PdfDocument> => {
        const document = await openPdf(location, abort.signal, {
          ...limits,
          askPassword: (attempt) => this.#passwordFor(attempt, abort.signal),
          onProgress: (received, total) => Object.assign(opening, { received, total }),
        });
        void document.whenLost().then((error) => this.#recover(request, abort.signal, error));
        return document;
      };
      const document = await load();
      if (abort.signal.aborted) {
        document.destroy();
        return;
      }
      try {
        const renderer = new PageRenderer(document, pages, load);
        this.source = renderer;
        void renderer.first.then(() => this.#arrive(opening));
      } catch (error) {
        document.destroy();
        throw error;
      }
      this.#host.requestUpdate();
    } catch (error) {
      if (abort.signal.aborted) return;
      this.opening = undefined;
      this.error = EsignError.from(error);
      this.#onError(this.error);
      this.#host.requestUpdate();
    }
  }

  #arrive(opening: Opening): void {
    if (this.opening !== opening) return;
    this.opening = undefined;
    this.#host.requestUpdate();
  }

  /** A worker that died is started again once; what dies twice is told. */
  #recover(request: DocumentRequest, signal: AbortSignal, error: EsignError): void {
    if (signal.aborted || error.code !== 'worker-failed') return;
    const again = this.#recovered !== request.key;
    const password = this.#password;
    this.#close();
    this.#password = password;
    this.#key = this.#recovered = request.key;
    if (again) void this.#open(request);
    else {
      this.error = error;
      this.#onError(error);
    }
    this.#host.requestUpdate();
  }

  /** Another worker gets what the person gave to the first one. */
  async #passwordFor(attempt: number, signal: AbortSignal): Promise<string> {
    if (attempt === 0 && this.#password !== undefined) return this.#password;
    const given = await this.#ask(attempt, signal);
    if (!signal.aborted) this.#password = given;
    return given;
  }

  async #ask(attempt: number, signal: AbortSignal): Promise<string> {
    try {
      await loadElement(COVER);
    } catch (error) {
      throw new EsignError('network', 'what asks for the password could not be loaded', { cause: error });
    }
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
    this.#abort = this.source = this.error = this.question = this.opening = this.#key = this.#password = undefined;
    this.isStopped = false;
  }
}
