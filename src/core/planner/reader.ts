import type { FieldRef, FileValue, PersonValue, RefValue } from '../../schema/form.js';
import type { PlanProblem } from '../../schema/record-tab.js';
import type { ValueSource } from '../../schema/value-source.js';
import {
  resolveDay,
  resolveFiles,
  resolveNumber,
  resolvePersons,
  resolveRefs,
  resolveText,
  type ResolveContext,
  type Resolved,
  type ResolveFault,
} from '../resolve.js';

/**
 * Why the value of a slot does not go over: it cannot be read, is missing where something is needed, is too long, reaches
 * nobody, is several people where the service has one, lies in the past, or is no whole number.
 */
export type ReadFault =
  | ResolveFault
  | 'REQ'
  | 'TOO-LONG'
  | 'SIGN-NONE'
  | 'SIGN-MANY'
  | 'SIGN-CONTACT'
  | 'DATE-PAST'
  | 'ORDER-BAD'
  | 'COUNT-BAD';

export type ReadProblem = PlanProblem & { readonly code: ReadFault };

/**
 * Reads the sources of slots and collects what is wrong with them, so that a person hears of every missing value at once
 * and not of one after the other.
 */
export class SlotReader {
  readonly problems: ReadProblem[];
  readonly context: ResolveContext;

  constructor(context: ResolveContext, problems: ReadProblem[] = []) {
    this.context = context;
    this.problems = problems;
  }

  /** A reader for one row of a detail table, which collects into the same list. */
  atRow(table: string, values: NonNullable<ResolveContext['row']>['values']): SlotReader {
    return new SlotReader({ ...this.context, row: { table, values } }, this.problems);
  }

  text(source: ValueSource | null, slot: string): string | null {
    return this.#take(resolveText(source, this.context), null, slot, fieldOf(source));
  }

  persons(source: ValueSource | null, slot: string): PersonValue[] {
    return this.#take(resolvePersons(source, this.context), [], slot, fieldOf(source));
  }

  refs(source: ValueSource | null, slot: string): RefValue[] {
    return this.#take(resolveRefs(source, this.context), [], slot, fieldOf(source));
  }

  number(source: ValueSource | null, slot: string): number | null {
    return this.#take(resolveNumber(source, this.context), null, slot, fieldOf(source));
  }

  files(field: FieldRef, slot: string): FileValue[] {
    return this.#take(resolveFiles(field, this.context), [], slot, field);
  }

  day(field: FieldRef, slot: string): string | null {
    return this.#take(resolveDay(field, this.context), null, slot, field);
  }

  refuse(code: ReadFault, slot: string, field: FieldRef | null = null): void {
    this.problems.push({ code, slot, field });
  }

  /** Reads what must be there. What could not be read was refused for that, and not once more for being empty. */
  need<T>(read: () => T, refusal: Refusal): T {
    const known = this.problems.length;
    const value = read();
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    if (isEmpty && this.problems.length === known) this.refuse(refusal.code, refusal.slot, refusal.field);
    return value;
  }

  #take<T>(resolved: Resolved<T>, otherwise: T, slot: string, field: FieldRef | null): T {
    if (resolved.ok) return resolved.value;
    this.refuse(resolved.code, slot, field);
    return otherwise;
  }
}

interface Refusal {
  readonly code: ReadFault;
  readonly slot: string;
  readonly field: FieldRef | null;
}

/** The field that a source reads, for problems that point at it. */
export function fieldOf(source: ValueSource | null): FieldRef | null {
  return source?.kind === 'field' ? source.field : null;
}
