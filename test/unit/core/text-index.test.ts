import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { displayedRectToPdf, type PageBox } from '../../../src/core/geometry.js';
import { countWithoutText, indexPage, textLines, type TextRun } from '../../../src/core/text-index.js';
import { findText, hitRects, type SearchOptions } from '../../../src/core/text-search.js';
import { aPage, trickyPages } from '../../support/pdf-builders.js';

/** A run at a point of user space, 10 pt high, each Chinese character 10 pt wide. */
function aRun(str: string, change: Partial<TextRun> = {}): TextRun {
  const width = Array.from(str).length * 10;
  return {
    str,
    dir: 'ltr',
    transform: [10, 0, 0, 10, 100, 700],
    width,
    height: 10,
    fontName: 'f',
    hasEOL: false,
    ...change,
  };
}
const at = (x: number, y: number): readonly number[] => [10, 0, 0, 10, x, y];
const styles = { f: { vertical: false }, v: { vertical: true } };
const index = (...runs: TextRun[]) => [indexPage(aPage(), { items: runs, styles })];
const count = (runs: TextRun[], text: string, options?: SearchOptions): number =>
  findText(index(...runs), text, options).length;

describe('finding a text (chapter 8)', () => {
  it('finds what a file has cut into runs', () => {
    expect(
      count(
        [aRun('甲方'), aRun('盖', { transform: at(120, 700) }), aRun('章处', { transform: at(130, 700) })],
        '甲方盖章处',
      ),
    ).toBe(1);
  });

  it.each([
    ['ＡＢＣ合同', 'abc合同'],
    ['abc合同', 'ＡＢＣ合同'],
    ['⼀⼆⼈', '一二人'],
    ['cafe\u0301', 'café'],
    ['盖　 章', '盖章'],
    ['（盖章）', '(盖章)'],
    ['盖\u200b章\u00ad处', '盖章处'],
  ])('finds in %s what is written %s', (there, asked) => {
    expect(count([aRun(there)], asked)).toBe(1);
  });

  it('tells large from small letters when it is asked to', () => {
    expect(count([aRun('Seal SEAL seal')], 'seal')).toBe(3);
    expect(count([aRun('Seal SEAL seal')], 'seal', { matchCase: true })).toBe(1);
  });

  it('neither joins nor cuts words of letters', () => {
    expect(count([aRun('contract or not')], 'contractor')).toBe(0);
    expect(count([aRun('contractor')], 'contract or')).toBe(0);
    expect(count([aRun('Party  A :')], 'party a:')).toBe(1);
  });

  it('goes on in the next line only when it may', () => {
    const runs = [aRun('请在此盖', { hasEOL: true }), aRun('章处签字', { transform: at(100, 685) })];
    expect(count(runs, '盖章处', { acrossLines: true })).toBe(1);
    expect(count(runs, '盖章处', { acrossLines: false })).toBe(0);
    expect(hitRects(index(...runs), findText(index(...runs), '盖章处')[0]!)).toHaveLength(2);
  });

  it('does not read from one column or cell into another', () => {
    expect(count([aRun('盖'), aRun('章', { transform: at(300, 700) })], '盖章')).toBe(0);
    expect(count([aRun('盖', { hasEOL: true }), aRun('章', { transform: at(100, 400) })], '盖章')).toBe(0);
    expect(count([aRun('盖'), aRun('章', { transform: [0, 10, -10, 0, 120, 700] })], '盖章')).toBe(0);
  });

  it('counts hits that follow each other once each, and ends at the limit', () => {
    expect(count([aRun('章章章章')], '章章')).toBe(2);
    expect(count([aRun('章章章章')], '章', { limit: 3 })).toBe(3);
  });

  it('finds nothing for nothing, and tells pages without text', () => {
    expect(count([aRun('章')], ' \u200b ')).toBe(0);
    expect(countWithoutText([...index(aRun(' ')), undefined, ...index(aRun('字'))])).toBe(1);
  });

  it('finds every text again at the place from which it was taken, however it is cut', () => {
    const words = fc.array(fc.constantFrom(...'甲乙丙丁戊己庚辛'), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), fc.array(fc.nat(), { maxLength: 6 }), (chars, from, length, cuts) => {
        const start = from % chars.length;
        const end = start + 1 + (length % (chars.length - start));
        const asked = chars.slice(start, end).join('');
        const borders = [...new Set([0, ...cuts.map((cut) => cut % chars.length), chars.length])].sort((a, b) => a - b);
        const runs = borders.slice(1).map((border, nth) => {
          const first = borders[nth]!;
          return aRun(chars.slice(first, border).join(''), { transform: at(100 + first * 10, 700) });
        });
        const found = index(...runs);
        const rects = findText(found, asked).map((hit) => hitRects(found, hit));

        // hits do not overlap, so what was taken is found itself or begins in an earlier hit of the same text
        const isFound = rects.some(([rect]) => Math.abs(rect!.x - (100 + start * 10)) < 0.1);
        const isCovered = rects.some(
          ([rect]) => rect!.x <= 100 + start * 10 && rect!.x + rect!.width > 100 + start * 10 + 0.1,
        );
        expect(isFound || isCovered).toBe(true);
        for (const [rect, ...more] of rects) {
          expect(more).toHaveLength(0);
          expect(rect!.width).toBeCloseTo(asked.length * 10, 1);
          expect(rect!.height).toBeCloseTo(10, 3);
        }
      }),
    );
  });
});

