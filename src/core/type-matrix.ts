import { MAIN_TABLE, type Field, type FieldType } from '../schema/form.js';
import type { Conversion } from '../schema/value-source.js';
import type { RowPick } from './row-choice.js';
import type { SlotDefinition, SlotType } from './slot-definition.js';

/** Why a field cannot go into a slot; a key of the translations. */
export type Refusal =
  | 'typeMismatch'
  | 'otherBrowse'
  | 'needsRelated'
  | 'needsDirectory'
  | 'otherTable'
  | 'mainTableOnly'
  | 'mustFitDirectly'
  | 'takesNoField'
  /** Several fields at once, into a slot for one. */
  | 'takesOne';

/**
 * How a field fits a slot. Of several conversions the first is the usual one; those of a field that fits directly are
 * possible and not needed. `rows`: the field is a column of a detail table, and somebody has to say which rows count.
 */
export type Fit =
  | { kind: 'direct'; conversions?: readonly Conversion[]; rows?: readonly RowPick[] }
  | { kind: 'convert'; conversions: readonly Conversion[]; rows?: readonly RowPick[] }
  | { kind: 'refused'; reason: Refusal };

/** Slots that a table of types can be asked about: `seal` and `anyField` have rules of their own. */
type MatrixType = Exclude<SlotType, 'seal' | 'anyField'>;
type Cell = '=' | 'needsRelated' | 'needsDirectory' | readonly Conversion[];
type Row = Partial<Record<MatrixType, Cell>>;

const lookup = ['lookup'] as const;
const dates = ['formatDate', 'formatDateChinese', 'formatMonthChinese'] as const;
const amounts: Row = {
  text: ['formatNumber', 'formatAmountUpper'],
  date: ['daysAfterCreation'],
  number: '=',
  choice: lookup,
  switch: ['notZero', 'lookup'],
};
const files: Row = { text: ['fileNames'], files: '=', number: ['filesCount'], switch: ['any'] };

/**
 * The type table (design of the mapping editor, 3.5). A missing cell is refused. `needsRelated`: a browse field holds the
 * name of the related record and none of its fields. `needsDirectory`: nobody can be asked who heads or belongs to a
 * department.
 */
export const typeMatrix: Readonly<Record<FieldType, Row>> = {
  text: {
    text: '=',
    person: ['findPerson'],
    people: ['splitPersons'],
    organization: ['matchOrganization'],
    date: ['parseDate'],
    number: ['parseNumber'],
    choice: lookup,
    switch: lookup,
    contact: '=',
  },
  textarea: { text: '=', people: ['splitPersons'] },
  number: amounts,
  money: amounts,
  date: { text: dates, date: '=' },
  datetime: { text: [...dates, 'formatDateTime'], date: '=' },
  person: {
    text: ['personName'],
    person: '=',
    people: '=',
    organization: ['personCompany'],
    contact: ['personContact'],
  },
  persons: {
    text: ['joinNames'],
    person: ['firstPerson'],
    people: '=',
    organization: ['personCompany'],
    number: ['count'],
    switch: ['any'],
    contact: ['personContact'],
  },
  department: {
    text: ['departmentName', 'lookup'],
    person: 'needsDirectory',
    people: 'needsDirectory',
    organization: ['departmentCompany', 'lookup'],
    choice: lookup,
  },
  organization: { text: ['organizationName', 'lookup'], organization: '=', choice: lookup },
  attachment: files,
  document: files,
  browse: {
    text: ['shownName', 'lookup'],
    person: 'needsRelated',
    people: 'needsRelated',
    organization: ['shownName', 'lookup'],
    files: 'needsRelated',
    date: 'needsRelated',
    number: 'needsRelated',
    choice: lookup,
    switch: ['any'],
    contact: 'needsRelated',
  },
  link: { text: '=' },
  select: {
    text: ['optionLabel', 'optionValue', 'lookup'],
    organization: lookup,
    number: ['optionValue', 'parseNumber'],
    choice: '=',
    switch: ['lookup', 'contains'],
  },
  checkbox: { text: ['yesNo', 'lookup'], number: ['zeroOne'], choice: lookup, switch: '=' },
};

