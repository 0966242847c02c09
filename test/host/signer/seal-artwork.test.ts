import { describe, expect, it } from 'vitest';

import { GlyphOutlines } from '../../../host/signer/glyph-outlines.js';
import { handwritingArtwork, sealArtwork, toPdfOperators, toSvg } from '../../../host/signer/seal-artwork.js';
import { parsePath } from '../../../host/signer/vector-path.js';

const outlines = new GlyphOutlines();
const template = {
  type: 'ROUND_STAR',
  colour: 'RED',
  text: '上海远景信息技术有限公司',
  qText: '3101150012345',
  widthMm: 42,
  heightMm: 42,
} as const;

describe('pictures of seals', () => {
  it('are outlines without text, references or scripts, so that an <img> shows them anywhere', () => {
    const svg = toSvg(sealArtwork(template, outlines));

    const elements = new Set([...svg.matchAll(/<([a-z]+)/g)].map((match) => match[1]));
    expect(elements).toEqual(new Set(['svg', 'path']));
    expect(svg).not.toMatch(/href|url\(|on[a-z]+=|NaN|上/);
  });

  it('keep every point inside the seal', () => {
    for (const { d } of sealArtwork(template, outlines).paths) {
      for (const step of parsePath(d)) {
        if (step.kind === 'close') continue;
        expect(Math.hypot(step.x - 21, step.y - 21)).toBeLessThanOrEqual(21);
      }
    }
  });

  it('become PDF operators in plain decimals', () => {
    const operators = toPdfOperators(sealArtwork(template, outlines), 119.06, 119.06);

    expect(operators.split('\n').every((line) => /^[-\d. ]*[a-zA-Z]+( [-\d. ]*[a-zA-Z]+)?$/.test(line))).toBe(true);
    expect(operators).toContain('0.8431 0.098 0.1216 rg');
  });

  it('show handwriting as strokes', () => {
    const artwork = handwritingArtwork({ path: 'M1 2 q3 4 5 6 l1,1', strokeWidthMm: 0.6, widthMm: 40, heightMm: 20 });

    expect(toPdfOperators(artwork, 100, 50)).toContain('1 2 m\n3 4.6667 4.6667 6.6667 6 8 c\n7 9 l\nS');
  });

  it('fill handwriting that comes as outlines, so that it is as thick as it was pressed', () => {
    const artwork = handwritingArtwork({
      path: 'M1 2Q3 4 5 6L7 2Z',
      strokeWidthMm: 0.1,
      filled: true,
      widthMm: 40,
      heightMm: 20,
    });

    expect(toPdfOperators(artwork, 100, 50).split('\n').slice(-3)).toEqual(['h', 'f', 'Q']);
    expect(toSvg(artwork)).toContain('fill="#16233f"/>');
  });

  it.each(['', 'M', '1 2', 'L1 2', 'M0 0 A1 1 0 0 0 2 2', 'M0 0 L1', 'M0 0<script>', 'M0 0 Z 4'])(
    'refuse the path %j',
    (path) => {
      expect(() => handwritingArtwork({ path, strokeWidthMm: 1, widthMm: 40, heightMm: 20 })).toThrow(
        expect.objectContaining({ code: 'invalid-input' }),
      );
    },
  );

  it('refuse a character that no font has', () => {
    expect(() => sealArtwork({ ...template, text: '\u{10FFFD}公司' }, outlines)).toThrow(
      expect.objectContaining({ code: 'glyph-missing' }),
    );
  });
});
