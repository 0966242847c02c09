import { LONGEST_REMARK } from '../schema/remark-length.js';
import type { Size } from './geometry.js';

/** One character of a remark: its middle from the left of the rectangle. Points. */
interface RemarkGlyph {
  readonly char: string;
  readonly x: number;
}

/** A remark as it stands in its rectangle: what the page shows and the host stamps. Points; `y` is the middle of a line. */
export interface RemarkLayout {
  readonly fontSize: number;
  readonly lines: readonly { readonly y: number; readonly glyphs: readonly RemarkGlyph[] }[];
}

const LARGEST = 12;
const SMALLEST = 6;
const STEP = 0.5;
/** Height of a line in sizes of its type, and what is kept free at both sides, in points. */
const LEADING = 1.3;
const PADDING = 2;

/** How far the characters from the space to the tilde stand apart, in thousandths of an em, as the face that the host stamps with has them. */
const ADVANCES = [
  224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555,
  555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812,
  723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620,
  554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338,
  270, 338, 555,
];

/** The largest type, from 12 points down, in which a remark has room; undefined where it has none. */
export function remarkLayout(text: string, { width, height }: Size): RemarkLayout | undefined {
  // a place that is lower than a line of the smallest type holds one line all the same
  const smallest = Math.min(SMALLEST, height / LEADING);
  for (let fontSize = Math.max(LARGEST, smallest); ; fontSize = Math.max(smallest, fontSize - STEP)) {
    const ems = (width - 2 * PADDING) / fontSize;
    const rows = wrap(text.trim(), ems);
    const lead = fontSize * LEADING;
    if (rows.length * lead <= height + 0.01 && rows.every((row) => emsOf(row) <= ems)) {
      const top = rows.length === 1 ? (height - lead) / 2 : 0;
      const lines = rows.map((row, index) => ({ y: top + (index + 0.5) * lead, glyphs: glyphsOf(row, fontSize) }));
      return { fontSize, lines };
    }
    if (fontSize <= smallest) return undefined;
  }
}

/**
 * A remark after a change, with as much of what was put in, from its beginning, as has room and may be said; what stood there
 * before stays.
 */
export function fittingRemark(typed: string, before: string, size: Size): string {
  const [chars, old] = [[...typed], [...before]];
  const shorter = Math.min(chars.length, old.length);
  let start = 0;
  while (start < shorter && chars[start] === old[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && chars.at(-1 - tail) === old.at(-1 - tail)) tail += 1;
  for (let end = Math.min(chars.length - tail, start + LONGEST_REMARK); end >= start; end -= 1) {
    const text = [...chars.slice(0, end), ...chars.slice(chars.length - tail)].join('');
    if (text.length <= LONGEST_REMARK && remarkLayout(text, size)) return text;
  }
  // what was taken out held words apart; a remark that itself has no room is cut at its end
  return before === '' || remarkLayout(before, size) ? before : fittingRemark(typed, '', size);
}

function glyphsOf(row: string, fontSize: number): RemarkGlyph[] {
  let x = PADDING;
  return [...row].map((char) => {
    const advance = advanceOf(char) * fontSize;
    x += advance;
    return { char, x: x - advance / 2 };
  });
}

/** Words of Latin letters stay together where they have room; Chinese text is broken anywhere. */
function wrap(text: string, ems: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const rows: string[] = [];
    let row = '';
    const put = (piece: string): void => {
      if (row === '' || emsOf(row + piece) <= ems) row += piece;
      else {
        rows.push(row.trimEnd());
        row = piece.trimStart();
      }
    };
    for (const piece of paragraph.match(/[!-~]+|./gu) ?? []) {
      if (emsOf(piece) <= ems) put(piece);
      else for (const char of piece) put(char);
    }
    return [...rows, row];
  });
}

function advanceOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  const known = ADVANCES[code - 32];
  // letters with accents, Greek and Cyrillic are no wider than this; the rest is as wide as Chinese type
  return known === undefined ? (code < 0x530 ? 0.7 : 1) : known / 1000;
}

function emsOf(text: string): number {
  return [...text].reduce((sum, char) => sum + advanceOf(char), 0);
}
