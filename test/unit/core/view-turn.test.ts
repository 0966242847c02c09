import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { displayedPointToPdf, displayedSize, type PageRotation, type Point } from '../../../src/core/geometry.js';
import { turnAnchor } from '../../../src/core/page-anchor.js';
import {
  displayedRectToView,
  turnVector,
  viewPointToDisplayed,
  viewRectToDisplayed,
  type ViewTurn,
} from '../../../src/core/view-turn.js';
import type { PageBox } from '../../../src/schema/placement.js';

const finite = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const aTurn = fc.constantFrom<ViewTurn>(0, 90, 180, 270);

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

/** Where the turned paper shows a displayed point: turned around the middle of the page, by the angle itself. */
function onScreen(box: PageBox, turn: ViewTurn, { x, y }: Point): Point {
  const { width, height } = displayedSize(box);
  const angle = (turn * Math.PI) / 180;
  const [dx, dy] = [x - width / 2, y - height / 2];
  const sideways = turn === 90 || turn === 270;
  return {
    x: (sideways ? height : width) / 2 + dx * Math.cos(angle) - dy * Math.sin(angle),
    y: (sideways ? width : height) / 2 + dx * Math.sin(angle) + dy * Math.cos(angle),
  };
}

describe('a turned view', () => {
  it('places at the same point of the file wherever the view shows it', () => {
    fc.assert(
      fc.property(aPageBox, aTurn, finite(0, 1), finite(0, 1), (box, turn, across, down) => {
        const { width, height } = displayedSize(box);
        const displayed = { x: across * width, y: down * height };
        const meant = displayedPointToPdf(box, displayed);

        const clicked = viewPointToDisplayed(box, turn, onScreen(box, turn, displayed));

        const placed = displayedPointToPdf(box, clicked);
        expect(Math.abs(placed.x - meant.x)).toBeLessThan(1e-6);
        expect(Math.abs(placed.y - meant.y)).toBeLessThan(1e-6);
      }),
    );
  });

  it('shows a rectangle where its corners are, and brings it back with its size', () => {
    fc.assert(
      fc.property(aPageBox, aTurn, finite(0, 500), finite(0, 500), finite(1, 300), (box, turn, x, y, width) => {
        const rect = { x, y, width, height: width / 2 };
        const [a, b] = [
          { x, y },
          { x: x + width, y: y + width / 2 },
        ].map((corner) => onScreen(box, turn, corner));

        const view = displayedRectToView(box, turn, rect);
        const back = viewRectToDisplayed(box, turn, view);

        expect(view.x).toBeCloseTo(Math.min(a!.x, b!.x), 5);
        expect(view.y).toBeCloseTo(Math.min(a!.y, b!.y), 5);
        expect(back.x).toBeCloseTo(x, 5);
        expect(back.y).toBeCloseTo(y, 5);
        expect(back.width).toBeCloseTo(width, 5);
        expect(back.height).toBeCloseTo(width / 2, 5);
      }),
    );
  });

  it('leaves the very same numbers where nothing is turned', () => {
    const box: PageBox = { cropBox: [0.1, 0.2, 595.3, 841.9], rotation: 0, userUnit: 1 };
    const rect = { x: 1 / 3, y: 0.7, width: 119.05, height: 119.05 };

    expect(displayedRectToView(box, 0, rect)).toBe(rect);
    expect(viewRectToDisplayed(box, 0, rect)).toBe(rect);
  });

  it.each([
    [0, { x: 1, y: 0 }],
    [90, { x: 0, y: 1 }],
    [180, { x: -1, y: 0 }],
    [270, { x: 0, y: -1 }],
    [-90, { x: 0, y: -1 }],
  ])('turns a way to the right by %i degrees', (turn, way) => {
    const turned = turnVector({ x: 1, y: 0 }, turn);

    expect(turned.x).toBeCloseTo(way.x);
    expect(turned.y).toBeCloseTo(way.y);
  });

  it('keeps the spot of a page in the window: its top left corner is top right after a quarter', () => {
    const anchor = { page: 3, across: 0, down: 0.25, at: { x: 10, y: 20 } };

    expect(turnAnchor(anchor, 90)).toEqual({ ...anchor, across: 0.75, down: 0 });
  });
});
