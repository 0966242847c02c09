import type { Field, FieldRef } from '../../schema/form.js';
import type {
  FieldSource,
  LookupTable,
  RowChoice,
  RowCondition,
  TextTemplate,
  ValueSource,
} from '../../schema/value-source.js';
import type { Workflow } from '../../schema/workflow.js';
import { MAIN_TABLE } from '../../schema/form.js';
import { matchChoice, type ChoiceMatch } from '../choice-match.js';
import { toFieldRef } from '../field-index.js';
import { optionsOf } from '../lookup.js';
import { isRowRule } from '../row-choice.js';
import type { SlotDefinition } from '../slot-definition.js';
import { fitSlot, type Refusal } from '../type-matrix.js';
import type { ClipChoices } from './clip.js';

/** Why something that was copied stays out. `name` is what people call it; of a thing without a name, its id. */
export type PasteReason =
  | Refusal
  /** This form, flow or list has no such thing. */
  | 'notFound'
  /** The slot takes no value of this kind: a fixed value, the operator. */
  | 'otherKind'
  /** It was copied from a setting that has nothing in common with this one. */
  | 'otherSetting'
  | 'onlyOne'
  | 'tooMany'
  | 'already'
  /** This kind of configuration has no such setting. */
  | 'noSlot'
  /** A stored configuration keeps its workflow (C-01). */
  | 'fixed';

export interface PasteFault {
  /** Where it was to go. */
  readonly pointer: string;
  readonly name: string;
  readonly reason: PasteReason;
}

/** A slot with the rows that it runs over, and where faults are noted. */
export interface PasteInto {
  readonly workflow: Workflow;
  readonly slot: SlotDefinition;
  readonly rowTable: string | null;
  /** What the choices that the values name are called where they were copied. */
  readonly choices: readonly ClipChoices[];
  refuse(reason: PasteReason, name: string): void;
  /** A fresh lookup table for a field that needs one here. */
  lookup(slot: SlotDefinition, field: FieldRef): LookupTable | undefined;
}

interface LiveField {
  readonly ref: FieldRef;
  readonly field: Field;
}

/**
 * The field of this form that a copied reference means: the one with its ids, which keeps what was seen when it was
 * bound; else the only one with the same label and type, of which the main table's goes first.
 */
export function matchField({ form }: Pick<Workflow, 'form'>, ref: FieldRef): LiveField | null {
  const tables = [form.main, ...form.details];
  const same = tables.find(({ id }) => id === ref.table)?.fields.find(({ id }) => id === ref.field);
  if (same) return { ref, field: same };
  const alike = tables.flatMap((table) =>
    table.fields
      .filter(({ label, type }) => label === ref.label && type === ref.type)
      .map((field) => ({ ref: toFieldRef(table, field), field })),
  );
  // a column is no twin of a field of the main table, unless there is nothing else
  const near = alike.filter(({ ref: { table } }) => (table === MAIN_TABLE) === (ref.table === MAIN_TABLE));
  const [only, ...others] = near.length > 0 ? near : alike;
  return only && others.length === 0 ? only : null;
}

/** A field as the slot takes it, with the conversion and rows that it had as far as they mean something here. */
export function pasteField(into: PasteInto, source: FieldSource): FieldSource | null {
  const live = matchField(into.workflow, source.field);
  if (!live) return refused(into, 'notFound', source.field.label);
  const { ref, field } = live;
  const fit = fitSlot(into.slot, field, ref.table, into.rowTable);
  if (fit.kind === 'refused') return refused(into, fit.reason, source.field.label);
  const rows = fit.rows ? pasteRows(into, source) : undefined;
  if (rows === null) return null;
  const base = { kind: 'field', field: ref, ...(rows ? { rows } : {}) } as const;
  // the number of rows is not converted
  if (rows?.pick === 'count') return base;
  const offered = fit.kind === 'convert' ? fit.conversions : (fit.conversions ?? []);
  const { conversion, lookup } = source;
  const keeps = conversion !== undefined && (offered.includes(conversion) || (fit.rows && isRowRule(conversion)));
  if (keeps)
    return { ...base, conversion, ...(lookup ? { lookup: pasteLookup(into, source.field, field, lookup) } : {}) };
  if (fit.kind === 'direct') return base;
  const [usual] = offered;
  if (!usual) return base;
  const table = usual === 'lookup' ? into.lookup(into.slot, ref) : undefined;
  return { ...base, conversion: usual, ...(table ? { lookup: table } : {}) };
}

/** The rows of a lookup table by the choices of the field here; a choice that it has not is named, and stays to be seen. */
function pasteLookup(into: PasteInto, ref: FieldRef, field: Field, lookup: LookupTable): LookupTable {
  const rows = lookup.rows.map((row) => ({ ...row, option: pasteChoice(into, ref, field, row.option).stored }));
  return { ...lookup, rows };
}

/** A choice of a copied field as the field here stores it; told where this form has no such choice. */
export function pasteChoice(
  into: PasteInto,
  ref: FieldRef,
  field: Field,
  value: string,
): Pick<ChoiceMatch, 'stored' | 'reason'> {
  const copied = into.choices.find((choices) => choices.table === ref.table && choices.field === ref.field);
  const match = matchChoice(copied?.options ?? [], optionsOf(field) ?? [], value);
  if (match?.reason) into.refuse('notFound', `${ref.label}: ${match.own.label}`);
  return match ?? { stored: value };
}

/** A condition on rows; null when it names a column or a choice that is not here. */
export function pasteCondition<C extends RowCondition>(into: PasteInto, condition: C): C | null {
  const { field: ref, equals } = condition;
  const column = matchField(into.workflow, ref);
  if (!column) return refused(into, 'notFound', ref.label);
  const moved = { ...condition, field: column.ref };
  if (typeof equals === 'boolean') return moved;
  const { stored, reason } = pasteChoice(into, ref, column.field, String(equals));
  if (reason) return null;
  return stored === String(equals) ? moved : { ...moved, equals: stored };
}

/** Which row counts, if that was said; null when a condition finds nothing here. */
function pasteRows(into: PasteInto, { rows }: FieldSource): RowChoice | undefined | null {
  return rows?.pick === 'where' ? pasteCondition(into, rows) : rows;
}

/** A text keeps all its parts or stays out: nobody would look for the one that is missing. */
export function pasteTemplate(into: PasteInto, template: TextTemplate): TextTemplate | null {
  const parts: TextTemplate = [];
  for (const part of template) {
    const live = part.kind === 'field' ? matchField(into.workflow, part.field) : null;
    if (part.kind === 'field' && !live) return refused(into, 'notFound', part.field.label);
    parts.push(live ? { kind: 'field', field: live.ref } : part);
  }
  return parts;
}

/** A source of any kind that the slot takes. */
export function pasteSource(into: PasteInto, source: ValueSource): ValueSource | null {
  if (source.kind === 'field') return pasteField(into, source);
  const { kinds, type } = into.slot;
  const name = source.kind === 'constant' ? (source.label ?? String(source.value)) : '';
  if (kinds?.includes(source.kind) !== true) return refused(into, 'otherKind', name);
  if (source.kind === 'template') {
    const template = pasteTemplate(into, source.template);
    return template && { kind: 'template', template };
  }
  if (source.kind === 'constant' && (type === 'number') !== (typeof source.value === 'number')) {
    return refused(into, 'otherKind', name);
  }
  return source;
}

export function refused(into: Pick<PasteInto, 'refuse'>, reason: PasteReason, name: string): null {
  into.refuse(reason, name);
  return null;
}
