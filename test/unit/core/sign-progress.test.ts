import { describe, expect, it } from 'vitest';

import { hasSeveralDocuments, isSaid, progressOf, withProgress } from '../../../src/core/sign-progress.js';
import type { Mark } from '../../../src/schema/placement.js';
import type { SigningProgress } from '../../../src/schema/sign-progress.js';

function told(index: number, state: SigningProgress['state'] = 'signing', of = 3): SigningProgress {
  return { documentId: `document-${index}`, index, of, state };
}

describe('the progress of a signature', () => {
  it('keeps where each document stands, and lets those wait that were not told of', () => {
    const all = [told(1), told(1, 'done'), told(2)].reduce<readonly SigningProgress[]>(withProgress, []);

    expect(['document-1', 'document-2', 'document-3'].map((id) => progressOf(all, id))).toEqual([
      'done',
      'signing',
      'waiting',
    ]);
  });

  it('takes back what was told of later documents when the host starts over', () => {
    const before = [told(1, 'done'), told(2, 'done'), told(3)].reduce<readonly SigningProgress[]>(withProgress, []);

    expect(withProgress(before, told(1))).toEqual([told(1)]);
  });

  it('is there only where several documents have marks', () => {
    const mark = (documentId: string) => ({ documentId }) as Mark;

    expect(hasSeveralDocuments({ marks: [mark('a'), mark('a')], documents: [] })).toBe(false);
    expect(hasSeveralDocuments({ marks: [mark('a'), mark('b')], documents: [] })).toBe(true);
  });

  it('is said of each of a few documents, of a quarter of many at a time, and at the end', () => {
    const said = (of: number): number[] =>
      Array.from({ length: of }, (_, place) => place + 1).filter((index) => isSaid(told(index, 'signing', of)));

    expect(said(3)).toEqual([1, 2, 3]);
    expect(said(20)).toEqual([1, 5, 10, 15, 20]);
    expect(isSaid(told(2, 'done'))).toBe(false);
    expect(isSaid(told(3, 'done'))).toBe(true);
  });
});
