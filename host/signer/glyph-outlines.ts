import { createRequire } from 'node:module';

import { openSync, type Font } from 'fontkit';

import { EsignError } from '../../src/core/errors.js';

/** The faces that the host may draw with: `serif` for seals, `sans` for dates and documents. */
export type FontFace = 'serif' | 'sans';

const FONT_FILES: Readonly<Record<FontFace, string>> = {
  serif: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  sans: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
};

/** Distance from the baseline to the middle of the em box of Chinese type, in ems. */
const EM_MIDDLE = 0.38;

/** Part of an outline: absolute coordinates in ems around the middle of the em box, y down. */
export interface OutlineCommand {
  readonly letter: 'M' | 'L' | 'Q' | 'C' | 'Z';
  readonly points: readonly (readonly [x: number, y: number])[];
}

const LETTERS = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const;

/** Path of the font file, for embedding a subset of it. */
export function fontFile(face: FontFace): string {
  return createRequire(import.meta.url).resolve(FONT_FILES[face]);
}

/** One character: its figure and how far the next one stands away, in ems. */
export interface GlyphOutline {
  readonly commands: readonly OutlineCommand[];
  readonly advance: number;
}

/**
 * Outlines of characters. The fonts are opened when first needed and shared by one instance; a host keeps one.
 * A character that neither face has is refused with `glyph-missing`: a box on a seal would be worse than no seal.
 */
export class GlyphOutlines {
  readonly #fonts = new Map<FontFace, Font>();
  readonly #outlines = new Map<string, GlyphOutline>();

  /** The outline in the wanted face, or in the other one when only that has the character. */
  outline(char: string, face: FontFace = 'serif'): GlyphOutline {
    const key = `${face} ${char}`;
    const known = this.#outlines.get(key);
    if (known) return known;
    const codePoint = char.codePointAt(0) ?? 0;
    const faces = face === 'serif' ? (['serif', 'sans'] as const) : (['sans', 'serif'] as const);
    const font = faces.map((name) => this.#font(name)).find((open) => open.hasGlyphForCodePoint(codePoint));
    if (!font) throw missingGlyph(codePoint);
    const glyph = font.glyphForCodePoint(codePoint);
    const commands = glyph.path.commands.map(({ command, args }): OutlineCommand => {
      const points: [number, number][] = [];
      for (let i = 0; i + 1 < args.length; i += 2) {
        const x = ((args[i] ?? 0) - glyph.advanceWidth / 2) / font.unitsPerEm;
        points.push([x, EM_MIDDLE - (args[i + 1] ?? 0) / font.unitsPerEm]);
      }
      return { letter: LETTERS[command], points };
    });
    const outline = { commands, advance: glyph.advanceWidth / font.unitsPerEm };
    this.#outlines.set(key, outline);
    return outline;
  }

  #font(face: FontFace): Font {
    const open = this.#fonts.get(face);
    if (open) return open;
    const font = openSync(fontFile(face));
    this.#fonts.set(face, font);
    return font;
  }
}

function missingGlyph(codePoint: number): EsignError {
  return new EsignError('glyph-missing', `no font has U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`);
}
