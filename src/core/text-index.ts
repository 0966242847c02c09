import type { PageBox, Rect } from '../schema/placement.js';
import { pdfPointToDisplayed, type Point } from './geometry.js';
import { advanceOf, foldText, Gap, lowerText } from './text-fold.js';

/** A run of text as pdf.js tells it: `transform` leads from its baseline to user space, `width` and `height` are user units. */
export interface TextRun {
  readonly str: string;
  readonly dir: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
  readonly hasEOL: boolean;
}

export interface TextStyle {
  readonly vertical: boolean;
}

/** The text of one page in reading order; entries without `str` are marks of its structure. */
export interface PageText {
  readonly items: readonly (TextRun | { readonly type: string })[];
  readonly styles: Readonly<Record<string, TextStyle>>;
}

/**
 * Text of a page to search in, with where each character stands. Runs and their edges lie in typed arrays: a thousand pages
 * are some megabytes, and nothing is made that is not found.
 */
export interface TextPage {
  /** Without white space, in compatibility form. */
  readonly text: string;
  /** The same in small letters; the very same string where there are none. */
  readonly lower: string;
  /** What lies before each code unit, a `Gap`. */
  readonly gaps: Uint8Array;
  /** Where the run of each entry of `frames` begins in `text`, rising. */
  readonly starts: Uint32Array;
  /** Six numbers for each run, in displayed points: a corner, the way along the line, the way across it. */
  readonly frames: Float32Array;
  /** Two numbers for each code unit: where it begins and ends along its run, in parts of `FULL`. */
  readonly edges: Uint16Array;
}

/** The pages of a document that were read; others are not known yet. */
export type TextIndex = readonly (TextPage | undefined)[];

/** Parts of a run that `edges` count. */
const FULL = 0xffff;
/** How far runs of one line may lie apart along the line, in heights of it: wide-set titles do, columns do not. */
const MAX_ALONG = 4;
/** How far a line may lie below the one that it goes on from, in heights of it. */
const MAX_LEADING = 3.5;
/** How far the square of a character rises above the baseline, in ems. What fonts say is the room of a line. */
const ASCENT = 0.88;

export interface Frame {
  readonly corner: Point;
  readonly along: Point;
  readonly across: Point;
}

/** Makes the text of a page searchable. */
export function indexPage(box: PageBox, { items, styles }: PageText): TextPage {
  const text: string[] = [];
  const gaps: number[] = [];
  const starts: number[] = [];
  const frames: number[] = [];
  const edges: number[] = [];
  let last: Frame | undefined;
  let pending: number = Gap.none;
  for (const item of items) {
    if (!('str' in item)) continue;
    const style = styles[item.fontName];
    const folded = foldText(item.str);
    if (folded.text !== '') {
      const frame = frameOf(box, item, style);
      starts.push(gaps.length);
      frames.push(frame.corner.x, frame.corner.y, frame.along.x, frame.along.y, frame.across.x, frame.across.y);
      pushEdges(edges, folded.clusters, folded.origins, style?.vertical === true, item.dir === 'rtl');
      const between = last ? gapBetween(last, frame, pending) : Gap.none;
      folded.gaps.forEach((gap, unit) => gaps.push(unit === 0 ? Math.max(gap, between) : gap));
      text.push(folded.text);
      last = frame;
      pending = Gap.none;
    }
    if (folded.endsInSpace) pending = Math.max(pending, Gap.space);
    if (item.hasEOL) pending = Gap.line;
  }
  const joined = text.join('');
  return {
    text: joined,
    lower: lowerText(joined),
    gaps: new Uint8Array(gaps),
    starts: new Uint32Array(starts),
    frames: new Float32Array(frames),
    edges: new Uint16Array(edges),
  };
}

/** How many of the pages that were read have no text: a scan, or empty. */
export function countWithoutText(index: TextIndex): number {
  return index.reduce((count, page) => count + (page?.text === '' ? 1 : 0), 0);
}

/** A line of text of a page, in displayed points. */
export interface TextLine {
  readonly rect: Rect;
  /** Where its characters stand, from the top of the page; null where they do not stand upright. */
  readonly baseline: number | null;
}

/** The rectangles of a piece of a page's text, one for each line, in displayed points. */
export function rectsOf(page: TextPage, start: number, end: number): Rect[] {
  return linesIn(page, start, end).map(({ rect }) => rect);
}

/** The lines of a page; what stands apart on the same height is a line of its own. */
export function textLines(page: TextPage): TextLine[] {
  return linesIn(page, 0, page.text.length);
}