describe('where a hit stands', () => {
  const middle = ({ cropBox: [x0, y0, x1, y1] }: PageBox) => ({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 });

  it('agrees with user space for every rotation, crop box and unit', () => {
    for (const box of trickyPages()) {
      const { x, y } = middle(box);
      const found = [indexPage(box, { items: [aRun('盖章', { transform: at(x, y) })], styles })];
      const [rect] = hitRects(found, findText(found, '章')[0]!);

      const back = displayedRectToPdf(box, rect!);
      [x + 10, y - 1.2, x + 20, y + 8.8].forEach((expected, side) => expect(back[side]).toBeCloseTo(expected, 1));
    }
  });

  it('follows text that is turned', () => {
    const found = index(aRun('盖章', { transform: [0, 10, -10, 0, 300, 400] }));
    const [rect] = hitRects(found, findText(found, '章')[0]!);

    // upwards from (300, 400): the second character is above the first, its top to the left of the baseline
    const back = displayedRectToPdf(aPage(), rect!);
    [291.2, 410, 301.2, 420].forEach((expected, side) => expect(back[side]).toBeCloseTo(expected, 1));
  });

  it('follows text that is written downwards', () => {
    const found = index(aRun('盖章处', { fontName: 'v', transform: at(300, 400), width: 10, height: 30 }));
    const [rect] = hitRects(found, findText(found, '章')[0]!);

    const back = displayedRectToPdf(aPage(), rect!);
    [295, 380, 305, 390].forEach((expected, side) => expect(back[side]).toBeCloseTo(expected, 1));
  });

  it('counts from the right in a script that runs to the left', () => {
    const found = index(aRun('שלום', { dir: 'rtl', width: 40 }));
    const [rect] = hitRects(found, findText(found, 'ש')[0]!);

    expect(rect!.x).toBeCloseTo(130, 1);
  });

  it('knows that a letter is narrower than a character', () => {
    const found = index(aRun('ii盖', { width: 14.44 }));
    const [rect] = hitRects(found, findText(found, '盖')[0]!);

    expect(rect!.x).toBeCloseTo(104.44, 1);
    expect(rect!.width).toBeCloseTo(10, 1);
  });
});

describe('lines of a page', () => {
  const linesOf = (...runs: TextRun[]) => index(...runs).flatMap((page) => textLines(page));

  it('are put together of runs, and stand on their baseline', () => {
    const lines = linesOf(
      aRun('甲方'),
      aRun('盖章', { transform: at(120, 700), hasEOL: true }),
      aRun('日期', { transform: at(100, 680) }),
    );

    expect(lines.map(({ rect }) => [rect.x, rect.width])).toEqual([
      [100, 40],
      [100, 20],
    ]);
    const [first = 0, second = 0] = lines.map(({ baseline }) => baseline ?? 0);
    expect(second - first).toBeCloseTo(20, 3);
    expect(first).toBeCloseTo(842 - 700, 0);
  });

  it('of two columns are two', () => {
    expect(linesOf(aRun('甲方'), aRun('乙方', { transform: at(300, 700) }))).toHaveLength(2);
  });

  it('have no baseline where the text is turned, upside down or in columns', () => {
    const turns = [
      [0, 10, -10, 0, 100, 700],
      [-10, 0, 0, -10, 100, 700],
    ];
    const turned = turns.flatMap((transform) => linesOf(aRun('盖章', { transform })));

    expect([...turned, ...linesOf(aRun('盖章', { fontName: 'v' }))].map(({ baseline }) => baseline)).toEqual([
      null,
      null,
      null,
    ]);
  });
});
