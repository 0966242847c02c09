import { expect } from '@open-wc/testing';

import { EsignError } from '../../../src/core/errors.js';
import { displayedSize } from '../../../src/core/geometry.js';
import { openPdf, PageRenderer, setPdfAssetBase } from '../../../src/pdf/index.js';
import type { ErrorCode } from '../../../src/schema/problem.js';
import { takeComplaints } from '../../support/browser-setup.js';

const at = (url: string) => ({ url, headers: {}, credentials: 'same-origin' as const });
const fixture = (name: string) => at(`/test/browser/pdf/fixtures/${name}.pdf`);
const contract = at('/host/demo/documents/purchase-contract.pdf');

async function codeOf(work: Promise<unknown>): Promise<ErrorCode> {
  try {
    await work;
  } catch (error) {
    if (error instanceof EsignError) return error.code;
    throw error;
  }
  throw new Error('it did not fail');
}

/** A server may send less at first than was asked for; so the file is read in several pieces although it is short. */
function piece(bytes: Uint8Array<ArrayBuffer>, [begin, asked]: [number, number], etag: string, most = asked): Response {
  const end = Math.min(asked, most, bytes.length - 1);
  return new Response(bytes.slice(begin, end + 1), {
    status: 206,
    headers: { 'Content-Range': `bytes ${begin}-${end}/${bytes.length}`, ETag: etag },
  });
}

/** Answers requests for the duration of a test as a server would that the test runner is not. */
function serve(answer: (range: [number, number]) => Response): () => void {
  const original = window.fetch;
  window.fetch = (input, init) => {
    const range = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get('Range') ?? '');
    if (!String(input).startsWith('/served') || !range) return original(input, init);
    return Promise.resolve(answer([Number(range[1]), Number(range[2])]));
  };
  return () => (window.fetch = original);
}

beforeEach(() => setPdfAssetBase('/assets/pdfjs/'));

describe('openPdf', () => {
  it('reads a document in ranges, in a worker, and draws a page', async () => {
    const bytes = new Uint8Array(await (await fetch(contract.url)).arrayBuffer());
    const asked: number[] = [];
    const stop = serve((range) => {
      asked.push(range[0]);
      return piece(bytes, range, '"1"', asked.length === 1 ? 32_767 : undefined);
    });
    const document = await openPdf(at('/served/contract.pdf'));
    const box = await document.pageBox(0);
    const renderer = new PageRenderer(
      document,
      Array.from({ length: document.pageCount }, () => box),
    );

    const canvas = await renderer.render(0, 1, new AbortController().signal);

    expect(document.pageCount).to.equal(12);
    expect(canvas.width).to.equal(Math.round(595.28 * devicePixelRatio));
    expect(asked.length).to.be.greaterThan(1);
    expect((await renderer.text(0)).textContent).to.include('服务器采购合同');
    stop();
    renderer.destroy();
  });

  it('never mixes two revisions of a file', async () => {
    const bytes = new Uint8Array(await (await fetch(contract.url)).arrayBuffer());
    let version = 0;
    const stop = serve((range) => {
      version += 1;
      return piece(bytes, range, `"${version}"`, version === 1 ? 32_767 : undefined);
    });

    expect(await codeOf(openPdf(at('/served/contract.pdf')))).to.equal('document-changed');
    stop();
  });

  it('says why a file cannot be opened', async () => {
    expect(await codeOf(openPdf(fixture('damaged')))).to.equal('file-damaged');
    expect(await codeOf(openPdf(fixture('encrypted')))).to.equal('file-encrypted');
    expect(await codeOf(openPdf(fixture('missing')))).to.equal('not-found');
  });

  it('fails when the worker cannot be started, and never parses on the main thread', async () => {
    setPdfAssetBase('/nowhere/');

    const code = await codeOf(openPdf(contract));

    expect(code).to.equal('worker-failed');
    // the browser reports the missing script to the page as well
    takeComplaints();
  });

  it('gives up when it is cancelled, before or while it reads', async () => {
    const before = AbortSignal.abort();
    const during = new AbortController();
    const work = codeOf(openPdf(contract, during.signal));
    during.abort();

    expect(await codeOf(openPdf(contract, before))).to.equal('aborted');
    expect(await work).to.equal('aborted');
  });

  it('finds Chinese text and page boxes of a file without its fonts', async () => {
    const document = await openPdf(fixture('chinese-without-font'));

    expect(await document.pageText(0)).to.include('甲方盖章处');
    const box = await document.pageBox(0);
    expect(box).to.deep.equal({ cropBox: [10, 20, 290, 180], rotation: 90, userUnit: 2 });
    expect(displayedSize(box)).to.deep.equal({ width: 320, height: 560 });
    document.destroy();
    document.destroy();
  });
});

