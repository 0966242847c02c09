import { deflateSync } from 'node:zlib';

import { pngOf } from '../../support/png.js';

const [WIDTH, HEIGHT] = [480, 360];
const TABLE = [0x8a, 0x6f, 0x55];
const PAPER = [0xf6, 0xf4, 0xee];
const TEXT = [0xa9, 0xa8, 0xa4];
const INK = [0xc8, 0x2b, 0x2f];

/** What a camera above a table sees: a page with lines, and the stamp on it, each time at another place. */
export function aPhoto(number: number): Uint8Array {
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  const centre = { x: 250 + (number % 5) * 16, y: 228 - (number % 3) * 18 };
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) rows.set(colourAt(x, y, centre), y * (WIDTH * 3 + 1) + 1 + x * 3);
  }
  return pngOf(WIDTH, HEIGHT, 'colour', deflateSync(rows));
}

function colourAt(x: number, y: number, centre: { x: number; y: number }): readonly number[] {
  const isPage = x > 60 && x < 420 && y > 24 && y < 350;
  if (!isPage) return TABLE;
  if (isStamp(x - centre.x, y - centre.y)) return INK;
  const isLine = y > 60 && y < 300 && y % 24 < 5 && x > 96 && x < 384 - ((y * 7) % 60);
  return isLine ? TEXT : PAPER;
}

/** A ring with a star of five points. */
function isStamp(x: number, y: number): boolean {
  const distance = Math.hypot(x, y);
  if (distance > 60) return false;
  if (distance > 54) return true;
  const turn = (2 * Math.PI) / 5;
  const angle = Math.abs((((Math.atan2(x, -y) % turn) + turn * 1.5) % turn) - turn / 2);
  // the edge of a ray runs from its tip to the inner corner beside it
  const [tip, corner] = [24, 9.2];
  const edge = (tip * corner * Math.sin(turn / 2)) / (tip * Math.sin(angle) + corner * Math.sin(turn / 2 - angle));
  return distance < edge;
}
