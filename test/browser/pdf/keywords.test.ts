import { expect } from '@open-wc/testing';

import { keywordHits, type KeywordHit } from '../../../src/core/keyword-places.js';
import { indexPage, type TextPage } from '../../../src/core/text-index.js';
import { openPdf, setPdfAssetBase } from '../../../src/pdf/index.js';
import { contractCounts, keywordCases, keywordPages } from '../../support/keyword-cases.js';

async function hitsOf(file: string, keyword: string, acrossLines: boolean): Promise<KeywordHit[]> {
  const document = await openPdf({ url: `/${file}`, headers: {}, credentials: 'same-origin' });
  const index: TextPage[] = [];
  for (let page = 0; page < document.pageCount; page += 1) {
    index.push(indexPage(await document.pageBox(page), await document.pageRuns(page)));
  }
  document.destroy();
  return keywordHits(index, { keyword, pages: 'all', acrossLines });
}

const numbersOf = ({ pageIndex, rects }: KeywordHit): number[] => [
  pageIndex,
  ...rects.flatMap(({ x, y, width, height }) => [x, y, width, height]),
];

describe('keywords in a file, as the browser finds them (C-37)', () => {
  before(() => setPdfAssetBase('/assets/pdfjs/'));

  for (const { file, keyword, acrossLines, places } of keywordCases) {
    it(`finds ${keyword} ${acrossLines ? 'over lines' : 'in lines'} where it stands`, async () => {
      const hits = await hitsOf(file, keyword, acrossLines);

      expect(hits.map(({ pageIndex }) => pageIndex)).to.deep.equal(places.map(([page]) => page));
      hits.map(numbersOf).forEach((numbers, nth) => {
        expect(numbers.length).to.equal(places[nth]?.length);
        numbers.forEach((number, side) => expect(number).to.be.closeTo(places[nth]?.[side] ?? Number.NaN, 0.5));
      });
    });
  }

  for (const [file, keyword, count] of contractCounts) {
    it(`finds ${keyword} ${count} times in a real contract`, async () => {
      expect(await hitsOf(file, keyword, true)).to.have.length(count);
    });
  }

  it('measures by the pages as they are', async () => {
    const document = await openPdf({ url: `/${keywordCases[0]!.file}`, headers: {}, credentials: 'same-origin' });

    const boxes = await Promise.all(keywordPages.map((_, page) => document.pageBox(page)));

    expect(boxes).to.deep.equal(keywordPages);
    document.destroy();
  });
});
