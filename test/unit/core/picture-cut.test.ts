import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cutPaper, paperColour, visibleBox, type Colour } from '../../../src/core/picture-cut.js';

const SIZE = 40;

/** A square of ink from 10 to 25 on paper. */
function aScan(paper: Colour, ink: Colour): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const isInk = x >= 10 && x < 25 && y >= 10 && y < 25;
      pixels.set([...(isInk ? ink : paper), 255], (y * SIZE + x) * 4);
    }
  }
  return pixels;
}

function at(pixels: Uint8ClampedArray, x: number, y: number): number[] {
  return [...pixels.subarray((y * SIZE + x) * 4, (y * SIZE + x) * 4 + 4)];
}

describe('an image seal (domain chapter 9)', () => {
  it('loses its paper, keeps the colour of its ink and is cut to it', () => {
    const pixels = aScan([246, 243, 235], [200, 25, 30]);

    cutPaper(pixels, SIZE, 0, SIZE, { paper: paperColour(pixels, SIZE, SIZE), threshold: 0.15 });

    expect(at(pixels, 2, 2)[3]).toBe(0);
    expect(at(pixels, 15, 15)).toEqual([200, 25, 30, 255]);
    expect(visibleBox(pixels, SIZE, SIZE)).toEqual({ left: 10, top: 10, width: 15, height: 15 });
  });

  it('gives the same in pieces of rows as at once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: SIZE - 1 }),
        fc.double({ min: 0.02, max: 0.6, noNaN: true }),
        (cut, threshold) => {
          const whole = aScan([250, 250, 250], [180, 60, 60]);
          const pieces = whole.slice();
          const options = { paper: paperColour(whole, SIZE, SIZE), threshold };

          cutPaper(whole, SIZE, 0, SIZE, options);
          cutPaper(pieces, SIZE, 0, cut, options);
          cutPaper(pieces, SIZE, cut, SIZE, options);

          expect(pieces).toEqual(whole);
        },
      ),
    );
  });

  it('gives an edge that is mixed with paper the colour of the ink again', () => {
    const half: Colour = [228, 140, 143];
    const pixels = aScan([255, 255, 255], half);

    cutPaper(pixels, SIZE, 0, SIZE, { paper: [255, 255, 255], threshold: 0.3 });

    const [red = 0, green = 255, blue = 255, alpha = 255] = at(pixels, 15, 15);
    const over = [red, green, blue].map((value) => Math.round((value * alpha) / 255 + 255 - alpha));
    over.forEach((value, channel) => expect(Math.abs(value - (half[channel] ?? 0))).toBeLessThanOrEqual(2));
    expect(alpha).toBeLessThan(255);
    expect(green).toBeLessThan(half[1]);
  });

  it('has nothing left where everything is paper', () => {
    const pixels = aScan([255, 255, 255], [250, 250, 250]);

    cutPaper(pixels, SIZE, 0, SIZE, { paper: paperColour(pixels, SIZE, SIZE), threshold: 0.18 });

    expect(visibleBox(pixels, SIZE, SIZE)).toBeNull();
  });
});
