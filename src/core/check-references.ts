import type { Binding } from '../schema/binding.js';
import type { EditorStep, MappingProblem } from '../schema/dom-events.js';
import { MAIN_TABLE, type FieldRef } from '../schema/form.js';
import type { ProviderCapabilities } from '../schema/provider.js';
import type { Conversion, TextTemplate, ValueSource } from '../schema/value-source.js';
import type { FlowPoint, Workflow, WorkflowSummary } from '../schema/workflow.js';
import { findField, buildFieldIndex, type FieldIndex } from './field-index.js';
import { hasPoint } from './graph.js';
import { fitSlot, type FitTarget } from './type-matrix.js';
import type { SlotDefinition } from './slot-definition.js';

/** Codes of the checks; the translations have a sentence for each. */
export type ProblemCode =
  | 'REQ'
  | 'TYPE'
  | 'GONE'
  | 'RENAMED'
  | 'RETYPED'
  | 'CARD'
  | 'SIGN-NONE'
  | 'SIGN-CONTACT'
  | 'SIGN-ORDER'
  | 'SIGN-DUP'
  | 'FLOW-ORDER'
  | 'FILE-NONE'
  | 'FILE-TYPE'
  | 'DATE-PAST'
  | 'DUP-BIND'
  | 'OVERLAP'
  | 'I18N-GAP'
  | 'FLOW-BACK'
  | 'FLOW-TWICE'
  | 'FLOW-HIDE'
  | 'FLOW-LOST'
  | 'FLOW-OPEN'
  | 'FLOW-ARCHIVE'
  | 'FLOW-EARLY'
  | 'NAME-BAD'
  | 'ID-BAD'
  | 'CALL-OFF'
  | 'CALL-DUP'
  | 'OP-NO-STOP'
  | 'OP-NO-PASS'
  | 'OP-LATE'
  | 'OP-NEEDS'
  | 'CALL-EMPTY'
  | 'CAPABILITY'
  | 'LABEL-DUP'
  | 'LABEL-LONG';

/** What the checks know beside the mapping and the workflow; `capabilities` are those of the mapping's provider. */
export interface CheckContext {
  readonly bindings: readonly Binding[];
  readonly capabilities?: ProviderCapabilities | undefined;
  /** The workflows with what is configured for them already, and which configuration is the one that is looked at. */
  readonly workflows?: readonly WorkflowSummary[] | undefined;
  readonly configId?: string | undefined;
}

/** What a check has to know about a slot; slots of both kinds of mapping have it. */
export interface CheckedSlot extends FitTarget {
  readonly code: string;
  readonly id: string;
  readonly step: EditorStep;
  readonly pointer: string;
  readonly kinds?: SlotDefinition['kinds'];
}

/** A workflow made ready for the checks of one document. */
export interface CheckedWorkflow {
  readonly workflow: Workflow;
  readonly index: FieldIndex;
}

export function checkedWorkflow(workflow: Workflow): CheckedWorkflow {
  return { workflow, index: indexOf(workflow) };
}

// the checks run on every edit, the form stays the same
const indexes = new WeakMap<Workflow, FieldIndex>();

function indexOf(workflow: Workflow): FieldIndex {
  const known = indexes.get(workflow);
  if (known) return known;
  const index = buildFieldIndex(workflow.form);
  indexes.set(workflow, index);
  return index;
}

export function problem(
  code: ProblemCode,
  severity: MappingProblem['severity'],
  slot: Pick<CheckedSlot, 'code' | 'id' | 'step' | 'pointer'>,
  params: Record<string, string> = {},
  pointer = slot.pointer,
): MappingProblem {
  return { code, severity, slot: slot.code, step: slot.step, pointer, params: { slot: slot.id, ...params } };
}

/** Conversions without which the host would read something else than the slot wants. The others only name a value. */
const NEEDED: ReadonlySet<Conversion> = new Set<Conversion>([
  'findPerson',
  'splitPersons',
  'parseDate',
  'daysAfterCreation',
  'personCompany',
  'personContact',
  'firstPerson',
]);
const ROW_RULES: ReadonlySet<Conversion> = new Set<Conversion>(['firstRow', 'lastRow', 'joinRows']);

