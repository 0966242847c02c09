import { besideMark } from '../../src/core/date-marks.js';
import { isFillIn } from '../../src/core/fill-ins.js';
import { clampRect, displayedSize, mmToPt, type Size } from '../../src/core/geometry.js';
import { rectAtKeyword } from '../../src/core/keyword-places.js';
import { parsePages } from '../../src/core/page-ranges.js';
import { placeSeam } from '../../src/core/seam.js';
import { dateBox } from '../../src/core/signing-date.js';
import {
  DATE_SIZES,
  type EnvelopeDocument,
  type MarkKind,
  type PageBox,
  type Party,
  type Placement,
  type PlacementPosition,
  type PlacementRule,
  type Rect,
  type Seal,
  type Seam,
} from '../../src/schema/index.js';
import { newId } from '../store/ids.js';
import type { FoundPlace, SoughtPlaces } from './sought-places.js';

/** Sizes of marks that have no seal yet, in millimetres. */
const MARK_SIZE: Record<MarkKind, { width: number; height: number }> = {
  seal: { width: 42, height: 42 },
  legalSeal: { width: 20, height: 20 },
  signature: { width: 40, height: 16 },
  date: { width: 36, height: 7 },
  checkbox: { width: 5, height: 5 },
  remark: { width: 80, height: 12 },
};

/** How far a movable mark may leave its place to each side, in points: 60 mm. */
const MOVE_MARGIN = mmToPt(60);

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
    const date = dateOf(rule);
    const size = rule.mark === 'date' && date ? date.size : sizeOf(rule.mark, seal);
    const hits = sought.get(document.id)?.get(position);
    const spots = hits ? spotsAt(rule, hits, document.pages, size) : spotsOf(position, document.pages, size);
    return spots.flatMap(({ pageIndex, seam, obscured, ...spot }) => {
      const box = document.pages[pageIndex];
      if (!box) return [];
      const placeAt = (mark: MarkKind, wanted: Rect): Placement => {
        const rect = clampRect(box, wanted);
        return {
          id: newId('place'),
          partyId: party.id,
          documentId: document.id,
          mark,
          policy: rule.policy,
          required: !isFillIn(mark) || rule.required !== false,
          pageIndex,
          rect,
          zone: rule.policy === 'movable' ? zoneAround(box, rect) : null,
          ...(mark === 'date' && date?.style),
          ...(isFillIn(mark) && rule.label !== undefined && { label: rule.label }),
        };
      };
      const mark = {
        ...placeAt(rule.mark, { ...size, ...spot }),
        ...(seam && { seam }),
        ...(obscured && { obscured }),
      };
      if (!date || rule.mark === 'date') return [mark];
      return [mark, placeAt('date', besideMark(box, mark.rect, date.size))];
    });
  });
}

/** How a rule has its date written, and the room that this takes; sizes that no place takes come as near as they can. */
function dateOf({
  signingDate,
}: PlacementRule):
  { readonly style: Required<Pick<Placement, 'dateFormat' | 'fontSize'>>; readonly size: Size } | undefined {
  if (!signingDate) return undefined;
  const { format: dateFormat } = signingDate;
  const fontSize = Math.min(Math.max(signingDate.fontSize, DATE_SIZES.least), DATE_SIZES.most);
  return { style: { dateFormat, fontSize }, size: dateBox(dateFormat, fontSize) };
}

function sizeOf(mark: MarkKind, seal: Seal | undefined): Size {
  const known = MARK_SIZE[mark];
  const isSeal = seal !== undefined && mark === 'seal';
  return {
    width: mmToPt(isSeal ? seal.widthMm : known.width),
    height: mmToPt(isSeal ? seal.heightMm : known.height),
  };
}

interface Spot {
  readonly pageIndex: number;
  readonly x: number;
  readonly y: number;
  /** Where the place has a size of its own. */
  readonly width?: number;
  readonly height?: number;
  readonly seam?: Seam;
  readonly obscured?: boolean;
}

/**
 * Where a mark goes by what its position found: with its centre on it, moved by the offset. A seal has its legal size; what
 * is written or ticked has the one of the form field that was drawn for it.
 */
function spotsAt(
  { position, mark }: PlacementRule,
  hits: readonly FoundPlace[],
  pages: readonly PageBox[],
  size: Size,
): Spot[] {
  const { dx, dy } = position.kind === 'keyword' ? position : { dx: 0, dy: 0 };
  const isFilled = position.kind === 'formField' && (mark === 'signature' || mark === 'date' || isFillIn(mark));
  return hits.flatMap((hit): Spot[] => {
    const box = pages[hit.pageIndex];
    const [rect] = hit.rects;
    if (!box || !rect) return [];
    const { x, y } = rectAtKeyword(hit, size, { relation: 'on', dx, dy }, box);
    const { pageIndex, obscured = false } = hit;
    return [{ pageIndex, obscured, ...(isFilled ? rect : { x, y }) }];
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
