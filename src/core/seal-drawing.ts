import type { SealColor, SealTemplate, SealTemplateType } from '../schema/seal.js';

/**
 * Template seals (chapter 9 of the domain) as neutral shapes in millimetres: the host turns them into outlines for SVG and
 * PDF, an editor may draw them as they are. Origin top-left, y down, angles in degrees clockwise.
 */

export type SealShape =
  | {
      readonly kind: 'ellipse';
      readonly cx: number;
      readonly cy: number;
      readonly rx: number;
      readonly ry: number;
      readonly strokeWidth: number;
    }
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly strokeWidth: number;
    }
  | { readonly kind: 'polygon'; readonly points: readonly (readonly [x: number, y: number])[] }
  | SealGlyph;

/** One character; `x`, `y` is the centre of its em box, `size` its height, `scaleX` its width relative to the height. */
export interface SealGlyph {
  readonly kind: 'glyph';
  readonly char: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly rotation: number;
  readonly scaleX: number;
}

export interface SealDrawing {
  readonly widthMm: number;
  readonly heightMm: number;
  /** CSS colour of every shape. */
  readonly colour: string;
  readonly shapes: readonly SealShape[];
}

/** Ink colours. The red is the vermilion of ink pads, not the pure red of screens. */
export const SEAL_INKS: Readonly<Record<SealColor, string>> = { RED: '#d7191f', BLUE: '#1f4fa3', BLACK: '#1a1a1a' };

/** Draws a template seal. Text that is too long gets narrower, then smaller, but never leaves the seal. */
export function drawSeal(template: SealTemplate): SealDrawing {
  return {
    widthMm: template.widthMm,
    heightMm: template.heightMm,
    colour: SEAL_INKS[template.colour],
    shapes: isOrganisationSeal(template.type) ? drawOrganisationSeal(template) : drawPersonalSeal(template),
  };
}

function isOrganisationSeal(type: SealTemplateType): boolean {
  return type === 'ROUND_STAR' || type === 'ROUND_NONE' || type === 'OVAL_STAR' || type === 'OVAL_NONE';
}

/** Share of a full turn that the arc text may take; the bottom arc needs the rest. */
const ARC_SHARE = 0.74;
const ARC_SHARE_ABOVE_BOTTOM_TEXT = 0.62;
const BOTTOM_ARC_SHARE = 0.3;
/** Narrower characters than this are hard to read, so that beyond it the whole character shrinks. */
const NARROWEST = 0.52;
/** Widest gap between two characters of a short name, as an angle on a round seal. */
const WIDEST_STEP_SHARE = 34 / 360;

interface Ellipse {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
}

function drawOrganisationSeal(template: SealTemplate): SealShape[] {
  const { widthMm, heightMm } = template;
  // the classic seal is drawn for 42 mm; an oval one takes its proportions from its short side
  const unit = Math.min(widthMm, heightMm) / 42;
  const oval = template.type.startsWith('OVAL');
  const border = (oval ? 1.4 : 1.2) * unit;
  const cx = widthMm / 2;
  const cy = heightMm / 2;
  const frame: Ellipse = { cx, cy, rx: cx - border / 2, ry: cy - border / 2 };
  const inside: Ellipse = { cx, cy, rx: frame.rx - border / 2 - 0.9 * unit, ry: frame.ry - border / 2 - 0.9 * unit };
  const shapes: SealShape[] = [{ kind: 'ellipse', ...frame, strokeWidth: border }];

  const bottomSize = (oval ? 3.6 : 2.9) * unit;
  const share = template.qText ? ARC_SHARE_ABOVE_BOTTOM_TEXT : ARC_SHARE;
  const tallest = (oval ? 7.4 : 6.4) * unit;
  shapes.push(...fitArc(template.text, inside, { side: 'top', share, tallest }));
  if (template.qText) {
    shapes.push(...fitArc(template.qText, inside, { side: 'bottom', share: BOTTOM_ARC_SHARE, tallest: bottomSize }));
  }

  const starred = template.type.endsWith('STAR');
  const starRadius = (oval ? 5.6 : 7) * unit;
  const starY = starred && oval && template.hText ? cy - 1.8 * unit : cy;
  if (starred) shapes.push(drawStar(cx, starY, starRadius));
  if (template.hText) {
    const lineY = starred ? starY + starRadius + (oval ? 3.6 : 4.4) * unit : cy;
    const size = (starred ? 4.2 : 5.4) * unit;
    // the line ends where the arc text begins: an ellipse inside the tallest characters
    const free: Ellipse = { cx, cy, rx: inside.rx - tallest, ry: inside.ry - (template.qText ? bottomSize : 0) };
    shapes.push(...fitLine(template.hText, cx, lineY, size, chordAt(free, lineY + (starred ? size / 2 : 0))));
  }
  return shapes;
}

