import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sha256OfText } from '../../../src/core/sha256.js';

describe('sha256OfText', () => {
  it('gives the digests of the standard', () => {
    expect(sha256OfText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256OfText('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('agrees with the platform for any text, over the edges of blocks', () => {
    const expected = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

    for (let length = 0; length < 200; length += 1) {
      expect(sha256OfText('签'.repeat(length))).toBe(expected('签'.repeat(length)));
    }
    for (const text of ['é', '😀', '\ud800x', 'x\udc00', '\uffff\u0000'])
      expect(sha256OfText(text)).toBe(expected(text));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => sha256OfText(text) === expected(text)));
  });
});
