import type { MappingProblem } from '../schema/dom-events.js';
import type { FieldRef } from '../schema/form.js';
import type { Conversion } from '../schema/value-source.js';
import type { Workflow } from '../schema/workflow.js';
import { bind, unbind } from './bind.js';
import { candidatesFor, onlyCandidate, type Candidate } from './candidates.js';
import type { EditorMapping } from './editor-mapping.js';
import { buildFieldIndex, findField, toFieldRef, type FieldIndex } from './field-index.js';
import type { Fix, FixContext } from './fix.js';
import { valueAt } from './pointer.js';
import { isRowRule, type RowPick } from './row-choice.js';
import { rowTableOf, slotAt, type SlotDefinition } from './slots.js';
import { fitSlot } from './type-matrix.js';

/** Where the field of a problem stands: as a bare reference, or inside a source that may hold a conversion. */
interface Bound {
  readonly pointer: string;
  readonly ref: FieldRef;
  /** The source around the reference, where a conversion can be kept; undefined for a bare reference. */
  readonly source: { readonly pointer: string; readonly conversion: Conversion | undefined } | undefined;
}

/** Fixes of a value that a slot holds: another field, another conversion, the live name, or nothing at all. */
export function fieldFixes(
  problem: MappingProblem,
  mapping: EditorMapping,
  workflow: Workflow,
  context: FixContext,
): Fix[] {
  const slot = slotAt(problem.pointer);
  if (!slot) return [];
  if (problem.code === 'REQ') return fillFixes(mapping, workflow, slot, context);
  if (problem.params['part'] === 'condition') return conditionFixes(problem, mapping, workflow, slot);
  if (problem.code === 'GONE') {
    const { kind } = problem.params;
    if (kind !== 'field') return goneFixes(problem, mapping, slot, workflow, context);
  }
  if (problem.code === 'SIGN-CONTACT') return contactFixes(mapping, workflow, slot);
  const bound = boundAt(mapping, problem.pointer);
  if (!bound) return removeFix(mapping, problem.pointer);
  const index = indexOf(workflow);
  const field = findField(index, bound.ref);
  const rowTable = rowTableOf(mapping, slot.pointer);
  const asSlot = bound.source === undefined && slot.control === 'template' ? textSlot(slot) : slot;
  const rebinds = (): Fix[] =>
    candidatesFor(workflow, asSlot, bound.ref, rowTable).map((candidate) => rebind(bound, candidate));
  const remove = removeFix(mapping, problem.pointer);
  switch (problem.code) {
    case 'RENAMED':
      return field
        ? [{ id: 'takeLabel', params: { label: field.label }, command: set(`${bound.pointer}/label`, field.label) }]
        : [];
    case 'RETYPED': {
      if (!field) return [];
      const fit = fitSlot(asSlot, field, bound.ref.table, rowTable);
      const typed = set(`${bound.pointer}/type`, field.type);
      if (fit.kind === 'refused') return [...rebinds(), ...remove];
      if (fit.kind === 'direct' || !bound.source) return [{ id: 'takeType', params: {}, command: typed }];
      return [...conversions(bound, fit.conversions, typed)];
    }
    case 'CARD': {
      const fit = field && fitSlot(asSlot, field, bound.ref.table, rowTable);
      const picks = fit !== undefined && fit.kind !== 'refused' ? fit.rows : undefined;
      return [...(picks ? rowFixes(bound, picks) : rebinds()), ...remove];
    }
    case 'TYPE': {
      const fit = field && fitSlot(asSlot, field, bound.ref.table, rowTable);
      if (fit?.kind === 'convert' && bound.source) return [...conversions(bound, fit.conversions), ...remove];
      if (fit?.kind === 'direct' && bound.source?.conversion) {
        return [
          { id: 'unconvert', params: {}, command: set(`${bound.source.pointer}/conversion`, undefined) },
          ...remove,
        ];
      }
      return [...rebinds(), ...remove];
    }
    default:
      return [...rebinds(), ...remove];
  }
}

/** An empty slot that only one thing can fill. */
function fillFixes(mapping: EditorMapping, workflow: Workflow, slot: SlotDefinition, context: FixContext): Fix[] {
  if (slot.control === 'binding') return bindingFixes(mapping, context);
  if (slot.type === undefined) return [];
  const only = onlyCandidate(workflow, slot, rowTableOf(mapping, slot.pointer));
  if (!only) return [];
  const field = toFieldRef(only.table, only.field);
  const command = bind(mapping, slot.pointer, field, 'add');
  return [{ id: 'bind', params: { field: field.label }, command }];
}

