import { drawSeal, type SealGlyph, type SealShape } from '../../src/core/seal-drawing.js';
import type { SealTemplate } from '../../src/schema/seal.js';
import type { GlyphOutlines } from './glyph-outlines.js';
import { parsePath, type PathStep } from './vector-path.js';

/** One path of a picture; lengths are millimetres from the top-left corner, colours `#rrggbb`. */
export interface ArtworkPath {
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
}

/** A picture made of outlines only: no text, no fonts, no references, so that it looks the same everywhere. */
export interface VectorArtwork {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly paths: readonly ArtworkPath[];
}

/** Strokes of a pen as the sign panel stores them. */
export interface Handwriting {
  /** SVG path data in millimetres. */
  readonly path: string;
  readonly strokeWidthMm: number;
  /** Whether the path goes around the ink. */
  readonly filled?: boolean | undefined;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Ink of pens, blue-black. */
const PEN_INK = '#16233f';

/** Turns a template seal into outlines (chapter 9 of the domain). */
export function sealArtwork(template: SealTemplate, outlines: GlyphOutlines): VectorArtwork {
  const { widthMm, heightMm, colour, shapes } = drawSeal(template);
  const filled: string[] = [];
  const paths: ArtworkPath[] = [];
  for (const shape of shapes) {
    if (shape.kind === 'glyph') filled.push(glyphPath(shape, outlines));
    else if (shape.kind === 'polygon') filled.push(polygonPath(shape.points));
    else paths.push({ d: outlinePath(shape), stroke: colour, strokeWidth: shape.strokeWidth });
  }
  // one path a figure: overlapping parts of different figures must not cut holes into each other
  return { widthMm, heightMm, paths: [...paths, ...filled.filter((d) => d !== '').map((d) => ({ d, fill: colour }))] };
}

/** A handwritten signature in blue-black ink. Broken path data is refused. */
export function handwritingArtwork({ path, strokeWidthMm, filled, widthMm, heightMm }: Handwriting): VectorArtwork {
  parsePath(path);
  const ink = filled ? { fill: PEN_INK } : { stroke: PEN_INK, strokeWidth: strokeWidthMm };
  return { widthMm, heightMm, paths: [{ d: path, ...ink }] };
}

/** The picture as an SVG file: paths only, safe in an `<img>`. */
export function toSvg({ widthMm, heightMm, paths }: VectorArtwork): string {
  const drawn = paths.map(({ d, fill, stroke, strokeWidth }) => {
    const line = stroke ? ` stroke="${stroke}" stroke-width="${round(strokeWidth ?? 0)}"` : '';
    return `<path d="${d}" fill="${fill ?? 'none'}"${line}/>`;
  });
  const size = `width="${widthMm}mm" height="${heightMm}mm" viewBox="0 0 ${widthMm} ${heightMm}"`;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" ${size} stroke-linecap="round" stroke-linejoin="round">`;
  return `${open}${drawn.join('')}</svg>`;
}

/** The picture as PDF operators that fill a box of `width` by `height` from its bottom-left corner. */
export function toPdfOperators({ widthMm, heightMm, paths }: VectorArtwork, width: number, height: number): string {
  const lines = ['q', '1 J 1 j', `${round(width / widthMm)} 0 0 ${round(-height / heightMm)} 0 ${round(height)} cm`];
  for (const { d, fill, stroke, strokeWidth } of paths) {
    if (fill) lines.push(`${pdfColour(fill)} rg`);
    if (stroke) lines.push(`${pdfColour(stroke)} RG ${round(strokeWidth ?? 0)} w`);
    lines.push(...parsePath(d).map(pdfOperator), fill && stroke ? 'B' : fill ? 'f' : 'S');
  }
  return [...lines, 'Q'].join('\n');
}

function pdfOperator(step: PathStep): string {
  switch (step.kind) {
    case 'move':
      return `${round(step.x)} ${round(step.y)} m`;
    case 'line':
      return `${round(step.x)} ${round(step.y)} l`;
    case 'curve':
      return `${[step.x1, step.y1, step.x2, step.y2, step.x, step.y].map(round).join(' ')} c`;
    case 'close':
      return 'h';
  }
}

function pdfColour(hex: string): string {
  return [1, 3, 5].map((start) => round(Number.parseInt(hex.slice(start, start + 2), 16) / 255)).join(' ');
}

function glyphPath({ char, x, y, size, rotation, scaleX }: SealGlyph, outlines: GlyphOutlines): string {
  const angle = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const place = ([px, py]: readonly [number, number]): string => {
    const [across, down] = [px * size * scaleX, py * size];
    return `${round(x + across * cos - down * sin)} ${round(y + across * sin + down * cos)}`;
  };
  return outlines
    .outline(char)
    .commands.map(({ letter, points }) => letter + points.map(place).join(' '))
    .join('');
}

function polygonPath(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`;
}

/** Length of the handles of a cubic curve that draws a quarter of a circle. */
const CIRCLE_HANDLE = 0.5523;

function outlinePath(shape: Extract<SealShape, { kind: 'ellipse' | 'rect' }>): string {
  if (shape.kind === 'rect') {
    const { x, y, width, height } = shape;
    return polygonPath([
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ]);
  }
  const { cx, cy, rx, ry } = shape;
  const [hx, hy] = [rx * CIRCLE_HANDLE, ry * CIRCLE_HANDLE];
  const curve = (...values: number[]): string => `C${values.map(round).join(' ')}`;
  return [
    `M${round(cx + rx)} ${round(cy)}`,
    curve(cx + rx, cy + hy, cx + hx, cy + ry, cx, cy + ry),
    curve(cx - hx, cy + ry, cx - rx, cy + hy, cx - rx, cy),
    curve(cx - rx, cy - hy, cx - hx, cy - ry, cx, cy - ry),
    curve(cx + hx, cy - ry, cx + rx, cy - hy, cx + rx, cy),
    'Z',
  ].join('');
}

/** A thousandth of a millimetre is far below what a printer shows; plain decimals, because PDF knows no exponents. */
function round(value: number): string {
  return String(Math.round(value * 10_000) / 10_000 || 0);
}
