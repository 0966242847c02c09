import type { PageBox, PageSelection, Rect } from '../schema/placement.js';
import { clampRect, type Size } from './geometry.js';
import { parsePages } from './page-ranges.js';
import type { TextIndex } from './text-index.js';
import { findText, hitRects, type TextHit } from './text-search.js';

/** Where a mark stands beside its keyword. */
export const RELATIONS = ['on', 'left', 'right', 'above', 'below'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Which hits of a keyword are meant (C-37). */
export interface KeywordChoice {
  readonly keyword: string;
  /** `all`, or the n-th hit from 1; negative counts from the end. */
  readonly occurrence: 'all' | number;
  readonly pages: PageSelection;
  readonly acrossLines: boolean;
}

/** A place where a keyword stands, a rectangle for each line. */
export interface KeywordHit extends TextHit {
  readonly rects: readonly Rect[];
}

/** How a mark lies to a hit, in displayed points. */
export interface KeywordOffset {
  readonly relation: Relation;
  readonly dx: number;
  readonly dy: number;
}

/** Heights of a line within which hits count as beside each other. */
const SAME_LINE = 0.6;

/** All hits on the chosen pages as a person reads them: down the page, and along each line. */
export function keywordHits(index: TextIndex, choice: Omit<KeywordChoice, 'occurrence'>): KeywordHit[] {
  const pages = parsePages(choice.pages, index.length);
  if (!pages.ok) return [];
  return pages.pages.flatMap((pageIndex) => {
    const hits = findText(index, choice.keyword, { acrossLines: choice.acrossLines, pages: [pageIndex] });
    return inReadingOrder(hits.map((hit) => ({ ...hit, rects: hitRects(index, hit) })));
  });
}

/** The hits that an occurrence means; one that does not exist means none. */
export function chosenHits<H>(hits: readonly H[], occurrence: 'all' | number): readonly H[] {
  if (occurrence === 'all' || occurrence === 0) return hits;
  const hit = hits.at(occurrence > 0 ? occurrence - 1 : occurrence);
  return hit ? [hit] : [];
}

/**
 * Where a mark of a size stands: with its centre on the keyword, or beside it without touching it, moved by the offset to the
 * right and down, and always on the page.
 */
export function rectAtKeyword(
  { rects }: Pick<KeywordHit, 'rects'>,
  size: Size,
  { relation, dx, dy }: KeywordOffset,
  box: PageBox,
): Rect {
  const word = anchorOf(rects, relation);
  const x = word.x + (word.width - size.width) / 2;
  const y = word.y + (word.height - size.height) / 2;
  const at = {
    on: { x, y },
    left: { x: word.x - size.width, y },
    right: { x: word.x + word.width, y },
    above: { x, y: word.y - size.height },
    below: { x, y: word.y + word.height },
  }[relation];
  return clampRect(box, { x: at.x + dx, y: at.y + dy, width: size.width, height: size.height });
}

/** Of a keyword over two lines the line that the mark stands nearest to; on it, the longer one. */
function anchorOf(rects: readonly Rect[], relation: Relation): Rect {
  const [first] = rects;
  const last = rects.at(-1);
  if (!first || !last) throw new Error('a hit without a rectangle');
  if (relation === 'left' || relation === 'above') return first;
  if (relation === 'right' || relation === 'below') return last;
  return rects.reduce((longest, rect) => (rect.width > longest.width ? rect : longest), first);
}

/** A file may write its text in any order; what is first is what stands first on the page. */
function inReadingOrder(hits: KeywordHit[]): KeywordHit[] {
  const rows: KeywordHit[][] = [];
  for (const hit of hits.toSorted((a, b) => top(a).y - top(b).y)) {
    const row = rows.at(-1);
    const head = row?.[0];
    if (row && head && top(hit).y - top(head).y < SAME_LINE * top(head).height) row.push(hit);
    else rows.push([hit]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => top(a).x - top(b).x));
}

function top({ rects }: KeywordHit): Rect {
  return rects[0] ?? { x: 0, y: 0, width: 0, height: 0 };
}
