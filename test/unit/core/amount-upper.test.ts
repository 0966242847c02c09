import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { amountUpper } from '../../../src/core/amount-upper.js';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };

/** Reads the words back, in 分. */
function readBack(text: string): number {
  const negative = text.startsWith('负');
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of text.replace('负', '').replace('整', '')) {
    const value = DIGITS.indexOf(character);
    if (value >= 0) digit = value;
    else if (character in UNITS) {
      section += digit * (UNITS[character] ?? 0);
      digit = 0;
    } else {
      const worth = { 亿: 1e10, 万: 1e6, 元: 100, 角: 10, 分: 1 }[character] ?? Number.NaN;
      total += (section + digit) * worth;
      section = 0;
      digit = 0;
    }
  }
  return negative ? -total : total;
}

describe('amounts in capital numerals (3.5)', () => {
  it.each([
    [0, '零元整'],
    [0.05, '伍分'],
    [0.5, '伍角整'],
    [1, '壹元整'],
    [10.05, '壹拾元零伍分'],
    [128000, '壹拾贰万捌仟元整'],
    [1280.5, '壹仟贰佰捌拾元伍角整'],
    [1001, '壹仟零壹元整'],
    [100_000_001, '壹亿零壹元整'],
    [100_001_000, '壹亿零壹仟元整'],
    [10_010_010, '壹仟零壹万零壹拾元整'],
    [-3.2, '负叁元贰角整'],
    [-0.001, '零元整'],
  ])('writes %d as %s', (amount, text) => {
    expect(amountUpper(amount)).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e12, -1e12])('refuses %d', (amount) => {
    expect(amountUpper(amount)).toBeNull();
  });

  it('says the amount to the cent, and never two zeros in a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999_99, max: 99_999_999_999_99 }), (cents) => {
        const text = amountUpper(cents / 100) ?? '';
        expect(readBack(text)).toBe(cents === 0 ? 0 : cents);
        expect(text).not.toMatch(/零零|零[万亿元](?!整$)/u);
      }),
    );
  });
});