/** A select that takes several choices. */
export const multipleRow: Row = {
  text: ['optionLabel', 'optionValue'],
  number: ['count'],
  choice: ['firstOption'],
  switch: ['contains', 'any'],
};

/** Types that a seal may be looked up by. */
const SEAL_BY: ReadonlySet<FieldType> = new Set<FieldType>([
  'text',
  'select',
  'organization',
  'department',
  'checkbox',
]);

/** Slots that hold a list: a column of a detail table gives one item per row. */
const LISTS: ReadonlySet<SlotType> = new Set<SlotType>(['people', 'files']);

/** What the table has to know about a field. */
export type FitField = Pick<Field, 'type' | 'browse' | 'multiple'>;

const DIRECT: Fit = { kind: 'direct' };

function refused(reason: Refusal): Fit {
  return { kind: 'refused', reason };
}

function fitPlain(field: FitField, type: SlotType): Fit {
  if (type === 'anyField') return DIRECT;
  if (type === 'seal') {
    if (field.type === 'browse') return field.browse === 'seal' ? DIRECT : refused('otherBrowse');
    return SEAL_BY.has(field.type) ? { kind: 'convert', conversions: lookup } : refused('typeMismatch');
  }
  const row = field.type === 'select' && field.multiple === true ? multipleRow : typeMatrix[field.type];
  const cell = row[type];
  if (cell === undefined) return refused('typeMismatch');
  if (cell === 'needsRelated' || cell === 'needsDirectory') return refused(cell);
  if (cell !== '=') return { kind: 'convert', conversions: cell };
  // the choices of a form are seldom those of a provider
  return type === 'choice' ? { kind: 'direct', conversions: lookup } : DIRECT;
}

/**
 * Whether a field can fill a slot of a type. `inDetail`: the field is a column of a detail table whose rows the slot
 * does not run over. A list takes one item per row; for a single value somebody has to say which row, all rows joined
 * (as text) or how many rows are filled in (as text or number, whatever the column holds).
 */
export function fit(field: FitField, type: SlotType, inDetail: boolean): Fit {
  const plain = fitPlain(field, type);
  if (!inDetail || type === 'anyField' || LISTS.has(type)) return plain;
  if (plain.kind === 'refused') return type === 'number' ? { kind: 'direct', rows: ['count'] } : plain;
  return { ...plain, rows: ROWS[type] ?? ONE_ROW };
}

const ONE_ROW: readonly RowPick[] = ['first', 'last', 'where'];
const ROWS: Partial<Record<SlotType, readonly RowPick[]>> = {
  text: [...ONE_ROW, 'join', 'count'],
  number: [...ONE_ROW, 'count'],
};

/** What {@link fitSlot} has to know about a slot. */
export type FitTarget = Pick<SlotDefinition, 'control' | 'type' | 'browse' | 'mainOnly'>;

/** Controls that keep a bare field reference, with no room for a conversion. */
const BARE: ReadonlySet<SlotDefinition['control']> = new Set<SlotDefinition['control']>([
  'field',
  'documents',
  'deadline',
]);

/**
 * {@link fit} with everything that a slot says about its fields. `tableId` is the field's table; `rowTable` the detail
 * table whose rows the slot runs over (C-30), or null.
 */
export function fitSlot(slot: FitTarget, field: FitField, tableId: string, rowTable: string | null = null): Fit {
  if (slot.type === undefined) return refused('takesNoField');
  const inDetail = tableId !== MAIN_TABLE && tableId !== rowTable;
  if (inDetail && rowTable !== null) return refused('otherTable');
  if (inDetail && slot.mainOnly === true) return refused('mainTableOnly');
  if (slot.browse !== undefined && field.type === 'browse') {
    return field.browse !== undefined && slot.browse.includes(field.browse) ? DIRECT : refused('otherBrowse');
  }
  const result = fit(field, slot.type, inDetail);
  if (result.kind === 'refused' || !BARE.has(slot.control)) return result;
  return result.kind === 'convert' || result.rows !== undefined ? refused('mustFitDirectly') : result;
}