function drawPersonalSeal(template: SealTemplate): SealShape[] {
  const { widthMm, heightMm, type } = template;
  const border = Math.min(widthMm, heightMm) * (type === 'SQUARE' ? 0.06 : 0.07);
  const shapes: SealShape[] = [];
  if (type !== 'BORDERLESS') {
    const inset = border / 2;
    const size = { width: widthMm - border, height: heightMm - border };
    shapes.push({ kind: 'rect', x: inset, y: inset, ...size, strokeWidth: border });
  }
  const padding = type === 'BORDERLESS' ? 0 : border * 1.7;
  const field = { x: padding, y: padding, width: widthMm - 2 * padding, height: heightMm - 2 * padding };
  const columns = type === 'SQUARE' ? squareColumns(template.text) : [...template.text].map((char) => [char]);
  // a square seal is read from the right column to the left one, a rectangle as people read today
  const ordered = type === 'SQUARE' ? columns.reverse() : columns;
  const columnWidth = field.width / ordered.length;
  ordered.forEach((column, index) => {
    const cellHeight = field.height / column.length;
    const size = type === 'SQUARE' ? cellHeight : Math.min(cellHeight, columnWidth * 1.5);
    column.forEach((char, row) => {
      shapes.push({
        kind: 'glyph',
        char,
        x: field.x + columnWidth * (index + 0.5),
        y: field.y + cellHeight * (row + 0.5),
        size,
        rotation: 0,
        scaleX: Math.min(columnWidth / size, type === 'SQUARE' ? 2 : 1.15),
      });
    });
  });
  return shapes;
}

/** Columns in reading order. Three characters keep the family name tall on its own, as carvers do. */
function squareColumns(text: string): string[][] {
  const chars = [...text];
  if (chars.length <= 2) return chars.map((char) => [char]);
  if (chars.length === 3) return [chars.slice(0, 1), chars.slice(1)];
  const columnCount = Math.ceil(Math.sqrt(chars.length));
  const rows = Math.ceil(chars.length / columnCount);
  return Array.from({ length: Math.ceil(chars.length / rows) }, (_, i) => chars.slice(i * rows, (i + 1) * rows));
}

function drawStar(cx: number, cy: number, radius: number): SealShape {
  // the inner corners of a regular pentagram lie where its edges cross
  const inner = radius * (Math.sin(Math.PI / 10) / Math.sin((3 * Math.PI) / 10));
  const points = Array.from({ length: 10 }, (_, index): readonly [number, number] => {
    const distance = index % 2 === 0 ? radius : inner;
    const angle = (index * Math.PI) / 5;
    return [cx + distance * Math.sin(angle), cy - distance * Math.cos(angle)];
  });
  return { kind: 'polygon', points };
}

interface ArcText {
  readonly side: 'top' | 'bottom';
  /** Largest part of the outline that the text may cover, 0 to 1. */
  readonly share: number;
  /** Height of the characters when there is room, in millimetres. */
  readonly tallest: number;
}

/** Sets text along the inside of an ellipse, as tall as it fits with characters that do not touch. */
function fitArc(text: string, inside: Ellipse, { side, share, tallest }: ArcText): SealGlyph[] {
  const chars = [...text];
  const widths = chars.map(emWidth);
  const total = widths.reduce((sum, width) => sum + width, 0);
  let glyphs: SealGlyph[] = [];
  for (let size = tallest; size > tallest / 6; size *= 0.96) {
    const middle = { ...inside, rx: inside.rx - size / 2, ry: inside.ry - size / 2 };
    const along = new EllipseWalk(middle, side);
    const widest = side === 'top' ? Math.max(size * 0.9, along.length * WIDEST_STEP_SHARE) : size * 1.05;
    const step = Math.min((along.length * share) / total, widest);
    let position = (-step * total) / 2;
    const places = widths.map((width) => {
      const place = along.at(position + (step * width) / 2);
      position += step * width;
      return place;
    });
    const width = roomForOne(places, widths, size, side) * 0.94;
    const scaleX = Math.min(width / size, side === 'top' ? 0.82 : 1);
    glyphs = chars.map((char, index) => ({ kind: 'glyph', char, size, scaleX, ...(places[index] ?? along.at(0)) }));
    if (scaleX >= NARROWEST) break;
  }
  return glyphs;
}

