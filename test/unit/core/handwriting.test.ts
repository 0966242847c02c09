import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { handwriting, inkFault, inkOfWidth, type InkOutline } from '../../../src/core/handwriting.js';
import { SealArtwork } from '../../../src/schema/seal.js';

const aPoint = fc.tuple(fc.double({ min: 0, max: 600, noNaN: true }), fc.double({ min: 0, max: 200, noNaN: true }));
const anOutline: fc.Arbitrary<InkOutline> = fc.array(aPoint, { minLength: 3, maxLength: 40 });

function numbersOf(path: string): [number, number][] {
  const numbers = [...path.matchAll(/-?\d+(\.\d+)?/g)].map(([text]) => Number(text));
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0]);
}

describe('a handwritten signature (domain chapter 9)', () => {
  it('lies inside its picture, keeps its proportions and fills the box as far as it can', () => {
    fc.assert(
      fc.property(fc.array(anOutline, { minLength: 1, maxLength: 6 }), (outlines) => {
        const xs = outlines.flat().map(([x]) => x);
        const ys = outlines.flat().map(([, y]) => y);
        const width = Math.max(...xs) - Math.min(...xs);
        const height = Math.max(...ys) - Math.min(...ys);
        fc.pre(width > 20 && height > 20);

        const made = handwriting(outlines, { widthMm: 40, heightMm: 16 });

        for (const [x, y] of numbersOf(made.path)) {
          expect(x).toBeGreaterThanOrEqual(-0.02);
          expect(x).toBeLessThanOrEqual(made.widthMm + 0.02);
          expect(y).toBeGreaterThanOrEqual(-0.02);
          expect(y).toBeLessThanOrEqual(made.heightMm + 0.02);
        }
        const scale = Math.min(40 / width, 16 / height);
        expect(made.widthMm).toBeCloseTo(Math.max(width * scale, 3), 1);
        expect(made.heightMm).toBeCloseTo(Math.max(height * scale, 3), 1);
      }),
    );
  });

  it('is artwork that the host takes', () => {
    const made = handwriting([
      [
        [10, 10],
        [200, 12],
        [190, 90],
      ],
    ]);

    expect(SealArtwork.parse(made)).toEqual(made);
    expect(made.filled).toBe(true);
  });

  it('refuses nothing, a dot and a dash, and takes a name', () => {
    const line = (count: number, step: number) =>
      Array.from({ length: count }, (_, i) => ({ x: i * step, y: (i % 5) * step, pressure: 0.5 }));

    expect(inkFault([])).toBe('empty');
    expect(inkFault([line(1, 1)])).toBe('tooSmall');
    expect(inkFault([line(10, 2)])).toBe('tooSmall');
    expect(inkFault([line(30, 4), line(20, 4)])).toBeNull();
  });

  it('is made as wide as it is wanted, with everything that it consists of', () => {
    const ink = {
      kind: 'handwriting',
      path: 'M1 2Q-3.5 4 5e1,6Z',
      strokeWidthMm: 0.1,
      widthMm: 40,
      heightMm: 16,
    } as const;

    const wider = inkOfWidth(ink, 60);

    expect([wider.widthMm, wider.heightMm]).toEqual([60, 24]);
    expect(numbersOf(wider.path)).toEqual([
      [1.5, 3],
      [-5.25, 6],
      [75, 9],
    ]);
    expect(SealArtwork.safeParse(wider).success).toBe(true);
  });

  it.each([
    [{ widthMm: 60, heightMm: 3 }, 3],
    [{ widthMm: 5, heightMm: 100 }, 120],
  ])('keeps both sides of %o within what a seal may be', (size, width) => {
    const ink = { kind: 'handwriting', path: 'M1 1Z', strokeWidthMm: 0.1, ...size } as const;

    expect(SealArtwork.safeParse(inkOfWidth(ink, width)).success).toBe(true);
  });
});
