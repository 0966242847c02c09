import type { DateFormat, Mark, Placement } from '../schema/placement.js';
import { signingDay } from './calendar.js';
import type { Size } from './geometry.js';

/** How a date mark is written. Without a size the line is as large as its rectangle allows. */
export interface DateStyle {
  readonly format: DateFormat;
  /** Points. */
  readonly fontSize: number | null;
}

/** One character of a line: its middle from the left of the rectangle. Points. */
export interface DateGlyph {
  readonly char: string;
  readonly x: number;
}

/** A date as it stands in a rectangle. Points; the line is in the middle of both ways. */
export interface DateLine {
  readonly fontSize: number;
  readonly width: number;
  readonly glyphs: readonly DateGlyph[];
}

export const USUAL_STYLE = { format: 'yyyy年M月d日', fontSize: 12 } as const satisfies DateStyle;

/** How far characters stand apart in ems, as the face that the host stamps with has them; a Chinese one takes a whole em. */
const ADVANCES: Readonly<Record<string, number>> = { '-': 0.347, '/': 0.392, '.': 0.278 };
const DIGIT = 0.555;

/** Height of the place of a line in sizes of its type, and how much of a height a line without a size of its own fills. */
const LEADING = 1.4;
const FILLED = 0.9;

/** How far a place may be too small for its line by rounding, in points. */
const TOLERANCE = 0.01;

/** How a date is written: as the signer chose, else as the place was prepared, else as Chinese contracts write it (C-37). */
export function dateStyleOf(
  mark: Pick<Mark, 'dateFormat' | 'fontSize'>,
  place?: Pick<Placement, 'dateFormat' | 'fontSize'>,
): DateStyle {
  return {
    format: mark.dateFormat ?? place?.dateFormat ?? USUAL_STYLE.format,
    fontSize: mark.fontSize ?? place?.fontSize ?? null,
  };
}

/** The longest day there is in a format. */
export function widestDay(format: DateFormat): string {
  return signingDay('2000-12-28T00:00:00Z', format);
}

/** The room that any day takes in a format and a size. Points, rounded up to a hundredth. */
export function dateBox(format: DateFormat, fontSize: number): Size {
  const width = emsOf(widestDay(format)) * fontSize;
  return { width: Math.ceil(width * 100) / 100, height: Math.ceil(fontSize * LEADING * 100) / 100 };
}

/**
 * The line of a date in its rectangle: what the page shows and the host stamps. It has its own size, or less where the
 * rectangle has no room for it.
 */
export function dateLine(text: string, { width, height }: Size, fontSize: number | null): DateLine {
  const ems = emsOf(text) || 1;
  const largest = Math.min(width / ems, height * FILLED);
  const size = fontSize === null ? largest : Math.min(fontSize, (width + TOLERANCE) / ems, height + TOLERANCE);
  let x = (width - ems * size) / 2;
  const glyphs = [...text].map((char): DateGlyph => {
    const advance = advanceOf(char) * size;
    x += advance;
    return { char, x: x - advance / 2 };
  });
  return { fontSize: size, width: ems * size, glyphs };
}

/** Whether the place of a date has room for every day in its style; without a size of its own a line always fits. */
export function fitsDate({ width, height }: Size, { format, fontSize }: DateStyle): boolean {
  if (fontSize === null) return true;
  const box = dateBox(format, fontSize);
  return box.width <= width + TOLERANCE && fontSize <= height + TOLERANCE;
}

function advanceOf(char: string): number {
  return ADVANCES[char] ?? (char < ':' ? DIGIT : 1);
}

function emsOf(text: string): number {
  return [...text].reduce((sum, char) => sum + advanceOf(char), 0);
}
