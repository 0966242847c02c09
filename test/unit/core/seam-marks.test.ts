import { describe, expect, it } from 'vitest';

import { mmToPt } from '../../../src/core/geometry.js';
import { fillPlacement, settleMark } from '../../../src/core/mark-board.js';
import { checkMarks } from '../../../src/core/marks.js';
import type { Mark, PageBox, Placement, Seam } from '../../../src/schema/placement.js';
import { Mark as MarkSchema, Placement as PlacementSchema } from '../../../src/schema/placement.js';
import { anEnvelope, anEnvelopeDocument, aParty, aSeal } from '../../support/builders.js';

const SIZE = mmToPt(42);
const A4: PageBox = { cropBox: [0, 0, 595, 842], rotation: 0, userUnit: 1 };
const pages = [A4, A4, { ...A4, rotation: 90 as const }, A4];
const seam: Seam = { edge: 'right', pages: 'all', doubleSided: false };
const rect = { x: Math.round((595 - SIZE) * 100) / 100, y: 300, width: SIZE, height: SIZE };

function aMark(over: Partial<Mark> = {}): Mark {
  return {
    id: 'mark-1',
    documentId: 'document-1',
    kind: 'seal',
    sealId: 'seal-contract',
    placementId: null,
    pageIndex: 0,
    rect,
    seam,
    ...over,
  };
}

function aPlace(over: Partial<Placement> = {}): Placement {
  return {
    id: 'place-1',
    partyId: 'initiator',
    documentId: 'document-1',
    mark: 'seal',
    policy: 'locked',
    required: true,
    pageIndex: 0,
    rect,
    zone: null,
    seam,
    ...over,
  };
}

function check(marks: Mark[], placements: Placement[] = []): string[][] {
  const envelope = anEnvelope({ documents: [anEnvelopeDocument({ pages })], parties: [aParty()], placements });
  return checkMarks(marks, envelope, 'initiator', [aSeal()]).map(({ pointer, code }) => [pointer, code]);
}

describe('a seam seal as a mark (C-37, chapter 8)', () => {
  it('is one mark that is right at the edge, and fills a prepared seam', () => {
    expect(check([aMark()])).toEqual([]);
    expect(check([aMark({ placementId: 'place-1' })], [aPlace()])).toEqual([]);
  });

  it.each<[string, Partial<Mark>, string, string]>([
    ['away from the edge', { rect: { ...rect, x: 100 } }, '/marks/0/rect', 'placement-outside-page'],
    ['below the page', { rect: { ...rect, y: 800 } }, '/marks/0/rect', 'placement-outside-page'],
    ['of pages that are missing', { seam: { ...seam, pages: '1-9' } }, '/marks/0/seam/pages', 'placement-outside-page'],
    ['of one page', { seam: { ...seam, pages: 'first' } }, '/marks/0/seam/pages', 'placement-invalid'],
    ['that starts elsewhere', { pageIndex: 1 }, '/marks/0/pageIndex', 'placement-invalid'],
    ['without a seal', { sealId: null, kind: 'date' }, '/marks/0/seam', 'placement-invalid'],
    [
      'smaller than the seal is',
      { rect: { x: 545, y: 300, width: 50, height: 50 } },
      '/marks/0/rect',
      'placement-invalid',
    ],
    ['of another seal', { sealId: 'seal-of-others' }, '/marks/0/sealId', 'seal-not-usable'],
  ])('is refused %s', (_, change, pointer, code) => {
    expect(check([aMark(change)])).toContainEqual([pointer, code]);
  });

  it.each<[string, Partial<Mark>]>([
    ['another edge', { seam: { ...seam, edge: 'left' }, rect: { ...rect, x: 0 } }],
    ['fewer pages', { seam: { ...seam, pages: '1-3' } }],
    ['a spot', { seam: undefined }],
  ])('does not fill a locked seam with %s', (_, change) => {
    expect(check([aMark({ placementId: 'place-1', ...change })], [aPlace()])).toEqual([
      ['/marks/0/seam', 'placement-invalid'],
    ]);
  });

  it('does not fill a spot with a seam', () => {
    expect(check([aMark({ placementId: 'place-1' })], [aPlace({ seam: undefined })])).toEqual([
      ['/marks/0/seam', 'placement-invalid'],
    ]);
  });

  it('refuses so many seams at once that stamping them would never end', () => {
    const many = Array.from({ length: 101 }, (_, index) => aMark({ id: `mark-${index}` }));

    expect(check(many)).toEqual([['/marks', 'placement-invalid']]);
  });

  it('moves up and down along its edge only', () => {
    const to = { pageIndex: 2, rect: { ...rect, x: 10, y: 120.004 } };

    expect(settleMark(aMark(), to, pages, [])).toEqual({ pageIndex: 0, rect: { ...rect, y: 120 } });
    expect(settleMark(aMark(), { ...to, rect: { ...rect, y: 9999 } }, pages, [])?.rect.y).toBeCloseTo(842 - SIZE, 2);
    const held = aMark({ placementId: 'place-1' });
    expect(settleMark(held, to, pages, [aPlace()])).toBeNull();
    const zone = { x: 400, y: 280, width: 195, height: SIZE + 40 };
    expect(settleMark(held, to, pages, [aPlace({ policy: 'movable', zone })])?.rect.y).toBe(280);
  });

  it('fills a prepared seam with the seal in its own size, at the same height', () => {
    const small = { id: 'seal-small', widthMm: 30, heightMm: 30 };

    const mark = fillPlacement('mark-1', small, aPlace({ policy: 'movable' }), A4);

    expect(mark).toMatchObject({ seam, pageIndex: 0, placementId: 'place-1' });
    expect(mark.rect.x + mark.rect.width).toBeCloseTo(595, 1);
    expect(mark.rect.y + mark.rect.height / 2).toBeCloseTo(rect.y + SIZE / 2, 1);
    expect(mark.rect.width).toBeCloseTo(mmToPt(30), 6);
  });

  it('reads marks and places that were stored before there were seams', () => {
    const { seam: _, ...mark } = aMark();
    const { seam: __, ...place } = aPlace();

    expect(MarkSchema.parse(mark)).toEqual(mark);
    expect(PlacementSchema.parse(place)).toEqual(place);
  });
});
