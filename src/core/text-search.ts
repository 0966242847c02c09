import type { Rect } from '../schema/placement.js';
import { foldText, Gap, isSpaced, lowerText } from './text-fold.js';
import { rectsOf, type TextIndex, type TextPage } from './text-index.js';

export interface SearchOptions {
  readonly matchCase?: boolean;
  /** Whether a hit may go on in the next line. */
  readonly acrossLines?: boolean;
  /** Pages to search, from 0; all when absent. */
  readonly pages?: readonly number[];
  /** Hits after which the search ends. */
  readonly limit?: number;
}

/** A place in the text of a page, in code units of it. */
export interface TextHit {
  readonly pageIndex: number;
  readonly start: number;
  readonly end: number;
}

interface Query {
  readonly text: string;
  readonly gaps: readonly number[];
  readonly matchCase: boolean;
  readonly acrossLines: boolean;
}

/**
 * Finds a text in the pages that were read, page by page in the order of the file. Width, compatibility forms and how a file
 * cuts its text into runs make no difference, white space none beside Chinese characters.
 */
export function findText(index: TextIndex, text: string, options: SearchOptions = {}): TextHit[] {
  const { matchCase = false, acrossLines = true, limit = Number.POSITIVE_INFINITY } = options;
  const folded = foldText(text);
  if (folded.text === '') return [];
  const query = { text: matchCase ? folded.text : lowerText(folded.text), gaps: folded.gaps, matchCase, acrossLines };
  const hits: TextHit[] = [];
  const search = (pageIndex: number): void => {
    const page = index[pageIndex];
    if (page && hits.length < limit) searchPage(page, pageIndex, query, hits, limit);
  };
  if (options.pages) options.pages.forEach(search);
  else index.forEach((_, pageIndex) => search(pageIndex));
  return hits;
}

/** The rectangles of a hit, one for each line. */
export function hitRects(index: TextIndex, { pageIndex, start, end }: TextHit): Rect[] {
  const page = index[pageIndex];
  return page ? rectsOf(page, start, end) : [];
}

/** What stands around a hit, with spaces between words. */
export function excerptOf(
  index: TextIndex,
  { pageIndex, start, end }: TextHit,
  around: number,
): { readonly before: string; readonly hit: string; readonly after: string } {
  const page = index[pageIndex];
  if (!page) return { before: '', hit: '', after: '' };
  // what stands apart on the page has nothing to do with the hit
  let from = start;
  while (from > Math.max(0, start - around) && page.gaps[from] !== Gap.apart) from -= 1;
  let to = end;
  while (to < Math.min(page.text.length, end + around) && page.gaps[to] !== Gap.apart) to += 1;
  return { before: readable(page, from, start), hit: readable(page, start, end), after: readable(page, end, to) };
}

function readable({ text, gaps }: TextPage, start: number, end: number): string {
  let words = '';
  for (let unit = start; unit < end; unit += 1) {
    const isBetweenWords = (gaps[unit] ?? 0) > Gap.none && isSpaced(text.charCodeAt(unit));
    words += isBetweenWords && unit > 0 ? ` ${text.charAt(unit)}` : text.charAt(unit);
  }
  return words;
}

function searchPage(page: TextPage, pageIndex: number, query: Query, hits: TextHit[], limit: number): void {
  const text = query.matchCase ? page.text : page.lower;
  const { length } = query.text;
  let from = text.indexOf(query.text);
  while (from !== -1 && hits.length < limit) {
    const isHit = agrees(page, from, query);
    if (isHit) hits.push({ pageIndex, start: from, end: from + length });
    from = text.indexOf(query.text, from + (isHit ? length : 1));
  }
}

/** Whether what lies between the characters allows the hit: words are not cut or joined, lines and columns not crossed. */
function agrees({ text, gaps }: TextPage, start: number, query: Query): boolean {
  for (let unit = 1; unit < query.text.length; unit += 1) {
    const gap = gaps[start + unit] ?? Gap.none;
    if (gap === Gap.apart) return false;
    if (gap === Gap.line) {
      if (!query.acrossLines) return false;
      continue;
    }
    const asked = query.gaps[unit] ?? Gap.none;
    if (gap === asked) continue;
    if (isSpaced(text.charCodeAt(start + unit - 1)) && isSpaced(text.charCodeAt(start + unit))) return false;
  }
  return true;
}
