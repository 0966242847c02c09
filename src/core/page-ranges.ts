/** Which pages an expression means, as indexes from 0 in rising order without repeats, or why it means none. */
export type PagesResult =
  | { readonly ok: true; readonly pages: readonly number[] }
  | { readonly ok: false; readonly reason: PagesProblem; readonly part: string };

/** `empty`: nothing was written. `syntax`: the part is no number or range. `range`: the part names pages that do not exist. */
export type PagesProblem = 'empty' | 'syntax' | 'range';

/**
 * Reads the pages of a placement rule (C-37): `all`, `first`, `last`, `odd`, `even`, or numbers and ranges from 1 such as
 * `1-3,5`. People write page numbers from 1 and may use full-width commas and dashes; the result counts from 0.
 */
export function parsePages(expression: string, pageCount: number): PagesResult {
  const text = expression.normalize('NFKC').trim().toLowerCase();
  if (text === '') return { ok: false, reason: 'empty', part: '' };
  const all = Array.from({ length: pageCount }, (_, index) => index);
  switch (text) {
    case 'all':
      return { ok: true, pages: all };
    case 'first':
      return { ok: true, pages: all.slice(0, 1) };
    case 'last':
      return { ok: true, pages: all.slice(-1) };
    case 'odd':
      return { ok: true, pages: all.filter((index) => index % 2 === 0) };
    case 'even':
      return { ok: true, pages: all.filter((index) => index % 2 === 1) };
    default:
      return parseList(text, pageCount);
  }
}

/** The shortest expression for the pages, the inverse of `parsePages`: `[0, 1, 2, 4]` is `1-3,5`. */
export function formatPages(pages: readonly number[]): string {
  const sorted = [...new Set(pages)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    const from = (sorted[start] ?? 0) + 1;
    const to = (sorted[end] ?? 0) + 1;
    parts.push(from === to ? `${from}` : `${from}-${to}`);
    start = end + 1;
  }
  return parts.join(',');
}

function parseList(text: string, pageCount: number): PagesResult {
  const pages = new Set<number>();
  for (const raw of text.split(/[,、]/)) {
    const part = raw.trim();
    const match = /^(\d{1,6})(?:\s*[-–—~]\s*(\d{1,6}))?$/.exec(part);
    if (!match) return { ok: false, reason: 'syntax', part };
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    if (from < 1 || to < from || to > pageCount) return { ok: false, reason: 'range', part };
    for (let page = from; page <= to; page += 1) pages.add(page - 1);
  }
  return { ok: true, pages: [...pages].sort((a, b) => a - b) };
}
