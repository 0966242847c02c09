import { describe, expect, it } from 'vitest';

import { chosenHits, keywordHits, rectAtKeyword, type KeywordHit } from '../../../src/core/keyword-places.js';
import { indexPage, type TextRun } from '../../../src/core/text-index.js';
import { aPage } from '../../support/pdf-builders.js';

const styles = { f: { vertical: false } };
const aRun = (x: number, y: number, str = '盖章'): TextRun => ({
  ...{ str, dir: 'ltr', transform: [10, 0, 0, 10, x, 841.89 - y + 1.2], width: str.length * 10, height: 10 },
  ...{ fontName: 'f', hasEOL: true },
});
const page = (...items: TextRun[]) => indexPage(aPage(), { items, styles });
const choice = { keyword: '盖章', pages: 'all', acrossLines: true } as const;
const corners = (hits: readonly KeywordHit[]) =>
  hits.map(({ pageIndex, rects: [rect] }) => [pageIndex, Math.round(rect!.x), Math.round(rect!.y)]);

describe('places of a keyword (C-37)', () => {
  it('are in the order of reading, whatever the order of the file', () => {
    const index = [page(aRun(300, 502), aRun(50, 700), aRun(50, 500)), page(aRun(80, 90))];

    expect(corners(keywordHits(index, choice))).toEqual([
      [0, 50, 490],
      [0, 300, 492],
      [0, 50, 690],
      [1, 80, 80],
    ]);
  });

  it('are on the chosen pages only, and nowhere for pages that do not exist', () => {
    const index = [page(aRun(50, 100)), page(aRun(60, 100)), page(aRun(70, 100))];

    expect(corners(keywordHits(index, { ...choice, pages: 'odd' })).map(([at]) => at)).toEqual([0, 2]);
    expect(keywordHits(index, { ...choice, pages: '7' })).toEqual([]);
  });

  it('are all, the n-th, or the n-th from the end', () => {
    const hits = [1, 2, 3].map((pageIndex) => ({ pageIndex }));
    const pagesOf = (occurrence: 'all' | number) => chosenHits(hits, occurrence).map(({ pageIndex }) => pageIndex);

    expect(pagesOf('all')).toEqual([1, 2, 3]);
    expect(pagesOf(2)).toEqual([2]);
    expect(pagesOf(-1)).toEqual([3]);
    expect(pagesOf(4)).toEqual([]);
    expect(pagesOf(-4)).toEqual([]);
  });

  it.each([
    ['on', 190, 195],
    ['left', 160, 195],
    ['right', 220, 195],
    ['above', 190, 180],
    ['below', 190, 210],
  ] as const)('take a mark %s the keyword, moved by the offset', (relation, x, y) => {
    const hit = { rects: [{ x: 200, y: 200, width: 20, height: 10 }] };
    const size = { width: 40, height: 20 };

    const rect = rectAtKeyword(hit, size, { relation, dx: 3, dy: -2 }, aPage());

    expect(rect).toEqual({ x: x + 3, y: y - 2, ...size });
  });

  it('keep a mark on the page, and go by the nearer line of a keyword over two', () => {
    const hit = {
      rects: [
        { x: 570, y: 200, width: 20, height: 10 },
        { x: 50, y: 215, width: 10, height: 10 },
      ],
    };
    const size = { width: 40, height: 40 };

    expect(rectAtKeyword(hit, size, { relation: 'on', dx: 0, dy: 0 }, aPage()).x).toBeCloseTo(555.28);
    expect(rectAtKeyword(hit, size, { relation: 'right', dx: 0, dy: 0 }, aPage())).toEqual({ x: 60, y: 200, ...size });
  });
});
