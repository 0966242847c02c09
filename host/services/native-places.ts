import { displayedSize } from '../../src/core/geometry.js';
import { chosenHits, rectAtKeyword } from '../../src/core/keyword-places.js';
import { parsePages } from '../../src/core/page-ranges.js';
import type {
  Envelope,
  EnvelopeDocument,
  PageBox,
  Placement,
  PlacementPosition,
  PlacementRule,
  Rect,
} from '../../src/schema/index.js';
import type { NativePlaces } from '../providers/remote-service.js';
import { findConfigVersion } from '../store/configs.js';
import type { HostContext } from './context.js';
import type { FoundPlace } from './sought-places.js';

/** How far a place may be from what a rule found, in points, and still be that place: what rounding makes. */
const NEAR = 0.01;

type Position = Extract<PlacementPosition, { kind: 'keyword' | 'formField' }>;
type Keyword = Extract<PlacementPosition, { kind: 'keyword' }>;

/**
 * C-37: the places of an envelope that its service would find by itself at the very same spot. They are compared as they are
 * now: what was moved, added or removed since the rule was carried out goes by its coordinates.
 *
 * @throws EsignError `file-damaged` or `file-too-large` when the document cannot be read.
 */
export async function nativePlaces(
  { db, files, pdf }: Pick<HostContext, 'db' | 'files' | 'pdf'>,
  tenantId: string,
  { configId, configVersion, documents, placements }: Envelope,
): Promise<NativePlaces[]> {
  const [document, ...others] = documents;
  if (!document || others.length > 0 || document.template || placements.length === 0) return [];
  if (configId === null || configVersion === null) return [];
  const config = await findConfigVersion(db, tenantId, 'signing', configId, configVersion);
  const positions = positionsOf(config?.mapping.flow.placements ?? [], document);
  if (positions.length === 0) return [];
  const bytes = await files.get(document.sha256);
  const { pages } = document;
  const fields = positions.filter((position) => position.kind === 'formField');
  const keywords = positions.filter((position) => position.kind === 'keyword');
  // what goes on in the next line counts as well: a service that finds it would put one more, or count another one
  const choices = keywords.map((position) => ({ ...position, occurrence: 'all' as const, acrossLines: true }));
  const hits = choices.length === 0 ? [] : await pdf.run('findKeywords', { bytes, pages, choices });
  const names = fields.map(({ name }) => name);
  const places = fields.length === 0 ? [] : await pdf.run('findFormFields', { bytes, names });
  return sameAsFound(placements, pages, [
    ...fields.map((position, nth) => ({ position, found: places[nth] ?? [] })),
    ...keywords.map((position, nth) => ({ position, found: hits[nth] ?? [] })),
  ]);
}

/** Form fields, and keywords in the whole document or on one page of it: a service knows no other choice of pages. */
export function positionsOf(rules: readonly PlacementRule[], { sourceId, pages: boxes }: EnvelopeDocument): Position[] {
  return rules.flatMap(({ source, position }): Position[] => {
    if (source !== null && source !== sourceId) return [];
    if (position.kind === 'formField') return [position];
    // to a service a keyword between two of these is a whole word
    if (position.kind !== 'keyword' || /^\^.*\^$/s.test(position.keyword)) return [];
    const { ok, pages } = { pages: [], ...parsePages(position.pages, boxes.length) };
    return ok && (pages.length === 1 || pages.length === boxes.length) ? [position] : [];
  });
}

