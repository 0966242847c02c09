import { describe, expect, it } from 'vitest';

import { limitsOf } from '../../../src/pdf/limits.js';

describe('limits of a document', () => {
  const usual = limitsOf({});

  it('take what the page says, and leave the rest as it is', () => {
    expect(limitsOf({ pages: 3 })).toEqual({ ...usual, pages: 3 });
    expect(limitsOf({ bytes: Infinity }).bytes).toBe(Infinity);
  });

  it.each([undefined, Number.NaN, 0, -1])('are not switched off by %s', (value) => {
    expect(limitsOf({ bytes: value, openWithin: value })).toEqual(usual);
  });
});
