import type { Rect } from '../../../src/schema/index.js';
import { ptToMm } from '../../../src/core/geometry.js';
import type { GlyphOutlines } from '../../signer/glyph-outlines.js';
import type { VectorArtwork } from '../../signer/seal-artwork.js';

const INK = '#16233f';

/** A line of text as outlines, as large as the rectangle allows. */
export function dateArtwork(text: string, rect: Rect, outlines: GlyphOutlines): VectorArtwork {
  const widthMm = ptToMm(rect.width);
  const heightMm = ptToMm(rect.height);
  const glyphs = [...text].map((char) => outlines.outline(char, 'sans'));
  const ems = glyphs.reduce((sum, { advance }) => sum + advance, 0);
  const size = Math.min(heightMm * 0.9, widthMm / Math.max(ems, 1));
  let x = (widthMm - ems * size) / 2;
  const paths = glyphs.map(({ commands, advance }) => {
    const middle = x + (advance * size) / 2;
    x += advance * size;
    const place = ([dx, dy]: readonly [number, number]): string =>
      `${(middle + dx * size).toFixed(3)} ${(heightMm / 2 + dy * size).toFixed(3)}`;
    const d = commands.map(({ letter, points }) => `${letter}${points.map(place).join(' ')}`).join('');
    return { d, fill: INK };
  });
  return { widthMm, heightMm, paths: paths.filter(({ d }) => d !== '') };
}
