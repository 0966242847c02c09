import { describe, expect, it } from 'vitest';

import { plainText } from '../../../src/core/copied-text.js';

describe('copied text', () => {
  it.each([
    ['o\uFB03ce \uFB01le', 'office file'],
    ['\u2F00\u2F06\u2F2F\u4F5C\u2F26', '一二工作子'],
    ['\u2E9F\u2EF3', '母龟'],
  ])('of %s is what a person would type', (copied, typed) => {
    expect(plainText(copied)).toBe(typed);
  });

  it.each(['ＡＢＣ　１２', '①②㎡', '〇壹贰', 'é', '甲方\n乙方', '㈱'])(
    'leaves %s as it is, for the file means it',
    (text) => {
      expect(plainText(text)).toBe(text);
    },
  );
});
