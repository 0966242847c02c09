import { MAIN_TABLE, type Field, type FieldRef, type Form, type FormTable } from '../schema/form.js';
import { fold, nameKey, NameRank, rankName, type NameKey, type Speller } from './name-search.js';

/** One row of the flat field tree: the header of a table, or a field of the table above it. */
export type FieldRow =
  | { readonly kind: 'table'; readonly table: FormTable; readonly fieldCount: number }
  | { readonly kind: 'field'; readonly table: FormTable; readonly field: Field };

/** A field and what a search compares; that is made at the first search, because a form is shown before it is searched. */
class IndexedField {
  readonly row: Extract<FieldRow, { kind: 'field' }>;
  readonly #spell: Speller | undefined;
  #name: NameKey | undefined;
  #id: string | undefined;

  constructor(table: FormTable, field: Field, spell: Speller | undefined) {
    this.row = { kind: 'field', table, field };
    this.#spell = spell;
  }

  get name(): NameKey {
    return (this.#name ??= nameKey(this.row.field.label, this.#spell));
  }

  get id(): string {
    return (this.#id ??= fold(this.row.field.id));
  }
}

interface IndexedTable {
  readonly table: FormTable;
  readonly name: NameKey;
  readonly fields: readonly IndexedField[];
}

/** A form made ready for searching and for finding a referenced field. */
export interface FieldIndex {
  readonly tables: readonly IndexedTable[];
  /** Every row, tables in the order of the form. */
  readonly rows: readonly FieldRow[];
  readonly byKey: ReadonlyMap<string, Field>;
}

function fieldKey(table: string, field: string): string {
  // ids hold no white space, so the key is unambiguous
  return `${table} ${field}`;
}

/** Builds the index once per form; a search then only compares strings. With a speller it finds names by pinyin, too. */
export function buildFieldIndex(form: Form, spell?: Speller): FieldIndex {
  const tables = [form.main, ...form.details].map((table) => ({
    table,
    name: nameKey(table.label, spell),
    fields: table.fields.map((field) => new IndexedField(table, field, spell)),
  }));
  const byKey = new Map<string, Field>();
  for (const { table } of tables) for (const field of table.fields) byKey.set(fieldKey(table.id, field.id), field);
  return { tables, rows: tables.flatMap(rowsOf), byKey };
}

function rowsOf({ table, fields }: Pick<IndexedTable, 'table' | 'fields'>): FieldRow[] {
  if (fields.length === 0) return [];
  return [{ kind: 'table', table, fieldCount: fields.length }, ...fields.map((field) => field.row)];
}

/** The label says most; an id comes before what is only contained. */
function rank(field: IndexedField, query: string): NameRank {
  const byName = rankName(field.name, query);
  if (byName < NameRank.id) return byName;
  if (field.id === query) return NameRank.id;
  return field.id.includes(query) ? NameRank.contained : byName;
}

/**
 * The rows that a search leaves, tables and their fields in the order of the form. A table whose own name is hit keeps
 * all its fields; `fieldCount` is what is left of it.
 */
export function filterFields(index: FieldIndex, query: string): readonly FieldRow[] {
  const wanted = fold(query.trim());
  if (wanted === '') return index.rows;
  return index.tables.flatMap(({ table, name, fields }) =>
    rowsOf({
      table,
      fields:
        rankName(name, wanted) < NameRank.none ? fields : fields.filter((field) => rank(field, wanted) < NameRank.none),
    }),
  );
}

/** The fields that a search finds, best first: exact label, prefix, pinyin, id, contained text; then the order of the form. */
export function rankFields(index: FieldIndex, query: string): Extract<FieldRow, { kind: 'field' }>[] {
  const wanted = fold(query.trim());
  const all = index.tables.flatMap((table) => table.fields);
  if (wanted === '') return all.map((field) => field.row);
  return all
    .map((field) => ({ row: field.row, rank: rank(field, wanted) }))
    .filter((hit) => hit.rank < NameRank.none)
    .sort((a, b) => a.rank - b.rank)
    .map((hit) => hit.row);
}

/** The live field of a reference, undefined when it is gone. */
export function findField(index: FieldIndex, ref: Pick<FieldRef, 'table' | 'field'>): Field | undefined {
  return index.byKey.get(fieldKey(ref.table, ref.field));
}

/** The main table or a detail table, by its id. */
export function tableOf(form: Form | undefined, id: string): FormTable | undefined {
  return id === MAIN_TABLE ? form?.main : form?.details.find((table) => table.id === id);
}

/** A reference with what is seen now, so that a later rename or retyping is noticed. */
export function toFieldRef(table: Pick<FormTable, 'id'>, field: Field): FieldRef {
  return { table: table.id, field: field.id, label: field.label, type: field.type };
}

/** Whether a table is a detail table, whose fields hold one value per row. */
export function isDetail(tableId: string): boolean {
  return tableId !== MAIN_TABLE;
}
