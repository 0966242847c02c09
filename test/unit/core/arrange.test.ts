import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { shiftMarks } from '../../../src/core/arrange.js';
import { alignMarks, copyMarks, distributeMarks, type Alignment } from '../../../src/core/line-up.js';
import { isInsidePage } from '../../../src/core/geometry.js';
import { emptyBoard, moveMarks, putMarks, redoMarks, removeMarks, undoMarks } from '../../../src/core/mark-board.js';
import { markWarnings } from '../../../src/core/mark-warnings.js';
import type { Mark, PageBox, Placement } from '../../../src/schema/placement.js';

const page: PageBox = { cropBox: [0, 0, 600, 800], rotation: 0, userUnit: 1 };
const pages = Array.from({ length: 6 }, () => page);
const board = { pages: () => pages, placements: [] as Placement[] };

const aMark = (id: string, overrides: Partial<Mark> = {}): Mark => ({
  id,
  documentId: 'd',
  kind: 'seal',
  sealId: 's',
  placementId: null,
  pageIndex: 0,
  rect: { x: 0, y: 0, width: 100, height: 100 },
  ...overrides,
});

const someMarks = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 480 }),
      y: fc.integer({ min: 0, max: 680 }),
      width: fc.integer({ min: 20, max: 120 }),
      height: fc.integer({ min: 20, max: 120 }),
      pageIndex: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((list) => list.map(({ pageIndex, ...rect }, index) => aMark(`m${index}`, { pageIndex, rect })));

describe('arranging marks', () => {
  it('lines all up to one line, keeps sizes and pages, and doing it again changes nothing', () => {
    const lines: Record<Alignment, (mark: Pick<Mark, 'rect'>) => number> = {
      left: ({ rect }) => rect.x,
      centre: ({ rect }) => rect.x + rect.width / 2,
      right: ({ rect }) => rect.x + rect.width,
      top: ({ rect }) => rect.y,
      middle: ({ rect }) => rect.y + rect.height / 2,
      bottom: ({ rect }) => rect.y + rect.height,
    };
    fc.assert(
      fc.property(someMarks, fc.constantFrom(...(Object.keys(lines) as Alignment[])), (marks, alignment) => {
        const moved = alignMarks(marks, alignment, board);
        const values = moved.map(lines[alignment]);

        expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(0.011);
        moved.forEach((move, index) => {
          expect(move.pageIndex).toBe(marks[index]?.pageIndex);
          expect([move.rect.width, move.rect.height]).toEqual([marks[index]?.rect.width, marks[index]?.rect.height]);
        });
        const again = alignMarks(
          marks.map((mark, index) => ({ ...mark, ...moved[index] })),
          alignment,
          board,
        );
        again.forEach((move, index) => {
          expect(move.rect.x).toBeCloseTo(moved[index]?.rect.x ?? 0, 1);
          expect(move.rect.y).toBeCloseTo(moved[index]?.rect.y ?? 0, 1);
        });
      }),
    );
  });

  it('gives three or more on a page equal gaps and leaves the outermost where they are', () => {
    const marks = [0, 130, 400].map((x, index) => aMark(`m${index}`, { rect: { x, y: 10, width: 100, height: 50 } }));

    expect(distributeMarks(marks, 'x', board).map(({ rect }) => rect.x)).toEqual([0, 200, 400]);
    expect(distributeMarks(marks.slice(0, 2), 'x', board)).toEqual([]);
  });

  it('moves marks together, stops each at the edge, and leaves a locked one (C-37)', () => {
    const locked: Placement = {
      id: 'p',
      partyId: 'a',
      documentId: 'd',
      mark: 'seal',
      policy: 'locked',
      required: true,
      pageIndex: 0,
      rect: { x: 0, y: 0, width: 100, height: 100 },
      zone: null,
    };
    const marks = [
      aMark('free'),
      aMark('edge', { rect: { x: 495, y: 0, width: 100, height: 100 } }),
      aMark('held', { placementId: 'p' }),
    ];

    const moves = shiftMarks(marks, { dx: 10, dy: 3, turn: 1 }, { ...board, placements: [locked] });

    expect(moves.map(({ id, pageIndex, rect }) => [id, pageIndex, rect.x, rect.y])).toEqual([
      ['free', 1, 10, 3],
      ['edge', 1, 500, 3],
    ]);
  });

  it('copies to pages inside of each of them, and never twice', () => {
    fc.assert(
      fc.property(someMarks, fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 8 }), (marks, to) => {
        let next = 0;
        const make = () => `copy-${(next += 1)}`;

        const copies = copyMarks(marks, to, marks, board, make);

        for (const copy of copies) {
          expect(to).toContain(copy.pageIndex);
          expect(copy.pageIndex).toBeLessThan(pages.length);
          expect(isInsidePage(page, copy.rect)).toBe(true);
        }
        expect(copyMarks(marks, to, [...marks, ...copies], board, make)).toEqual([]);
        expect(new Set(copies.map(({ id }) => id)).size).toBe(copies.length);
      }),
    );
  });

  it('takes every mix of moves, removals and additions back, and does it again', () => {
    type Act = 'put' | 'move' | 'remove';
    fc.assert(
      fc.property(
        someMarks,
        fc.array(fc.constantFrom<Act>('put', 'move', 'remove'), { maxLength: 12 }),
        (marks, acts) => {
          let now = putMarks(emptyBoard, marks);
          const seen = [now.marks];
          acts.forEach((act, index) => {
            const some = now.marks.filter((_, at) => (at + index) % 2 === 0);
            const before = now;
            if (act === 'put') now = putMarks(now, [aMark(`n${index}`)]);
            else if (act === 'move') now = moveMarks(now, shiftMarks(some, { dx: 7, dy: 5, turn: 0 }, board));
            else
              now = removeMarks(
                now,
                some.map(({ id }) => id),
              );
            if (now !== before) seen.push(now.marks);
          });
          const last = now.marks;
          for (const marksBefore of seen.slice(0, -1).reverse()) {
            now = undoMarks(now);
            expect(now.marks).toEqual(marksBefore);
          }
          for (let count = 1; count < seen.length; count += 1) now = redoMarks(now);
          expect(now.marks).toEqual(last);
        },
      ),
    );
  });
});

