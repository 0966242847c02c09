import { expect } from '@open-wc/testing';

import { openPdf, PageRenderer, setPdfAssetBase, type PdfDocument } from '../../../src/pdf/index.js';
import { onePage, stream } from '../../corpus/raw-pdf.js';
import { serveFiles } from '../../support/served-files.js';
import { waitUntil } from '../harness/wait.js';

const context = CanvasRenderingContext2D.prototype;
const { fill, fillText } = context;
/** Shapes that this thread filled; a page of text has hundreds. */
let filled = 0;
let onFill = (): void => undefined;

const { Worker: RealWorker } = window;

/** A worker that draws and has not started yet, for all that the page knows: nothing reaches it. */
class SleepingWorker extends RealWorker {
  readonly #sleeps: boolean;

  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    this.#sleeps = options?.name === 'esign-pdf-renderer';
  }

  override postMessage(...message: unknown[]): void {
    if (!this.#sleeps) super.postMessage(...(message as [unknown, Transferable[]]));
  }
}

interface Drawing {
  readonly url?: string;
  /** Does something with the document before it is drawn. */
  readonly before?: (document: PdfDocument) => void;
  /** Whether the worker that draws is waited for. */
  readonly waits?: boolean;
}

const CONTRACT = '/host/demo/documents/purchase-contract.pdf';

/** Opens a document, draws its first page, and counts the dark pixels. */
async function inkOfPage({ url = CONTRACT, before, waits = true }: Drawing = {}): Promise<number> {
  const document = await openPdf({ url, headers: {}, credentials: 'same-origin' });
  const box = await document.pageBox(0);
  const renderer = new PageRenderer(
    document,
    Array.from({ length: document.pageCount }, () => box),
  );
  try {
    if (waits) await waitUntil(() => !document.isDrawerStarting, 'the worker that draws');
    before?.(document);
    const canvas = await renderer.render(0, 1, new AbortController().signal);
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) ink += 1;
    return ink;
  } finally {
    renderer.destroy();
  }
}

describe('the thread that draws', () => {
  beforeEach(() => {
    setPdfAssetBase('/assets/pdfjs/');
    filled = 0;
    const count = <A extends unknown[]>(draw: (...all: A) => void) =>
      function (this: CanvasRenderingContext2D, ...all: A): void {
        filled += 1;
        onFill();
        draw.apply(this, all);
      };
    Object.assign(context, { fill: count(fill as (...all: unknown[]) => void), fillText: count(fillText) });
  });

  afterEach(() => {
    Object.assign(context, { fill, fillText });
    window.Worker = RealWorker;
  });

  it('is not the page’s own', async () => {
    expect(await inkOfPage()).to.be.greaterThan(1000);
    expect(filled).to.equal(0);
  });

  it('is not the page’s own for several documents at once', async () => {
    const [first, ...others] = await Promise.all([inkOfPage(), inkOfPage(), inkOfPage()]);
    expect(others).to.deep.equal([first, first]);
    expect(filled).to.equal(0);
  });

  it('is the page’s own while the worker for it has not started, with the same picture', async () => {
    const beside = await inkOfPage();
    window.Worker = SleepingWorker;

    expect(await inkOfPage({ waits: false })).to.be.closeTo(beside, beside * 0.02);

    expect(filled).to.be.greaterThan(0);
  });

  it('is the worker’s again for a page that would hold up the form', async () => {
    const shapes = 6_000;
    const bars = Array.from(
      { length: shapes },
      (_, at) => `${(at % 300) + 0.1} ${(Math.floor(at / 300) % 200) * 2} 0.8 1.6 re f`,
    );
    const startsLate = (document: PdfDocument): void => {
      Object.defineProperty(document, 'isDrawerStarting', { get: () => filled < 100 });
    };
    const restore = serveFiles({ 'bars.pdf': onePage({ content: stream(bars.join('\n')) }) });
    onFill = () => {
      // as heavy as a shape can be
      for (const until = performance.now() + 0.2; performance.now() < until;);
    };
    try {
      expect(await inkOfPage({ url: '/served/bars.pdf', before: startsLate })).to.be.greaterThan(3_000);
    } finally {
      restore();
      onFill = () => undefined;
    }
    expect(filled).to.be.within(100, shapes - 1);
  });

  it('is the page’s own, with the same picture, where the folder of pdf.js is an older one', async () => {
    const beside = await inkOfPage();
    setPdfAssetBase('/assets/pdfjs-old/');
    expect(await inkOfPage({ waits: false })).to.be.closeTo(beside, beside * 0.02);
    expect(filled).to.be.greaterThan(0);
  });

  it('is the page’s own once the one beside it died', async () => {
    const started: Worker[] = [];
    const Original = window.Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (options?.name === 'esign-pdf-renderer') started.push(this);
      }
    };
    try {
      const ink = await inkOfPage({
        before: () => started[0]?.dispatchEvent(new ErrorEvent('error', { message: 'gone', cancelable: true })),
      });
      expect(ink).to.be.greaterThan(1000);
      expect(started.length).to.equal(1);
      expect(filled).to.be.greaterThan(0);
    } finally {
      window.Worker = Original;
    }
  });

  it('is the page’s own where the browser has no canvas for workers', async () => {
    const known = globalThis.OffscreenCanvas;
    Object.assign(globalThis, { OffscreenCanvas: undefined });
    try {
      expect(await inkOfPage()).to.be.greaterThan(1000);
      expect(filled).to.be.greaterThan(0);
    } finally {
      Object.assign(globalThis, { OffscreenCanvas: known });
    }
  });
});
