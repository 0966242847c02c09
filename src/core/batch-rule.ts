import type { EnvelopeDocument } from '../schema/envelope.js';
import type { Mark, PageSelection, Placement, Rect } from '../schema/placement.js';
import type { ErrorCode } from '../schema/problem.js';
import type { Seal } from '../schema/seal.js';
import { isFillIn } from './fill-ins.js';
import { displayedSize, isInsidePage, type Size } from './geometry.js';
import { chosenHits, keywordHits, rectAtKeyword, type KeywordChoice, type KeywordOffset } from './keyword-places.js';
import { centreOf, dateMark, fillPlacement, fitsPlacement, placeSeal, sealSize } from './mark-board.js';
import { markWarnings, type MarkWarning } from './mark-warnings.js';
import { parsePages } from './page-ranges.js';
import { markFaults, myPlacements, type PanelView } from './panel-view.js';
import { changeSeamMark, newSeamMark, USUAL_SEAM } from './seam-marks.js';
import { countWithoutText, type TextIndex } from './text-index.js';

/** The corner of the page that a position is measured from. */
export const CORNERS = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'] as const;
export type Corner = (typeof CORNERS)[number];

/** Where a seal goes in every envelope of a batch. `x` and `y` are displayed points between the corner and the seal. */
export type BatchWhere =
  | { readonly kind: 'places' }
  | { readonly kind: 'keyword'; readonly choice: KeywordChoice; readonly offset: KeywordOffset }
  | { readonly kind: 'seam'; readonly edge: 'left' | 'right'; readonly doubleSided: boolean }
  | {
      readonly kind: 'position';
      readonly pages: PageSelection;
      readonly corner: Corner;
      readonly x: number;
      readonly y: number;
    };

/** One rule for all envelopes of a batch: which seal, in which of their documents, where. */
export interface BatchRule {
  readonly sealId: string;
  readonly documents: 'all' | 'first';
  readonly where: BatchWhere;
}

/** Why an envelope is left out: a code of a failure, or what a signer on their own would only be asked about. */
export type BatchProblemCode =
  ErrorCode | 'overlap' | 'covers-seam' | 'no-place' | 'no-text' | 'seam-impossible' | 'too-many-marks';

export interface BatchProblem {
  readonly code: BatchProblemCode;
  /** Null for the envelope as a whole. */
  readonly documentId: string | null;
  readonly pageIndex: number | null;
}

/** What a rule comes to in one envelope; with a problem it is not signed. */
export interface BatchResolution {
  readonly marks: readonly Mark[];
  readonly problems: readonly BatchProblem[];
}

interface Work {
  readonly view: PanelView;
  readonly seals: readonly Seal[];
  readonly rule: BatchRule;
  /** Texts of the documents that were read, by document id; only a keyword asks for them. */
  readonly texts: ReadonlyMap<string, TextIndex>;
}

/** What a signature may hold; more is not sent. */
const MAX_MARKS = 2000;

/** The documents of an envelope that a rule is about. */
export function ruledDocuments({ envelope }: PanelView, { documents }: BatchRule): readonly EnvelopeDocument[] {
  return (envelope?.documents ?? []).slice(0, documents === 'first' ? 1 : undefined);
}

/** Whether a rule needs to know what is written in the documents. */
export function needsTexts({ where }: BatchRule): boolean {
  return where.kind === 'keyword';
}

/**
 * Where the marks of a rule stand in one envelope, by the same arithmetic as a signer's own hand. Places that were prepared
 * for the signer are filled too, as a signature wants them; the problems are what keeps the host from taking it, and what a
 * person would be asked about.
 */
export function resolveRule(work: Work): BatchResolution {
  const { view, seals, rule } = work;
  const seal = seals.find(({ id }) => id === rule.sealId);
  const placed = seal ? placeRule(seal, work) : { marks: [], problems: [aProblem('seal-not-usable')] };
  const marks = named([...placed.marks, ...fillPlaces(placed.marks, work)]);
  if (marks.length > MAX_MARKS) return { marks: [], problems: [aProblem('too-many-marks')] };
  const own = placed.problems.length > 0;
  const faults = markFaults(marks, view, seals)
    // that nothing was placed is told by the reason
    .filter(({ code }) => !(own && code === 'placement-required'))
    .map(({ code, pointer }) => at(code, marks[Number(pointer.split('/')[2])]));
  const met = markWarnings(marks, (id) => view.envelope?.documents.find((one) => one.id === id)?.pages ?? []);
  return { marks, problems: distinct([...placed.problems, ...faults, ...met.map(problemOf(marks))]) };
}

function placeRule(seal: Seal, work: Work): BatchResolution {
  const documents = ruledDocuments(work.view, work.rule);
  const { where } = work.rule;
  switch (where.kind) {
    case 'places':
      return { marks: [], problems: hasPlace(work.view) ? [] : [aProblem('no-place')] };
    case 'keyword':
      return placeAtKeyword(seal, where, documents, work);
    case 'seam':
      return placeSeams(seal, where, documents, work);
    case 'position':
      return placeAtPosition(seal, where, documents, work);
  }
}

function hasPlace(view: PanelView): boolean {
  return myPlacements(view).some(({ mark }) => mark !== 'date' && !isFillIn(mark));
}

function placeAtKeyword(
  seal: Seal,
  { choice, offset }: Extract<BatchWhere, { kind: 'keyword' }>,
  documents: readonly EnvelopeDocument[],
  work: Work,
): BatchResolution {
  const size = sealSize(seal);
  const board = new Board(seal, work);
  for (const document of documents) {
    const index = work.texts.get(document.id) ?? [];
    for (const hit of chosenHits(keywordHits(index, choice), choice.occurrence)) {
      const box = document.pages[hit.pageIndex];
      if (box) board.put(document, hit.pageIndex, rectAtKeyword(hit, size, offset, box));
    }
  }
  if (board.marks.length > 0) return { marks: board.marks, problems: [] };
  const silent = documents.every(({ id, pages }) => countWithoutText(work.texts.get(id) ?? []) === pages.length);
  return { marks: [], problems: [aProblem(silent ? 'no-text' : 'keyword-not-found')] };
}

