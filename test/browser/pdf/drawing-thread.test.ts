import { expect } from '@open-wc/testing';

import { openPdf, PageRenderer, setPdfAssetBase } from '../../../src/pdf/index.js';

const context = CanvasRenderingContext2D.prototype;
const { fill, fillText } = context;
/** Shapes that this thread filled; a page of text has hundreds. */
let filled = 0;

/** Opens the contract, draws its first page after `before`, and counts the dark pixels. */
async function inkOfPage(before: () => void = () => undefined): Promise<number> {
  const document = await openPdf({
    url: '/host/demo/documents/purchase-contract.pdf',
    headers: {},
    credentials: 'same-origin',
  });
  const box = await document.pageBox(0);
  const renderer = new PageRenderer(
    document,
    Array.from({ length: document.pageCount }, () => box),
  );
  try {
    before();
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
        draw.apply(this, all);
      };
    Object.assign(context, { fill: count(fill as (...all: unknown[]) => void), fillText: count(fillText) });
  });

  afterEach(() => Object.assign(context, { fill, fillText }));

  it('is not the page’s own', async () => {
    expect(await inkOfPage()).to.be.greaterThan(1000);
    expect(filled).to.equal(0);
  });

  it('is not the page’s own for several documents at once', async () => {
    const [first, ...others] = await Promise.all([inkOfPage(), inkOfPage(), inkOfPage()]);
    expect(others).to.deep.equal([first, first]);
    expect(filled).to.equal(0);
  });

  it('is the page’s own, with the same picture, where the folder of pdf.js is an older one', async () => {
    const beside = await inkOfPage();
    setPdfAssetBase('/assets/pdfjs-old/');
    expect(await inkOfPage()).to.be.closeTo(beside, beside * 0.02);
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
      const ink = await inkOfPage(() =>
        started[0]?.dispatchEvent(new ErrorEvent('error', { message: 'gone', cancelable: true })),
      );
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
