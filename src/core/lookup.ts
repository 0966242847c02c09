import type { Field, FieldRef, FieldValue, FileValue, PersonValue, RefValue } from '../schema/form.js';
import type { LookupTable, LookupTarget } from '../schema/value-source.js';
import type { Workflow } from '../schema/workflow.js';
import { tableOf } from './field-index.js';

/** One choice as a lookup table knows it: what is stored, and what people read. */
export interface LookupOption {
  readonly value: string;
  readonly label: string;
}

/** How a lookup table and a row condition call a value: choices by their value, people and other things by id. */
export function keysOf(value: FieldValue): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.map(idOf);
  return [typeof value === 'object' ? idOf(value) : String(value).trim()];
}

/** Names that stand for the same value as its keys do, for fields whose choices are not known beforehand. */
export function namesOf(value: FieldValue): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => [item.name]);
  return typeof value === 'object' ? [value.name] : [];
}

/** What the table gives for a value; undefined where nothing does. An exact value goes before a name. */
export function lookUp(table: LookupTable, value: FieldValue): LookupTarget | undefined {
  const rowOf = (names: readonly string[]) =>
    table.rows.find((row) => row.target !== null && names.includes(row.option.trim()));
  return (rowOf(keysOf(value)) ?? rowOf(namesOf(value)))?.target ?? table.otherwise;
}

/** The choices of a field where they are known beforehand: those of a select, and on and off. */
export function optionsOf(field: Pick<Field, 'type' | 'options'>): readonly LookupOption[] | null {
  if (field.type === 'checkbox') return CHECKED;
  return field.type === 'select' && field.options !== undefined && field.options.length > 0 ? field.options : null;
}

/** The choices of a field of a workflow; none where they, the field or the workflow are not known. */
export function choicesOf(workflow: Workflow | undefined, ref: FieldRef): readonly LookupOption[] {
  const field = tableOf(workflow?.form, ref.table)?.fields.find(({ id }) => id === ref.field);
  return (field && optionsOf(field)) ?? [];
}

const CHECKED: readonly LookupOption[] = [
  { value: 'true', label: '是' },
  { value: 'false', label: '否' },
];

/** LOOKUP-GAP: options that get nothing. Without known options, the rows that were begun and not finished. */
export function lookupGaps(table: LookupTable, options: readonly LookupOption[] | null): string[] {
  if (table.otherwise !== undefined) return [];
  const filled = new Set(table.rows.flatMap((row) => (row.target === null ? [] : [row.option.trim()])));
  if (options === null) return table.rows.flatMap((row) => (row.target === null ? [row.option] : []));
  return options.flatMap((option) => (filled.has(option.value) ? [] : [option.label]));
}

/**
 * A table for the options of a field, filled from equal names. Rows that are there stay; those whose option no longer
 * exists stay as well, because an admin has to see what they said.
 */
export function fillLookup(
  options: readonly LookupOption[],
  targets: readonly (LookupTarget & { readonly label: string })[],
  present: LookupTable = { rows: [] },
): LookupTable {
  const known = new Map(present.rows.map((row) => [row.option, row]));
  const byName = new Map(targets.map((target) => [fold(target.label), target]));
  const own = options.map(({ value, label }) => {
    const row = known.get(value);
    if (row?.target) return row;
    return { option: value, target: byName.get(fold(label)) ?? byName.get(fold(value)) ?? null };
  });
  const listed = new Set(options.map((option) => option.value));
  return { ...present, rows: [...own, ...present.rows.filter((row) => !listed.has(row.option))] };
}

/** The table from the other side: every target with the options that lead to it, in the order of the rows. */
export function reverseLookup(table: LookupTable): { target: LookupTarget; options: string[] }[] {
  const groups = new Map<string, { target: LookupTarget; options: string[] }>();
  for (const { option, target } of table.rows) {
    if (target === null) continue;
    const key = `${typeof target.value} ${String(target.value)}`;
    const group = groups.get(key) ?? { target, options: [] };
    group.options.push(option);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function idOf(item: PersonValue | RefValue | FileValue): string {
  if ('userId' in item) return item.userId;
  return 'fileId' in item ? item.fileId : item.id;
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
