import type { FieldRef } from '../schema/form.js';
import type { Deadline } from '../schema/signing-config.js';

/** Days that a deadline begins with; long enough for most contracts. */
export const USUAL_DAYS = 30;

/** C-23: the day of a field; days that were counted before are parked. */
export function deadlineOfField(present: Deadline | null, field: FieldRef | null): Deadline | null {
  const days = present?.days;
  if (field === null && days === undefined) return null;
  return { kind: 'field', field, ...(days === undefined ? {} : { days }) };
}

/** C-23: days from the launch; a field that gave the day before is parked. */
export function deadlineOfDays(present: Deadline | null, days: number): Deadline {
  const field = present?.field ?? null;
  return { kind: 'days', days, ...(field === null ? {} : { field }) };
}

/** The other way to give a deadline, with the value that was parked for it; this one's value is parked in turn. */
export function switchDeadline(present: Deadline | null, kind: Deadline['kind']): Deadline | null {
  if (kind === 'days') return deadlineOfDays(present, present?.days ?? USUAL_DAYS);
  return deadlineOfField(present, present?.field ?? null);
}
