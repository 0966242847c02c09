import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addDays, calendarDay, endOfDay, parseDay, signingDay } from '../../../src/core/calendar.js';

describe('calendarDay', () => {
  it('is the day of people in China, not the day of UTC', () => {
    expect(calendarDay('2026-11-22T15:59:59Z')).toBe('2026-11-22');
    expect(calendarDay('2026-11-22T16:00:00Z')).toBe('2026-11-23');
  });

  it('is the day of another offset where the OA stands elsewhere', () => {
    expect(calendarDay('2026-11-22T16:00:00Z', 0)).toBe('2026-11-22');
    expect(calendarDay('2026-11-22T01:00:00Z', -300)).toBe('2026-11-21');
  });
});

describe('signingDay', () => {
  it('writes the day of the people, without leading zeros (C-37)', () => {
    expect(signingDay('2026-11-22T03:00:00Z')).toBe('2026年11月22日');
    expect(signingDay('2026-01-04T16:30:00Z')).toBe('2026年1月5日');
    expect(signingDay('2026-01-04T16:30:00Z', 'yyyy-MM-dd')).toBe('2026-01-05');
  });
});

describe('endOfDay', () => {
  it('is the last moment that still counts to the day, at any offset', () => {
    const day = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.integer({ min: -720, max: 840 }), (date, offset) => {
        const text = date.toISOString().slice(0, 10);
        const end = endOfDay(text, offset);

        expect(calendarDay(end, offset)).toBe(text);
        expect(calendarDay(new Date(Date.parse(end) + 1).toISOString(), offset)).toBe(addDays(text, 1));
      }),
    );
  });
});

describe('parseDay', () => {
  it.each([
    '2026-11-30',
    '2026/11/30',
    '2026.11.30',
    ' 2026年11月30日 ',
    '20261130',
    '2026-11-30 18:00',
    '2026-11-30T18:00',
    '2026-11-29T16:00:00Z',
  ])('reads %s', (text) => {
    expect(parseDay(text)).toBe('2026-11-30');
  });

  it('pads single digits', () => {
    expect(parseDay('2026年3月5日')).toBe('2026-03-05');
  });

  it.each(['', '明天', '2026-13-01', '2026-02-31', '30.11.2026', '2026-11', '2026113', '2026-99-99T99:99:99Z'])(
    'refuses %s',
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );
});