function bindingFixes({ basic }: EditorMapping, { bindings }: FixContext): Fix[] {
  const fitting = bindings.filter(({ provider }) => basic.provider === null || provider === basic.provider);
  const chosen = fitting.find(({ isDefault }) => isDefault) ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (!chosen) return [];
  const commands = [set('/basic/provider', chosen.provider), set('/basic/bindingId', chosen.id)];
  return [{ id: 'useBinding', params: { name: chosen.name }, command: { type: 'batch', commands } }];
}

/** The contact of an external party stands beside its name in the form, and is called like it. */
function contactFixes(mapping: EditorMapping, workflow: Workflow, slot: SlotDefinition): Fix[] {
  const name = boundAt(mapping, slot.pointer.replace(/\/contact$/, '/name'));
  if (!name) return [];
  return candidatesFor(workflow, slot, name.ref, rowTableOf(mapping, slot.pointer)).map((candidate) =>
    rebind(
      { pointer: slot.pointer, ref: name.ref, source: { pointer: slot.pointer, conversion: undefined } },
      candidate,
    ),
  );
}

/** Things other than fields that are gone. */
function goneFixes(
  problem: MappingProblem,
  mapping: EditorMapping,
  slot: SlotDefinition,
  workflow: Workflow,
  context: FixContext,
): Fix[] {
  const { kind } = problem.params;
  if (kind === 'workflow') return [];
  if (kind === 'binding') return bindingFixes(mapping, context);
  if (slot.control === 'placements') {
    const [, list, at] = /^(.*)\/(\d+)\/[^/]+$/.exec(problem.pointer) ?? [];
    if (list === undefined || at === undefined) return [];
    const rule: Fix = { id: 'removeRule', params: {}, command: { type: 'remove', pointer: list, index: Number(at) } };
    return kind === 'document' ? [{ id: 'everyFile', params: {}, command: set(problem.pointer, null) }, rule] : [rule];
  }
  if (kind === 'table') {
    const { details } = workflow.form;
    const [only] = details;
    const other: Fix[] =
      only && details.length === 1
        ? [{ id: 'rebind', params: { field: only.label }, command: set(problem.pointer, only.id) }]
        : [];
    return [...other, ...removeFix(mapping, problem.pointer)];
  }
  return removeFix(mapping, problem.pointer);
}

/**
 * A condition whose column is gone or stands in another table: a column of the table that is called alike, or no condition.
 * Which choice of a column is meant, only a person knows.
 */
function conditionFixes(
  problem: MappingProblem,
  mapping: EditorMapping,
  workflow: Workflow,
  slot: SlotDefinition,
): Fix[] {
  const at = conditionAt(mapping, problem);
  if (!at || problem.params['kind'] === 'option') return [];
  const { ref } = at;
  const bound = at.pointer === ROWS_WHERE ? undefined : boundAt(mapping, problem.pointer);
  const tableId = bound?.ref.table ?? rowTableOf(mapping, slot.pointer);
  const table = workflow.form.details.find(({ id }) => id === tableId);
  if (!table) return [];
  const columns = { ...table, fields: table.fields.filter(({ type }) => type === ref.type) };
  const form = { ...workflow.form, main: { ...workflow.form.main, fields: [] }, details: [columns] };
  const rebinds = candidatesFor(
    { ...workflow, form },
    { ...slot, control: 'field', type: 'anyField' },
    ref,
    table.id,
  ).map(({ field }): Fix => ({
    id: 'rebind',
    params: { field: field.label },
    command: set(`${at.pointer}/field`, toFieldRef(table, field)),
  }));
  if (!bound) return [...rebinds, { id: 'everyRow', params: {}, command: set(at.pointer, undefined) }];
  const field = findField(indexOf(workflow), bound.ref);
  const fit = field && fitSlot(slot, field, bound.ref.table);
  return [...rebinds, ...(fit && fit.kind !== 'refused' ? rowFixes(bound, fit.rows ?? []) : [])];
}

/** C-30: which rows of the table of parties count. */
const ROWS_WHERE = '/flow/dynamicParties/where';

