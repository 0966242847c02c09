import type { PersonValue, RefValue } from '../../schema/form.js';
import type { SealUseMapping } from '../../schema/seal-use-config.js';
import type { ValueSource } from '../../schema/value-source.js';
import { fieldOf, type SlotReader } from './reader.js';

/** What each slot of a physical-seal mapping gives for a record; the same for the planner and for the cards of the editor. */

/** P-02 */
export function readSealSubject({ apply }: SealUseMapping, reader: SlotReader): string | null {
  return need(reader, 'P-02', apply.subject, () => reader.text(apply.subject, 'P-02'));
}

/** P-03 */
export function readApplicant({ apply }: SealUseMapping, reader: SlotReader): PersonValue | null {
  return need(reader, 'P-03', apply.applicant, () => reader.persons(apply.applicant, 'P-03')[0] ?? null);
}

/** P-04 */
export function readFileType({ apply }: SealUseMapping, reader: SlotReader): RefValue | null {
  return need(reader, 'P-04', apply.fileType, () => reader.refs(apply.fileType, 'P-04')[0] ?? null);
}

/** P-05 */
export function readPhysicalSeals({ apply }: SealUseMapping, reader: SlotReader): RefValue[] {
  return need(reader, 'P-05', apply.physicalSeals[0] ?? null, () => {
    const seals = apply.physicalSeals.flatMap((source) => reader.refs(source, 'P-05'));
    return [...new Map(seals.map((seal) => [seal.id, seal])).values()];
  });
}

/** P-06: whole, 1 or more. */
export function readUseCount({ apply }: SealUseMapping, reader: SlotReader): number | null {
  const count = need(reader, 'P-06', apply.useCount, () => reader.number(apply.useCount, 'P-06'));
  if (count !== null && !(Number.isInteger(count) && count >= 1)) {
    reader.refuse('COUNT-BAD', 'P-06', fieldOf(apply.useCount));
  }
  return count;
}

/** P-10, P-11: an empty or zero count is no wish for more; anything that is no whole number is a fault. */
export function readAppendCount({ append }: SealUseMapping, slot: 'P-10' | 'P-11', reader: SlotReader): number | null {
  const source = slot === 'P-10' ? append.count : append.seamCount;
  const count = reader.number(source, slot);
  if (count !== null && (!Number.isInteger(count) || count < 0)) reader.refuse('COUNT-BAD', slot, fieldOf(source));
  return count;
}

function need<T>(reader: SlotReader, slot: string, source: ValueSource | null, read: () => T): T {
  return reader.need(read, { code: 'REQ', slot, field: fieldOf(source) });
}
