import type { SigningMapping } from '../../schema/signing-config.js';
import { addDays, calendarDay, endOfDay } from '../calendar.js';

/**
 * C-23: the deadline that is counted in days from the launch, as the end of that day; null where a field names the day or
 * there is no deadline. `now` is the moment of the launch (RFC 3339), `utcOffset` minutes ahead of UTC.
 */
export function deadlineAtLaunch(mapping: SigningMapping, now: string, utcOffset?: number): string | null {
  const { deadline } = mapping.optional;
  if (deadline?.kind !== 'days') return null;
  return endOfDay(addDays(calendarDay(now, utcOffset), deadline.days), utcOffset);
}
