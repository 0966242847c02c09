import { MAIN_TABLE, type Field, type FieldRef, type Form, type FormTable } from '../schema/form.js';

/** One row of the flat field tree: the header of a table, or a field of the table above it. */
export type FieldRow =
  | { readonly kind: 'table'; readonly table: FormTable; readonly fieldCount: number }
  | { readonly kind: 'field'; readonly table: FormTable; readonly field: Field };

interface IndexedField {
  readonly row: Extract<FieldRow, { kind: 'field' }>;
  readonly label: string;
  readonly id: string;
}

interface IndexedTable {
  readonly table: FormTable;
  readonly label: string;
  readonly fields: readonly IndexedField[];
}

/** A form made ready for searching and for finding a referenced field. */
export interface FieldIndex {
  readonly tables: readonly IndexedTable[];
  /** Every row, tables in the order of the form. */
  readonly rows: readonly FieldRow[];
  readonly byKey: ReadonlyMap<string, Field>;
}

/** Case and width (Ａ, １) do not matter to a search. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function fieldKey(table: string, field: string): string {
  // ids hold no white space, so the key is unambiguous
  return `${table} ${field}`;
}

/** Builds the index once per form; a search then only compares strings. */
export function buildFieldIndex(form: Form): FieldIndex {
  const tables = [form.main, ...form.details].map((table) => ({
    table,
    label: fold(table.label),
    fields: table.fields.map((field) => ({
      row: { kind: 'field' as const, table, field },
      label: fold(field.label),
      id: fold(field.id),
    })),
  }));
  const byKey = new Map<string, Field>();
  for (const { table } of tables) for (const field of table.fields) byKey.set(fieldKey(table.id, field.id), field);
  return { tables, rows: tables.flatMap(rowsOf), byKey };
}

function rowsOf({ table, fields }: Pick<IndexedTable, 'table' | 'fields'>): FieldRow[] {
  if (fields.length === 0) return [];
  return [{ kind: 'table', table, fieldCount: fields.length }, ...fields.map((field) => field.row)];
}

const NO_HIT = 4;

/** 0 exact label, 1 prefix of the label, 2 id, 3 contained in the label or id. */
function rank(field: IndexedField, query: string): number {
  if (field.label === query) return 0;
  if (field.label.startsWith(query)) return 1;
  if (field.id === query) return 2;
  return field.label.includes(query) || field.id.includes(query) ? 3 : NO_HIT;
}

/**
 * The rows that a search leaves, tables and their fields in the order of the form. A table whose own name is hit keeps
 * all its fields; `fieldCount` is what is left of it.
 */
export function filterFields(index: FieldIndex, query: string): readonly FieldRow[] {
  const wanted = fold(query.trim());
  if (wanted === '') return index.rows;
  return index.tables.flatMap(({ table, label, fields }) =>
    rowsOf({
      table,
      fields: label.includes(wanted) ? fields : fields.filter((field) => rank(field, wanted) < NO_HIT),
    }),
  );
}

/** The fields that a search finds, best first: exact label, prefix, id, contained text; then the order of the form. */
export function rankFields(index: FieldIndex, query: string): Extract<FieldRow, { kind: 'field' }>[] {
  const wanted = fold(query.trim());
  const all = index.tables.flatMap((table) => table.fields);
  if (wanted === '') return all.map((field) => field.row);
  return all
    .map((field) => ({ row: field.row, rank: rank(field, wanted) }))
    .filter((hit) => hit.rank < NO_HIT)
    .sort((a, b) => a.rank - b.rank)
    .map((hit) => hit.row);
}

/** The live field of a reference, undefined when it is gone. */
export function findField(index: FieldIndex, ref: Pick<FieldRef, 'table' | 'field'>): Field | undefined {
  return index.byKey.get(fieldKey(ref.table, ref.field));
}

/** A reference with what is seen now, so that a later rename or retyping is noticed. */
export function toFieldRef(table: Pick<FormTable, 'id'>, field: Field): FieldRef {
  return { table: table.id, field: field.id, label: field.label, type: field.type };
}

/** Whether a table is a detail table, whose fields hold one value per row. */
export function isDetail(tableId: string): boolean {
  return tableId !== MAIN_TABLE;
}
