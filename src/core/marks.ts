import type { Envelope, EnvelopeDocument, Party } from '../schema/envelope.js';
import type { Mark, PageBox, Placement, Rect, Seam } from '../schema/placement.js';
import type { ErrorCode, InputError } from '../schema/problem.js';
import type { Seal } from '../schema/seal.js';
import { isFillIn } from './fill-ins.js';
import { isInsidePage, mmToPt } from './geometry.js';
import { fitsPlacement, markKindOf } from './mark-board.js';
import { isSameSeam, placeSeam, type SeamProblem } from './seam.js';

/** How far a mark may be off through rounding on its way here, in points. */
const TOLERANCE = 0.5;

/** Seam seals of one request: each of them stamps all pages of its document. */
const MAX_SEAMS = 100;

/** One fault of a mark; `code` is a member of `ErrorCode`, so that a host can refuse the request with it. */
export interface MarkError extends InputError {
  readonly code: ErrorCode;
}

type Seals = readonly Pick<Seal, 'id' | 'kind' | 'usable' | 'widthMm' | 'heightMm'>[];

interface Surroundings {
  readonly documents: ReadonlyMap<string, EnvelopeDocument>;
  readonly placements: ReadonlyMap<string, Placement>;
  readonly seals: ReadonlyMap<string, Seals[number]>;
  readonly party: Party;
}

/**
 * Checks what a party put on the pages (C-37, chapter 8): on the page, not below the seal's real size, at the prepared
 * places and within what their policy allows, with seals that may be used, and every required place filled. The panel asks
 * before it submits, the host asks again. Pointers lead into the sign request.
 */
export function checkMarks(
  marks: readonly Mark[],
  envelope: Pick<Envelope, 'documents' | 'placements' | 'parties'>,
  partyId: string,
  seals: Seals,
): MarkError[] {
  const party = envelope.parties.find((candidate) => candidate.id === partyId);
  if (!party) return [fault('', 'not-a-signer', `no party ${partyId} in the envelope`)];
  const around: Surroundings = {
    documents: new Map(envelope.documents.map((document) => [document.id, document])),
    placements: new Map(envelope.placements.map((placement) => [placement.id, placement])),
    seals: new Map(seals.map((seal) => [seal.id, seal])),
    party,
  };
  if (marks.filter(({ seam }) => seam).length > MAX_SEAMS)
    return [fault('/marks', 'placement-invalid', 'too many seams')];
  return [
    ...marks.flatMap((mark, index) => checkMark(mark, `/marks/${index}`, around)),
    ...checkTwice(marks),
    ...checkMissing(marks, envelope.placements, partyId),
  ];
}

function checkMark(mark: Mark, pointer: string, around: Surroundings): MarkError[] {
  return [
    ...checkPage(mark, pointer, around),
    ...checkSeal(mark, pointer, around),
    ...checkPlacement(mark, pointer, around),
  ];
}

function checkPage(mark: Mark, pointer: string, { documents }: Surroundings): MarkError[] {
  const document = documents.get(mark.documentId);
  if (!document) return [fault(`${pointer}/documentId`, 'placement-invalid', 'the envelope has no such document')];
  const box = document.pages[mark.pageIndex];
  if (!box) return [fault(`${pointer}/pageIndex`, 'placement-outside-page', 'the document has no such page')];
  if (mark.seam) return checkSeam(mark, mark.seam, pointer, document.pages);
  if (isInsidePage(box, mark.rect)) return [];
  return [fault(`${pointer}/rect`, 'placement-outside-page', 'the mark reaches over the edge of the page')];
}

const SEAM_FAULTS: Readonly<Record<SeamProblem, { at: string; code: ErrorCode; message: string }>> = {
  pages: { at: '/seam/pages', code: 'placement-outside-page', message: 'the document has no such pages' },
  few: { at: '/seam/pages', code: 'placement-invalid', message: 'a seam needs two sheets' },
  narrow: { at: '/rect', code: 'placement-invalid', message: 'the seal is too narrow to be cut' },
  small: { at: '/rect', code: 'placement-outside-page', message: 'a page of the seam is too small for the seal' },
};

/** A seam seal counts as one mark, which stands on its first page; every slice must lie on its own page. */
function checkSeam(mark: Mark, seam: Seam, pointer: string, pages: readonly PageBox[]): MarkError[] {
  if (mark.sealId === null) return [fault(`${pointer}/seam`, 'placement-invalid', 'only a seal can be cut')];
  const placed = placeSeam(pages, seam, mark.rect);
  if (!placed.ok) {
    const { at, code, message } = SEAM_FAULTS[placed.problem];
    return [fault(pointer + at, code, message)];
  }
  if (placed.pageIndex !== mark.pageIndex) {
    return [fault(`${pointer}/pageIndex`, 'placement-invalid', 'a seam seal stands on the first page of its seam')];
  }
  if (isSame(placed.rect, mark.rect)) return [];
  return [fault(`${pointer}/rect`, 'placement-outside-page', 'a seam seal stands at the edge of the page')];
}

/**
 * What a mark is follows from its seal, never from what the client calls it: else any seal could pass for a signature,
 * which has no size of its own and which no party is held to.
 */
