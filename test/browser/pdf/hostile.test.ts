import { expect } from '@open-wc/testing';

import { EsignError } from '../../../src/core/errors.js';
import { openPdf, PageRenderer, setPdfAssetBase, type OpenOptions } from '../../../src/pdf/index.js';
import { hostilePdfs } from '../../support/hostile-pdfs.js';

const at = (url: string) => ({ url, headers: {}, credentials: 'same-origin' as const });
const locked = at('/test/corpus/user-password.pdf');

/** What became of a file, to its first page on a canvas: `ok`, or the code of the failure. */
async function outcomeOf(url: string, options: OpenOptions = {}): Promise<string> {
  try {
    const document = await openPdf(at(url), undefined, options);
    try {
      const box = await document.pageBox(0);
      const pages = Array.from({ length: document.pageCount }, () => box);
      await new PageRenderer(document, pages).render(0, 0.5, new AbortController().signal);
      await document.pageText(0);
      return 'ok';
    } finally {
      document.destroy();
    }
  } catch (error) {
    if (error instanceof EsignError) return error.code;
    throw error;
  }
}

const expected: Record<string, string> = {
  empty: 'file-damaged',
  garbage: 'file-damaged',
  truncated: 'file-damaged',
  'wrong-xref': 'ok',
  'zero-pages': 'file-damaged',
  'cyclic-tree': 'file-damaged',
  'deep-tree': 'ok',
  'deep-nesting': 'ok',
  'huge-page': 'ok',
  'no-page-size': 'ok',
  'crop-offset': 'ok',
  'user-unit': 'ok',
  'many-pages': 'ok',
  xfa: 'ok',
  javascript: 'ok',
  launch: 'ok',
  uri: 'ok',
  'missing-font': 'ok',
};

/** Whether these end in time depends on the machine: both ways are typed. */
const slow = ['deep-content', 'bomb'];

describe('hostile files', () => {
  before(() => setPdfAssetBase('/assets/pdfjs/'));

  it('end in a picture or in a typed error, and leave the page usable', async function () {
    this.timeout(120_000);
    const outcomes: Record<string, string> = {};
    for (const [name, bytes] of await hostilePdfs()) {
      const url = URL.createObjectURL(new Blob([bytes]));
      const original = window.fetch;
      // the page's policy lets nothing be fetched from a blob
      window.fetch = (input, init) =>
        input === url
          ? Promise.resolve(new Response(bytes, { headers: { ETag: '"1"' } }))
          : original.call(window, input, init);
      outcomes[name] = await outcomeOf(url, { pageWithin: slow.includes(name) ? 1000 : 10_000 });
      window.fetch = original;
      URL.revokeObjectURL(url);
    }

    for (const name of slow) {
      expect(outcomes[name], name).to.be.oneOf(['ok', 'timeout']);
      delete outcomes[name];
    }
    expect(outcomes).to.deep.equal(expected);
    expect(await outcomeOf('/host/demo/documents/purchase-contract.pdf')).to.equal('ok');
  });

  it('end when they take longer than the limit that the caller sets', async () => {
    const code = await outcomeOf(locked.url, { openWithin: 1, askPassword: () => Promise.resolve('wrong') });

    expect(code).to.be.oneOf(['timeout', 'file-encrypted']);
  });
});

describe('passwords', () => {
  before(() => setPdfAssetBase('/assets/pdfjs/'));

  it('opens with the right one after a wrong one, and counts the attempts', async () => {
    const attempts: number[] = [];
    const askPassword = (attempt: number): Promise<string> => {
      attempts.push(attempt);
      return Promise.resolve(attempt === 0 ? 'wrong' : 'geheim');
    };

    expect(await outcomeOf(locked.url, { askPassword })).to.equal('ok');
    expect(attempts).to.deep.equal([0, 1]);
  });

  it('gives up after five wrong ones, and without anybody to ask', async () => {
    expect(await outcomeOf(locked.url, { askPassword: () => Promise.resolve('wrong') })).to.equal('file-encrypted');
    expect(await outcomeOf(locked.url)).to.equal('file-encrypted');
  });

  it('asks for none where only the owner has one', async () => {
    expect(await outcomeOf('/test/corpus/owner-password.pdf')).to.equal('ok');
  });
});