/** The column that the condition of a problem asks for: of the rows of a table (C-30), or of those that give one value. */
export function conditionAt(
  mapping: EditorMapping,
  { params, pointer }: MappingProblem,
): { readonly pointer: string; readonly ref: FieldRef } | undefined {
  if (params['part'] !== 'condition') return undefined;
  const at = pointer === '/flow/dynamicParties/table' ? ROWS_WHERE : `${pointer}/rows`;
  const ref = valueAt(mapping, `${at}/field`);
  return isRef(ref) ? { pointer: at, ref } : undefined;
}

/** Takes one item out of its list, or empties the slot. */
export function removeFix(mapping: EditorMapping, pointer: string): Fix[] {
  const [, list, at] = /^(.*)\/(\d+)$/.exec(pointer) ?? [];
  if (list !== undefined && at !== undefined && Array.isArray(valueAt(mapping, list))) {
    return [{ id: 'remove', params: {}, command: { type: 'remove', pointer: list, index: Number(at) } }];
  }
  const slot = slotAt(pointer);
  if (slot?.pointer !== pointer || valueAt(mapping, pointer) === null) return [];
  const empties = ['source', 'field', 'table', 'deadline', 'template', 'identifier'].includes(slot.control);
  return empties ? [{ id: 'clear', params: {}, command: unbind(mapping, pointer) }] : [];
}

function rebind(bound: Bound, { table, field, fit }: Candidate): Fix {
  const ref = toFieldRef(table, field);
  const params = { field: ref.label };
  if (!bound.source) return { id: 'rebind', params, command: set(bound.pointer, ref) };
  const conversion = fit.kind === 'convert' ? fit.conversions[0] : undefined;
  const value = { kind: 'field', field: ref, ...(conversion ? { conversion } : {}) };
  return { id: 'rebind', params, command: set(bound.source.pointer, value) };
}

/** Every choice of rows that needs nothing else to be said: which row is meant by a condition only a person knows. */
function rowFixes({ source }: Bound, picks: readonly RowPick[]): Fix[] {
  if (!source) return [];
  return picks
    .filter((pick) => pick !== 'where')
    .map((pick): Fix => {
      // the number of rows is not converted
      const unconvert = pick === 'count' || isRowRule(source.conversion);
      const commands = [
        ...(unconvert ? [set(`${source.pointer}/conversion`, undefined)] : []),
        set(`${source.pointer}/rows`, { pick }),
      ];
      return { id: 'takeRows', params: { rows: pick }, command: { type: 'batch', commands } };
    });
}

function conversions(bound: Bound, names: readonly Conversion[], first?: MappingSet): Fix[] {
  const { source } = bound;
  if (!source) return [];
  return names
    .filter((name) => name !== source.conversion || first !== undefined)
    .slice(0, 3)
    .map((conversion) => {
      const command = set(`${source.pointer}/conversion`, conversion);
      return {
        id: 'convert',
        params: { conversion },
        command: first ? { type: 'batch', commands: [first, command] } : command,
      };
    });
}

type MappingSet = { readonly type: 'set'; readonly pointer: string; readonly value: unknown };

function set(pointer: string, value: unknown): MappingSet {
  return { type: 'set', pointer, value };
}

/** A field inside a text is read as text, whatever the slot is. */
function textSlot(slot: SlotDefinition): SlotDefinition {
  return { ...slot, control: 'source', type: 'text' };
}

/** The reference that a pointer leads to, however it is wrapped. */
export function boundAt(mapping: unknown, pointer: string): Bound | undefined {
  const value = valueAt(mapping, pointer);
  if (isRef(value)) return { pointer, ref: value, source: undefined };
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('field' in value)) return undefined;
  if (value.kind !== 'field' || !isRef(value.field)) return undefined;
  // a template's part, a document and a deadline keep the bare field; a source has room for a conversion
  const bare = 'id' in value || /\/template\/\d+$/.test(pointer) || isBareSlot(pointer);
  const conversion = 'conversion' in value ? (value.conversion as Conversion | undefined) : undefined;
  return { pointer: `${pointer}/field`, ref: value.field, source: bare ? undefined : { pointer, conversion } };
}

function isBareSlot(pointer: string): boolean {
  const control = slotAt(pointer)?.control;
  return control === 'deadline' || control === 'template';
}

function isRef(value: unknown): value is FieldRef {
  return typeof value === 'object' && value !== null && 'table' in value && 'field' in value && 'label' in value;
}

const indexes = new WeakMap<Workflow, FieldIndex>();

function indexOf(workflow: Workflow): FieldIndex {
  const index = indexes.get(workflow) ?? buildFieldIndex(workflow.form);
  indexes.set(workflow, index);
  return index;
}
