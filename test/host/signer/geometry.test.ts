import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { someSigners, type TestSigners } from '../../support/pdf-signers.js';
import {
  geometryCorpus,
  largestError,
  screenCorpus,
  seenByPdfium,
  seenByPdfjs,
  signCases,
} from '../../support/geometry-proof.js';

describe('a stamp comes out where the signer saw it (chapter 8)', () => {
  let signers: TestSigners;
  beforeAll(async () => {
    signers = await someSigners();
  });
  afterAll(() => signers.remove());

  it('in the pixels of another renderer, over rotations, crop boxes, user units and sizes', async () => {
    // each 5th, so that all values of the corpus occur; `npm run proof:geometry` takes all of them
    const cases = geometryCorpus().filter((_, index) => index % 5 === 0);

    const found = await seenByPdfium(await signCases(cases, signers), cases);

    const errors = cases.map(({ rect }, index) =>
      largestError(rect, found[index] ?? { x: 0, y: 0, width: 0, height: 0 }),
    );
    expect(errors.length).toBeGreaterThan(100);
    expect(Math.max(...errors)).toBeLessThanOrEqual(0.5);
  });

  it('where a pointer put it, at every zoom and pixel ratio, as the panel shows it there', async () => {
    // each 23rd, so that all values of the corpus occur
    const cases = screenCorpus().filter((_, index) => index % 23 === 0);

    const found = await seenByPdfjs(await signCases(cases, signers), cases);

    const errors = cases.map(({ rect }, index) =>
      largestError(rect, found[index] ?? { x: 0, y: 0, width: 0, height: 0 }),
    );
    expect(new Set(cases.map(({ zoom, ratio }) => `${zoom} ${ratio}`)).size).toBeGreaterThan(20);
    expect(Math.max(...errors)).toBeLessThanOrEqual(0.5);
  });
});
