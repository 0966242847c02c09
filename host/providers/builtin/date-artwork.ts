import { ptToMm } from '../../../src/core/geometry.js';
import type { DateLine } from '../../../src/core/signing-date.js';
import type { Rect } from '../../../src/schema/index.js';
import type { GlyphOutlines } from '../../signer/glyph-outlines.js';
import type { VectorArtwork } from '../../signer/seal-artwork.js';

const INK = '#16233f';

/** The line of a date as outlines, each character where the page has shown it. */
export function dateArtwork(line: DateLine, rect: Rect, outlines: GlyphOutlines): VectorArtwork {
  const heightMm = ptToMm(rect.height);
  const size = ptToMm(line.fontSize);
  const paths = line.glyphs.map(({ char, x }) => {
    const middle = ptToMm(x);
    const place = ([dx, dy]: readonly [number, number]): string =>
      `${(middle + dx * size).toFixed(3)} ${(heightMm / 2 + dy * size).toFixed(3)}`;
    const { commands } = outlines.outline(char, 'sans');
    return { d: commands.map(({ letter, points }) => `${letter}${points.map(place).join(' ')}`).join(''), fill: INK };
  });
  return { widthMm: ptToMm(rect.width), heightMm, paths: paths.filter(({ d }) => d !== '') };
}
