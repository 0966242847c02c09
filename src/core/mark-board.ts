import type { Mark, MarkKind, PageBox, Placement, Rect, Seam } from '../schema/placement.js';
import type { Seal } from '../schema/seal.js';
import { clampRect, displayedSize, mmToPt, type Point } from './geometry.js';
import { seamRect } from './seam.js';

/** Steps that can be taken back. */
const MAX_STEPS = 200;

/** The marks that a signer has put on the pages, with what was before and after. */
export interface MarkBoard {
  readonly marks: readonly Mark[];
  readonly past: readonly (readonly Mark[])[];
  readonly future: readonly (readonly Mark[])[];
  /** Changes of one gesture (a key held down) carry the same name and are taken back in one step. */
  readonly gesture: string | null;
}

export const emptyBoard: MarkBoard = { marks: [], past: [], future: [], gesture: null };

/** Adds a mark. A prepared place holds one mark: a second one takes the place of the first. */
export function putMark(board: MarkBoard, mark: Mark, gesture: string | null = null): MarkBoard {
  return putMarks(board, [mark], gesture);
}

/** Adds marks in one step, which is taken back as one; later ones take prepared places of earlier ones. */
export function putMarks(board: MarkBoard, added: readonly Mark[], gesture: string | null = null): MarkBoard {
  if (added.length === 0) return board;
  const marks = added.reduce<readonly Mark[]>((before, mark) => {
    const others = before.filter(
      ({ id, placementId }) => id !== mark.id && (mark.placementId === null || placementId !== mark.placementId),
    );
    return [...others, mark];
  }, board.marks);
  return step(board, marks, gesture);
}

/** Moves a mark, also to another page. An unknown id changes nothing. */
export function moveMark(
  board: MarkBoard,
  id: string,
  to: { readonly pageIndex: number; readonly rect: Rect },
  gesture: string | null = null,
): MarkBoard {
  return moveMarks(board, [{ id, ...to }], gesture);
}

/** Moves marks in one step. */
export function moveMarks(
  board: MarkBoard,
  moves: readonly { readonly id: string; readonly pageIndex: number; readonly rect: Rect }[],
  gesture: string | null = null,
): MarkBoard {
  const to = new Map(moves.map(({ id, pageIndex, rect }) => [id, { pageIndex, rect }]));
  const isMoved = ({ id, pageIndex, rect }: Mark): boolean => {
    const next = to.get(id);
    return next !== undefined && (next.pageIndex !== pageIndex || !sameRect(next.rect, rect));
  };
  if (!board.marks.some(isMoved)) return board;
  return step(
    board,
    board.marks.map((mark) => ({ ...mark, ...to.get(mark.id) })),
    gesture,
  );
}

export function removeMark(board: MarkBoard, id: string): MarkBoard {
  return removeMarks(board, [id]);
}

/** Removes marks in one step. */
export function removeMarks(board: MarkBoard, ids: readonly string[]): MarkBoard {
  const marks = board.marks.filter((mark) => !ids.includes(mark.id));
  return marks.length === board.marks.length ? board : step(board, marks, null);
}

export function undoMarks(board: MarkBoard): MarkBoard {
  const before = board.past.at(-1);
  if (!before) return board;
  return { marks: before, past: board.past.slice(0, -1), future: [board.marks, ...board.future], gesture: null };
}

export function redoMarks(board: MarkBoard): MarkBoard {
  const [after, ...rest] = board.future;
  if (!after) return board;
  return { marks: after, past: [...board.past, board.marks], future: rest, gesture: null };
}

/** Marks that came, changed or went, in this order. */
export function changedMarks(before: readonly Mark[], after: readonly Mark[]): Mark[] {
  const without = (marks: readonly Mark[], others: readonly Mark[]): Mark[] => {
    const known = new Set(others.map((mark) => JSON.stringify(mark)));
    return marks.filter((mark) => !known.has(JSON.stringify(mark)));
  };
  return [...without(after, before), ...without(before, after)];
}

/** Size of a seal on paper, in points: its real size, never the zoom's (chapter 8). */
export function sealSize(seal: Pick<Seal, 'widthMm' | 'heightMm'>): { width: number; height: number } {
  return { width: mmToPt(seal.widthMm), height: mmToPt(seal.heightMm) };
}

/** What a seal becomes on a page. */
export function markKindOf(seal: Pick<Seal, 'kind'>): MarkKind {
  if (seal.kind === 'legalRepresentative') return 'legalSeal';
  return seal.kind === 'signature' ? 'signature' : 'seal';
}

/**
 * The rectangle of a seal whose centre is at a displayed point, moved onto the page where it would stick out. All ways to
 * place a seal come through here, so that mouse, keyboard and finger give the same points.
 */
export function rectAround(box: PageBox, centre: Point, size: { width: number; height: number }): Rect {
  return rectAt(box, { x: centre.x - size.width / 2, y: centre.y - size.height / 2, ...size });
}

/** The rectangle on the page, to a hundredth of a point. */
export function rectAt(box: PageBox, rect: Rect): Rect {
  const inside = clampRect(box, rect);
  return { x: round(inside.x), y: round(inside.y), width: inside.width, height: inside.height };
}

