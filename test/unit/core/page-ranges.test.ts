import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatPages, parsePages } from '../../../src/core/page-ranges.js';

describe('pages of a placement rule (C-37)', () => {
  it.each([
    ['all', [0, 1, 2, 3, 4]],
    ['first', [0]],
    ['last', [4]],
    ['odd', [0, 2, 4]],
    ['even', [1, 3]],
    ['1-3,5', [0, 1, 2, 4]],
    [' 5 , 2 - 3 ', [1, 2, 4]],
    ['３，１－２', [0, 1, 2]],
    ['2,2,1-2', [0, 1]],
  ])('reads %j', (expression, pages) => {
    expect(parsePages(expression, 5)).toEqual({ ok: true, pages });
  });

  it.each([
    ['', 'empty', ''],
    ['1,x', 'syntax', 'x'],
    ['1,,2', 'syntax', ''],
    ['0', 'range', '0'],
    ['3-2', 'range', '3-2'],
    ['2,4-6', 'range', '4-6'],
  ])('names the wrong part of %j', (expression, reason, part) => {
    expect(parsePages(expression, 5)).toEqual({ ok: false, reason, part });
  });

  it('reads what it wrote', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1 }), (pages) => {
        const sorted = [...pages].sort((a, b) => a - b);

        expect(parsePages(formatPages(pages), 100)).toEqual({ ok: true, pages: sorted });
      }),
    );
  });
});
