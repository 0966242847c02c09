import type { FieldValues, PersonValue } from '../schema/form.js';
import type { Deadline, DocumentSource } from '../schema/signing-config.js';
import type { TextTemplate, ValueSource } from '../schema/value-source.js';
import { addDays, calendarDay } from './calendar.js';
import { readContact } from './contact.js';
import { found } from './conversions.js';
import type { EditorMapping } from './editor-mapping.js';
import { checkFileName, renderName } from './naming.js';
import { valueAt } from './pointer.js';
import {
  resolveDay,
  resolveFiles,
  resolveNumber,
  resolvePersons,
  resolveRefs,
  resolveText,
  type Resolved,
  type ResolveContext,
  type ResolveFault,
} from './resolve.js';
import type { SlotDefinition } from './slot-definition.js';
import { rowTableOf } from './slots.js';

/** Why a slot would not go over: its value could not be read, or it is no address that a party can be reached at. */
export type ResultFault = ResolveFault | 'CONTACT';

/** What a slot would send for a record: one or more values as people read them, nothing, or a fault. */
export type SlotResult =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'fault'; readonly code: ResultFault };

/**
 * What a slot would send for the record of the context; null for a slot that is the same for every record, such as a
 * switch or a node. A slot that is read for each row of a detail table (C-30) answers one value for each row.
 */
export function resultOf(slot: SlotDefinition, mapping: EditorMapping, context: ResolveContext): SlotResult | null {
  const value = valueAt(mapping, slot.pointer);
  const table = rowTableOf(mapping, slot.pointer);
  const read = readerOf(slot);
  if (!read) return null;
  if (value === null || value === undefined) return { kind: 'empty' };
  if (table === null) return asResult(read(value, context));
  const rows: readonly FieldValues[] = context.record.details[table] ?? [];
  return asResult(allOf(rows, (values) => read(value, { ...context, row: { table, values } })));
}

type Texts = Resolved<string[]> | { readonly ok: false; readonly code: 'CONTACT' };
type Read = (value: unknown, context: ResolveContext) => Texts;

/** How the value of a slot is read. The mapping was parsed by its schema, so a control tells what its value is. */
function readerOf(slot: SlotDefinition): Read | null {
  switch (slot.control) {
    case 'source':
      return (value, context) => readSource(slot, value as ValueSource, context);
    case 'sources':
      return (value, context) => allOf(value as ValueSource[], (source) => readSource(slot, source, context));
    case 'documents':
      return (value, context) => allOf(value as DocumentSource[], (source) => readDocument(source, context));
    case 'deadline':
      return (value, context) => readDeadline(value as Deadline, context);
    case 'template':
      return (value, context) => found(readName(value as TextTemplate, context));
    default:
      return null;
  }
}

function readSource(slot: SlotDefinition, source: ValueSource, context: ResolveContext): Texts {
  switch (slot.type) {
    case 'person':
      return mapped(resolvePersons(source, context), (people) => people.slice(0, 1).map(personText));
    case 'people':
      return mapped(resolvePersons(source, context), (people) => people.map(personText));
    case 'seal':
    case 'choice':
      return mapped(resolveRefs(source, context), (refs) => refs.map((ref) => ref.name));
    case 'number':
      return mapped(resolveNumber(source, context), (number) => (number === null ? [] : [String(number)]));
    case 'contact':
      return readContacts(source, context);
    default:
      return mapped(resolveText(source, context), (text) => (text === null ? [] : [text]));
  }
}

/** One text may hold several addresses (C-49); one that reaches nobody is a fault. */
function readContacts(source: ValueSource, context: ResolveContext): Texts {
  const read = resolveText(source, context);
  if (!read.ok) return read;
  const written = (read.value ?? '').split(/[\s,，;；、]+/).filter((text) => text !== '');
  return written.some((text) => readContact(text) === null) ? { ok: false, code: 'CONTACT' } : found(written);
}

function readDocument(source: DocumentSource, context: ResolveContext): Texts {
  return source.kind === 'field'
    ? mapped(resolveFiles(source.field, context), (files) => files.map((file) => file.name))
    : mapped(resolveRefs(source.template, context), (refs) => refs.map((ref) => ref.name));
}

/** Days begin to count with the launch: the answer is for a launch now. */
function readDeadline(deadline: Deadline, context: ResolveContext): Texts {
  if (deadline.kind === 'days') return found([addDays(calendarDay(context.now, context.utcOffset), deadline.days)]);
  if (deadline.field === null) return found([]);
  return mapped(resolveDay(deadline.field, context), (day) => (day === null ? [] : [day]));
}

/** The name as the file will have it: what no file system takes is repaired already. */
function readName(template: TextTemplate, context: ResolveContext): string[] {
  const name = renderName(template, context);
  if (name === '') return [];
  const check = checkFileName(name);
  return [check.ok ? name : check.fixed];
}

function personText({ name, mobile, email }: PersonValue): string {
  const contact = mobile ?? email;
  return contact === undefined ? name : `${name} | ${contact}`;
}

function mapped<T>(read: Resolved<T>, texts: (value: T) => string[]): Resolved<string[]> {
  return read.ok ? found(texts(read.value)) : read;
}

/** The values of several sources in order; the first fault stands for all. */
function allOf<T>(items: readonly T[], read: (item: T) => Texts): Texts {
  const values: string[] = [];
  for (const item of items) {
    const one = read(item);
    if (!one.ok) return one;
    values.push(...one.value);
  }
  return found(values);
}

function asResult(read: Texts): SlotResult {
  if (!read.ok) return { kind: 'fault', code: read.code };
  return read.value.length === 0 ? { kind: 'empty' } : { kind: 'values', values: read.value };
}