/** The places, each at most once, that are just where and as large as a service puts them for a position. */
export function sameAsFound(
  placements: readonly Placement[],
  pages: readonly PageBox[],
  sought: readonly { readonly position: Position; readonly found: readonly FoundPlace[] }[],
): NativePlaces[] {
  const taken = new Set<string>();
  return sought.flatMap(({ position, found }) =>
    alike(placements.filter(({ seam }) => !seam)).flatMap((group): NativePlaces[] => {
      const free = group.filter(({ id }) => !taken.has(id));
      const [first] = free;
      const rects =
        first && (position.kind === 'formField' ? fieldRects(first, found) : wordRects(position, first, found, pages));
      const ids =
        rects?.flatMap(({ pageIndex, rect }) => free.find((place) => isAt(place, pageIndex, rect))?.id ?? []) ?? [];
      // all of them or none: the service puts them all
      if (!rects || ids.length === 0 || new Set(ids).size !== rects.length) return [];
      ids.forEach((id) => taken.add(id));
      if (position.kind === 'formField') return [{ placementIds: ids, by: { kind: 'formField', name: position.name } }];
      return [{ placementIds: ids, by: keywordBy(position, pages.length) }];
    }),
  );
}

function keywordBy(position: Keyword, count: number): NativePlaces['by'] {
  const { keyword, dx, dy, occurrence } = position;
  const { pages } = { pages: [], ...parsePages(position.pages, count) };
  const page = pages.length < count ? pages[0] : undefined;
  return {
    kind: 'keyword',
    keyword,
    dx,
    dy,
    ...(page === undefined ? {} : { page }),
    ...(isEvery(occurrence) ? {} : { occurrence: Number(occurrence) }),
  };
}

function isEvery(occurrence: Keyword['occurrence']): boolean {
  return chosenHits([1, 2], occurrence).length === 2;
}

/** Places that one control of a service can stand for: of one party, of one kind and size. */
function alike(placements: readonly Placement[]): Placement[][] {
  const groups = new Map<string, Placement[]>();
  for (const place of placements) {
    const { partyId, mark, rect, dateFormat, fontSize } = place;
    const size = [rect.width.toFixed(2), rect.height.toFixed(2)];
    const key = JSON.stringify([partyId, mark, ...size, dateFormat, fontSize]);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}

type Spot = Pick<Placement, 'pageIndex' | 'rect'>;

/** A field has its own size, so only what is to fill it is the same. Shown more than once it may mean any of its places. */
function fieldRects({ mark }: Placement, found: readonly FoundPlace[]): Spot[] | null {
  const [field, ...more] = found;
  const [rect] = field?.rects ?? [];
  if (!field || !rect || more.length > 0 || (mark !== 'signature' && mark !== 'date')) return null;
  return [{ pageIndex: field.pageIndex, rect }];
}

/**
 * Null where a service may see it otherwise: over the end of a line, over the edge of a page, on a page that is turned, and
 * where the n-th hit of the file is not the n-th that a person reads.
 */
function wordRects(
  { dx, dy, occurrence }: Keyword,
  { rect: size }: Placement,
  found: readonly FoundPlace[],
  pages: readonly PageBox[],
): Spot[] | null {
  const spots = found.flatMap((hit): Spot[] => {
    const box = pages[hit.pageIndex];
    const [word, ...more] = hit.rects;
    if (!box || !word || more.length > 0 || box.rotation !== 0 || box.userUnit !== 1) return [];
    const { width, height } = size;
    const rect = rectAtKeyword(hit, { width, height }, { relation: 'on', dx, dy }, box);
    const wanted = { x: word.x + (word.width - width) / 2 + dx, y: word.y + (word.height - height) / 2 + dy };
    const { width: across, height: down } = displayedSize(box);
    const isWhole = width <= across && height <= down && Math.hypot(rect.x - wanted.x, rect.y - wanted.y) <= NEAR;
    return isWhole ? [{ pageIndex: hit.pageIndex, rect }] : [];
  });
  const isOrdered = found.every(({ pageIndex, start = 0 }, nth) => {
    const next = found[nth + 1];
    return next === undefined || next.pageIndex !== pageIndex || start < (next.start ?? 0);
  });
  if (spots.length !== found.length || !(isOrdered || isEvery(occurrence))) return null;
  return [...chosenHits(spots, occurrence)];
}

function isAt({ pageIndex, rect }: Placement, page: number, wanted: Rect): boolean {
  const sides = ['x', 'y', 'width', 'height'] as const;
  return pageIndex === page && sides.every((side) => Math.abs(rect[side] - wanted[side]) <= NEAR);
}
