import { expect } from '@open-wc/testing';

import { openPdf, setPdfAssetBase } from '../../../src/pdf/index.js';
import { openRanges, type RangeReader } from '../../../src/pdf/ranges.js';
import { rawPdf, stream } from '../../corpus/raw-pdf.js';

const FIRST = 128 * 1024;
const LOCATION = { url: '/served/long.pdf', headers: {}, credentials: 'same-origin' as const };
const signal = new AbortController().signal;

type Answer = (begin: number, end: number) => Response | Promise<Response>;

/** A contract whose pages lie far from each other. */
function longContract(count: number): Uint8Array<ArrayBuffer> {
  const pageOf = (index: number): number => 4 + 2 * index;
  const pages = Array.from({ length: count }, (_, index) => [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents ${pageOf(index) + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    stream(`BT /F1 12 Tf 40 200 Td (page ${index + 1}) Tj ET\n%${'-'.repeat(100_000)}\n`),
  ]);
  const kids = pages.map((_, index) => `${pageOf(index)} 0 R`).join(' ');
  return rawPdf({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Count ${count} /Kids [${kids}] >>`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ...pages.flat(),
    ],
  });
}

function part(
  bytes: Uint8Array<ArrayBuffer>,
  begin: number,
  end: number,
  etag = '"1"',
  length = bytes.length,
): Response {
  return new Response(bytes.slice(begin, end), {
    status: 206,
    headers: { 'Content-Range': `bytes ${begin}-${end - 1}/${length}`, ETag: etag },
  });
}

describe('reading a long document ahead', () => {
  const { fetch } = window;
  const { now, getEntriesByName } = performance;

  beforeEach(() => setPdfAssetBase('/assets/pdfjs/'));
  afterEach(() => {
    window.fetch = fetch;
    Object.assign(performance, { now, getEntriesByName });
  });

  function serve(answer: Answer): void {
    window.fetch = (input, init) => {
      const range = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get('Range') ?? '');
      if (input !== LOCATION.url || !range) return fetch(input, init);
      return Promise.resolve(answer(Number(range[1]), Number(range[2]) + 1));
    };
  }

  /** What is read ahead of a file whose first piece came, and what was asked for in all. */
  async function ahead(answer: Answer): Promise<{ received: number; asked: number[][] }> {
    const asked: number[][] = [];
    serve((begin, end) => {
      asked.push([begin, end]);
      return answer(begin, end);
    });
    const ranges: RangeReader = await openRanges(LOCATION, signal, Infinity);
    let received = (await ranges.start()).length - FIRST;
    await ranges.follow(({ length }) => (received += length));
    return { received, asked };
  }

  it('has every page from two requests where the line is quick', async () => {
    const bytes = longContract(12);
    const never = new Promise<Response>(() => undefined);
    // pieces that are asked for one by one never come
    serve((begin, end) => (begin === 0 || end - begin > 2 * FIRST ? part(bytes, begin, end) : never));

    const document = await openPdf(LOCATION);

    expect(await document.pageText(11)).to.equal('page 12');
    expect(await document.pageText(5)).to.equal('page 6');
    document.destroy();
  });

  it('asks for the pieces that it needs where reading ahead breaks off', async () => {
    const bytes = longContract(12);
    serve((begin, end) => {
      if (begin === 0 || end - begin <= 2 * FIRST) return part(bytes, begin, end);
      const broken = new ReadableStream<Uint8Array>({
        start: (body) => body.enqueue(bytes.slice(begin, begin + 1000)),
        pull: (body) => body.error(new TypeError('the line broke')),
      });
      return new Response(broken, part(bytes, begin, begin));
    });

    const document = await openPdf(LOCATION);

    expect(await document.pageText(11)).to.equal('page 12');
    document.destroy();
  });

  it('asks for no piece that is on its way, but for one that does not come', async () => {
    const bytes = longContract(12);
    const asked: number[][] = [];
    const lines: ReadableStreamDefaultController<Uint8Array>[] = [];
    serve((begin, end) => {
      asked.push([begin, end]);
      if (begin === 0 || end - begin <= FIRST) return part(bytes, begin, end);
      const body = new ReadableStream<Uint8Array>({ start: (line) => void lines.push(line) });
      return new Response(body, part(bytes, begin, begin));
    });
    let clock = 0;
    performance.now = () => clock;
    performance.getEntriesByName = () => [{ duration: 50 } as PerformanceEntry];
    const ranges = await openRanges(LOCATION, signal, Infinity);
    const taken = [await ranges.start()];
    void ranges.follow((piece) => taken.push(piece));

    const coming = ranges.read(FIRST, 2 * FIRST);
    lines[0]?.enqueue(bytes.slice(FIRST, 2 * FIRST + 1));
    expect(await coming).to.equal(undefined);
    expect(taken.map(({ length }) => length)).to.deep.equal([FIRST, FIRST + 1]);

    clock = 1000;
    expect(await ranges.read(3 * FIRST, 4 * FIRST)).to.deep.equal(bytes.slice(3 * FIRST, 4 * FIRST));
    expect(asked).to.deep.equal([
      [0, FIRST],
      [FIRST, bytes.length],
      [3 * FIRST, 4 * FIRST],
    ]);
  });

  it('asks for nothing ahead on a slow line, nor of a very long file', async () => {
    const bytes = new Uint8Array(FIRST).fill(37);
    const long = await ahead((begin, end) => part(bytes, begin, end, '"1"', 64 * 1024 * 1024));
    expect(long).to.deep.equal({ received: 0, asked: [[0, FIRST]] });

    let clock = 0;
    performance.now = () => (clock += 4000);
    const slow = await ahead((begin, end) => part(bytes, begin, end, '"1"', 1024 * 1024));
    expect(slow).to.deep.equal({ received: 0, asked: [[0, FIRST]] });
  });

  it('asks for little of what lies around the pages where it does not read ahead', async () => {
    const bytes = longContract(12);
    let asked = 0;
    serve((begin, end) => {
      asked += Math.min(end, bytes.length) - begin;
      return part(bytes, begin, end);
    });
    performance.getEntriesByName = () => [{ duration: 60_000 } as PerformanceEntry];

    const document = await openPdf(LOCATION);

    expect(await document.pageText(0)).to.equal('page 1');
    expect(asked).to.be.lessThan(bytes.length / 2);
    document.destroy();
  });

  it('tells a quick line from a page that is busy and reads late', async () => {
    const bytes = new Uint8Array(2 * FIRST).fill(37);
    let clock = 0;
    performance.now = () => (clock += 9000);
    performance.getEntriesByName = () => [{ duration: 20 } as PerformanceEntry];

    expect((await ahead((begin, end) => part(bytes, begin, end))).received).to.equal(FIRST);
    performance.getEntriesByName = () => [];
    expect((await ahead((begin, end) => part(bytes, begin, end))).received).to.equal(0);
  });

  it('takes nothing of another revision, and is silent where it is refused', async () => {
    const bytes = new Uint8Array(2 * FIRST).fill(37);
    const whole = await ahead((begin, end) => part(bytes, begin, end));
    expect(whole).to.deep.equal({
      received: FIRST,
      asked: [
        [0, FIRST],
        [FIRST, 2 * FIRST],
      ],
    });

    const changed = await ahead((begin, end) => part(bytes, begin, end, `"${begin}"`));
    expect(changed.received).to.equal(0);
    const refused = await ahead((begin, end) =>
      begin === 0 ? part(bytes, begin, end) : new Response(null, { status: 503 }),
    );
    expect(refused.received).to.equal(0);
  });
});
