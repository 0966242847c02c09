import type { Binding } from '../schema/binding.js';
import type { EditorStep, MappingProblem } from '../schema/dom-events.js';
import { MAIN_TABLE, type Field, type FieldRef } from '../schema/form.js';
import type { ProviderCapabilities } from '../schema/provider.js';
import type {
  Conversion,
  FieldSource,
  LookupTable,
  RowCondition,
  TextTemplate,
  ValueSource,
} from '../schema/value-source.js';
import type { FlowPoint, Workflow, WorkflowSummary } from '../schema/workflow.js';
import { isGraveLoss, lossOf } from './conversion-loss.js';
import { findField, buildFieldIndex, type FieldIndex } from './field-index.js';
import { hasPoint } from './graph.js';
import { lookupGaps, optionsOf } from './lookup.js';
import { conversionOf, rowChoiceOf } from './row-choice.js';
import type { SlotDefinition } from './slot-definition.js';
import { fitSlot, type Fit, type FitTarget } from './type-matrix.js';

/** Codes of the checks; the translations have a sentence for each. */
export type ProblemCode =
  | 'REQ'
  | 'TYPE'
  | 'GONE'
  | 'RENAMED'
  | 'RETYPED'
  | 'CARD'
  | 'SCOPE'
  | 'CONV-LOSS'
  | 'LOOKUP-GAP'
  | 'SIGN-NONE'
  | 'SIGN-MANY'
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
  | 'NAME-FIXED'
  | 'COUNT-BAD'
  | 'ID-BAD'
  | 'CALL-OFF'
  | 'CALL-DUP'
  | 'OP-NO-STOP'
  | 'OP-NO-PASS'
  | 'OP-LATE'
  | 'OP-NEEDS'
  | 'CALL-EMPTY'
  | 'CAPABILITY'
  | 'FILL-PLACE'
  | 'FILL-SILENT'
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
  'count',
  'filesCount',
  'any',
  'notZero',
  'zeroOne',
]);

/** GONE, RENAMED and RETYPED of one reference, and whether the live field fits the slot (TYPE, CARD). */
export function checkFieldRef(
  { workflow, index }: CheckedWorkflow,
  slot: CheckedSlot,
  ref: FieldRef,
  at: { readonly pointer: string; readonly source?: FieldSource | undefined; readonly rowTable?: string | null },
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
    if (fits.reason === 'otherTable') {
      const table = tableName(workflow, at.rowTable ?? '');
      return [...problems, problem('SCOPE', 'error', slot, { ...params, table }, at.pointer)];
    }
    return [...problems, problem('TYPE', 'error', slot, { ...params, reason: fits.reason }, at.pointer)];
  }
  const { source } = at;
  return [
    ...problems,
    ...checkRows({ workflow, index }, slot, fits, ref, source, at.pointer),
    ...(isCount(source) ? [] : checkConversion(slot, fits, field, source, at.pointer)),
  ];
}

type Fitting = Exclude<Fit, { kind: 'refused' }>;

function isCount(source: FieldSource | undefined): boolean {
  return source !== undefined && rowChoiceOf(source)?.pick === 'count';
}

/** CARD: a single value wants to know which rows give it. And the field of a condition must be there, in the same table. */
function checkRows(
  { workflow, index }: CheckedWorkflow,
  slot: CheckedSlot,
  fits: Fitting,
  ref: FieldRef,
  source: FieldSource | undefined,
  pointer: string,
): MappingProblem[] {
  const choice = source === undefined ? null : rowChoiceOf(source);
  if (fits.rows === undefined) return [];
  const params = { name: ref.label, table: tableName(workflow, ref.table) };
  if (choice === null) return [problem('CARD', 'error', slot, params, pointer)];
  if (!fits.rows.includes(choice.pick)) {
    return [problem('CARD', 'error', slot, { ...params, reason: 'rowsNotPossible' }, pointer)];
  }
  return choice.pick === 'where' ? checkCondition({ workflow, index }, slot, choice, ref.table, pointer) : [];
}

