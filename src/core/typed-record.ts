import { MAIN_TABLE } from '../schema/form.js';
import type {
  Field,
  FieldValue,
  FieldValues,
  FileValue,
  FormRecord,
  FormTable,
  PersonValue,
  RefValue,
} from '../schema/form.js';
import type { Workflow } from '../schema/workflow.js';
import { DEFAULT_UTC_OFFSET, parseDay, parseMinute } from './calendar.js';
import { isFiles, isPerson, isPersons, isRef, isRefs } from './conversions.js';
import type { EditorMapping } from './editor-mapping.js';

/** How the value of a field is typed in; `people`, `files` and `names` have one of them a line. */
export type TypedControl =
  | 'line'
  | 'text'
  | 'number'
  | 'date'
  | 'datetime'
  | 'choice'
  | 'choices'
  | 'switch'
  | 'person'
  | 'people'
  | 'files'
  | 'names'
  | 'name';

export function typedControl({ type, multiple, options }: Field): TypedControl {
  switch (type) {
    case 'textarea':
      return 'text';
    case 'number':
    case 'money':
      return 'number';
    case 'date':
      return 'date';
    case 'datetime':
      return 'datetime';
    case 'select':
      if (!options?.length) return multiple ? 'names' : 'line';
      return multiple ? 'choices' : 'choice';
    case 'checkbox':
      return 'switch';
    case 'person':
      return 'person';
    case 'persons':
      return 'people';
    case 'attachment':
      return 'files';
    case 'department':
    case 'organization':
    case 'document':
    case 'browse':
      return 'name';
    default:
      return 'line';
  }
}

/** The fields of the form that a mapping reads, by their table, in the order of the form. */
export function tablesRead(mapping: EditorMapping, { form }: Workflow): FormTable[] {
  const read = new Set<string>();
  collect(mapping, read);
  return [form.main, ...form.details].flatMap((table) => {
    const id = table.id === form.main.id ? MAIN_TABLE : table.id;
    const fields = table.fields.filter((field) => read.has(`${id} ${field.id}`));
    return fields.length === 0 ? [] : [{ ...table, id, fields }];
  });
}

function collect(value: unknown, read: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('table' in value && 'field' in value && typeof value.field === 'string') {
    read.add(`${String(value.table)} ${value.field}`);
  }
  for (const member of Object.values(value)) collect(member, read);
}

/** The value as it is typed. What the text cannot say, such as ids, is taken from the old value when that is read back. */
export function typedText(field: Field, value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return typedControl(field) === 'datetime' ? minuteText(value) : dayText(field, value);
  if (Array.isArray(value)) return value.map(itemText).join('\n');
  return itemText(value);
}

/** What was typed as a value; undefined where it is no number. `old` is the value before, whose parts are kept where they still stand. */
export function typedValue(field: Field, text: string, old: FieldValue): FieldValue | undefined {
  const typed = text.trim();
  if (text === typedText(field, old)) return old;
  const control = typedControl(field);
  if (control === 'switch') return typed === 'true';
  if (typed === '') return null;
  switch (control) {
    case 'number': {
      const number = Number(typed.replaceAll(/[,，\s]/g, ''));
      return Number.isFinite(number) ? number : undefined;
    }
    case 'datetime':
      return minuteOf(typed);
    case 'person':
      return personOf(typed, peopleOf(old));
    case 'people':
      return linesOf(typed).map((line) => personOf(line, peopleOf(old)));
    case 'files':
      return linesOf(typed).map((line) => fileOf(line, isFiles(old) ? old : []));
    case 'choices':
    case 'names':
      return linesOf(typed).map((line) => refOf(field, line, refsOf(old)));
    case 'name':
      return isRefs(old) ? linesOf(typed).map((line) => refOf(field, line, old)) : refOf(field, typed, refsOf(old));
    default:
      return text;
  }
}

/** A record with other values, as one that was typed in. */
export function typedRecord(
  base: FormRecord,
  typed: { title: string; values: FieldValues; details: Readonly<Record<string, readonly FieldValues[]>> },
  id: string,
): FormRecord {
  return {
    ...base,
    recordId: id,
    title: typed.title,
    values: { ...base.values, ...typed.values },
    details: {
      ...base.details,
      ...Object.fromEntries(Object.entries(typed.details).map(([table, rows]) => [table, [...rows]])),
    },
  };
}

function dayText(field: Field, value: string): string {
  return typedControl(field) === 'date' ? (parseDay(value) ?? '') : value;
}

function minuteText(value: string): string {
  const text = parseMinute(value)?.replace(' ', 'T') ?? '';
  return text === '' || text.includes('T') ? text : `${text}T00:00`;
}

function minuteOf(typed: string): string | undefined {
  const time = Date.parse(`${typed.slice(0, 16)}:00Z`);
  return Number.isNaN(time) ? undefined : new Date(time - DEFAULT_UTC_OFFSET * 60_000).toISOString();
}

function itemText(item: PersonValue | RefValue | FileValue): string {
  if (!('userId' in item)) return item.name;
  return [item.name, item.mobile ?? item.email, item.organization].filter(Boolean).join(' | ');
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** `name | mobile or e-mail | company`; one that nobody is known by gets an id of its own. */
function personOf(line: string, known: readonly PersonValue[]): PersonValue {
  const same = known.find((person) => itemText(person) === line);
  if (same) return same;
  const parts = line.split(/[|｜]/).map((part) => part.trim());
  const [name = '', contact = '', organization = ''] = parts;
  const named = known.find((person) => person.name === name);
  return {
    userId: named?.userId ?? idOf('person', name),
    name: name.slice(0, 200) || '?',
    ...(contact !== '' && (contact.includes('@') ? { email: contact } : { mobile: contact })),
    ...(organization !== '' && { organization }),
  };
}

function refOf({ options }: Field, line: string, known: readonly RefValue[]): RefValue {
  const option = options?.find(({ label, value }) => label === line || value === line);
  if (option) return { id: option.value, name: option.label };
  const name = line.slice(0, 200);
  return known.find((ref) => ref.name === line) ?? { id: idOf('name', name), name };
}

const MEDIA: Readonly<Record<string, string>> = { pdf: 'application/pdf', txt: 'text/plain', png: 'image/png' };

function fileOf(line: string, known: readonly FileValue[]): FileValue {
  const name = line.slice(0, 200);
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const mediaType = MEDIA[extension] ?? 'application/octet-stream';
  return (
    known.find((file) => file.name === name) ?? {
      fileId: idOf('file', name),
      name,
      size: 120_000,
      mediaType,
      sha256: '0'.repeat(64),
    }
  );
}

/** The same name is the same thing; an id takes no spaces and no slashes. */
function idOf(kind: string, name: string): string {
  const letters = [...name].map((letter) => (letter.codePointAt(0) ?? 0).toString(36)).join('-');
  return `typed-${kind}-${letters.slice(0, 80)}-${name.length}`;
}

function peopleOf(value: FieldValue): readonly PersonValue[] {
  if (isPersons(value)) return value;
  return isPerson(value) ? [value] : [];
}

function refsOf(value: FieldValue): readonly RefValue[] {
  if (isRefs(value)) return value;
  return isRef(value) ? [value] : [];
}
