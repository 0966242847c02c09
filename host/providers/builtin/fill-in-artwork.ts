import { ptToMm, type Rect } from '../../../src/core/geometry.js';
import { remarkLayout } from '../../../src/core/remark-layout.js';
import { tickPath } from '../../../src/core/tick.js';
import type { GlyphOutlines } from '../../signer/glyph-outlines.js';
import type { VectorArtwork } from '../../signer/seal-artwork.js';

const INK = '#16233f';

/** The words of a remark as outlines, each character where the page has shown it. */
export function remarkArtwork(text: string, rect: Rect, outlines: GlyphOutlines): VectorArtwork {
  const { fontSize = 0, lines = [] } = remarkLayout(text, rect) ?? {};
  const paths = lines.flatMap(({ y, glyphs }) =>
    glyphs.map(({ char, x }) => {
      const place = ([dx, dy]: readonly [number, number]): string =>
        `${ptToMm(x + dx * fontSize).toFixed(3)} ${ptToMm(y + dy * fontSize).toFixed(3)}`;
      const { commands } = outlines.outline(char, 'sans');
      return { d: commands.map(({ letter, points }) => `${letter}${points.map(place).join(' ')}`).join(''), fill: INK };
    }),
  );
  return { ...sizeOf(rect), paths: paths.filter(({ d }) => d !== '') };
}

/** A tick in the middle of its box. */
export function tickArtwork(rect: Rect): VectorArtwork {
  return {
    ...sizeOf(rect),
    paths: [{ d: tickPath({ width: ptToMm(rect.width), height: ptToMm(rect.height) }), fill: INK }],
  };
}

function sizeOf({ width, height }: Rect): Pick<VectorArtwork, 'widthMm' | 'heightMm'> {
  return { widthMm: ptToMm(width), heightMm: ptToMm(height) };
}
