import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { signingDay } from '../../../src/core/calendar.js';
import { isInsidePage } from '../../../src/core/geometry.js';
import { dateMark } from '../../../src/core/mark-board.js';
import { besideMark, freeDate, restyleDate, shownStyle } from '../../../src/core/date-marks.js';
import { dateBox, dateLine, dateStyleOf, fitsDate } from '../../../src/core/signing-date.js';
import { DATE_SIZES } from '../../../src/schema/date-sizes.js';
import { DateFormat, Mark, type PageBox, type Placement } from '../../../src/schema/placement.js';

const A4: PageBox = { cropBox: [0, 0, 595, 842], rotation: 0, userUnit: 1 };

function aPlace(over: Partial<Placement> = {}): Placement {
  return {
    id: 'place-1',
    partyId: 'initiator',
    documentId: 'document-1',
    mark: 'date',
    policy: 'free',
    required: true,
    pageIndex: 0,
    rect: { x: 100, y: 200, width: 102, height: 20 },
    zone: null,
    ...over,
  };
}

const formats = fc.constantFrom(...DateFormat.options);
const sizes = fc.double({ min: DATE_SIZES.least, max: DATE_SIZES.most, noNaN: true });
const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-30'), noInvalidDate: true });

describe('how a signing date is written (C-37)', () => {
  it.each([
    ['yyyy年M月d日', '2026年3月5日'],
    ['yyyy年MM月dd日', '2026年03月05日'],
    ['yyyy-MM-dd', '2026-03-05'],
    ['yyyy/MM/dd', '2026/03/05'],
    ['yyyy.MM.dd', '2026.03.05'],
    ['dd/MM/yyyy', '05/03/2026'],
  ] as const)('writes %s', (format, text) => {
    expect(signingDay('2026-03-05T01:00:00Z', format)).toBe(text);
  });

  it('is as the signer chose, else as the place was prepared, else as Chinese contracts have it', () => {
    const place = aPlace({ dateFormat: 'yyyy-MM-dd', fontSize: 14 });

    expect(dateStyleOf({ dateFormat: 'dd/MM/yyyy', fontSize: 9 }, place)).toEqual({
      format: 'dd/MM/yyyy',
      fontSize: 9,
    });
    expect(dateStyleOf({}, place)).toEqual({ format: 'yyyy-MM-dd', fontSize: 14 });
    expect(dateStyleOf({}, aPlace())).toEqual({ format: 'yyyy年M月d日', fontSize: null });
  });

  it('leaves marks and places of earlier versions valid, and as large as they were', () => {
    const mark = Mark.parse(dateMark('mark-1', aPlace()));

    expect(dateLine('2026年12月22日', mark.rect, dateStyleOf(mark, aPlace()).fontSize).fontSize).toBeCloseTo(
      102 / (8 * 0.555 + 3),
    );
    expect(dateLine('2026年1月2日', { width: 300, height: 20 }, null).fontSize).toBe(18);
  });

  it('has room for every day in its box, at the very size, in the middle and in order (property)', () => {
    fc.assert(
      fc.property(formats, sizes, days, (format, fontSize, day) => {
        const text = signingDay(day.toISOString(), format);
        const box = dateBox(format, fontSize);

        const line = dateLine(text, box, fontSize);

        expect(line.fontSize).toBe(fontSize);
        expect(line.glyphs.map(({ char }) => char).join('')).toBe(text);
        expect(line.width).toBeLessThanOrEqual(box.width + 0.01);
        expect(line.glyphs.every(({ x }, at) => at === 0 || x > (line.glyphs[at - 1]?.x ?? 0))).toBe(true);
        const [first, last] = [line.glyphs[0]?.x ?? 0, line.glyphs.at(-1)?.x ?? 0];
        expect(first).toBeGreaterThan(0);
        expect(last).toBeLessThan(box.width);
        expect(fitsDate(box, { format, fontSize })).toBe(true);
      }),
    );
  });

  it('never leaves its rectangle, whatever size was asked for (property)', () => {
    const side = fc.double({ min: 1, max: 400, noNaN: true });
    fc.assert(
      fc.property(formats, fc.option(sizes), days, side, side, (format, fontSize, day, width, height) => {
        const line = dateLine(signingDay(day.toISOString(), format), { width, height }, fontSize);

        expect(line.width).toBeLessThanOrEqual(width + 0.02);
        expect(line.fontSize).toBeLessThanOrEqual(height + 0.02);
        expect(line.fontSize).toBeLessThanOrEqual(fontSize ?? Infinity);
      }),
    );
  });

  it('stands below what it belongs to, and above it at the foot of the page', () => {
    const size = dateBox('yyyy-MM-dd', 12);
    const mark = { x: 50, y: 100, width: 119, height: 119 };

    expect(besideMark(A4, mark, size)).toEqual({ x: 50, y: 223, ...size });
    expect(besideMark(A4, { ...mark, y: 720 }, size).y).toBe(720 - 4 - size.height);
  });

  it('of the signer lies on its page, beside a mark or in the middle (property)', () => {
    const beside = fc.option(
      fc.record({
        x: fc.integer({ min: 0, max: 470 }),
        y: fc.integer({ min: 0, max: 720 }),
        width: fc.constant(119),
        height: fc.constant(119),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(beside, (rect) => {
        const mark = freeDate({ id: 'mark-1', documentId: 'document-1', pageIndex: 0 }, A4, rect);

        expect(isInsidePage(A4, mark.rect)).toBe(true);
        expect(Mark.safeParse(mark).success).toBe(true);
        expect(fitsDate(mark.rect, dateStyleOf(mark))).toBe(true);
      }),
    );
  });
});

describe('another style for a date', () => {
  const mark = dateMark('mark-1', aPlace());

  it('keeps its left and its middle', () => {
    const changed = restyleDate(mark, { format: 'yyyy/MM/dd', fontSize: 24 }, [A4], [aPlace()]);

    const size = dateBox('yyyy/MM/dd', 24);
    expect(changed).toMatchObject({ dateFormat: 'yyyy/MM/dd', fontSize: 24, rect: { x: 100, ...size } });
    expect((changed?.rect.y ?? 0) + size.height / 2).toBeCloseTo(210, 1);
  });

  it('takes the size that is seen where only the format changes', () => {
    expect(shownStyle(mark, aPlace()).fontSize).toBe(13.7);
    expect(restyleDate(mark, { format: 'yyyy-MM-dd' }, [A4], [aPlace()])).toMatchObject({ fontSize: 13.7 });
  });

  it('changes nothing that is locked, and nothing that is no date', () => {
    const locked = aPlace({ policy: 'locked' });

    expect(restyleDate(mark, { fontSize: 20 }, [A4], [locked])).toBeNull();
    expect(restyleDate({ ...mark, kind: 'seal' }, { fontSize: 20 }, [A4], [aPlace()])).toBeNull();
  });

  it('becomes as large as its zone allows, and says no where there is no room at all', () => {
    const zone = { x: 90, y: 190, width: 150, height: 40 };

    const inZone = restyleDate(mark, { fontSize: 72 }, [A4], [aPlace({ policy: 'movable', zone })]);
    expect(inZone?.fontSize).toBe(20);
    expect(inZone?.rect.x).toBeGreaterThanOrEqual(90);
    const narrow = aPlace({ policy: 'movable', zone: { ...zone, width: 20 } });
    expect(restyleDate(mark, { fontSize: 72 }, [A4], [narrow])).toBeNull();
  });

  it('stays on its page, valid and in full, from anywhere, in any style, again and again (property)', () => {
    const at = fc.record({ x: fc.integer({ min: 0, max: 490 }), y: fc.integer({ min: 0, max: 820 }) });
    const changes = fc.array(
      fc.record({ format: formats, fontSize: fc.double({ min: -10, max: 500, noNaN: true }) }, { requiredKeys: [] }),
      { minLength: 1, maxLength: 4 },
    );
    const pages = fc.constantFrom<PageBox>(A4, { ...A4, rotation: 90 }, { ...A4, cropBox: [10, 20, 310, 420] });
    fc.assert(
      fc.property(at, changes, pages, ({ x, y }, wanted, page) => {
        const start = dateMark('mark-1', aPlace({ rect: { x, y, width: 102, height: 20 } }));

        const end = wanted.reduce<Mark>((now, change) => restyleDate(now, change, [page], [aPlace()]) ?? now, start);

        expect(Mark.safeParse(end).success).toBe(true);
        expect(isInsidePage(page, end.rect)).toBe(true);
        expect(fitsDate(end.rect, dateStyleOf(end, aPlace()))).toBe(true);
      }),
    );
  });
});