function linesIn(page: TextPage, start: number, end: number): TextLine[] {
  const lines: TextLine[] = [];
  let run = lastStartUpTo(page.starts, start);
  for (let at = start; at < end; run += 1) {
    const stop = Math.min(end, page.starts[run + 1] ?? page.text.length);
    // a run may itself be broken by wide gaps, but never by lines
    const rect = rectOfRun(page, run, at, stop);
    const line = lines.at(-1);
    if (line && (page.gaps[at] ?? 0) < Gap.line) lines[lines.length - 1] = { ...line, rect: union(line.rect, rect) };
    else lines.push({ rect, baseline: baselineOf(page, run) });
    at = stop;
  }
  return lines;
}

function baselineOf({ frames }: TextPage, run: number): number | null {
  const [, y = 0, alongX = 0, alongY = 0, acrossX = 0, acrossY = 0] = frames.subarray(run * 6, run * 6 + 6);
  const isUpright = alongX > 0 && acrossY > 0 && Math.abs(alongY) < 0.01 * alongX && Math.abs(acrossX) < 0.01 * acrossY;
  return isUpright ? y + ASCENT * acrossY : null;
}

function rectOfRun(page: TextPage, run: number, start: number, end: number): Rect {
  const [x = 0, y = 0, alongX = 0, alongY = 0, acrossX = 0, acrossY = 0] = page.frames.subarray(run * 6, run * 6 + 6);
  let from = FULL;
  let to = 0;
  for (let unit = start; unit < end; unit += 1) {
    from = Math.min(from, page.edges[unit * 2] ?? 0);
    to = Math.max(to, page.edges[unit * 2 + 1] ?? 0);
  }
  const [a, b] = [from / FULL, to / FULL];
  const xs = [x + alongX * a, x + alongX * b, x + alongX * a + acrossX, x + alongX * b + acrossX];
  const ys = [y + alongY * a, y + alongY * b, y + alongY * a + acrossY, y + alongY * b + acrossY];
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** The last run that begins at or before a code unit. */
function lastStartUpTo(starts: Uint32Array, unit: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a run lies on the page as displayed, whatever turns the text or the page. */
export function frameOf(box: PageBox, run: TextRun, style: TextStyle | undefined): Frame {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = run.transform;
  const upSize = Math.hypot(c, d) || 1;
  const rightSize = Math.hypot(a, b) || 1;
  const up = { x: c / upSize, y: d / upSize };
  const right = { x: a / rightSize, y: b / rightSize };
  // upright text hangs around its baseline; the glyphs of vertical text stand in the middle of their column
  const corner = style?.vertical
    ? { x: e - (right.x * rightSize) / 2, y: f - (right.y * rightSize) / 2 }
    : { x: e + c * ASCENT, y: f + d * ASCENT };
  const along = style?.vertical
    ? { x: -up.x * run.height, y: -up.y * run.height }
    : { x: right.x * run.width, y: right.y * run.width };
  const across = style?.vertical ? { x: a, y: b } : { x: -c, y: -d };
  const origin = pdfPointToDisplayed(box, corner);
  const way = ({ x, y }: Point): Point => {
    const end = pdfPointToDisplayed(box, { x: corner.x + x, y: corner.y + y });
    return { x: end.x - origin.x, y: end.y - origin.y };
  };
  return { corner: origin, along: way(along), across: way(across) };
}

/** What lies between two runs, by where they are on the page: files write in columns, cells and boxes. */
function gapBetween(before: Frame, after: Frame, said: number): number {
  const size = Math.hypot(before.across.x, before.across.y) || 1;
  const length = Math.hypot(before.along.x, before.along.y) || 1;
  const right = { x: before.along.x / length, y: before.along.y / length };
  const down = { x: before.across.x / size, y: before.across.y / size };
  const turned = right.x * after.along.y - right.y * after.along.x;
  if (Math.abs(turned) > 0.2 * (Math.hypot(after.along.x, after.along.y) || 1)) return Gap.apart;
  const dx = after.corner.x - (before.corner.x + before.along.x);
  const dy = after.corner.y - (before.corner.y + before.along.y);
  const lower = Math.abs(dx * down.x + dy * down.y);
  if (lower > 0.8 * size) return lower <= MAX_LEADING * size ? Gap.line : Gap.apart;
  const room = dx * right.x + dy * right.y;
  // written from right to left a run lies before the one that it follows
  const isNear = room < MAX_ALONG * size && room > -MAX_ALONG * size - length;
  return isNear ? said : Gap.apart;
}

function pushEdges(
  edges: number[],
  clusters: readonly string[],
  origins: readonly number[],
  vertical: boolean,
  backwards: boolean,
): void {
  const ends: number[] = [];
  let total = 0;
  for (const cluster of clusters) ends.push((total += vertical ? 1 : advanceOf(cluster)));
  const at = (advance: number): number => Math.round((FULL * advance) / (total || 1));
  for (const origin of origins) {
    const from = at(ends[origin - 1] ?? 0);
    const to = at(ends[origin] ?? total);
    if (backwards) edges.push(FULL - to, FULL - from);
    else edges.push(from, to);
  }
}

function union(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
