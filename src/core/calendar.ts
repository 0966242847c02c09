/**
 * Calendar days. A record says `2026-11-30` without a time zone, a deadline is a moment: between them stands the offset of
 * the people who use the OA.
 */

import type { DateFormat } from '../schema/placement.js';

/** China Standard Time, in minutes ahead of UTC. */
export const DEFAULT_UTC_OFFSET = 480;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The calendar day (`YYYY-MM-DD`) of a moment. */
export function calendarDay(moment: string, utcOffset: number = DEFAULT_UTC_OFFSET): string {
  return new Date(Date.parse(moment) + utcOffset * MINUTE).toISOString().slice(0, 10);
}

/** The day of a signature (C-37): as Chinese contracts write it, `2026年11月2日`, or as another format says. */
export function signingDay(moment: string, format: DateFormat = 'yyyy年M月d日'): string {
  const [year = '', month = '', day = ''] = calendarDay(moment).split('-');
  return format
    .replace('yyyy', year)
    .replace(/M+/, (letters) => (letters === 'M' ? String(Number(month)) : month))
    .replace(/d+/, (letters) => (letters === 'd' ? String(Number(day)) : day));
}

/** A calendar day as Chinese contracts write it: `2026年11月22日`, or its month alone. */
export function dayInChinese(calendar: string, monthOnly = false): string {
  const [year = 0, month = 0, day = 0] = calendar.split('-').map(Number);
  return monthOnly ? `${year}年${month}月` : `${year}年${month}月${day}日`;
}

/** The last millisecond of a calendar day, RFC 3339 in UTC. */
export function endOfDay(day: string, utcOffset: number = DEFAULT_UTC_OFFSET): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY - 1 - utcOffset * MINUTE).toISOString();
}

/** The calendar day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/**
 * Reads a calendar day as people write it: `2026-11-30`, `2026/11/30`, `2026.11.30`, `20261130`, `2026年11月30日`, or with a
 * time behind it. A moment with a zone is turned into the day of the people. Null for anything else, also for 31 February.
 */
export function parseDay(text: string, utcOffset: number = DEFAULT_UTC_OFFSET): string | null {
  const trimmed = text.trim();
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(trimmed)) {
    return Number.isNaN(Date.parse(trimmed)) ? null : calendarDay(trimmed, utcOffset);
  }
  const match =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?([ T].*)?$/.exec(trimmed) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(trimmed);
  if (!match) return null;
  const [, year = '', month = '', date = ''] = match;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const moment = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day) ? day : null;
}

/** A moment as `2026-11-30 16:30`, or the day alone where no time is said; read as {@link parseDay} does. */
export function parseMinute(text: string, utcOffset: number = DEFAULT_UTC_OFFSET): string | null {
  const trimmed = text.trim();
  const day = parseDay(trimmed, utcOffset);
  if (day === null) return null;
  if (/(Z|[+-]\d\d:?\d\d)$/.test(trimmed) && trimmed.includes('T')) {
    return new Date(Date.parse(trimmed) + utcOffset * MINUTE).toISOString().slice(0, 16).replace('T', ' ');
  }
  const time = /[ T](\d{1,2}):(\d\d)/.exec(trimmed);
  return time ? `${day} ${time[1]?.padStart(2, '0')}:${time[2]}` : day;
}
