import type { Mark, PageBox, Rect, Seam } from '../schema/placement.js';
import { displayedSize, isInsidePage, mmToPt } from './geometry.js';
import { parsePages } from './page-ranges.js';

/**
 * The seam seal (骑缝章, chapter 8 of the domain): one seal cut in equal slices over the edges of consecutive sheets, so that
 * they show the whole seal when they lie fanned out, and a sheet that was changed shows.
 *
 * - Fanned to the right, the first page shows the left end of the seal; fanned to the left, the right end.
 * - Of a sheet that is printed on both sides one face carries the slice: front and back count once.
 * - So many sheets that a slice would be under 3 mm are stamped in groups, as even as they can be, each with a whole seal.
 * - On a page that is too short for the height of the seal, the slice moves up to the foot of the page.
 */

/** Narrowest slice, in points. */
export const MIN_SLICE = mmToPt(3);

/** A part of a seal from its left to its right end, as fractions of its width, where it stands on its page. */
export interface SeamSlice {
  /** From 0. */
  readonly group: number;
  readonly pageIndex: number;
  readonly from: number;
  readonly to: number;
  /** Displayed points. */
  readonly rect: Rect;
}

/** `pages`: they name none, or one that is missing. `few`: one sheet has no seam. `narrow`, `small`: no room on a seal or page. */
export type SeamProblem = 'pages' | 'few' | 'narrow' | 'small';

export type SeamLayout =
  | { readonly ok: true; readonly groups: number; readonly slices: readonly SeamSlice[] }
  | { readonly ok: false; readonly problem: SeamProblem };

/** Cuts a seal of the size and at the height of `seal` over the pages of a document. */
export function layoutSeam(pages: readonly PageBox[], seam: Seam, seal: Omit<Rect, 'x'>): SeamLayout {
  const parsed = parsePages(seam.pages, pages.length);
  if (!parsed.ok) return { ok: false, problem: 'pages' };
  const faces = seam.doubleSided ? firstFaces(parsed.pages) : parsed.pages;
  if (faces.length < 2) return { ok: false, problem: 'few' };
  const room = Math.floor((seal.width + 1e-6) / MIN_SLICE);
  if (room < 2) return { ok: false, problem: 'narrow' };
  const groups = cutEvenly(faces, Math.min(room, seam.pagesPerSeal ?? room));
  const slices = groups.flatMap((group, index) =>
    group.map((pageIndex, place) => {
      const nth = seam.edge === 'right' ? place : group.length - 1 - place;
      return sliceOf(pages[pageIndex], { group: index, pageIndex, nth, count: group.length }, seam, seal);
    }),
  );
  const onPages = slices.every(({ pageIndex, rect }) => {
    const box = pages[pageIndex];
    return box !== undefined && isInsidePage(box, rect);
  });
  return onPages ? { ok: true, groups: groups.length, slices } : { ok: false, problem: 'small' };
}

/** The slices of a mark; none where it is no seam seal or cannot be cut. */
export function slicesOf(mark: Pick<Mark, 'seam' | 'rect'>, pages: readonly PageBox[]): readonly SeamSlice[] {
  const layout = mark.seam && layoutSeam(pages, mark.seam, mark.rect);
  return layout?.ok ? layout.slices : [];
}

/**
 * First and last column (exclusive) of a slice in a picture of so many columns, as near to its bounds as whole columns are.
 * The slices of a seal share all columns: none is lost, none comes twice, and their widths differ by at most one.
 */
export function columnsOf({ from, to }: Pick<SeamSlice, 'from' | 'to'>, columns: number): [first: number, end: number] {
  return [Math.round(from * columns), Math.round(to * columns)];
}

/**
 * Where a seam seal is said to stand: whole, at the edge of its first page, at its height. Its slices follow from it, and
 * who knows nothing of seams still finds a seal that lies on the page.
 */
export function seamRect(box: PageBox, edge: Seam['edge'], seal: Omit<Rect, 'x'>): Rect {
  const page = displayedSize(box);
  const x = edge === 'right' ? Math.max(0, page.width - seal.width) : 0;
  const y = Math.min(Math.max(seal.y, 0), Math.max(0, page.height - seal.height));
  return { x: round(x), y: round(y), width: seal.width, height: seal.height };
}

/** First page of a seam and where the seal stands there; the reason where the document has no such seam. */
export function placeSeam(
  pages: readonly PageBox[],
  seam: Seam,
  seal: Omit<Rect, 'x'>,
): { ok: true; pageIndex: number; rect: Rect } | { ok: false; problem: SeamProblem } {
  const layout = layoutSeam(pages, seam, seal);
  if (!layout.ok) return layout;
  const pageIndex = layout.slices[0]?.pageIndex ?? 0;
  const box = pages[pageIndex];
  return box ? { ok: true, pageIndex, rect: seamRect(box, seam.edge, seal) } : { ok: false, problem: 'pages' };
}

/** Whether two seams cut the same pages in the same way. */
export function isSameSeam(a: Seam | undefined, b: Seam | undefined): boolean {
  return (
    a?.edge === b?.edge &&
    a?.pages === b?.pages &&
    a?.doubleSided === b?.doubleSided &&
    a?.pagesPerSeal === b?.pagesPerSeal
  );
}

/** Of both faces of a sheet the first that was chosen. */
function firstFaces(pages: readonly number[]): number[] {
  return pages.filter((page, index) => index === 0 || page >> 1 !== (pages[index - 1] ?? 0) >> 1);
}

/** As few groups as the most allows; their sizes differ by at most one, and none is left with a single sheet. */
function cutEvenly(faces: readonly number[], most: number): number[][] {
  const count = Math.max(1, Math.min(Math.ceil(faces.length / most), faces.length >> 1));
  const bound = (group: number): number => Math.floor((group * faces.length) / count);
  return Array.from({ length: count }, (_, group) => faces.slice(bound(group), bound(group + 1)));
}

function sliceOf(
  box: PageBox | undefined,
  { group, pageIndex, nth, count }: { group: number; pageIndex: number; nth: number; count: number },
  seam: Seam,
  seal: Omit<Rect, 'x'>,
): SeamSlice {
  const from = nth / count;
  const to = (nth + 1) / count;
  const page = box ? displayedSize(box) : { width: 0, height: 0 };
  const width = seal.width / count;
  const x = seam.edge === 'right' ? page.width - width : 0;
  const y = Math.min(Math.max(seal.y, 0), Math.max(0, page.height - seal.height));
  return { group, pageIndex, from, to, rect: { x, y, width, height: seal.height } };
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}
