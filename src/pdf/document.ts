import type {
  PDFDocumentLoadingTask,
  PDFDocumentProxy,
  PDFPageProxy,
  PDFWorker,
} from 'pdfjs-dist/legacy/build/pdf.mjs';

import { EsignError } from '../core/errors.js';
import { normalizeRotation } from '../core/geometry.js';
import type { PageLink } from '../core/page-links.js';
import type { PageText } from '../core/text-index.js';
import type { PageBox } from '../schema/placement.js';
import { pdfAsset } from './assets.js';
import { fromPdfError } from './errors.js';
import { loadPdfjs } from './library.js';
import { limitsOf, type DocumentLimits } from './limits.js';
import { readLinks } from './page-links.js';
import { Patience } from './patience.js';
import { openRanges, type OnProgress, type PdfLocation } from './ranges.js';
import { startRenderer, takeWorker, workerFailure } from './worker.js';

/** Pixels of the largest picture that is decoded: a small file may announce one that fills the memory. */
const MAX_IMAGE_PIXELS = 64 * 1024 * 1024;
const MAX_CANVAS_BYTES = 256 * 1024 * 1024;

/** Wrong passwords after which a document stays closed. */
const MAX_PASSWORDS = 5;

export interface OpenOptions extends Partial<DocumentLimits> {
  /** Asked for the password of a file that has one; `attempt` counts from 0. Without it the file counts as encrypted. */
  readonly askPassword?: (attempt: number) => Promise<string>;
  readonly onProgress?: OnProgress;
}

/** The worker in which pages are drawn, as far as it is known here. */
interface Drawer {
  isStarting: boolean;
}

/** An open document. `destroy` ends its worker and is safe at any moment, also twice. */
export class PdfDocument {
  readonly #document: PDFDocumentProxy;
  readonly #failure: Promise<never>;
  readonly #release: () => void;
  readonly #patience: Patience;
  readonly #pageWithin: number;
  readonly #drawer: Drawer;

  constructor(
    document: PDFDocumentProxy,
    failure: Promise<never>,
    release: () => void,
    patience: Patience,
    pageWithin: number,
    drawer: Drawer,
  ) {
    this.#document = document;
    this.#failure = failure;
    this.#patience = patience;
    this.#pageWithin = pageWithin;
    this.#release = release;
    this.#drawer = drawer;
  }

  /** The worker that draws has not answered yet: who does not want to wait for it draws in the page. */
  get isDrawerStarting(): boolean {
    return this.#drawer.isStarting;
  }

  get pageCount(): number {
    return this.#document.numPages;
  }

