import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { displayedSize, isInsidePage, mmToPt, type PageBox, type PageRotation } from '../../../src/core/geometry.js';
import { formatPages } from '../../../src/core/page-ranges.js';
import { columnsOf, layoutSeam, MIN_SLICE, placeSeam, type SeamSlice } from '../../../src/core/seam.js';
import type { Seam } from '../../../src/schema/placement.js';

const A4: PageBox = { cropBox: [0, 0, 595.28, 841.89], rotation: 0, userUnit: 1 };
const ROUND = { y: 300, width: mmToPt(42), height: mmToPt(42) };

function aSeam(change: Partial<Seam> = {}): Seam {
  return { edge: 'right', pages: 'all', doubleSided: false, ...change };
}

function a4(count: number): PageBox[] {
  return Array.from({ length: count }, () => A4);
}

function slices(pages: readonly PageBox[], seam: Seam = aSeam(), seal = ROUND): readonly SeamSlice[] {
  const layout = layoutSeam(pages, seam, seal);
  if (!layout.ok) throw new Error(layout.problem);
  return layout.slices;
}

/** Page counts of the groups, in order. */
function groupsOf(count: number, change: Partial<Seam> = {}, seal = ROUND): number[] {
  const sizes: number[] = [];
  for (const { group } of slices(a4(count), aSeam(change), seal)) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}

const finite = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const aBox: fc.Arbitrary<PageBox> = fc
  .record({
    x: finite(-300, 300),
    y: finite(-300, 300),
    width: finite(200, 1700),
    height: finite(200, 1700),
    rotation: fc.constantFrom<PageRotation>(0, 90, 180, 270),
    userUnit: fc.constantFrom(1, 2, 1.37),
  })
  .map(({ x, y, width, height, rotation, userUnit }) => ({
    cropBox: [x, y, x + width, y + height] as const,
    rotation,
    userUnit,
  }));
const aDocument = fc.array(aBox, { minLength: 2, maxLength: 60 });
const anySeam = fc.record({
  edge: fc.constantFrom('left' as const, 'right' as const),
  pages: fc.constantFrom('all', 'odd', 'even'),
  doubleSided: fc.boolean(),
  pagesPerSeal: fc.option(fc.integer({ min: 2, max: 20 }), { nil: undefined }),
});
const aSeal = fc.record({ y: finite(-100, 2000), width: finite(20, 150), height: finite(20, 150) });