interface ArcPlace {
  readonly x: number;
  readonly y: number;
  readonly rotation: number;
}

/** Width of an em that no neighbour touches: characters lean together at their edge towards the centre. */
function roomForOne(
  places: readonly ArcPlace[],
  widths: readonly number[],
  size: number,
  side: 'top' | 'bottom',
): number {
  const toCentre = ((side === 'top' ? 1 : -1) * size) / 2;
  const edges = places.map(({ x, y, rotation }) => {
    const angle = (rotation * Math.PI) / 180;
    return { x: x - toCentre * Math.sin(angle), y: y + toCentre * Math.cos(angle) };
  });
  let room = Infinity;
  edges.slice(1).forEach((edge, index) => {
    const before = edges[index] ?? edge;
    const ems = ((widths[index] ?? 1) + (widths[index + 1] ?? 1)) / 2;
    room = Math.min(room, Math.hypot(edge.x - before.x, edge.y - before.y) / ems);
  });
  return Number.isFinite(room) ? room : size;
}

/** Walks along an ellipse by length: 0 is the top or bottom, positive goes the way the text is read. */
class EllipseWalk {
  static readonly #steps = 720;
  readonly length: number;
  readonly #ellipse: Ellipse;
  readonly #direction: 1 | -1;
  readonly #reached: readonly number[];

  constructor(ellipse: Ellipse, side: 'top' | 'bottom') {
    this.#ellipse = ellipse;
    this.#direction = side === 'top' ? 1 : -1;
    const reached = [0];
    for (let step = 1; step <= EllipseWalk.#steps; step += 1) {
      const from = this.#point(((step - 1) * Math.PI) / EllipseWalk.#steps);
      const to = this.#point((step * Math.PI) / EllipseWalk.#steps);
      reached.push((reached[step - 1] ?? 0) + Math.hypot(to.x - from.x, to.y - from.y));
    }
    this.#reached = reached;
    this.length = 2 * (reached[EllipseWalk.#steps] ?? 0);
  }

  at(position: number): ArcPlace {
    const distance = Math.abs(position);
    const after = Math.max(
      1,
      this.#reached.findIndex((length) => length >= distance),
    );
    const low = this.#reached[after - 1] ?? 0;
    const high = this.#reached[after] ?? low;
    const part = high > low ? (distance - low) / (high - low) : 0;
    const angle = (Math.sign(position) * (after - 1 + part) * Math.PI) / EllipseWalk.#steps;
    const { rx, ry } = this.#ellipse;
    const tangent = Math.atan2(this.#direction * ry * Math.sin(angle), rx * Math.cos(angle));
    return { ...this.#point(angle), rotation: (tangent * 180) / Math.PI };
  }

  #point(angle: number): { x: number; y: number } {
    const { cx, cy, rx, ry } = this.#ellipse;
    return { x: cx + rx * Math.sin(angle), y: cy - this.#direction * ry * Math.cos(angle) };
  }
}

function fitLine(text: string, cx: number, y: number, tallest: number, room: number): SealGlyph[] {
  const chars = [...text];
  const ems = chars.map(emWidth);
  const total = ems.reduce((sum, width) => sum + width, 0);
  const scaleX = Math.max(Math.min(1, room / (total * tallest)), NARROWEST);
  const size = Math.min(tallest, room / (total * scaleX));
  let x = cx - (total * size * scaleX) / 2;
  return chars.map((char, index) => {
    const width = (ems[index] ?? 1) * size * scaleX;
    x += width;
    return { kind: 'glyph', char, x: x - width / 2, y, size, rotation: 0, scaleX };
  });
}

function chordAt(ellipse: Ellipse, y: number): number {
  const part = Math.min(1, Math.abs(y - ellipse.cy) / ellipse.ry);
  return Math.max(2 * ellipse.rx * Math.sqrt(1 - part * part), ellipse.rx * 0.6);
}

/** Width in ems: Chinese characters fill the em box, Latin letters and digits a good half. */
function emWidth(char: string): number {
  return (char.codePointAt(0) ?? 0) < 0x2e80 ? 0.58 : 1;
}