function checkSeal(mark: Mark, pointer: string, { seals, party, placements }: Surroundings): MarkError[] {
  const at = `${pointer}/sealId`;
  if (mark.sealId === null) {
    if (mark.kind === 'remark' && !mark.text?.trim()) {
      return [fault(`${pointer}/text`, 'placement-required', 'the remark is empty')];
    }
    const needsSeal = mark.kind !== 'date' && !isFillIn(mark.kind);
    return needsSeal ? [fault(at, 'seal-not-usable', 'a seal or signature must be chosen')] : [];
  }
  const seal = seals.get(mark.sealId);
  if (!seal) return [fault(at, 'seal-not-usable', 'not a seal of this signer')];
  if (!seal.usable) return [fault(at, 'seal-not-usable', 'the seal may not be used')];
  const placement = mark.placementId === null ? undefined : placements.get(mark.placementId);
  // a mark that is not what its place wants is told about at the place
  const isFit = placement
    ? placement.mark !== mark.kind || fitsPlacement(seal, placement)
    : markKindOf(seal) === mark.kind;
  if (!isFit) return [fault(at, 'seal-not-usable', `a seal of this kind is no ${mark.kind}`)];
  if (mark.kind === 'seal' && party.sealId !== null && party.sealId !== seal.id) {
    return [fault(at, 'seal-not-usable', 'another seal is prescribed for this party')];
  }
  // the size of a locked place was decided by whoever prepared it; what a hand writes has no real size
  if (placement?.policy === 'locked' || seal.kind === 'signature') return [];
  const tooSmall =
    mark.rect.width < mmToPt(seal.widthMm) - TOLERANCE || mark.rect.height < mmToPt(seal.heightMm) - TOLERANCE;
  return tooSmall ? [fault(`${pointer}/rect`, 'placement-invalid', 'smaller than the seal really is')] : [];
}

function checkPlacement(mark: Mark, pointer: string, { placements, party }: Surroundings): MarkError[] {
  if (mark.placementId === null) return [];
  const at = `${pointer}/placementId`;
  const placement = placements.get(mark.placementId);
  if (!placement) return [fault(at, 'placement-invalid', 'the envelope has no such place')];
  if (placement.partyId !== party.id) return [fault(at, 'placement-invalid', 'the place belongs to another party')];
  if (placement.documentId !== mark.documentId)
    return [fault(at, 'placement-invalid', 'the place is in another document')];
  if (placement.mark !== mark.kind) return [fault(at, 'placement-invalid', `the place wants a ${placement.mark}`)];
  if (Boolean(placement.seam) !== Boolean(mark.seam)) {
    return [fault(`${pointer}/seam`, 'placement-invalid', 'a seam and a spot are not the same place')];
  }
  if (placement.policy === 'free') return [];
  if (!isSameSeam(placement.seam, mark.seam)) {
    return [fault(`${pointer}/seam`, 'placement-invalid', 'the seam of the place is another')];
  }
  if (placement.pageIndex !== mark.pageIndex) return [fault(at, 'placement-invalid', 'the place is on another page')];
  if (placement.policy === 'locked' && !isSame(mark.rect, placement.rect)) {
    return [fault(`${pointer}/rect`, 'placement-invalid', 'the place is locked')];
  }
  // without a zone the mark may move on the whole page, which is checked for every mark
  if (placement.policy === 'movable' && placement.zone && !isWithin(mark.rect, placement.zone)) {
    return [fault(`${pointer}/rect`, 'placement-invalid', 'outside the zone of the place')];
  }
  return [];
}

function checkTwice(marks: readonly Mark[]): MarkError[] {
  const ids = new Set<string>();
  const filled = new Set<string>();
  return marks.flatMap((mark, index) => {
    const errors: MarkError[] = [];
    if (ids.has(mark.id)) errors.push(fault(`/marks/${index}/id`, 'placement-invalid', 'two marks have this id'));
    if (mark.placementId !== null && filled.has(mark.placementId)) {
      errors.push(fault(`/marks/${index}/placementId`, 'placement-invalid', 'the place is filled twice'));
    }
    ids.add(mark.id);
    if (mark.placementId !== null) filled.add(mark.placementId);
    return errors;
  });
}

function checkMissing(marks: readonly Mark[], placements: readonly Placement[], partyId: string): MarkError[] {
  if (marks.every(({ kind }) => kind === 'date' || isFillIn(kind))) {
    return [fault('/marks', 'placement-required', 'no seal or signature was placed')];
  }
  const filled = new Set(marks.map((mark) => mark.placementId));
  return placements
    .filter((placement) => placement.partyId === partyId && placement.required && !filled.has(placement.id))
    .map((placement) => fault('/marks', 'placement-required', `the required place ${placement.id} is empty`));
}

function isSame(left: Rect, right: Rect): boolean {
  const distances = [left.x - right.x, left.y - right.y, left.width - right.width, left.height - right.height];
  return distances.every((distance) => Math.abs(distance) <= TOLERANCE);
}

function isWithin(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x - TOLERANCE &&
    inner.y >= outer.y - TOLERANCE &&
    inner.x + inner.width <= outer.x + outer.width + TOLERANCE &&
    inner.y + inner.height <= outer.y + outer.height + TOLERANCE
  );
}

function fault(pointer: string, code: ErrorCode, message: string): MarkError {
  return { pointer, code, message };
}
