import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { snapLines, snapRect } from '../../../src/core/snap.js';
import type { PageBox, Rect } from '../../../src/schema/placement.js';

const page: PageBox = { cropBox: [0, 0, 600, 800], rotation: 0, userUnit: 1 };
const coordinate = fc.double({ min: 0, max: 700, noNaN: true });
const side = fc.double({ min: 5, max: 150, noNaN: true });
const aRect: fc.Arbitrary<Rect> = fc.record({ x: coordinate, y: coordinate, width: side, height: side });

function edges({ x, width }: Rect): number[] {
  return [x, x + width / 2, x + width];
}

describe('snapping', () => {
  it('clings to the nearest line within reach and to none beyond, like trying them all', () => {
    fc.assert(
      fc.property(aRect, fc.array(aRect, { maxLength: 12 }), fc.integer({ min: 0, max: 12 }), (rect, others, reach) => {
        const lines = snapLines(page, others);
        const distances = lines.xs.flatMap((line) => edges(rect).map((edge) => Math.abs(line - edge)));
        const least = Math.min(...distances);

        const { rect: moved, x } = snapRect(rect, lines, reach);

        expect(Math.abs(moved.x - rect.x)).toBeCloseTo(least <= reach ? least : 0, 9);
        expect(x !== null).toBe(least <= reach);
        if (x !== null) expect(Math.min(...edges(moved).map((edge) => Math.abs(edge - x)))).toBeCloseTo(0, 9);
        expect([moved.width, moved.height]).toEqual([rect.width, rect.height]);
      }),
    );
  });

  it('stays where it came to rest', () => {
    fc.assert(
      fc.property(aRect, fc.array(aRect, { maxLength: 8 }), (rect, others) => {
        const lines = snapLines(page, others);
        const once = snapRect(rect, lines, 8);

        const twice = snapRect(once.rect, lines, 8);

        expect(twice.rect.x).toBeCloseTo(once.rect.x, 6);
        expect(twice.rect.y).toBeCloseTo(once.rect.y, 6);
      }),
    );
  });

  it('knows the margins and the middle of a turned page', () => {
    const { xs, ys } = snapLines({ ...page, rotation: 90 }, []);

    expect(xs[1]).toBe(400);
    expect(ys[1]).toBe(300);
  });
});
