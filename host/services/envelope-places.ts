import { clampRect, displayedSize, mmToPt, type Size } from '../../src/core/geometry.js';
import { rectAtKeyword } from '../../src/core/keyword-places.js';
import { parsePages } from '../../src/core/page-ranges.js';
import { placeSeam } from '../../src/core/seam.js';
import type {
  EnvelopeDocument,
  MarkKind,
  PageBox,
  Party,
  Placement,
  PlacementPosition,
  PlacementRule,
  Rect,
  Seal,
  Seam,
} from '../../src/schema/index.js';
import { newId } from '../store/ids.js';
import type { FoundPlace, SoughtPlaces } from './sought-places.js';

/** Sizes of marks that have no seal yet, in millimetres. */
const MARK_SIZE: Record<MarkKind, { width: number; height: number }> = {
  seal: { width: 42, height: 42 },
  legalSeal: { width: 20, height: 20 },
  signature: { width: 40, height: 16 },
  date: { width: 36, height: 7 },
};

/** Room between a seal and the date below it, in points. */
const DATE_GAP = 4;

/** How far a movable mark may leave its place to each side, in points: 60 mm. */
const MOVE_MARGIN = mmToPt(60);

/** Widths of a written day in heights of its line. */
const DATE_WIDTH: Record<'yyyy年M月d日' | 'yyyy-MM-dd', number> = { yyyy年M月d日: 6, 'yyyy-MM-dd': 5 };

/**
 * C-37: the places that can be known before signing; a free one is chosen by the signer. Every place lies on its page, else
 * nobody could fill it: the coordinates of a rule were chosen without a look at this very file.
 */
export function placementsOf(
  document: EnvelopeDocument,
  rules: readonly PlacementRule[],
  parties: readonly Party[],
  seals: ReadonlyMap<string, Seal>,
  sought: SoughtPlaces,
): Placement[] {
  return rules.flatMap((rule): Placement[] => {
    const party = parties.find((candidate) => candidate.id === rule.party);
    const { position } = rule;
    if (!party || (rule.source !== null && rule.source !== document.sourceId)) return [];
    const seal = party.sealId === null ? undefined : seals.get(party.sealId);
    const known = MARK_SIZE[rule.mark];
    const width = mmToPt(seal && rule.mark === 'seal' ? seal.widthMm : known.width);
    const height = mmToPt(seal && rule.mark === 'seal' ? seal.heightMm : known.height);
    const size = { width, height };
    const hits = sought.get(document.id)?.get(position);
    const spots = hits ? spotsAt(rule, hits, document.pages, size) : spotsOf(position, document.pages, size);
    return spots.flatMap(({ pageIndex, seam, ...spot }) => {
      const box = document.pages[pageIndex];
      if (!box) return [];
      const placeAt = (mark: MarkKind, wanted: Rect): Placement => {
        const rect = clampRect(box, wanted);
        const dateFormat = mark === 'date' ? rule.signingDate?.format : undefined;
        return {
          id: newId('place'),
          partyId: party.id,
          documentId: document.id,
          mark,
          policy: rule.policy,
          required: true,
          pageIndex,
          rect,
          zone: rule.policy === 'movable' ? zoneAround(box, rect) : null,
          ...(dateFormat && { dateFormat }),
        };
      };
      const mark = { ...placeAt(rule.mark, { ...size, ...spot }), ...(seam && { seam }) };
      if (!rule.signingDate || rule.mark === 'date') return [mark];
      return [mark, placeAt('date', dateBeside(box, mark.rect, rule.signingDate))];
    });
  });
}

interface Spot {
  readonly pageIndex: number;
  readonly x: number;
  readonly y: number;
  /** Where the place has a size of its own. */
  readonly width?: number;
  readonly height?: number;
  readonly seam?: Seam;
}

/**
 * Where a mark goes by what its position found: with its centre on it, moved by the offset. A seal has its legal size; a
 * signature or a date has the one of the form field that was drawn for it.
 */
function spotsAt(
  { position, mark }: PlacementRule,
  hits: readonly FoundPlace[],
  pages: readonly PageBox[],
  size: Size,
): Spot[] {
  const { dx, dy } = position.kind === 'keyword' ? position : { dx: 0, dy: 0 };
  const isFilled = position.kind === 'formField' && (mark === 'signature' || mark === 'date');
  return hits.flatMap((hit): Spot[] => {
    const box = pages[hit.pageIndex];
    const [rect] = hit.rects;
    if (!box || !rect) return [];
    const { x, y } = rectAtKeyword(hit, size, { relation: 'on', dx, dy }, box);
    return [{ pageIndex: hit.pageIndex, ...(isFilled ? rect : { x, y }) }];
  });
}

/** Where marks of a size go by a position; a seam is one spot on its first page, and none where it cannot be cut. */
function spotsOf(position: PlacementPosition, pages: readonly PageBox[], size: Size): Spot[] {
  if (position.kind === 'seam') {
    const { kind: _, y, ...seam } = position;
    const placed = placeSeam(pages, seam, { y, ...size });
    return placed.ok ? [{ pageIndex: placed.pageIndex, x: placed.rect.x, y: placed.rect.y, seam }] : [];
  }
  if (position.kind !== 'coordinate') return [];
  const chosen = parsePages(position.pages, pages.length);
  return chosen.ok ? chosen.pages.map((pageIndex) => ({ pageIndex, x: position.x, y: position.y })) : [];
}

/** The part of the page on which a movable mark may move. */
function zoneAround(box: PageBox, rect: Rect): Rect {
  const page = displayedSize(box);
  const x = Math.max(0, rect.x - MOVE_MARGIN);
  const y = Math.max(0, rect.y - MOVE_MARGIN);
  return {
    x,
    y,
    width: Math.min(page.width, rect.x + rect.width + MOVE_MARGIN) - x,
    height: Math.min(page.height, rect.y + rect.height + MOVE_MARGIN) - y,
  };
}

/** The signing date stands below its mark, or above it at the foot of the page. */
function dateBeside(box: PageBox, mark: Rect, date: NonNullable<PlacementRule['signingDate']>): Rect {
  const height = Math.max(date.fontSize * 1.4, 8);
  const below = mark.y + mark.height + DATE_GAP;
  const y = below + height <= displayedSize(box).height ? below : mark.y - DATE_GAP - height;
  return { x: mark.x, y, width: height * DATE_WIDTH[date.format], height };
}
