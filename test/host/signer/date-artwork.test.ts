import { describe, expect, it } from 'vitest';

import { dateArtwork } from '../../../host/providers/builtin/date-artwork.js';
import { GlyphOutlines } from '../../../host/signer/glyph-outlines.js';
import { signingDay } from '../../../src/core/calendar.js';
import { ptToMm } from '../../../src/core/geometry.js';
import { dateBox, dateLine } from '../../../src/core/signing-date.js';
import { DateFormat } from '../../../src/schema/index.js';

/** Corners of all points of a path, control points among them. */
function extent(d: string): { left: number; right: number; top: number; bottom: number } {
  const numbers = d.match(/-?\d+\.\d+/g)?.map(Number) ?? [];
  const xs = numbers.filter((_, index) => index % 2 === 0);
  const ys = numbers.filter((_, index) => index % 2 === 1);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

describe('the stamp of a date (C-37)', () => {
  const outlines = new GlyphOutlines();

  it('has its characters as far apart as the line says, which knows no font', () => {
    const chars = new Set(DateFormat.options.flatMap((format) => [...signingDay('2026-11-22T00:00:00Z', format)]));
    for (const char of [...chars, ...'3456789']) {
      const { width } = dateLine(char, { width: 100, height: 100 }, 1);
      expect(width, char).toBeCloseTo(outlines.outline(char, 'sans').advance, 3);
    }
  });

  it.each(DateFormat.options)('draws %s in its very size, each character where the page shows it', (format) => {
    const fontSize = 20;
    const rect = { x: 0, y: 0, ...dateBox(format, fontSize) };
    const line = dateLine(signingDay('2026-10-28T00:00:00Z', format), rect, fontSize);

    const { paths, widthMm, heightMm } = dateArtwork(line, rect, outlines);

    expect(widthMm).toBeCloseTo(ptToMm(rect.width));
    expect(paths).toHaveLength(line.glyphs.length);
    paths.forEach(({ d }, index) => {
      const { char, x } = line.glyphs[index]!;
      const { left, right, top, bottom } = extent(d);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(widthMm);
      expect(Math.abs((left + right) / 2 - ptToMm(x)) < ptToMm(0.12 * fontSize)).toBe(true);
      if (char !== '8') return;
      // digits are 0.76 ems high, around the middle of the line
      expect(bottom - top).toBeCloseTo(ptToMm(0.757 * fontSize), 1);
      expect((bottom + top) / 2).toBeCloseTo(heightMm / 2 + ptToMm(0.0145 * fontSize), 1);
    });
  });
});
