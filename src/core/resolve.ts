import { MAIN_TABLE } from '../schema/form.js';
import type {
  Field,
  FieldRef,
  FieldValue,
  FieldValues,
  FileValue,
  FormRecord,
  PersonValue,
  RefValue,
} from '../schema/form.js';
import type {
  ConstantSource,
  Conversion,
  FieldSource,
  RowChoice,
  SystemVariable,
  TextTemplate,
  ValueSource,
} from '../schema/value-source.js';
import type { Workflow } from '../schema/workflow.js';
import { tableOf } from './field-index.js';
import { addDays, calendarDay, parseDay } from './calendar.js';
import {
  convert,
  convertEmpty,
  failed,
  found,
  isFiles,
  isPerson,
  isPersons,
  isRef,
  isRefs,
  isWholeDays,
  type Resolved,
} from './conversions.js';

import { chosenRows, conversionOf, rowChoiceOf } from './row-choice.js';

export type { Resolved, ResolveFault } from './conversions.js';

/** All that a value source can be read from. Pure data: the clock and the directory of people come in from outside. */
export interface ResolveContext {
  readonly record: FormRecord;
  /** Needed for the labels of choices and for the names of workflow and node. */
  readonly workflow?: Workflow | undefined;
  /** The row of a detail table that is being looked at; its fields then have one value. */
  readonly row?: { readonly table: string; readonly values: FieldValues } | undefined;
  /** 流程操作人: who acts at the moment. */
  readonly operator: PersonValue;
  /** RFC 3339 */
  readonly now: string;
  /** Minutes ahead of UTC; China Standard Time unless told otherwise. */
  readonly utcOffset?: number | undefined;
  /** Finds a person by name or number, for fields that hold people as text. */
  readonly findPerson?: ((text: string) => PersonValue | null) | undefined;
  readonly documentName?: string | undefined;
  readonly sequence?: number | undefined;
  /** Told every step of reading, for who asks why a value is what it is. */
  readonly trace?: ((step: TraceStep) => void) | undefined;
}

/** One step from the record to the value that is sent; values as people read them. */
export type TraceStep =
  | { readonly kind: 'field'; readonly field: FieldRef; readonly values: readonly string[] }
  | {
      readonly kind: 'rows';
      readonly choice: RowChoice;
      readonly taken: number;
      readonly of: number;
    }
  | { readonly kind: 'convert'; readonly conversion: Conversion; readonly from: string; readonly to: string | null }
  | { readonly kind: 'constant' | 'text' | 'operator' | 'creator'; readonly text: string }
  | { readonly kind: 'system'; readonly name: SystemVariable; readonly text: string };

/** The value of a source as the record has it, with the conversion of the source applied; null when it is empty. */
export function resolveSource(source: ValueSource, context: ResolveContext): Resolved<FieldValue> {
  switch (source.kind) {
    case 'constant':
      context.trace?.({ kind: 'constant', text: source.label ?? String(source.value) });
      return found(source.value);
    case 'operator':
      context.trace?.({ kind: 'operator', text: context.operator.name });
      return found([context.operator]);
    case 'creator':
      context.trace?.({ kind: 'creator', text: context.record.creator.name });
      return found([context.record.creator]);
    case 'template':
      return found(fillTemplate(source.template, context));
    case 'field':
      return resolveField(source, context);
  }
}

/** C-10, C-11, C-22 …: a text without spaces at its ends; null when it is empty. */
export function resolveText(source: ValueSource | null, context: ResolveContext): Resolved<string | null> {
  if (!source) return found(null);
  const read = resolveSource(source, context);
  if (!read.ok) return read;
  return found(textOf(read.value, context, labelled(source)).trim() || null);
}

/** The field whose choices a value is shown by. What a conversion made is shown as it is. */
function labelled(source: ValueSource): FieldRef | null {
  return source.kind === 'field' && conversionOf(source) === undefined ? source.field : null;
}

/** C-12, C-15, C-46: people. A constant names one by user id, with the name as label. */
export function resolvePersons(source: ValueSource | null, context: ResolveContext): Resolved<PersonValue[]> {
  if (!source) return found([]);
  if (source.kind === 'constant') {
    const person = constantPerson(source);
    context.trace?.({ kind: 'constant', text: person.name });
    return found([person]);
  }
  const read = resolveSource(source, context);
  if (!read.ok) return read;
  if (isNothing(read.value)) return found([]);
  if (isPersons(read.value)) return found(uniqueById(read.value, (person) => person.userId));
  if (isPerson(read.value)) return found([read.value]);
  return failed('TYPE');
}