describe('PageRenderer', () => {
  it('draws a turned page with a user unit in its displayed size (chapter 8)', async () => {
    const document = await openPdf(fixture('chinese-without-font'));
    const renderer = new PageRenderer(document, [await document.pageBox(0)]);

    const canvas = await renderer.render(0, 0.5, new AbortController().signal);

    expect([canvas.width, canvas.height]).to.deep.equal([160 * devicePixelRatio, 280 * devicePixelRatio]);
    renderer.destroy();
  });

  it('refuses pages that are not what the host knows: stamps would land elsewhere', async () => {
    const document = await openPdf(fixture('chinese-without-font'));
    const other = { cropBox: [0, 0, 595, 842] as [number, number, number, number], rotation: 0 as const, userUnit: 1 };

    expect(() => new PageRenderer(document, []))
      .to.throw(EsignError)
      .with.property('code', 'document-changed');
    const renderer = new PageRenderer(document, [other]);
    expect(await codeOf(renderer.render(0, 1, new AbortController().signal))).to.equal('document-changed');
    renderer.destroy();
  });

  it('draws what may come later when nothing else is being drawn, and not at all when it is called off', async () => {
    const document = await openPdf(fixture('chinese-without-font'));
    const renderer = new PageRenderer(document, [await document.pageBox(0)]);
    const drawn: string[] = [];
    const draw = async (name: string, when: 'now' | 'later', signal = new AbortController().signal) => {
      await renderer.render(0, name === 'small' ? 0.2 : 1, signal, when);
      drawn.push(name);
    };
    const off = new AbortController();

    const page = draw('page', 'now');
    const small = draw('small', 'later');
    const called = draw('called off', 'later', off.signal).catch((error: unknown) => error);
    off.abort();
    await Promise.all([small, draw('second page', 'now'), page]);

    expect(drawn).to.deep.equal(['page', 'second page', 'small']);
    expect(await called).to.have.property('name', 'AbortError');
    renderer.destroy();
  });

  it('lets what may come later wait for a page that is asked for meanwhile', async () => {
    const document = await openPdf(fixture('chinese-without-font'));
    const renderer = new PageRenderer(document, [await document.pageBox(0)]);
    const drawn: string[] = [];
    const draw = async (scale: number, when: 'now' | 'later'): Promise<void> => {
      await renderer.render(0, scale, new AbortController().signal, when);
      drawn.push(when);
    };

    await Promise.all([draw(0.2, 'later'), draw(1, 'now')]);

    expect(drawn).to.deep.equal(['now', 'later']);
    renderer.destroy();
  });

  it('draws a page again after it let go of it', async () => {
    const document = await openPdf(fixture('chinese-without-font'));
    const renderer = new PageRenderer(document, [await document.pageBox(0)]);
    const draw = async () => (await renderer.render(0, 1, new AbortController().signal)).toDataURL();
    const before = await draw();

    renderer.forget(0);

    expect(await draw()).to.equal(before);
    renderer.forget(0);
    renderer.forget(0);
    renderer.destroy();
  });

  it('uses a canvas again, and stops drawing when asked to', async () => {
    const document = await openPdf(fixture('chinese-without-font'));
    const renderer = new PageRenderer(document, [await document.pageBox(0)]);
    const canvas = await renderer.render(0, 1, new AbortController().signal);
    renderer.release(canvas);

    expect(await renderer.render(0, 1, new AbortController().signal)).to.equal(canvas);
    const stopped = await renderer.render(0, 1, AbortSignal.abort()).catch((error: unknown) => error);
    expect(stopped).to.have.property('name', 'AbortError');
    renderer.destroy();
  });
});
