import type { FieldValue, FileValue, PersonValue, RefValue } from '../schema/form.js';
import type { Conversion, LookupTable } from '../schema/value-source.js';
import { amountUpper } from './amount-upper.js';
import { addDays, dayInChinese, parseDay, parseMinute } from './calendar.js';
import { keysOf, lookUp } from './lookup.js';

/**
 * Why a value could not be read: several rows for one value (`CARD`), a value of another type than the slot wants
 * (`TYPE`), a text that is no date or number (`UNREADABLE`), a name that nobody or no company is known by (`UNKNOWN`), a
 * choice that a lookup table has nothing for (`LOOKUP-GAP`).
 */
export type ResolveFault = 'CARD' | 'TYPE' | 'UNREADABLE' | 'UNKNOWN' | 'LOOKUP-GAP';

export type Resolved<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: ResolveFault };

/** What conversions need of the world. */
export interface ConversionContext {
  /** The value as people read it. */
  readonly text: (value: FieldValue) => string;
  readonly findPerson: (text: string) => PersonValue | null;
  /** Company of whoever filled in the form, for a department that does not say its own. */
  readonly company: string | null;
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly utcOffset: number | undefined;
  /** Amounts are written with two decimals. */
  readonly isMoney: boolean;
  readonly lookup?: LookupTable | undefined;
}

/** What the conversions that ask whether or how much give for an empty field; undefined where empty stays empty. */
export function convertEmpty(conversion: Conversion | undefined): boolean | number | undefined {
  switch (conversion) {
    case 'any':
    case 'contains':
    case 'notZero':
      return false;
    case 'count':
    case 'filesCount':
      return 0;
    default:
      return undefined;
  }
}

/** Brings one value that is not empty into the type that a slot wants (design of the mapping editor, 3.5). */
export function convert(value: FieldValue, conversion: Conversion, context: ConversionContext): Resolved<FieldValue> {
  switch (conversion) {
    case 'findPerson':
      return findPeople([context.text(value)], context);
    case 'splitPersons':
      return findPeople(context.text(value).split(/[\n,，;；、]/), context);
    case 'parseDate':
      return orUnreadable(parseDay(context.text(value), context.utcOffset));
    case 'formatDate':
      return orUnreadable(typeof value === 'string' ? parseDay(value, context.utcOffset) : null);
    case 'parseNumber':
      return parseNumber(typeof value === 'string' ? value : context.text(value));
    case 'formatNumber':
      return typeof value === 'number' ? found(formatNumber(value, context.isMoney)) : failed('TYPE');
    case 'daysAfterCreation':
      return isWholeDays(value) ? found(addDays(context.today, value)) : failed('UNREADABLE');
    case 'personCompany':
      return orUnknown(firstPerson(value)?.organization);
    case 'departmentCompany':
      return orUnknown(context.company);
    case 'personContact': {
      const person = firstPerson(value);
      return orUnknown(person?.mobile ?? person?.email);
    }
    case 'firstPerson': {
      const person = firstPerson(value);
      return person ? found([person]) : failed('TYPE');
    }
    case 'lookup':
      return context.lookup ? orGap(lookUp(context.lookup, value)?.value) : found(value);
    case 'contains': {
      const { lookup } = context;
      if (!lookup) return failed('TYPE');
      return found(keysOf(value).some((key) => lookUp(lookup, key)?.value === true));
    }
    case 'formatAmountUpper':
      return orUnreadable(typeof value === 'number' ? amountUpper(value) : null);
    case 'formatDateChinese':
    case 'formatMonthChinese': {
      const day = typeof value === 'string' ? parseDay(value, context.utcOffset) : null;
      return orUnreadable(day === null ? null : dayInChinese(day, conversion === 'formatMonthChinese'));
    }
    case 'formatDateTime':
      return orUnreadable(typeof value === 'string' ? parseMinute(value, context.utcOffset) : null);
    case 'count':
      return found(Array.isArray(value) ? value.length : 1);
    case 'filesCount':
      return isFiles(value) ? found(value.length) : failed('TYPE');
    case 'any':
      return found(true);
    case 'notZero':
      return typeof value === 'number' ? found(value !== 0) : failed('TYPE');
    case 'zeroOne':
      return typeof value === 'boolean' ? found(value ? 1 : 0) : failed('TYPE');
    case 'optionValue':
      return found(keysOf(value).join('、'));
    case 'firstOption':
      return orUnreadable(keysOf(value)[0] ?? null);
    case 'matchOrganization':
    case 'personName':
    case 'joinNames':
    case 'departmentName':
    case 'organizationName':
    case 'fileNames':
    case 'optionLabel':
    case 'shownName':
    case 'yesNo':
      return found(context.text(value));
    case 'firstRow':
    case 'lastRow':
    case 'joinRows':
      throw new Error(`${conversion} is about rows and not about one value`);
  }
}

export function isPersons(value: FieldValue): value is PersonValue[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => 'userId' in item);
}

export function isPerson(value: FieldValue): value is PersonValue {
  return typeof value === 'object' && value !== null && 'userId' in value;
}

export function isFiles(value: FieldValue): value is FileValue[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => 'fileId' in item);
}

export function isRefs(value: FieldValue): value is RefValue[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => 'id' in item);
}

export function isRef(value: FieldValue): value is RefValue {
  return typeof value === 'object' && value !== null && 'id' in value;
}

/** Days after today that a deadline may lie ahead. */
export function isWholeDays(value: FieldValue): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 3650;
}

function findPeople(texts: readonly string[], { findPerson }: ConversionContext): Resolved<FieldValue> {
  const people: PersonValue[] = [];
  for (const text of texts.map((part) => part.trim()).filter((part) => part !== '')) {
    const person = findPerson(text);
    if (!person) return failed('UNKNOWN');
    people.push(person);
  }
  return found(people);
}

function parseNumber(text: string): Resolved<FieldValue> {
  const digits = text.replaceAll(/[\s,，￥¥元]/g, '');
  const number = Number(digits);
  return digits !== '' && Number.isFinite(number) ? found(number) : failed('UNREADABLE');
}

function formatNumber(value: number, isMoney: boolean): string {
  const [whole = '', decimals] = (isMoney ? value.toFixed(2) : String(value)).split('.');
  const grouped = isMoney ? whole.replaceAll(/\B(?=(\d{3})+$)/g, ',') : whole;
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

function firstPerson(value: FieldValue): PersonValue | undefined {
  if (isPersons(value)) return value[0];
  return isPerson(value) ? value : undefined;
}

function orUnknown(text: string | null | undefined): Resolved<FieldValue> {
  return text ? found(text) : failed('UNKNOWN');
}

function orGap(value: FieldValue | undefined): Resolved<FieldValue> {
  return value === undefined ? failed('LOOKUP-GAP') : found(value);
}

function orUnreadable(day: string | null): Resolved<FieldValue> {
  return day === null ? failed('UNREADABLE') : found(day);
}

export function found<T>(value: T): Resolved<T> {
  return { ok: true, value };
}

export function failed(code: ResolveFault): { readonly ok: false; readonly code: ResolveFault } {
  return { ok: false, code };
}
