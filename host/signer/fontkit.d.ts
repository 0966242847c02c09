// fontkit 2.0.4 ships no types; only what we call is declared here
declare module 'fontkit' {
  export interface PathCommand {
    readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
    readonly args: readonly number[];
  }
  export interface Glyph {
    readonly advanceWidth: number;
    readonly path: { readonly commands: readonly PathCommand[] };
  }
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
  }
  export function openSync(path: string): Font;
  /** Opens a font for the PDF library, which knows its own part of it. */
  export function create(bytes: Uint8Array, postscriptName?: string): import('@cantoo/pdf-lib/cjs/types/fontkit').Font;
}
