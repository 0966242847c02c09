import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isInsidePage, mmToPt } from '../../../src/core/geometry.js';
import {
  emptyBoard,
  fillPlacement,
  fitsPlacement,
  moveMark,
  placeSeal,
  putMark,
  redoMarks,
  removeMark,
  settleMark,
  undoMarks,
  type MarkBoard,
} from '../../../src/core/mark-board.js';
import type { Mark, PageBox, Placement } from '../../../src/schema/placement.js';
import { aSeal } from '../../support/builders.js';

const page: PageBox = { cropBox: [0, 0, 595.28, 841.89], rotation: 0, userUnit: 1 };
const pages = [page, { ...page, rotation: 90 as const }];

const place = (overrides: Partial<Placement> = {}): Placement => ({
  id: 'p1',
  partyId: 'initiator',
  documentId: 'd',
  mark: 'seal',
  policy: 'free',
  required: true,
  pageIndex: 0,
  rect: { x: 300, y: 600, width: 130, height: 130 },
  zone: null,
  ...overrides,
});

function place42(x: number, y: number, empty: readonly Placement[] = [], pageIndex = 0): Mark {
  const mark = placeSeal({ id: 'm', documentId: 'd', seal: aSeal(), pages, pageIndex, centre: { x, y }, empty });
  if (!mark) throw new Error('not placed');
  return mark;
}

describe('placeSeal', () => {
  it('keeps the real size of the seal around the point (chapter 8)', () => {
    const { rect } = place42(200, 300);

    expect(rect.width).toBeCloseTo(mmToPt(42), 6);
    expect(rect.x + rect.width / 2).toBeCloseTo(200, 1);
    expect(rect.y + rect.height / 2).toBeCloseTo(300, 1);
  });

  it('puts a seal on the page wherever it is dropped, whatever way the page is turned', () => {
    const point = fc.double({ min: -2000, max: 3000, noNaN: true });
    fc.assert(
      fc.property(point, point, fc.constantFrom(0, 1), (x, y, index) => {
        const box = pages[index];
        expect(box && isInsidePage(box, place42(x, y, [], index).rect)).toBe(true);
      }),
    );
  });

  it('fills the prepared place under the point when the seal fits it (C-37)', () => {
    expect(place42(310, 610, [place()]).placementId).toBe('p1');
    expect(place42(310, 610, [place({ mark: 'legalSeal' })]).placementId).toBeNull();
    expect(place42(310, 610, [place({ pageIndex: 1 })]).placementId).toBeNull();
    expect(place42(100, 100, [place()]).placementId).toBeNull();
  });

  it('takes a locked place as it is, and its own size around the centre of another', () => {
    expect(fillPlacement('m', aSeal(), place({ policy: 'locked' }), page).rect).toEqual(place().rect);
    expect(fillPlacement('m', aSeal(), place(), page).rect.width).toBeCloseTo(mmToPt(42), 6);
  });

  it('stays in the zone of a movable place, which is not in its middle (C-37)', () => {
    const zone = { x: 0, y: 0, width: 140, height: 140 };
    const corner = place({ policy: 'movable', rect: { x: 0, y: 0, width: 20, height: 20 }, zone });
    const far = place({ policy: 'movable', rect: { x: 130, y: 130, width: 20, height: 20 }, zone });

    expect(fillPlacement('m', aSeal(), corner, page).rect).toMatchObject({ x: 0, y: 0 });
    expect(fillPlacement('m', aSeal(), far, page).rect.x).toBeCloseTo(140 - mmToPt(42), 1);
  });

  it('lets a personal seal stand where a signature is wanted', () => {
    expect(fitsPlacement({ kind: 'personal' }, { mark: 'signature' })).toBe(true);
    expect(fitsPlacement({ kind: 'contract' }, { mark: 'signature' })).toBe(false);
    expect(fitsPlacement({ kind: 'legalRepresentative' }, { mark: 'legalSeal' })).toBe(true);
  });

  it('places nothing on a page that does not exist', () => {
    const options = { id: 'm', documentId: 'd', seal: aSeal(), pages, centre: { x: 1, y: 1 }, empty: [] };
    expect(placeSeal({ ...options, pageIndex: 2 })).toBeNull();
  });
});

describe('settleMark', () => {
  const mark = { ...place42(365, 665, [place()]), placementId: 'p1' };
  const to = { pageIndex: 1, rect: { ...mark.rect, x: 0, y: 0 } };

  it('moves a free mark anywhere, also to another page', () => {
    expect(settleMark(mark, to, pages, [place()])).toEqual(to);
  });

  it('keeps a movable mark on its page and in its zone', () => {
    const zone = { x: 200, y: 500, width: 300, height: 300 };

    const settled = settleMark(mark, to, pages, [place({ policy: 'movable', zone })]);

    expect(settled).toMatchObject({ pageIndex: 0, rect: { x: 200, y: 500 } });
  });

  it('moves a movable mark without a zone on its whole page', () => {
    const settled = settleMark(mark, to, pages, [place({ policy: 'movable' })]);

    expect(settled).toMatchObject({ pageIndex: 0, rect: { x: 0, y: 0 } });
  });

  it('does not move a locked mark', () => {
    expect(settleMark(mark, to, pages, [place({ policy: 'locked' })])).toBeNull();
  });
});

describe('MarkBoard', () => {
  const a = place42(200, 200);

  it('undoes and redoes any edits back and forth (do, undo, redo)', () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), id: fc.constantFrom('1', '2', '3') }),
      fc.record({
        kind: fc.constant('move' as const),
        id: fc.constantFrom('1', '2', '3'),
        x: fc.integer({ min: 0, max: 400 }),
      }),
      fc.record({ kind: fc.constant('remove' as const), id: fc.constantFrom('1', '2', '3') }),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        let board: MarkBoard = emptyBoard;
        for (const step of edits) {
          if (step.kind === 'put') board = putMark(board, { ...a, id: step.id });
          else if (step.kind === 'remove') board = removeMark(board, step.id);
          else board = moveMark(board, step.id, { pageIndex: 0, rect: { ...a.rect, x: step.x } });
        }
        let back = board;
        while (back.past.length > 0) back = undoMarks(back);
        expect(back.marks).toEqual([]);
        while (back.future.length > 0) back = redoMarks(back);
        expect(back.marks).toEqual(board.marks);
      }),
    );
  });

  it('takes a held key back in one step', () => {
    const held = [1, 2, 3].reduce(
      (board, x) => moveMark(board, 'm', { pageIndex: 0, rect: { ...a.rect, x } }, 'nudge m'),
      putMark(emptyBoard, a),
    );

    expect(undoMarks(held).marks).toEqual([a]);
  });

  it('holds one mark for each prepared place', () => {
    const first = { ...a, id: '1', placementId: 'p1' };
    const second = { ...a, id: '2', placementId: 'p1' };

    expect(putMark(putMark(emptyBoard, first), second).marks).toEqual([second]);
  });

  it('changes nothing for an unknown mark', () => {
    expect(removeMark(emptyBoard, 'x')).toBe(emptyBoard);
    expect(moveMark(emptyBoard, 'x', { pageIndex: 0, rect: a.rect })).toBe(emptyBoard);
    expect(undoMarks(emptyBoard)).toBe(emptyBoard);
    expect(redoMarks(emptyBoard)).toBe(emptyBoard);
  });
});