describe('warnings before a submit', () => {
  it('name every two seals that lie over each other, once', () => {
    fc.assert(
      fc.property(someMarks, (marks) => {
        const expected = marks.flatMap((a, index) =>
          marks
            .slice(index + 1)
            .filter(
              (b) =>
                a.pageIndex === b.pageIndex &&
                Math.min(a.rect.x + a.rect.width, b.rect.x + b.rect.width) - Math.max(a.rect.x, b.rect.x) > 1 &&
                Math.min(a.rect.y + a.rect.height, b.rect.y + b.rect.height) - Math.max(a.rect.y, b.rect.y) > 1,
            )
            .map((b) => [a.id, b.id].sort().join(' ')),
        );

        const found = markWarnings(marks, board.pages).map(({ id, otherId }) => [id, otherId].sort().join(' '));

        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });

  it('say that a seal covers a seam, on whatever page it does', () => {
    const seam = aMark('seam', {
      seam: { edge: 'right', pages: 'all', doubleSided: false },
      rect: { x: 583, y: 300, width: 119, height: 119 },
    });
    const onSlice = aMark('over', { pageIndex: 3, rect: { x: 500, y: 310, width: 100, height: 100 } });
    const beside = aMark('beside', { pageIndex: 3, rect: { x: 100, y: 310, width: 100, height: 100 } });

    expect(markWarnings([seam, onSlice, beside], board.pages)).toEqual([
      { kind: 'coversSeam', id: 'over', otherId: 'seam', pageIndex: 3 },
    ]);
  });
});