/** A row condition: its field exists in the table whose rows are chosen, and has the choice that is meant (C-30). */
export function checkCondition(
  { workflow, index }: CheckedWorkflow,
  slot: CheckedSlot,
  { field, equals }: RowCondition,
  table: string,
  pointer: string,
): MappingProblem[] {
  const part = 'condition';
  if (field.table !== table) {
    const params = { part, name: field.label, table: tableName(workflow, table) };
    return [problem('SCOPE', 'error', slot, params, pointer)];
  }
  const gone = (kind: 'field' | 'option', name: string) => [
    problem('GONE', 'error', slot, { part, kind, name }, pointer),
  ];
  const column = findField(index, field);
  if (column === undefined) return gone('field', field.label);
  const wanted = String(equals).trim();
  return knowsChoice(column, wanted) ? [] : gone('option', wanted);
}

/** Whether a field has a choice; an empty text means that nothing is chosen, and any other field takes what it is given. */
export function knowsChoice(field: Field, wanted: string): boolean {
  const options = field.type === 'select' ? optionsOf(field) : null;
  return wanted === '' || !options || options.some(({ value, label }) => value === wanted || label === wanted);
}

/** TYPE, CONV-LOSS and LOOKUP-GAP of the conversion that was chosen, or was not. */
function checkConversion(
  slot: CheckedSlot,
  fits: Fitting,
  field: Field,
  source: FieldSource | undefined,
  pointer: string,
): MappingProblem[] {
  const conversion = source && conversionOf(source);
  const params = { name: field.label, type: field.type };
  const wrong = (reason: string) => [problem('TYPE', 'error', slot, { ...params, reason }, pointer)];
  if (conversion === undefined) {
    return fits.kind === 'convert' && isNeeded(fits.conversions[0]) ? wrong('conversionMissing') : [];
  }
  const possible = fits.conversions?.includes(conversion) === true;
  if (!possible && (fits.kind === 'convert' || NEEDED.has(conversion))) return wrong('conversionNotPossible');
  const problems: MappingProblem[] = [];
  if (isGraveLoss(lossOf(conversion, field.type))) {
    problems.push(problem('CONV-LOSS', 'warning', slot, { ...params, conversion }, pointer));
  }
  if (conversion === 'lookup' || conversion === 'contains') {
    problems.push(...checkLookup(slot, field, source?.lookup, conversion, pointer));
  }
  return problems;
}

/** LOOKUP-GAP: a choice that nothing is said for is refused when a file is made; better here. */
function checkLookup(
  slot: CheckedSlot,
  field: Field,
  table: LookupTable | undefined,
  conversion: Conversion,
  pointer: string,
): MappingProblem[] {
  const gap = (params: Record<string, string>) => [
    problem('LOOKUP-GAP', 'error', slot, { name: field.label, ...params }, pointer),
  ];
  const isEmpty = table === undefined || (table.rows.length === 0 && table.otherwise === undefined);
  if (isEmpty) {
    // a text or a choice may hold the very value that is wanted
    const asItIs = table === undefined && conversion === 'lookup' && (field.type === 'text' || field.type === 'select');
    return asItIs ? [] : gap({ reason: 'empty' });
  }
  // what is not listed is simply not contained
  if (conversion === 'contains') return [];
  const missing = lookupGaps(table, optionsOf(field));
  return missing.length === 0 ? [] : gap({ options: missing.join('、'), count: String(missing.length) });
}

function tableName(workflow: Workflow, id: string): string {
  return workflow.form.details.find((detail) => detail.id === id)?.label ?? id;
}

function isNeeded(conversion: Conversion | undefined): boolean {
  return conversion !== undefined && NEEDED.has(conversion);
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
      return checkFieldRef(checked, slot, source.field, { pointer, source, rowTable });
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

/** A text that is only spaces, a list without items, a template without text and a field yet to be chosen count as empty. */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object' || !('kind' in value)) return false;
  // a deadline whose days are parked, while its field is still to be chosen (C-23)
  if (value.kind === 'field' && 'field' in value && value.field === null) return true;
  const source = value as ValueSource;
  if (source.kind === 'constant') return typeof source.value === 'string' && source.value.trim() === '';
  return source.kind === 'template' && source.template.every((part) => part.kind === 'text' && part.text.trim() === '');
}

/** A detail table of the form, by id. */
export function hasDetailTable({ workflow }: CheckedWorkflow, table: string): boolean {
  return table !== MAIN_TABLE && workflow.form.details.some((detail) => detail.id === table);
}
