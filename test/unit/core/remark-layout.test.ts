import { describe, expect, it } from 'vitest';

import { fittingRemark, remarkLayout } from '../../../src/core/remark-layout.js';

const ROOM = { width: 120, height: 36 };

const rowsOf = (text: string, size = ROOM): string[] | undefined =>
  remarkLayout(text, size)?.lines.map(({ glyphs }) => glyphs.map(({ char }) => char).join(''));

describe('the words of a remark in their place', () => {
  it('are written at 12 points in one line, in the middle of the height, where they have room', () => {
    const layout = remarkLayout('同意', ROOM);

    expect(layout).toMatchObject({ fontSize: 12, lines: [{ y: 18 }] });
    expect(layout?.lines[0]?.glyphs.map(({ x }) => x)).toEqual([8, 20]);
  });

  it('are broken between Chinese characters and between Latin words, and at the ends of lines', () => {
    expect(rowsOf('以上条款均已阅读并且同意')).toEqual(['以上条款均已阅读并', '且同意']);
    expect(rowsOf('delivery in December is fine')).toEqual(['delivery in', 'December is fine']);
    expect(rowsOf('甲\n乙')).toEqual(['甲', '乙']);
    expect(rowsOf('W'.repeat(14))).toEqual(['W'.repeat(11), 'WWW']);
  });

  it('become smaller where they are many, down to 6 points, and then have no room', () => {
    const many = remarkLayout('条'.repeat(60), ROOM)!;

    expect(many.fontSize).toBeLessThan(12);
    expect(many.lines.at(-1)!.y + (many.fontSize * 1.3) / 2).toBeLessThanOrEqual(ROOM.height + 0.01);
    for (const { glyphs } of many.lines) {
      expect(glyphs.at(-1)!.x + many.fontSize / 2).toBeLessThanOrEqual(ROOM.width - 2 + 0.01);
    }
    expect(remarkLayout('条'.repeat(200), ROOM)).toBeUndefined();
    expect(remarkLayout('同意', { width: 5, height: 36 })).toBeUndefined();
  });

  it('stand in a place that is lower than the smallest type, too', () => {
    expect(remarkLayout('同意', { width: 120, height: 5.2 })).toMatchObject({ fontSize: 4, lines: [{ y: 2.6 }] });
  });

  it('are cut where the room ends, and whole characters at that', () => {
    const cut = fittingRemark('𠮷'.repeat(200), '', ROOM);

    expect(cut.length).toBeGreaterThan(100);
    expect([...cut].every((char) => char === '𠮷')).toBe(true);
    expect(remarkLayout(cut, ROOM)).toBeDefined();
    expect(remarkLayout(`${cut}𠮷`, ROOM)).toBeUndefined();
    expect(fittingRemark('同意', '', ROOM)).toBe('同意');
  });

  it('keep what stood there where something is put in between, and take of that what has room', () => {
    const full = fittingRemark('条'.repeat(200), '', ROOM);
    const [half, end] = [full.slice(0, 50), full.slice(50)];

    expect(fittingRemark(`${half}甲${end}`, full, ROOM)).toBe(full);
    expect(fittingRemark(`甲${full}`, full, ROOM)).toBe(full);
    expect(fittingRemark(`${half}甲乙丙${end.slice(2)}`, full, ROOM)).toBe(`${half}甲乙${end.slice(2)}`);
    expect(fittingRemark(full.slice(1), full, ROOM)).toBe(full.slice(1));
    expect(fittingRemark('', full, ROOM)).toBe('');
  });

  it('are no more than may be said, however large the place, and however much is put in', () => {
    const page = { width: 500, height: 700 };
    const most = fittingRemark('条'.repeat(100_000), '', page);

    expect(most).toBe('条'.repeat(200));
    expect(fittingRemark(`${most}甲`, most, page)).toBe(most);
    expect(fittingRemark(`甲${most.slice(1)}`, most, page)).toBe(`甲${most.slice(1)}`);
    // a character of two units does not stand half
    expect(fittingRemark(`${'条'.repeat(199)}𠮷`, '', page)).toBe('条'.repeat(199));
  });
});
