import { describe, expect, it } from 'vitest';

import { emptyBoard, putMarks, undoMarks } from '../../../src/core/mark-board.js';
import type { Mark } from '../../../src/schema/placement.js';

const aMark = (change: Partial<Mark>): Mark => ({
  ...{ id: 'm', documentId: 'd', kind: 'seal', sealId: 's', placementId: null, pageIndex: 0 },
  rect: { x: 10, y: 10, width: 100, height: 100 },
  ...change,
});

describe('putting several marks at once', () => {
  it('is one step, taken back as one', () => {
    const marks = [aMark({ id: 'a' }), aMark({ id: 'b', pageIndex: 1 })];

    const board = putMarks(emptyBoard, marks);

    expect(board.marks).toEqual(marks);
    expect(undoMarks(board).marks).toEqual([]);
    expect(putMarks(board, [])).toBe(board);
  });

  it('leaves the last one in a prepared place (C-37)', () => {
    const board = putMarks(emptyBoard, [aMark({ id: 'a', placementId: 'p' }), aMark({ id: 'b', placementId: 'p' })]);

    expect(board.marks.map(({ id }) => id)).toEqual(['b']);
  });
});
