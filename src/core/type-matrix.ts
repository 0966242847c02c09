import { MAIN_TABLE, type Field, type FieldType } from '../schema/form.js';
import type { Conversion } from '../schema/value-source.js';
import type { SlotDefinition, SlotType } from './slot-definition.js';

/** Why a field cannot go into a slot; a key of the translations. */
export type Refusal =
  | 'typeMismatch'
  | 'otherBrowse'
  | 'rowsIntoSingle'
  | 'otherTable'
  | 'mainTableOnly'
  | 'mustFitDirectly'
  | 'takesNoField';

/** How a field fits a slot. Of several conversions the first is the usual one. */
export type Fit =
  { kind: 'direct' } | { kind: 'convert'; conversions: readonly Conversion[] } | { kind: 'refused'; reason: Refusal };

/** Slots that a table of types can be asked about: `seal` and `anyField` have rules of their own. */
type MatrixType = Exclude<SlotType, 'seal' | 'anyField'>;
type Cell = '=' | readonly Conversion[];
type Row = Partial<Record<MatrixType, Cell>>;

const lookup = ['lookup'] as const;

/**
 * The type table (design of the mapping editor, 3.5). A missing cell is refused. Cells of the design whose conversion
 * has no name in the schema yet (count, any, head of a department, one hop over a browse field) are refused as well.
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
  number: { text: ['formatNumber'], date: ['daysAfterCreation'], number: '=', choice: lookup },
  money: { text: ['formatNumber'], date: ['daysAfterCreation'], number: '=', choice: lookup },
  date: { text: ['formatDate'], date: '=' },
  datetime: { text: ['formatDate'], date: '=' },
  person: {
    text: ['personName'],
    person: '=',
    people: '=',
    organization: ['personCompany'],
    contact: ['personContact'],
  },
  persons: { text: ['joinNames'], person: ['firstPerson'], people: '=', organization: ['personCompany'] },
  department: { text: ['departmentName'], organization: ['departmentCompany'], choice: lookup },
  organization: { text: ['organizationName'], organization: '=', choice: lookup },
  attachment: { text: ['fileNames'], files: '=' },
  document: { text: ['fileNames'], files: '=' },
  browse: { text: ['shownName'], organization: ['shownName'] },
  link: { text: '=' },
  select: {
    text: ['optionLabel'],
    organization: lookup,
    number: ['parseNumber'],
    choice: '=',
    switch: lookup,
  },
  checkbox: { text: ['yesNo'], choice: lookup, switch: '=' },
};

/** Slots that hold a list: a column of a detail table gives one item per row. */
const LISTS: ReadonlySet<SlotType> = new Set<SlotType>(['people', 'files']);

const DIRECT: Fit = { kind: 'direct' };

function refused(reason: Refusal): Fit {
  return { kind: 'refused', reason };
}

function fitPlain(field: Pick<Field, 'type' | 'browse'>, type: SlotType): Fit {
  if (type === 'anyField') return DIRECT;
  if (type === 'seal') {
    if (field.type === 'browse') return field.browse === 'seal' ? DIRECT : refused('otherBrowse');
    return field.type === 'text' || field.type === 'select'
      ? { kind: 'convert', conversions: lookup }
      : refused('typeMismatch');
  }
  const cell = typeMatrix[field.type][type];
  if (cell === undefined) return refused('typeMismatch');
  return cell === '=' ? DIRECT : { kind: 'convert', conversions: cell };
}

/**
 * Whether a field can fill a slot of a type. `inDetail`: the field is a column of a detail table whose rows the slot
 * does not run over. A list takes one item per row; a single value needs a rule that says which row, and there is no
 * room for a second conversion beside that rule.
 */
export function fit(field: Pick<Field, 'type' | 'browse'>, type: SlotType, inDetail: boolean): Fit {
  const plain = fitPlain(field, type);
  if (!inDetail || plain.kind === 'refused' || type === 'anyField' || LISTS.has(type)) return plain;
  if (type === 'text') return { kind: 'convert', conversions: ['firstRow', 'lastRow', 'joinRows'] };
  return plain.kind === 'direct'
    ? { kind: 'convert', conversions: ['firstRow', 'lastRow'] }
    : refused('rowsIntoSingle');
}

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
export function fitSlot(
  slot: FitTarget,
  field: Pick<Field, 'type' | 'browse'>,
  tableId: string,
  rowTable: string | null = null,
): Fit {
  if (slot.type === undefined) return refused('takesNoField');
  const inDetail = tableId !== MAIN_TABLE && tableId !== rowTable;
  if (inDetail && rowTable !== null) return refused('otherTable');
  if (inDetail && slot.mainOnly === true) return refused('mainTableOnly');
  if (slot.browse !== undefined && field.type === 'browse') {
    return field.browse !== undefined && slot.browse.includes(field.browse) ? DIRECT : refused('otherBrowse');
  }
  const result = fit(field, slot.type, inDetail);
  return result.kind === 'convert' && BARE.has(slot.control) ? refused('mustFitDirectly') : result;
}