/** C-13: the files of an attachment field; of a detail field those of all rows. */
export function resolveFiles(field: FieldRef, context: ResolveContext): Resolved<FileValue[]> {
  const files: FileValue[] = [];
  for (const value of readField(field, context)) {
    if (isNothing(value)) continue;
    if (!isFiles(value)) return failed('TYPE');
    files.push(...value);
  }
  return found(uniqueById(files, (file) => file.fileId));
}

/** P-04, P-05, C-31 seal: named objects. A constant gives the id, with the name as label. */
export function resolveRefs(source: ValueSource | null, context: ResolveContext): Resolved<RefValue[]> {
  if (!source) return found([]);
  if (source.kind === 'constant') {
    const id = String(source.value);
    context.trace?.({ kind: 'constant', text: source.label ?? id });
    return found([{ id, name: source.label ?? id }]);
  }
  const read = resolveSource(source, context);
  if (!read.ok) return read;
  if (isNothing(read.value)) return found([]);
  if (isRefs(read.value)) return found(uniqueById(read.value, (ref) => ref.id));
  if (isRef(read.value)) return found([read.value]);
  // a table names a thing by its id, and so does the value of a choice
  if (typeof read.value === 'string' && isById(source)) return found([{ id: read.value, name: read.value }]);
  return failed('TYPE');
}

function isById(source: ValueSource): boolean {
  return source.kind === 'field' && BY_ID.has(source.conversion ?? '');
}

const BY_ID: ReadonlySet<string> = new Set(['lookup', 'firstOption']);

/** P-06, P-10, P-11: a number, also where a text field holds one; null when it is empty. */
export function resolveNumber(source: ValueSource | null, context: ResolveContext): Resolved<number | null> {
  if (!source) return found(null);
  const read = resolveSource(source, context);
  if (!read.ok) return read;
  const { value } = read;
  if (isNothing(value)) return found(null);
  if (typeof value === 'number') return found(value);
  if (typeof value !== 'string') return failed('TYPE');
  const number = Number(value.trim());
  return Number.isFinite(number) ? found(number) : failed('UNREADABLE');
}

/** C-23: the calendar day (`YYYY-MM-DD`) of a field; null when it is empty. A number is days from now. */
export function resolveDay(field: FieldRef, context: ResolveContext): Resolved<string | null> {
  const read = resolveField({ kind: 'field', field }, context);
  if (!read.ok) return read;
  if (isNothing(read.value)) return found(null);
  if (typeof read.value === 'number') {
    if (!isWholeDays(read.value)) return failed('UNREADABLE');
    return found(addDays(calendarDay(context.now, context.utcOffset), read.value));
  }
  if (typeof read.value !== 'string') return failed('TYPE');
  const day = parseDay(read.value, context.utcOffset);
  return day === null ? failed('UNREADABLE') : found(day);
}

/** Text of a template; an empty field leaves nothing behind (C-10, C-44). */
export function fillTemplate(template: TextTemplate, context: ResolveContext): string {
  return template
    .map((part) => {
      if (part.kind === 'text') {
        context.trace?.({ kind: 'text', text: part.text });
        return part.text;
      }
      if (part.kind === 'system') {
        const text = systemText(part.name, context);
        context.trace?.({ kind: 'system', name: part.name, text });
        return text;
      }
      const texts = readField(part.field, context).map((value) => textOf(value, context, part.field));
      return texts.filter((text) => text !== '').join('、');
    })
    .join('');
}

/** A value as people read it; choices by their label where the form is known. */
export function textOf(value: FieldValue, context: ResolveContext, field: FieldRef | null): string {
  if (value === null) return '';
  if (typeof value === 'string') return optionLabel(value, context, field);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((item) => item.name).join('、');
  return value.name;
}

/** The values of a field: one of the main table or of the row in the context, else one for each row of its table. */
function readField(field: FieldRef, context: ResolveContext): FieldValue[] {
  const values = valuesOf(field, context);
  context.trace?.({ kind: 'field', field, values: values.map((value) => textOf(value, context, field)) });
  return values;
}

function valuesOf(field: FieldRef, { record, row }: ResolveContext): FieldValue[] {
  if (field.table === MAIN_TABLE) return [record.values[field.field] ?? null];
  if (row?.table === field.table) return [row.values[field.field] ?? null];
  return (record.details[field.table] ?? []).map((values) => values[field.field] ?? null);
}

