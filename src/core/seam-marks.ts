import type { Mark, PageBox, Seam } from '../schema/placement.js';
import type { Seal } from '../schema/seal.js';
import { displayedSize, mmToPt } from './geometry.js';
import { markKindOf, sealSize } from './mark-board.js';
import { placeSeam, slicesOf, type SeamProblem } from './seam.js';

/** The seam that most people want: over all pages, at the right edge. */
export const USUAL_SEAM: Seam = { edge: 'right', pages: 'all', doubleSided: false };

/** Room between two seam seals, in points. */
const GAP = mmToPt(5);

export type SeamMark =
  { readonly ok: true; readonly mark: Mark } | { readonly ok: false; readonly problem: SeamProblem };

type SeamSeal = Pick<Seal, 'id' | 'kind' | 'widthMm' | 'heightMm'>;

/** A new seam seal half way down the first page, or below the ones that are there already. */
export function newSeamMark(options: {
  readonly id: string;
  readonly documentId: string;
  readonly seal: SeamSeal;
  readonly pages: readonly PageBox[];
  readonly marks: readonly Mark[];
}): SeamMark {
  const { id, documentId, seal, pages, marks } = options;
  const size = sealSize(seal);
  const others = marks.filter((mark) => mark.documentId === documentId && mark.seam?.edge === USUAL_SEAM.edge);
  const middle = pages[0] ? (displayedSize(pages[0]).height - size.height) / 2 : 0;
  const y = Math.max(middle, ...others.map(({ rect }) => rect.y + rect.height + GAP));
  const blank = { id, documentId, kind: markKindOf(seal), sealId: seal.id, placementId: null };
  return settle({ ...blank, pageIndex: 0, rect: { x: 0, y, ...size }, seam: USUAL_SEAM }, USUAL_SEAM, pages);
}

/** The same mark with another seal, cut in another way; a larger or smaller seal keeps its middle. */
export function changeSeamMark(
  mark: Mark,
  change: { readonly seal?: SeamSeal | undefined; readonly seam?: Seam | undefined },
  pages: readonly PageBox[],
): SeamMark {
  const { seal, seam = mark.seam ?? USUAL_SEAM } = change;
  if (!seal) return settle(mark, seam, pages);
  const size = sealSize(seal);
  const rect = { ...mark.rect, ...size, y: mark.rect.y + (mark.rect.height - size.height) / 2 };
  const kind = mark.placementId === null ? markKindOf(seal) : mark.kind;
  return settle({ ...mark, kind, sealId: seal.id, rect }, seam, pages);
}

/** What a seam seal is on paper: sheets, seals, the width of the narrowest slice, pages where it had to move up. */
export interface SeamFacts {
  readonly sheets: number;
  readonly groups: number;
  readonly sliceWidth: number;
  readonly shifted: number;
}

export function seamFacts(mark: Pick<Mark, 'seam' | 'rect'>, pages: readonly PageBox[]): SeamFacts {
  const slices = slicesOf(mark, pages);
  return {
    sheets: slices.length,
    groups: (slices.at(-1)?.group ?? -1) + 1,
    sliceWidth: Math.min(...slices.map(({ rect }) => rect.width)),
    shifted: slices.filter(({ rect }) => rect.y < mark.rect.y - 0.01).length,
  };
}

function settle(mark: Mark, seam: Seam, pages: readonly PageBox[]): SeamMark {
  const placed = placeSeam(pages, seam, mark.rect);
  if (!placed.ok) return placed;
  const { pageIndex, rect } = placed;
  return { ok: true, mark: { ...mark, seam, pageIndex, rect } };
}