/** GONE, RENAMED and RETYPED of one reference, and whether the live field fits the slot (TYPE, CARD). */
export function checkFieldRef(
  { workflow, index }: CheckedWorkflow,
  slot: CheckedSlot,
  ref: FieldRef,
  at: { readonly pointer: string; readonly conversion?: Conversion | undefined; readonly rowTable?: string | null },
): MappingProblem[] {
  const field = findField(index, ref);
  if (field === undefined) {
    return [problem('GONE', 'error', slot, { kind: 'field', name: ref.label }, at.pointer)];
  }
  const problems: MappingProblem[] = [];
  if (field.label !== ref.label) {
    problems.push(problem('RENAMED', 'warning', slot, { name: ref.label, label: field.label }, at.pointer));
  }
  if (field.type !== ref.type) {
    const params = { name: field.label, type: field.type, was: ref.type };
    problems.push(problem('RETYPED', 'warning', slot, params, at.pointer));
  }
  const fits = fitSlot(slot, field, ref.table, at.rowTable ?? null);
  const params = { name: field.label, type: field.type };
  if (fits.kind === 'refused') {
    const code = fits.reason === 'rowsIntoSingle' ? 'CARD' : 'TYPE';
    return [...problems, problem(code, 'error', slot, { ...params, reason: fits.reason }, at.pointer)];
  }
  if (fits.kind === 'direct') {
    if (at.conversion !== undefined && !isNaming(at.conversion)) {
      problems.push(problem('TYPE', 'error', slot, { ...params, reason: 'conversionNotPossible' }, at.pointer));
    }
    return problems;
  }
  const { conversion } = at;
  const needsRow = fits.conversions.some((option) => ROW_RULES.has(option));
  if (needsRow && (conversion === undefined || !ROW_RULES.has(conversion))) {
    const table = workflow.form.details.find((detail) => detail.id === ref.table)?.label ?? ref.table;
    problems.push(problem('CARD', 'error', slot, { ...params, table }, at.pointer));
  } else if (conversion === undefined ? fits.conversions.some(isNeeded) : !fits.conversions.includes(conversion)) {
    const reason = conversion === undefined ? 'conversionMissing' : 'conversionNotPossible';
    problems.push(problem('TYPE', 'error', slot, { ...params, reason }, at.pointer));
  }
  return problems;
}

function isNeeded(conversion: Conversion): boolean {
  return NEEDED.has(conversion);
}

function isNaming(conversion: Conversion): boolean {
  return !NEEDED.has(conversion) && !ROW_RULES.has(conversion);
}

/** Fields of a template are read as text; those of a detail table are joined over its rows. */
export function checkTemplate(
  checked: CheckedWorkflow,
  slot: CheckedSlot,
  template: TextTemplate,
  pointer: string,
): MappingProblem[] {
  return template.flatMap((part, index) => {
    if (part.kind !== 'field') return [];
    // as in a row of its own table: joining needs no rule
    const at = { pointer: `${pointer}/${index}`, rowTable: part.field.table };
    return checkFieldRef(checked, { ...slot, control: 'source', type: 'text' }, part.field, at);
  });
}

/** A value source: its kind, its fields. `rowTable` as in {@link fitSlot}. */
export function checkSource(
  checked: CheckedWorkflow,
  slot: CheckedSlot,
  source: ValueSource,
  pointer: string,
  rowTable: string | null = null,
): MappingProblem[] {
  if (slot.kinds !== undefined && !slot.kinds.includes(source.kind)) {
    return [problem('TYPE', 'error', slot, { name: source.kind, reason: 'kindNotAllowed' }, pointer)];
  }
  switch (source.kind) {
    case 'field':
      return checkFieldRef(checked, slot, source.field, { pointer, conversion: source.conversion, rowTable });
    case 'template':
      return checkTemplate(checked, slot, source.template, `${pointer}/template`);
    default:
      return [];
  }
}

export function checkNodes(
  { workflow }: CheckedWorkflow,
  slot: CheckedSlot,
  nodes: readonly string[],
  pointer: string,
): MappingProblem[] {
  const known = new Set(workflow.nodes.map((node) => node.id));
  return nodes.flatMap((id, index) =>
    known.has(id) ? [] : [problem('GONE', 'error', slot, { kind: 'node', name: id }, `${pointer}/${index}`)],
  );
}

export function checkPoints(
  { workflow }: CheckedWorkflow,
  slot: CheckedSlot,
  points: readonly FlowPoint[],
  pointer: string,
): MappingProblem[] {
  return points.flatMap((point, index) =>
    hasPoint(workflow, point)
      ? []
      : [problem('GONE', 'error', slot, { kind: point.kind, name: point.id }, `${pointer}/${index}`)],
  );
}

/** A text that is only spaces, a list without items and a template without text count as empty. */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object' || !('kind' in value)) return false;
  const source = value as ValueSource;
  if (source.kind === 'constant') return typeof source.value === 'string' && source.value.trim() === '';
  return source.kind === 'template' && source.template.every((part) => part.kind === 'text' && part.text.trim() === '');
}

/** A detail table of the form, by id. */
export function hasDetailTable({ workflow }: CheckedWorkflow, table: string): boolean {
  return table !== MAIN_TABLE && workflow.form.details.some((detail) => detail.id === table);
}