function resolveField(source: FieldSource, context: ResolveContext): Resolved<FieldValue> {
  const { field } = source;
  const choice = isRows(field, context) ? rowChoiceOf(source) : null;
  // without a choice lists of several rows are joined, and other values are refused
  if (choice === null) {
    const one = oneValue(readField(field, context));
    return one.ok ? convertField(source, one.value, context) : one;
  }
  const all = context.record.details[field.table] ?? [];
  const rows = chosenRows(choice, all);
  if (context.trace) {
    readField(field, context);
    context.trace({ kind: 'rows', choice, taken: rows.length, of: all.length });
  }
  const values = rows.map((row): FieldValue => row[field.field] ?? null);
  if (choice.pick === 'count') return found(values.filter((value) => !isNothing(value)).length);
  if (choice.pick !== 'join') return convertField(source, values[0] ?? null, context);
  const texts: string[] = [];
  for (const value of values) {
    const part = convertField(source, value, context);
    if (!part.ok) return part;
    texts.push(textOf(part.value, context, labelled(source)));
  }
  return found(texts.filter((text) => text !== '').join('、') || null);
}

/** Whether a field has a value for each row: it is in a detail table, and not in that of the row at hand. */
function isRows({ table }: FieldRef, { row }: ResolveContext): boolean {
  return table !== MAIN_TABLE && table !== row?.table;
}

function convertField(source: FieldSource, value: FieldValue, context: ResolveContext): Resolved<FieldValue> {
  const read = converted(source, value, context);
  const conversion = conversionOf(source);
  if (context.trace && conversion !== undefined) {
    const to = read.ok ? textOf(read.value, context, null) : null;
    context.trace({ kind: 'convert', conversion, from: textOf(value, context, source.field), to });
  }
  return read;
}

function converted(source: FieldSource, value: FieldValue, context: ResolveContext): Resolved<FieldValue> {
  const { field } = source;
  const conversion = conversionOf(source);
  if (isNothing(value)) return found(convertEmpty(conversion) ?? value);
  if (conversion === undefined) return found(value);
  return convert(value, conversion, {
    text: (part) => textOf(part, context, field),
    findPerson: context.findPerson ?? (() => null),
    company: context.record.creator.organization ?? null,
    today: calendarDay(context.now, context.utcOffset),
    utcOffset: context.utcOffset,
    isMoney: field.type === 'money',
    lookup: source.lookup,
  });
}

/** Lists of several rows are joined; of other values nobody may pick one silently. */
function oneValue(values: readonly FieldValue[]): Resolved<FieldValue> {
  const filled = values.filter((value) => !isNothing(value));
  const [first = null] = filled;
  if (filled.length <= 1) return found(first);
  const people = filled.flatMap((value) => (isPersons(value) ? value : isPerson(value) ? [value] : []));
  if (filled.every((value) => isPersons(value) || isPerson(value))) return found(people);
  if (filled.every(isFiles)) return found(filled.flat());
  if (filled.every((value) => isRefs(value) || isRef(value))) return found(filled.flat());
  return failed('CARD');
}

function optionLabel(value: string, { workflow }: ResolveContext, ref: FieldRef | null): string {
  if (!workflow || !ref) return value;
  return findField(workflow, ref)?.options?.find((option) => option.value === value)?.label ?? value;
}

function findField({ form }: Workflow, ref: FieldRef): Field | undefined {
  return tableOf(form, ref.table)?.fields.find((field) => field.id === ref.field);
}

function systemText(name: SystemVariable, context: ResolveContext): string {
  const { record, workflow } = context;
  switch (name) {
    case 'workflowName':
      return workflow?.name ?? '';
    case 'recordId':
      return record.recordId;
    case 'recordTitle':
      return record.title;
    case 'nodeName':
      return workflow?.nodes.find((node) => node.id === record.currentNodeId)?.name ?? '';
    case 'operatorName':
      return context.operator.name;
    case 'creatorName':
      return record.creator.name;
    case 'today':
      return calendarDay(context.now, context.utcOffset);
    case 'documentName':
      return context.documentName ?? '';
    case 'sequence':
      return context.sequence === undefined ? '' : String(context.sequence);
  }
}

function constantPerson(source: ConstantSource): PersonValue {
  const userId = String(source.value);
  return { userId, name: source.label ?? userId };
}

function uniqueById<T>(items: readonly T[], id: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [id(item), item])).values()];
}

function isNothing(value: FieldValue): value is null | '' {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
