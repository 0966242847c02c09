import { toFieldRef, type FieldRow } from '../core/field-index.js';
import type { FieldRef } from '../schema/form.js';

const keyOf = (table: string, field: string): string => `${table} ${field}`;

/** Fields of the tree that a person selected, whatever rows are in sight. */
export class FieldSelection {
  #keys: ReadonlySet<string> = new Set();
  /** Where a range begins. */
  #anchor: string | null = null;

  get size(): number {
    return this.#keys.size;
  }

  has(table: string, field: string): boolean {
    return this.#keys.has(keyOf(table, field));
  }

  clear(): void {
    this.#keys = new Set();
    this.#anchor = null;
  }

  toggle(row: FieldRow): void {
    if (row.kind === 'table') return;
    const key = keyOf(row.table.id, row.field.id);
    const keys = new Set(this.#keys);
    if (!keys.delete(key)) keys.add(key);
    this.#keys = keys;
    this.#anchor = key;
  }

  /** Selects from the row that the last one began at to another; `from` is where the cursor was. */
  extend(rows: readonly FieldRow[], from: number, to: number): void {
    const anchored = rows.findIndex(
      (row) => row.kind === 'field' && keyOf(row.table.id, row.field.id) === this.#anchor,
    );
    const start = anchored < 0 ? from : anchored;
    const range = rows.slice(Math.min(start, to), Math.max(start, to) + 1);
    const keys = range.flatMap((row) => (row.kind === 'field' ? [keyOf(row.table.id, row.field.id)] : []));
    this.#keys = new Set(keys);
    const first = rows[start];
    if (first?.kind === 'field') this.#anchor = keyOf(first.table.id, first.field.id);
  }

  /** The selected fields in the order of the form; of all its rows, since a search may hide some. */
  fields(rows: readonly FieldRow[]): FieldRef[] {
    return rows.flatMap((row) =>
      row.kind === 'field' && this.has(row.table.id, row.field.id) ? [toFieldRef(row.table, row.field)] : [],
    );
  }
}
