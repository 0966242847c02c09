import type { Field } from '../schema/form.js';
import type { Conversion } from '../schema/value-source.js';

/**
 * What a conversion may lose or stumble over; a key of the translations. `others`: all but the first; `unknown`: a name
 * that nobody or several have; `unreadable`: a text that is no date or number; `unlisted`: what no row of the table
 * names; `time`, `day`, `decimals`: a finer part of the value; `which`: that there is something, not what; `missing`:
 * nothing is there for who has no company or contact.
 */
export type Loss = 'others' | 'unknown' | 'unreadable' | 'unlisted' | 'time' | 'day' | 'decimals' | 'which' | 'missing';

const LOSSES: Partial<Record<Conversion, Loss>> = {
  findPerson: 'unknown',
  splitPersons: 'unknown',
  matchOrganization: 'unknown',
  parseDate: 'unreadable',
  parseNumber: 'unreadable',
  lookup: 'unlisted',
  contains: 'which',
  formatAmountUpper: 'decimals',
  formatMonthChinese: 'day',
  daysAfterCreation: 'unreadable',
  personCompany: 'missing',
  personContact: 'missing',
  firstPerson: 'others',
  firstOption: 'others',
  departmentCompany: 'missing',
  count: 'which',
  filesCount: 'which',
  any: 'which',
  notZero: 'which',
};

/** Conversions of one person that several people have, too. */
const OF_FIRST: ReadonlySet<Conversion> = new Set<Conversion>(['personCompany', 'personContact']);
const DAYS: ReadonlySet<Conversion> = new Set<Conversion>(['formatDate', 'formatDateChinese']);

/** What is lost on the way from a field of a type; null where nothing is. */
export function lossOf(conversion: Conversion, type?: Field['type']): Loss | null {
  if (type === 'persons' && OF_FIRST.has(conversion)) return 'others';
  if (type === 'datetime' && DAYS.has(conversion)) return 'time';
  return LOSSES[conversion] ?? null;
}

/** CONV-LOSS: losses that an admin should hear of, because a part of what people filled in has no effect. */
export function isGraveLoss(loss: Loss | null): boolean {
  return loss === 'others';
}