function placeAtPosition(
  seal: Seal,
  where: Extract<BatchWhere, { kind: 'position' }>,
  documents: readonly EnvelopeDocument[],
  work: Work,
): BatchResolution {
  const size = sealSize(seal);
  const board = new Board(seal, work);
  const problems: BatchProblem[] = [];
  for (const document of documents) {
    const chosen = parsePages(where.pages, document.pages.length);
    if (!chosen.ok) problems.push({ code: 'placement-outside-page', documentId: document.id, pageIndex: null });
    for (const pageIndex of chosen.ok ? chosen.pages : []) {
      const box = document.pages[pageIndex];
      const rect = box && rectFrom(displayedSize(box), size, where);
      // a page of another size must not move the seal to where nobody wanted it
      if (!rect || !isInsidePage(box, rect)) {
        problems.push({ code: 'placement-outside-page', documentId: document.id, pageIndex });
      } else board.put(document, pageIndex, rect);
    }
  }
  return { marks: board.marks, problems };
}

function rectFrom(page: Size, size: Size, { corner, x, y }: { corner: Corner; x: number; y: number }): Rect {
  const fromRight = corner === 'topRight' || corner === 'bottomRight';
  const fromBottom = corner === 'bottomLeft' || corner === 'bottomRight';
  return {
    x: fromRight ? page.width - size.width - x : x,
    y: fromBottom ? page.height - size.height - y : y,
    ...size,
  };
}

function placeSeams(
  seal: Seal,
  { edge, doubleSided }: Extract<BatchWhere, { kind: 'seam' }>,
  documents: readonly EnvelopeDocument[],
  { view }: Work,
): BatchResolution {
  const marks: Mark[] = [];
  // a seam that was prepared is filled, not doubled
  const prepared = (id: string): boolean =>
    myPlacements(view).some(({ seam, documentId }) => seam && documentId === id);
  const wanted = documents.filter(({ id }) => !prepared(id));
  for (const { id: documentId, pages } of wanted) {
    const usual = newSeamMark({ id: `seam-${marks.length}`, documentId, seal, pages, marks });
    const cut = usual.ok ? changeSeamMark(usual.mark, { seam: { ...USUAL_SEAM, edge, doubleSided } }, pages) : usual;
    if (cut.ok) marks.push(cut.mark);
  }
  // a single sheet among the documents has no edge to be cut over, and is none the worse for it
  const none = wanted.length > 0 && wanted.length === documents.length && marks.length === 0;
  return { marks, problems: none ? [aProblem('seam-impossible')] : [] };
}

/** Puts one seal; over a prepared place that it fits and that is empty it fills that place. */
class Board {
  readonly marks: Mark[] = [];
  readonly #seal: Seal;
  #empty: readonly Placement[];

  constructor(seal: Seal, { view }: Work) {
    this.#seal = seal;
    this.#empty = myPlacements(view).filter(({ seam }) => !seam);
  }

  put({ id: documentId, pages }: EnvelopeDocument, pageIndex: number, rect: Rect): void {
    const id = `mark-${this.marks.length}`;
    const centre = centreOf(rect);
    const mark = placeSeal({ id, documentId, seal: this.#seal, pages, pageIndex, centre, empty: this.#empty });
    if (!mark) return;
    this.marks.push(mark);
    this.#empty = this.#empty.filter((place) => place.id !== mark.placementId);
  }
}

/** What was prepared for the signer and is still empty: with the chosen seal, else the prescribed one, else one that fits. */
function fillPlaces(marks: readonly Mark[], { view, seals, rule }: Work): Mark[] {
  const filled = new Set(marks.map(({ placementId }) => placementId));
  const prescribed = view.envelope?.parties.find(({ id }) => id === view.me?.partyId)?.sealId;
  return myPlacements(view).flatMap((placement) => {
    if (filled.has(placement.id)) return [];
    if (placement.mark === 'date') return [dateMark('', placement)];
    const fitting = seals.filter((seal) => seal.usable && fitsPlacement(seal, placement));
    const wanted = [prescribed, rule.sealId].map((sealId) => fitting.find(({ id }) => id === sealId));
    const seal = wanted.find((one) => one !== undefined) ?? fitting[0];
    const box = view.envelope?.documents.find(({ id }) => id === placement.documentId)?.pages[placement.pageIndex];
    return seal && box ? [fillPlacement('', seal, placement, box)] : [];
  });
}

/** The same rule gives the same marks again, so that a request that is repeated is the same request. */
function named(marks: readonly Mark[]): Mark[] {
  return marks.map((mark, index) => ({ ...mark, id: `batch-${index + 1}` }));
}

function problemOf(marks: readonly Mark[]): (warning: MarkWarning) => BatchProblem {
  return ({ kind, id, pageIndex }) => ({
    code: kind === 'overlap' ? 'overlap' : 'covers-seam',
    documentId: marks.find((mark) => mark.id === id)?.documentId ?? null,
    pageIndex,
  });
}

function at(code: BatchProblemCode, mark: Mark | undefined): BatchProblem {
  return { code, documentId: mark?.documentId ?? null, pageIndex: mark?.pageIndex ?? null };
}

function aProblem(code: BatchProblemCode): BatchProblem {
  return at(code, undefined);
}

function distinct(problems: readonly BatchProblem[]): BatchProblem[] {
  const known = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...known.values()];
}
