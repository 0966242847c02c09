import type { FieldValue, FieldValues } from '../schema/form.js';
import type { Conversion, FieldSource, RowChoice, RowCondition } from '../schema/value-source.js';
import { keysOf, namesOf } from './lookup.js';

export type RowPick = RowChoice['pick'];

/** The conversions that used to say which row counts. */
const OLD: Partial<Record<Conversion, RowChoice>> = {
  firstRow: { pick: 'first' },
  lastRow: { pick: 'last' },
  joinRows: { pick: 'join' },
};

/** Whether a conversion is one of those that say which row counts. */
export function isRowRule(conversion: Conversion | undefined): boolean {
  return conversion !== undefined && conversion in OLD;
}

/** Which rows a source takes; null where nobody has said so. */
export function rowChoiceOf(source: Pick<FieldSource, 'conversion' | 'rows'>): RowChoice | null {
  return source.rows ?? (source.conversion && OLD[source.conversion]) ?? null;
}

/** What happens to the value of a row; undefined where it goes over as it is. */
export function conversionOf({ conversion }: Pick<FieldSource, 'conversion'>): Conversion | undefined {
  return isRowRule(conversion) ? undefined : conversion;
}

/** Whether a row is meant by a condition (C-30). */
export function rowMatches({ field, equals }: RowCondition, values: FieldValues): boolean {
  const value: FieldValue = values[field.field] ?? null;
  // a box that nobody ticked is off
  if (value === null) return equals === false || equals === '';
  const wanted = String(equals).trim();
  return [...keysOf(value), ...namesOf(value)].includes(wanted);
}

/** Rows of a single value; the rule `join` and `count` take them all. */
export function chosenRows(choice: RowChoice, rows: readonly FieldValues[]): readonly FieldValues[] {
  switch (choice.pick) {
    case 'first':
      return rows.slice(0, 1);
    case 'last':
      return rows.slice(-1);
    case 'where': {
      const row = rows.find((values) => rowMatches(choice, values));
      return row ? [row] : [];
    }
    case 'join':
    case 'count':
      return rows;
  }
}
