import { expect } from '@open-wc/testing';

import { EsignError } from '../../../src/core/errors.js';
import { openPdf, setPdfAssetBase, type OpenOptions } from '../../../src/pdf/index.js';
import { PASSWORD, withPassword } from '../../corpus/corpus.js';
import { serveFiles } from '../../support/served-files.js';

/** What becomes of the locked file: the number of its pages, or the code of the failure. */
async function outcomeOf(options: OpenOptions = {}): Promise<number | string> {
  const stop = serveFiles({ 'locked.pdf': await withPassword() });
  try {
    const location = { url: '/served/locked.pdf', headers: {}, credentials: 'same-origin' as const };
    const document = await openPdf(location, undefined, options);
    document.destroy();
    return document.pageCount;
  } catch (error) {
    if (error instanceof EsignError) return error.code;
    throw error;
  } finally {
    stop();
  }
}

describe('a file with a password', () => {
  before(() => setPdfAssetBase('/assets/pdfjs/'));

  it('opens with the right one after a wrong one, and counts the attempts', async () => {
    const attempts: number[] = [];
    const askPassword = (attempt: number): Promise<string> => {
      attempts.push(attempt);
      return Promise.resolve(attempt === 0 ? 'wrong' : PASSWORD);
    };

    expect(await outcomeOf({ askPassword })).to.equal(1);
    expect(attempts).to.deep.equal([0, 1]);
  });

  it('stays closed after five wrong ones, and without anybody to ask', async () => {
    let asked = 0;
    const askPassword = (): Promise<string> => {
      asked += 1;
      return Promise.resolve('wrong');
    };

    expect(await outcomeOf({ askPassword })).to.equal('file-encrypted');
    expect(asked).to.equal(5);
    expect(await outcomeOf()).to.equal('file-encrypted');
  });
});
