import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { drawSeal, SEAL_INKS, type SealDrawing, type SealGlyph } from '../../../src/core/seal-drawing.js';
import { SealTemplateType, type SealTemplate } from '../../../src/schema/seal.js';

function aTemplate(change: Partial<SealTemplate> = {}): SealTemplate {
  return { type: 'ROUND_STAR', colour: 'RED', text: '上海远景信息技术有限公司', widthMm: 42, heightMm: 42, ...change };
}

function glyphsOf(drawing: SealDrawing): SealGlyph[] {
  return drawing.shapes.filter((shape) => shape.kind === 'glyph');
}

/** Corners of a character's box. */
function cornersOf({ x, y, size, rotation, scaleX }: SealGlyph): [number, number][] {
  const angle = (rotation * Math.PI) / 180;
  return [-1, 1].flatMap((across) =>
    [-1, 1].map((down): [number, number] => {
      const [dx, dy] = [(across * size * scaleX) / 2, (down * size) / 2];
      return [x + dx * Math.cos(angle) - dy * Math.sin(angle), y + dx * Math.sin(angle) + dy * Math.cos(angle)];
    }),
  );
}

const aName = fc.string({ unit: fc.constantFrom(...'上海远景信息技术有限公司北京分'), minLength: 4, maxLength: 40 });

describe('template seals (domain chapter 9)', () => {
  it('shows every character of every text on every type of seal, in order', () => {
    const types = fc.constantFrom(...SealTemplateType.options);
    fc.assert(
      fc.property(types, aName, (type, text) => {
        const chars = glyphsOf(drawSeal(aTemplate({ type, text }))).map(({ char }) => char);

        expect([...chars].sort()).toEqual([...text].sort());
      }),
    );
  });

  it('keeps the arc text of 4 to 40 characters inside a round seal', () => {
    fc.assert(
      fc.property(aName, fc.boolean(), fc.integer({ min: 38, max: 45 }), (text, numbered, side) => {
        const qText = numbered ? '3101150012345' : undefined;

        const glyphs = glyphsOf(drawSeal(aTemplate({ text, ...(qText && { qText }), widthMm: side, heightMm: side })));

        for (const glyph of glyphs) {
          for (const [x, y] of cornersOf(glyph)) {
            expect(Math.hypot(x - side / 2, y - side / 2)).toBeLessThan(side / 2);
          }
        }
      }),
    );
  });

  it('spreads the name evenly about the top and turns each character outwards', () => {
    const glyphs = glyphsOf(drawSeal(aTemplate()));

    glyphs.forEach((glyph, index) => {
      const mirror = glyphs[glyphs.length - 1 - index];
      expect(glyph.x + (mirror?.x ?? 0)).toBeCloseTo(42, 6);
      expect(glyph.rotation).toBeCloseTo(-(mirror?.rotation ?? 0), 6);
      expect(Math.atan2(glyph.x - 21, 21 - glyph.y)).toBeCloseTo((glyph.rotation * Math.PI) / 180, 2);
    });
  });

  it('reads the bottom arc from left to right', () => {
    const numbers = glyphsOf(drawSeal(aTemplate({ text: '远景公司', qText: '12345' }))).filter(({ char }) =>
      /\d/.test(char),
    );

    expect(numbers.map(({ char }) => char).join('')).toBe('12345');
    expect(numbers.map(({ x }) => x)).toEqual(numbers.map(({ x }) => x).sort((a, b) => a - b));
    expect(numbers.every(({ y }) => y > 30)).toBe(true);
  });

  it('makes a long name narrower before it makes it smaller', () => {
    const [short] = glyphsOf(drawSeal(aTemplate({ text: '上海远景信息技术' })));
    const [long] = glyphsOf(drawSeal(aTemplate({ text: '上海远景信息技术有限公司北京' })));
    const [longest] = glyphsOf(drawSeal(aTemplate({ text: '上'.repeat(40) })));

    expect(long?.size).toBe(short?.size);
    expect(long?.scaleX).toBeLessThan(short?.scaleX ?? 0);
    expect(longest?.size).toBeLessThan(long?.size ?? 0);
  });

  it('carves a personal seal in columns from right to left, the family name first', () => {
    const [family, given, last] = glyphsOf(
      drawSeal(aTemplate({ type: 'SQUARE', text: '王小明', widthMm: 20, heightMm: 20 })),
    ).sort((a, b) => '王小明'.indexOf(a.char) - '王小明'.indexOf(b.char));

    expect(family?.x).toBeGreaterThan(10);
    expect(given?.x).toBeLessThan(10);
    expect(last?.y).toBeGreaterThan(given?.y ?? Infinity);
  });

  it('draws a star, a frame and the ink that were asked for', () => {
    const kinds = (template: SealTemplate): string[] =>
      [...new Set(drawSeal(template).shapes.map(({ kind }) => kind))].sort();

    expect(kinds(aTemplate())).toEqual(['ellipse', 'glyph', 'polygon']);
    expect(kinds(aTemplate({ type: 'ROUND_NONE' }))).toEqual(['ellipse', 'glyph']);
    expect(kinds(aTemplate({ type: 'RECTANGLE' }))).toEqual(['glyph', 'rect']);
    expect(kinds(aTemplate({ type: 'BORDERLESS' }))).toEqual(['glyph']);
    expect(drawSeal(aTemplate({ colour: 'BLUE' })).colour).toBe(SEAL_INKS.BLUE);
  });
});