  /** @throws EsignError when the page or the bytes that it needs are broken */
  async page(pageIndex: number): Promise<PDFPageProxy> {
    return this.guard(this.#document.getPage(pageIndex + 1));
  }

  /** Box of a page as a reader shows it (chapter 8). */
  async pageBox(pageIndex: number): Promise<PageBox> {
    return pageBoxOf(await this.page(pageIndex));
  }

  /** Text of a page with where it stands, for `core/text-index`; as it is in the file, so that places can be counted. */
  async pageRuns(pageIndex: number): Promise<PageText> {
    const page = await this.page(pageIndex);
    return this.guard(page.getTextContent({ disableNormalization: true }));
  }

  /** Links of a page; `boxes` are those of all pages. */
  async pageLinks(pageIndex: number, boxes: readonly PageBox[]): Promise<PageLink[]> {
    const page = await this.page(pageIndex);
    return this.guard(readLinks(this.#document, page, boxes));
  }

  /** Text of a page in reading order, a line each; empty for a scan. */
  async pageText(pageIndex: number): Promise<string> {
    const page = await this.page(pageIndex);
    const { items } = await this.guard(page.getTextContent());
    return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  }

  /** Waits for pdf.js, or for the failure of the worker or the transfer, which pdf.js itself would wait out for ever. */
  async guard<T>(work: Promise<T>): Promise<T> {
    try {
      return await this.#patience.within(this.#pageWithin, Promise.race([work, this.#failure]));
    } catch (error) {
      throw fromPdfError(error);
    }
  }

  /** Resolves when the document can no longer be used: its worker died, its bytes did not come, or it was closed. */
  whenLost(): Promise<EsignError> {
    return this.#failure.catch(fromPdfError);
  }

  destroy(): void {
    this.#release();
  }
}

/** Crop box, rotation and unit of a page of pdf.js. */
export function pageBoxOf(page: PDFPageProxy): PageBox {
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  return {
    cropBox: [left, bottom, right, top],
    rotation: normalizeRotation(page.rotate),
    userUnit: page.userUnit || 1,
  };
}

/**
 * Opens a document in a worker of its own. pdf.js is loaded when the first one is opened.
 *
 * @throws EsignError `file-damaged`, `file-encrypted`, `file-too-large`, `worker-failed`, `timeout`, `aborted`, or what reading the bytes gave
 */
export async function openPdf(
  location: PdfLocation,
  signal?: AbortSignal,
  { askPassword, onProgress, ...limits }: OpenOptions = {},
): Promise<PdfDocument> {
  const { bytes, pages, openWithin, pageWithin } = limitsOf(limits);
  const patience = new Patience();
  const abort = new AbortController();
  signal?.addEventListener('abort', () => abort.abort(), { once: true, signal: abort.signal });
  if (signal?.aborted) abort.abort();

  let worker: Worker | undefined;
  let renderer: Worker | undefined;
  let pdfWorker: PDFWorker | undefined;
  let task: PDFDocumentLoadingTask | undefined;
  const release = (): void => {
    abort.abort();
    // destroying the task asks the worker to finish; its answer is of no interest once the worker is gone
    task?.destroy().catch(() => undefined);
    pdfWorker?.destroy();
    worker?.terminate();
    renderer?.terminate();
    task = pdfWorker = worker = renderer = undefined;
  };

  try {
    abort.signal.throwIfAborted();
    // its script is the largest of all: it is read while the library and the first bytes come
    worker = takeWorker();
    const failedWorker = workerFailure(worker, abort.signal);
    failedWorker.catch(() => undefined);
    const [pdfjs, ranges] = await Promise.all([loadPdfjs(), openRanges(location, abort.signal, bytes, onProgress)]);
    const start = await ranges.start();
    if (abort.signal.aborted) throw new EsignError('aborted', 'opening was cancelled');

    pdfWorker = new pdfjs.PDFWorker(portOf(worker, pdfjs.VerbosityLevel.ERRORS));
    let failTransfer: (error: unknown) => void = () => undefined;
    const transfer = new Promise<never>((_, reject) => (failTransfer = reject));
    abort.signal.addEventListener('abort', () => failTransfer(new EsignError('aborted', 'the document was closed')));
    const failure = Promise.race([failedWorker, transfer]);
    // whoever waits sees the failure through `guard`; nobody may be waiting when it happens
    failure.catch(() => undefined);

    class Transport extends pdfjs.PDFDataRangeTransport {
      override requestDataRange(begin: number, end: number): void {
        patience.without(ranges.read(begin, end)).then((chunk) => {
          if (chunk) this.onDataRange(begin, chunk);
        }, failTransfer);
      }
    }
    // only now: page and worker are busy enough until the document is there, and idle in turn while it is looked through
    renderer = startRenderer();
    const drawer: Drawer = { isStarting: renderer !== undefined };
    renderer?.addEventListener('message', () => (drawer.isStarting = false), { once: true, signal: abort.signal });
    // pdf.js takes the port while it opens; the next document has one of its own
    pdfjs.GlobalWorkerOptions.rendererPorts = renderer ? [renderer] : [];
    const transport = new Transport(ranges.length, start);
    task = pdfjs.getDocument({
      // what is whole is looked through without a look at what has come
      ...(start.length < ranges.length ? { range: transport } : { data: start }),
      worker: pdfWorker,
      verbosity: pdfjs.VerbosityLevel.ERRORS,
      rangeChunkSize: ranges.piece,
      disableAutoFetch: true,
      disableWorkerRendering: !renderer,
      cMapUrl: pdfAsset('cmaps/'),
      standardFontDataUrl: pdfAsset('standard_fonts/'),
      wasmUrl: pdfAsset('wasm/'),
      iccUrl: pdfAsset('iccs/'),
      useWasm: false,
      enableXfa: false,
      maxImageSize: MAX_IMAGE_PIXELS,
      canvasMaxAreaInBytes: MAX_CANVAS_BYTES,
    });
    void ranges.follow((piece) => transport.onDataProgressiveRead(piece));
    if (askPassword) {
      let attempt = 0;
      task.onPassword = (answer: (password: string) => void): void => {
        if (attempt >= MAX_PASSWORDS) failTransfer(new EsignError('file-encrypted', 'too many wrong passwords'));
        else patience.without(askPassword(attempt)).then(answer, failTransfer);
        attempt += 1;
      };
    }
    const document = await patience.within(openWithin, Promise.race([task.promise, failure]));
    if (document.numPages < 1) throw new EsignError('file-damaged', 'the file has no pages');
    if (document.numPages > pages) throw new EsignError('file-too-large', `more than ${pages} pages`);
    return new PdfDocument(document, failure, release, patience, pageWithin, drawer);
  } catch (error) {
    release();
    throw fromPdfError(error);
  }
}

/** The published types call the port `null`, which is only its default. */
function portOf(worker: Worker, verbosity: number): { port: null; verbosity: number } {
  return { port: worker as unknown as null, verbosity };
}