/** A seal at a displayed point of a page; over an empty prepared place that it fits, it fills that place (C-37). */
export function placeSeal(options: {
  readonly id: string;
  readonly documentId: string;
  readonly seal: Pick<Seal, 'id' | 'kind' | 'widthMm' | 'heightMm'>;
  readonly pages: readonly PageBox[];
  readonly pageIndex: number;
  readonly centre: Point;
  readonly empty: readonly Placement[];
}): Mark | null {
  const { id, documentId, seal, pages, pageIndex, centre, empty } = options;
  const box = pages[pageIndex];
  if (!box) return null;
  const placement = placementAt(empty, documentId, pageIndex, centre);
  if (placement && fitsPlacement(seal, placement)) return fillPlacement(id, seal, placement, box);
  const rect = rectAround(box, centre, sealSize(seal));
  return { id, documentId, kind: markKindOf(seal), sealId: seal.id, placementId: null, pageIndex, rect };
}

/** A seal in a prepared place: a locked place decides the size, else the seal keeps its own around the same centre. */
export function fillPlacement(
  id: string,
  seal: Pick<Seal, 'id' | 'widthMm' | 'heightMm'>,
  placement: Placement,
  box: PageBox,
): Mark {
  const { documentId, pageIndex, policy } = placement;
  const around = placement.seam
    ? seamAround(box, placement.seam, placement.rect, seal)
    : rectAround(box, centreOf(placement.rect), sealSize(seal));
  const inZone = policy === 'movable' && placement.zone ? rectAt(box, within(around, placement.zone)) : around;
  const rect = policy === 'locked' ? placement.rect : inZone;
  const cut = placement.seam && { seam: placement.seam };
  return { id, documentId, kind: placement.mark, sealId: seal.id, placementId: placement.id, pageIndex, rect, ...cut };
}

/** The date in the place that was prepared for it: it needs no seal, and is written when the signature is made (C-37). */
export function dateMark(id: string, placement: Placement): Mark {
  const { documentId, pageIndex, rect } = placement;
  return { id, documentId, kind: 'date', sealId: null, placementId: placement.id, pageIndex, rect };
}

/** Where a mark comes to rest when it is moved: on the page, and within what its prepared place allows; null if locked. */
export function settleMark(
  mark: Mark,
  to: { readonly pageIndex: number; readonly rect: Rect },
  pages: readonly PageBox[],
  placements: readonly Placement[],
): { pageIndex: number; rect: Rect } | null {
  const placement = placements.find(({ id }) => id === mark.placementId);
  if (placement?.policy === 'locked') return null;
  if (mark.seam) return settleSeam(mark, mark.seam, to.rect, pages, placement);
  const pageIndex = placement?.policy === 'movable' ? placement.pageIndex : to.pageIndex;
  const box = pages[pageIndex];
  if (!box) return null;
  const rect = placement?.policy === 'movable' && placement.zone ? within(to.rect, placement.zone) : to.rect;
  return { pageIndex, rect: rectAt(box, rect) };
}

/** A seam seal keeps its pages and its edge; only its height changes. */
function settleSeam(
  mark: Mark,
  seam: Seam,
  to: Rect,
  pages: readonly PageBox[],
  placement: Placement | undefined,
): { pageIndex: number; rect: Rect } | null {
  const { pageIndex, rect } = mark;
  const box = pages[pageIndex];
  const wanted = { ...rect, y: to.y };
  const { y } = placement?.policy === 'movable' && placement.zone ? within(wanted, placement.zone) : wanted;
  return box ? { pageIndex, rect: seamRect(box, seam.edge, { ...rect, y }) } : null;
}

/** A seal at the height of a prepared seam, in its own size. */
function seamAround(box: PageBox, { edge }: Seam, place: Rect, seal: Pick<Seal, 'widthMm' | 'heightMm'>): Rect {
  const size = sealSize(seal);
  return seamRect(box, edge, { ...size, y: centreOf(place).y - size.height / 2 });
}

function within(rect: Rect, zone: Rect): Rect {
  const x = Math.max(zone.x, Math.min(rect.x, zone.x + zone.width - rect.width));
  const y = Math.max(zone.y, Math.min(rect.y, zone.y + zone.height - rect.height));
  return { ...rect, x, y };
}

/** Middle of a page, in displayed points. */
export function pageCentre(box: PageBox): Point {
  const { width, height } = displayedSize(box);
  return { x: width / 2, y: height / 2 };
}

/** Middle of a rectangle. */
export function centreOf(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

/** Whether a seal may stand in a prepared place: a plain seal's place takes personal seals and signatures too. */
export function fitsPlacement(seal: Pick<Seal, 'kind'>, placement: Pick<Placement, 'mark'>): boolean {
  const kind = markKindOf(seal);
  if (placement.mark === 'signature') return kind === 'signature' || seal.kind === 'personal';
  return placement.mark === kind;
}

/** The prepared place under a displayed point. */
export function placementAt(
  placements: readonly Placement[],
  documentId: string,
  pageIndex: number,
  point: Point,
): Placement | undefined {
  return placements.find(
    ({ documentId: document, pageIndex: page, rect }) =>
      document === documentId &&
      page === pageIndex &&
      point.x >= rect.x &&
      point.x <= rect.x + rect.width &&
      point.y >= rect.y &&
      point.y <= rect.y + rect.height,
  );
}

function step(board: MarkBoard, marks: readonly Mark[], gesture: string | null): MarkBoard {
  const merged = gesture !== null && gesture === board.gesture;
  const past = merged ? board.past : [...board.past, board.marks].slice(-MAX_STEPS);
  return { marks, past, future: [], gesture };
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}
