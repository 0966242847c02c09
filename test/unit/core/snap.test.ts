import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { snapLines, snapRect } from '../../../src/core/snap.js';
import type { TextLine } from '../../../src/core/text-index.js';
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

  describe('to text (C-37)', () => {
    const aLine: fc.Arbitrary<TextLine> = fc.record({
      rect: fc.record({
        x: coordinate,
        y: coordinate,
        width: side,
        height: fc.double({ min: 8, max: 24, noNaN: true }),
      }),
      baseline: fc.constant(null),
    });
    const none = { xs: [], ys: [] };
    const line: TextLine = { rect: { x: 200, y: 300, width: 100, height: 12 }, baseline: 310.5 };
    const seal = { width: 60, height: 60 };

    it('comes to lie at the nearest edge of a line beside it, as trying them all says, and at none else', () => {
      fc.assert(
        fc.property(aRect, fc.array(aLine, { maxLength: 8 }), fc.integer({ min: 0, max: 12 }), (rect, texts, reach) => {
          const [left, middle, right] = [rect.x, rect.x + rect.width / 2, rect.x + rect.width];
          const distances = texts
            .filter(({ rect: text }) => text.x - right <= rect.width && left - text.x - text.width <= rect.width)
            .filter(({ rect: text }) => text.y - rect.y - rect.height <= text.height)
            .filter(({ rect: text }) => rect.y - text.y - text.height <= text.height)
            .flatMap(({ rect: { x, width } }) => [
              ...[x, x + width].flatMap((edge) => [edge - left, edge - right]),
              x + width / 2 - middle,
            ])
            .map(Math.abs);
          const least = Math.min(Infinity, ...distances);

          const snapped = snapRect(rect, none, reach, texts);

          expect(snapped.x !== null).toBe(least <= reach / 2);
          expect(Math.abs(snapped.rect.x - rect.x)).toBeCloseTo(least <= reach / 2 ? least : 0, 9);
        }),
      );
    });

    it.each([
      ['stands on its baseline', { x: 150, y: 252 }, { y: 310.5 - 60 }],
      ['has the height of its middle', { x: 310, y: 275 }, { y: 306 - 30 }],
      ['hangs under it', { x: 210, y: 313 }, { y: 312 }],
      ['stands over it', { x: 210, y: 241 }, { y: 300 - 60 }],
      ['begins where it begins', { x: 198.5, y: 320 }, { x: 200 }],
      ['begins where it ends', { x: 301.5, y: 290 }, { x: 300 }],
      ['is in the middle of it', { x: 221, y: 280 }, { x: 220 }],
      ['ends where it ends', { x: 241, y: 322 }, { x: 240 }],
    ])('a mark %s', (_, at, expected) => {
      expect(snapRect({ ...seal, ...at }, none, 6, [line]).rect).toMatchObject(expected);
    });

    it('leaves alone what is far from it, and gives way to a nearer line of the page', () => {
      const far = { ...seal, x: 460, y: 252 };
      const beside = { ...seal, x: 150, y: 252 };

      expect(snapRect(far, none, 6, [line]).y).toBe(null);
      expect(snapRect(beside, { xs: [], ys: [252.5] }, 6, [line]).y).toBe(252.5);
    });

    it('of turned text knows the edges', () => {
      const turned = { ...line, baseline: null };

      expect(snapRect({ ...seal, x: 150, y: 253 }, none, 6, [turned]).rect.y).toBe(312 - 60);
    });
  });
});