describe('seam seal (domain chapter 8)', () => {
  it('cuts the whole seal, no part lost or double, on the edge of every page, whatever the pages are', () => {
    fc.assert(
      fc.property(aDocument, anySeam, aSeal, (pages, seam, seal) => {
        const layout = layoutSeam(pages, seam, seal);
        if (!layout.ok) {
          expect(layout.problem).toBe('few');
          return;
        }
        for (let group = 0; group < layout.groups; group += 1) {
          const own = layout.slices.filter((slice) => slice.group === group);
          const ordered = [...own].sort((a, b) => a.from - b.from);
          expect(own.length).toBeGreaterThan(1);
          expect(ordered[0]?.from).toBe(0);
          expect(ordered.at(-1)?.to).toBe(1);
          ordered.slice(1).forEach((slice, index) => expect(slice.from).toBe(ordered[index]?.to));
          expect(own.reduce((sum, { rect }) => sum + rect.width, 0)).toBeCloseTo(seal.width, 6);
        }
        for (const { pageIndex, rect } of layout.slices) {
          const box = pages[pageIndex] ?? A4;
          expect(isInsidePage(box, rect)).toBe(true);
          expect(rect.height).toBe(seal.height);
          const gap = seam.edge === 'left' ? rect.x : displayedSize(box).width - rect.x - rect.width;
          expect(Math.abs(gap)).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('shares the columns of a picture: all of them once, widths that differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 300, max: 4096 }), (count, columns) => {
        const cuts = slices(a4(count), aSeam({ pagesPerSeal: 1000 }), { ...ROUND, width: MIN_SLICE * count }).map(
          (slice) => columnsOf(slice, columns),
        );
        expect(cuts[0]?.[0]).toBe(0);
        expect(cuts.at(-1)?.[1]).toBe(columns);
        cuts.slice(1).forEach(([first], index) => expect(first).toBe(cuts[index]?.[1]));
        const widths = cuts.map(([first, end]) => end - first);
        expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('shows the left end on the first page of a stack fanned to the right, the right end when fanned to the left', () => {
    expect(slices(a4(3), aSeam({ edge: 'right' })).map(({ from }) => from)).toEqual([0, 1 / 3, 2 / 3]);
    expect(slices(a4(3), aSeam({ edge: 'left' })).map(({ from }) => from)).toEqual([2 / 3, 1 / 3, 0]);
  });

  it('stamps in even groups what one seal of slices of 3 mm is too small for, never a single sheet', () => {
    expect(groupsOf(14)).toEqual([14]);
    expect(groupsOf(15)).toEqual([7, 8]);
    expect(groupsOf(100)).toEqual([12, 13, 12, 13, 12, 13, 12, 13]);
    expect(groupsOf(7, { pagesPerSeal: 3 })).toEqual([2, 2, 3]);
    expect(groupsOf(5, { pagesPerSeal: 2 })).toEqual([2, 3]);
    expect(groupsOf(100, { pagesPerSeal: 50 })).toHaveLength(8);
  });

  it('counts front and back of a sheet once', () => {
    const pagesOf = (pages: string): number[] =>
      slices(a4(7), aSeam({ doubleSided: true, pages })).map(({ pageIndex }) => pageIndex);

    expect(pagesOf('all')).toEqual([0, 2, 4, 6]);
    expect(pagesOf('even')).toEqual([1, 3, 5]);
    expect(pagesOf('2-4,6')).toEqual([1, 2, 5]);
    expect(groupsOf(28, { doubleSided: true })).toEqual([14]);
  });

  it('takes the pages that were chosen, and no others', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(29), { minLength: 2, maxLength: 14 }), (chosen) => {
        const found = slices(a4(30), aSeam({ pages: formatPages(chosen) })).map(({ pageIndex }) => pageIndex);
        expect(found).toEqual([...chosen].sort((a, b) => a - b));
      }),
    );
  });

  it('moves a slice up on a page that is too short for its height', () => {
    const landscape: PageBox = { ...A4, rotation: 90 };

    const cut = slices([A4, landscape], aSeam(), { ...ROUND, y: 700 });

    expect(cut.map(({ rect }) => rect.y)).toEqual([700, 595.28 - ROUND.height]);
    expect(cut[1]?.rect.x).toBeCloseTo(841.89 - ROUND.width / 2, 6);
  });

  it.each([
    ['few', a4(1), aSeam(), ROUND],
    ['few', a4(2), aSeam({ doubleSided: true }), ROUND],
    ['few', a4(9), aSeam({ pages: 'last' }), ROUND],
    ['pages', a4(2), aSeam({ pages: '1-3' }), ROUND],
    ['narrow', a4(2), aSeam(), { ...ROUND, width: mmToPt(5) }],
    ['small', [A4, { ...A4, cropBox: [0, 0, 200, 100] as [number, number, number, number] }], aSeam(), ROUND],
  ] as const)('says that it cannot be cut: %s', (problem, pages, seam, seal) => {
    expect(layoutSeam(pages, seam, seal)).toEqual({ ok: false, problem });
  });

  it('stands whole at the edge of its first page, for who knows nothing of seams', () => {
    expect(placeSeam(a4(4), aSeam({ pages: '2-4' }), ROUND)).toEqual({
      ok: true,
      pageIndex: 1,
      rect: { x: expect.closeTo(595.28 - ROUND.width, 2) as number, ...ROUND },
    });
  });
});
