import type { PDFPageProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';

import { EsignError } from '../core/errors.js';
import { displayedSize } from '../core/geometry.js';
import type { PageLink } from '../core/page-links.js';
import type { PageText } from '../core/text-index.js';
import type { PageBox } from '../schema/placement.js';
import { pageBoxOf, type PdfDocument } from './document.js';

/** Device pixels of one canvas; above it the page is drawn coarser and scaled up. */
const MAX_CANVAS_PIXELS = 16 * 1024 * 1024;
const POOL_SIZE = 3;
/** Points by which the host's page size may differ from what is drawn before the file counts as another one. */
const SIZE_TOLERANCE = 0.5;
/**
 * Pages that may cost a document its worker before a person has to ask for the next one. One would not do: of two pages that wait
 * for the same worker the wrong one may be taken for what holds it up.
 */
const MOST_RENEWALS = 3;

/**
 * Milliseconds after which a page that is drawn in the page's own thread, because the worker for it was still being started, is
 * left to that worker. pdf.js draws there in steps of about 15 ms.
 */
const IN_PAGE_FOR = 200;

/** Draws pages of one document on canvases that are used again. */
export class PageRenderer {
  #document: Promise<PdfDocument>;
  readonly #boxes: readonly PageBox[];
  readonly #reopen: (() => Promise<PdfDocument>) | undefined;
  /** Pages that took too long: they are left alone until a person asks for them. */
  readonly #hung = new Set<number>();
  #renewals = 0;
  /** Nothing comes of the document any more, unless it is opened again. */
  #isStuck = false;
  #isClosed = false;
  readonly #pool: HTMLCanvasElement[] = [];
  /** Pages that were read to be drawn. */
  readonly #pages = new Map<number, PDFPageProxy>();
  #drawing = 0;
  /** What is drawn that may come later: it gives way. */
  readonly #turns = new Set<AbortController>();
  /** Called when nothing is drawn any more. */
  #waiting: (() => void)[] = [];
  #tellFirst: () => void = () => undefined;
  /** Resolves when a page was drawn, or could not be. */
  readonly first = new Promise<void>((resolve) => (this.#tellFirst = resolve));

  /**
   * `boxes` are the pages as the host knows them: what is drawn must agree, or stamps would land elsewhere. `reopen` gives the
   * document another worker when a page has hung the one it had.
   */
  constructor(document: PdfDocument, boxes: readonly PageBox[], reopen?: () => Promise<PdfDocument>) {
    this.#boxes = boxes;
    this.#reopen = reopen;
    this.#document = Promise.resolve(this.#counted(document));
  }

  /**
   * Draws a page at `scale` CSS pixels for one displayed point, for this screen's pixel ratio; `later` when nothing else is
   * being drawn: a small picture in the margin must not hold up the page that a person waits for.
   *
   * @throws EsignError `aborted` when the signal fires, `document-changed` when the page has another size than expected
   */
  async render(
    pageIndex: number,
    scale: number,
    signal: AbortSignal,
    when: 'now' | 'later' = 'now',
  ): Promise<HTMLCanvasElement> {
    if (when === 'later') return this.#renderLater(pageIndex, scale, signal);
    signal.throwIfAborted();
    this.#drawing += 1;
    for (const turn of this.#turns) turn.abort();
    try {
      return await this.#with(pageIndex, async (document) => {
        const page = await document.page(pageIndex);
        this.#pages.set(pageIndex, page);
        return this.#draw(document, page, scale, signal);
      });
    } finally {
      this.#drawing -= 1;
      if (!signal.aborted) this.#tellFirst();
      if (this.#drawing === 0) for (const go of this.#waiting.splice(0)) go();
    }
  }

  /** Begins again after a page that a person waits for came in between. */
  async #renderLater(pageIndex: number, scale: number, signal: AbortSignal): Promise<HTMLCanvasElement> {
    while (this.#drawing > 0) await new Promise<void>((done) => this.#waiting.push(done));
    signal.throwIfAborted();
    const turn = new AbortController();
    const stop = (): void => turn.abort();
    signal.addEventListener('abort', stop, { once: true });
    this.#turns.add(turn);
    try {
      return await this.#with(pageIndex, async (document) => {
        const page = await document.page(pageIndex);
        try {
          return await this.#draw(document, page, scale, turn.signal);
        } finally {
          if (!this.#pages.has(pageIndex)) page.cleanup();
        }
      });
    } catch (error) {
      if (!turn.signal.aborted || signal.aborted) throw error;
    } finally {
      this.#turns.delete(turn);
      signal.removeEventListener('abort', stop);
    }
    return this.#renderLater(pageIndex, scale, signal);
  }

  /** Works with the document; who waited in vain behind a page that hung its worker is served by the next one. */
  async #with<T>(pageIndex: number, work: (document: PdfDocument) => Promise<T>): Promise<T> {
    if (this.#hung.has(pageIndex)) throw new EsignError('timeout', `page ${pageIndex + 1} took too long before`);
    const opened = this.#document;
    const document = await opened.catch((error: unknown) => {
      this.#isStuck = true;
      throw error;
    });
    try {
      return await work(document);
    } catch (error) {
      if (this.#isClosed) throw error;
      if (opened !== this.#document) return await this.#with(pageIndex, work);
      if (error instanceof EsignError && error.code === 'timeout') this.#hang(pageIndex);
      throw error;
    }
  }

  #hang(pageIndex: number): void {
    this.#hung.add(pageIndex);
    if (this.#renewals >= MOST_RENEWALS) this.#isStuck = true;
    else {
      this.#renewals += 1;
      this.#renew();
    }
  }

  #renew(): void {
    const before = this.#document;
    if (!this.#reopen) return;
    this.#isStuck = false;
    this.#pages.clear();
    this.#document = this.#reopen().then((document) => {
      if (this.#isClosed) document.destroy();
      return this.#counted(document);
    });
    // whoever waits for a page sees it fail; nobody may be waiting
    this.#document.catch(() => undefined);
    void before.then(close, () => undefined);
  }

  /** Lets a page that took too long be tried once more, because a person asks for it. */
  again(pageIndex: number): void {
    this.#hung.delete(pageIndex);
    if (this.#isStuck) this.#renew();
  }

  #counted(document: PdfDocument): PdfDocument {
    if (document.pageCount === this.#boxes.length) return document;
    throw new EsignError('document-changed', `${document.pageCount} pages, the host knows ${this.#boxes.length}`);
  }

  async #draw(
    document: PdfDocument,
    page: PDFPageProxy,
    scale: number,
    signal: AbortSignal,
  ): Promise<HTMLCanvasElement> {
    this.#check(page.pageNumber - 1, pageBoxOf(page));
    signal.throwIfAborted();

    const natural = page.getViewport({ scale: scale * window.devicePixelRatio });
    const excess = Math.sqrt((natural.width * natural.height) / MAX_CANVAS_PIXELS);
    const viewport = excess > 1 ? natural.clone({ scale: natural.scale / excess }) : natural;
    const canvas = this.#canvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));

    const inPage = document.isDrawerStarting;
    const task: RenderTask = page.render({ canvas, viewport, ...(inPage && { canvasContext: contextOf(canvas) }) });
    let isTooMuch = false;
    if (inPage) {
      const begun = performance.now();
      task.onContinue = (go: () => void) => {
        isTooMuch = performance.now() - begun > IN_PAGE_FOR && !document.isDrawerStarting;
        if (isTooMuch) task.cancel();
        else go();
      };
    }
    const cancel = (): void => task.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await document.guard(task.promise);
      return canvas;
    } catch (error) {
      // a page that took too long must not go on drawing behind the others, nor on their canvas
      task.cancel();
      drop(canvas);
      if (!isTooMuch) throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
    return this.#draw(document, page, scale, signal);
  }

  /** Text of a page to be selected and read aloud. */
  text(pageIndex: number): Promise<HTMLElement> {
    return this.#with(pageIndex, async (document) => {
      // nothing of it is needed before the first page is there
      const { textLayer } = await import('./text-layer.js');
      return textLayer(await document.pageRuns(pageIndex), await document.pageBox(pageIndex));
    });
  }

  /** Text of a page with where it stands, to search in. */
  runs(pageIndex: number): Promise<PageText> {
    return this.#with(pageIndex, (document) => document.pageRuns(pageIndex));
  }

  /** Where the links of a page lead. */
  links(pageIndex: number): Promise<PageLink[]> {
    return this.#with(pageIndex, (document) => document.pageLinks(pageIndex, this.#boxes));
  }

  /** Gives a canvas back; its pixels are dropped when the pool is full. */
  release(canvas: HTMLCanvasElement): void {
    canvas.remove();
    if (this.#pool.length < POOL_SIZE) this.#pool.push(canvas);
    else drop(canvas);
  }

  /** Lets go of what was read to draw a page; what is still being drawn of it ends first. */
  forget(pageIndex: number): void {
    this.#pages.get(pageIndex)?.cleanup();
    this.#pages.delete(pageIndex);
  }

  destroy(): void {
    this.#isClosed = true;
    for (const canvas of this.#pool.splice(0)) drop(canvas);
    void this.#document.then(close, () => undefined);
  }

  /** One of the same size is drawn over as it is: its memory is not asked for again. */
  #canvas(width: number, height: number): HTMLCanvasElement {
    const fitting = this.#pool.findIndex((canvas) => canvas.width === width && canvas.height === height);
    const [known] = fitting === -1 ? this.#pool.splice(0, 1) : this.#pool.splice(fitting, 1);
    const canvas = known ?? document.createElement('canvas');
    if (fitting === -1) Object.assign(canvas, { width, height });
    return canvas;
  }

  #check(pageIndex: number, drawn: PageBox): void {
    const expected = this.#boxes[pageIndex];
    if (!expected) throw new EsignError('document-changed', `page ${pageIndex + 1} is unknown to the host`);
    const a = displayedSize(drawn);
    const b = displayedSize(expected);
    if (Math.abs(a.width - b.width) > SIZE_TOLERANCE || Math.abs(a.height - b.height) > SIZE_TOLERANCE) {
      throw new EsignError('document-changed', `page ${pageIndex + 1} has another size than the host says`);
    }
  }
}

function close(document: PdfDocument): void {
  document.destroy();
}

/** As pdf.js would ask for it: the first answer decides what a canvas is. */
function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new EsignError('unavailable', 'the browser draws on no canvas');
  return context;
}

/** A canvas that nobody needs gives its pixels back at once, not when it is collected. */
function drop(canvas: HTMLCanvasElement): void {
  canvas.width = canvas.height = 0;
}
