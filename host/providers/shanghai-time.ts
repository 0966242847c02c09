/** China has had one time of day, eight hours before UTC, since 1991. */
const OFFSET_MS = 8 * 3600 * 1000;
const WRITTEN = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** A moment (RFC 3339) as the Chinese services write it: `yyyy-MM-dd HH:mm:ss` by the clock of Shanghai. */
export function toShanghai(at: string): string {
  return new Date(Date.parse(at) + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Such a text as RFC 3339 in UTC; null for anything else. */
export function fromShanghai(text: string): string | null {
  const [, day, time] = WRITTEN.exec(text) ?? [];
  const moment = Date.parse(`${day ?? ''}T${time ?? ''}Z`);
  return Number.isNaN(moment) ? null : new Date(moment - OFFSET_MS).toISOString();
}
