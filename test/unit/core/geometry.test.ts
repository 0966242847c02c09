import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  appearanceMatrix,
  clampRect,
  displayedRectToPdf,
  displayedSize,
  displayedToScreen,
  isInsidePage,
  mmToPt,
  normalizeRotation,
  pdfRectToDisplayed,
  ptToMm,
  screenToDisplayed,
  type PageBox,
  type PageRotation,
  type Rect,
} from '../../../src/core/geometry.js';

const finite = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

const aPageBox: fc.Arbitrary<PageBox> = fc
  .record({
    x: finite(-2000, 2000),
    y: finite(-2000, 2000),
    width: finite(50, 4000),
    height: finite(50, 4000),
    rotation: fc.constantFrom<PageRotation>(0, 90, 180, 270),
    userUnit: finite(0.1, 20),
  })
  .map(({ x, y, width, height, rotation, userUnit }) => ({
    cropBox: [x, y, x + width, y + height] as const,
    rotation,
    userUnit,
  }));

const aRect: fc.Arbitrary<Rect> = fc.record({
  x: finite(-500, 5000),
  y: finite(-500, 5000),
  width: finite(1, 800),
  height: finite(1, 800),
});

function expectSame(actual: Rect, expected: Rect): void {
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs(actual[side] - expected[side])).toBeLessThan(1e-6);
  }
}

function aBox(change: Partial<PageBox> = {}): PageBox {
  return { cropBox: [0, 0, 600, 800], rotation: 0, userUnit: 1, ...change };
}

describe('placement geometry (domain chapter 8)', () => {
  it('comes back from PDF user space to where the signer saw it, for any rotation, crop box and user unit', () => {
    fc.assert(
      fc.property(aPageBox, aRect, (box, rect) => {
        expectSame(pdfRectToDisplayed(box, displayedRectToPdf(box, rect)), rect);
      }),
    );
  });

  it('comes back from the screen for any zoom', () => {
    fc.assert(
      fc.property(aRect, finite(0.1, 8), (rect, zoom) => {
        expectSame(screenToDisplayed(displayedToScreen(rect, zoom), zoom), rect);
      }),
    );
  });

  it('keeps what is inside the displayed page inside the crop box', () => {
    fc.assert(
      fc.property(aPageBox, aRect, (box, rect) => {
        const [x0, y0, x1, y1] = displayedRectToPdf(box, clampRect(box, rect));

        expect(x0).toBeGreaterThanOrEqual(box.cropBox[0] - 1e-6);
        expect(y0).toBeGreaterThanOrEqual(box.cropBox[1] - 1e-6);
        expect(x1).toBeLessThanOrEqual(box.cropBox[2] + 1e-6);
        expect(y1).toBeLessThanOrEqual(box.cropBox[3] + 1e-6);
      }),
    );
  });

  it('leaves a rectangle that is on the page where it is', () => {
    fc.assert(
      fc.property(aPageBox, aRect, (box, rect) => {
        const clamped = clampRect(box, rect);

        expect(isInsidePage(box, clamped)).toBe(true);
        expectSame(clampRect(box, clamped), clamped);
      }),
    );
  });

  it.each([
    { rotation: 0, pdf: [10, 740, 110, 780] },
    { rotation: 90, pdf: [20, 10, 60, 110] },
    { rotation: 180, pdf: [490, 20, 590, 60] },
    { rotation: 270, pdf: [540, 690, 580, 790] },
  ] as const)('puts the top-left corner of a page shown at $rotation degrees where the reader shows it', (row) => {
    const rect = displayedRectToPdf(aBox({ rotation: row.rotation }), { x: 10, y: 20, width: 100, height: 40 });

    expect(rect).toEqual(row.pdf);
  });

  it('swaps the sides of a page shown sideways and measures it in real points', () => {
    expect(displayedSize(aBox({ rotation: 90, userUnit: 2 }))).toEqual({ width: 1600, height: 1200 });
  });

  it('keeps a seal of 42 mm at 42 mm on a page whose user unit is larger', () => {
    const side = mmToPt(42);

    const [x0, , x1] = displayedRectToPdf(aBox({ userUnit: 2 }), { x: 0, y: 0, width: side, height: side });

    expect(ptToMm((x1 - x0) * 2)).toBeCloseTo(42, 9);
  });

  it('turns an appearance so that its up is the up of the displayed page', () => {
    for (const rotation of [0, 90, 180, 270] as const) {
      const box = aBox({ rotation });
      const [, , c, d] = appearanceMatrix(box);
      const from = pdfRectToDisplayed(box, [300, 400, 300, 400]);
      const to = pdfRectToDisplayed(box, [300 + 10 * c, 400 + 10 * d, 300 + 10 * c, 400 + 10 * d]);

      expect(to.x).toBeCloseTo(from.x);
      expect(to.y).toBeCloseTo(from.y - 10);
    }
  });

  it('shrinks what is larger than the page to the page', () => {
    expect(clampRect(aBox(), { x: -5, y: 30, width: 900, height: 100 })).toEqual({
      x: 0,
      y: 30,
      width: 600,
      height: 100,
    });
  });

  it.each([
    [-90, 270],
    [450, 90],
    [360, 0],
    [180, 180],
  ])('reads a page rotation of %d degrees as %d', (degrees, rotation) => {
    expect(normalizeRotation(degrees)).toBe(rotation);
  });
});
