import type { Size } from './geometry.js';

/** Corners of a tick in a square of one. */
const CORNERS = [
  [0.12, 0.54],
  [0.22, 0.44],
  [0.41, 0.62],
  [0.8, 0.16],
  [0.9, 0.26],
  [0.42, 0.84],
] as const;

/** A tick, as SVG path data, in the middle of a box; what the page shows and the host stamps. */
export function tickPath({ width, height }: Size): string {
  const side = Math.min(width, height);
  const at = (value: number): string => String(Math.round(value * 1000) / 1000);
  const points = CORNERS.map(([x, y]) => `${at((width - side) / 2 + x * side)} ${at((height - side) / 2 + y * side)}`);
  return `M${points.join('L')}Z`;
}
