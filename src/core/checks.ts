import type { MappingProblem } from '../schema/dom-events.js';
import type { FieldRef } from '../schema/form.js';
import { isFillIn } from './fill-ins.js';
import { EACH_ROW_PARTY, INITIATOR_PARTY, isReservedParty } from '../schema/placement.js';
import { Id } from '../schema/primitives.js';
import type { DocumentSource, SigningMapping } from '../schema/signing-config.js';
import type { TextTemplate, ValueSource } from '../schema/value-source.js';
import type { FlowPoint, Workflow } from '../schema/workflow.js';
import { checkCapabilities } from './check-capabilities.js';
import { checkFlow } from './check-flow.js';
import { checkLabels } from './check-labels.js';
import { rememberedCheck } from './check-memo.js';
import {
  checkCondition,
  checkedWorkflow,
  checkFieldRef,
  checkNodes,
  checkPoints,
  checkSource,
  checkTemplate,
  hasDetailTable,
  isEmptyValue,
  problem,
  type CheckContext,
  type CheckedWorkflow,
} from './check-references.js';
import { checkCallbacks, checkOperations } from './check-rows.js';
import { checkSealUseMapping } from './check-seal-use.js';
import { checkWhole } from './check-whole.js';
import { readContact } from './contact.js';
import { isSealUse, type EditorMapping } from './editor-mapping.js';
import { repairedName, sampleName } from './naming.js';
import { signsSilently } from './party-slots.js';
import { valueAt } from './pointer.js';
import type { SlotDefinition } from './slot-definition.js';
import { rowTableOf, slotAt, slotsOf } from './slots.js';

export { checkSealUseMapping };
export type { CheckContext, ProblemCode } from './check-references.js';

/**
 * Everything that is wrong with a mapping, in the order of the slots. Errors stop enabling, warnings do not. Values
 * that do not apply with the present modes are parked, so they are not looked at.
 */
export function checkSigningMapping(
  mapping: SigningMapping,
  workflow: Workflow,
  context: CheckContext,
): MappingProblem[] {
  const checked = checkedWorkflow(workflow);
  const slots = slotsOf(mapping).filter((slot) => slot.applies(mapping));
  return [
    ...slots.flatMap((slot) => checkRemembered(mapping, checked, slot, context)),
    ...checkParties(mapping),
    ...checkFlow(mapping, workflow),
    ...checkLabels(mapping),
    ...checkWhole(mapping, context),
    ...(context.capabilities ? checkCapabilities(mapping, context.capabilities) : []),
  ];
}

/** The checks of a mapping of either kind. */
export function checkMapping(mapping: EditorMapping, workflow: Workflow, context: CheckContext): MappingProblem[] {
  return isSealUse(mapping)
    ? checkSealUseMapping(mapping, workflow, context)
    : checkSigningMapping(mapping, workflow, context);
}

/** Whether a mapping can be enabled: it has no error. */
export function isComplete(problems: readonly MappingProblem[]): boolean {
  return problems.every((found) => found.severity !== 'error');
}

/** Slots whose check looks at more than their own value. */
const WIDE: ReadonlySet<SlotDefinition['control']> = new Set<SlotDefinition['control']>([
  'binding',
  'placements',
  'operations',
]);

/** An edit changes one slot; what was found at the others before still holds. */
function checkRemembered(
  mapping: SigningMapping,
  checked: CheckedWorkflow,
  slot: SlotDefinition,
  context: CheckContext,
): readonly MappingProblem[] {
  if (WIDE.has(slot.control)) return checkSlot(mapping, checked, slot, context);
  const facts = [valueAt(mapping, slot.pointer), slot.required(mapping), rowTableOf(mapping, slot.pointer)];
  return rememberedCheck(checked.workflow, slot.pointer, facts, () => checkSlot(mapping, checked, slot, context));
}

function checkSlot(
  mapping: SigningMapping,
  checked: CheckedWorkflow,
  slot: SlotDefinition,
  context: CheckContext,
): MappingProblem[] {
  const value = valueAt(mapping, slot.pointer);
  if (isEmptyValue(value)) {
    if (!slot.required(mapping)) return [];
    // an external party without a contact has a sentence of its own
    if (slot.type === 'contact') return [problem('SIGN-CONTACT', 'error', slot, { reason: 'missing' })];
    return [problem('REQ', 'error', slot)];
  }
  const { pointer } = slot;
  const rowTable = rowTableOf(mapping, pointer);
  switch (slot.control) {
    case 'workflow':
      return value === checked.workflow.id
        ? []
        : [problem('GONE', 'error', slot, { kind: 'workflow', name: String(value) })];
    case 'binding':
      return checkBinding(mapping, slot, context);
    case 'source':
      return [
        ...checkSource(checked, slot, value as ValueSource, pointer, rowTable),
        ...checkContact(slot, value as ValueSource),
      ];
    case 'sources':
      return (value as ValueSource[]).flatMap((source, index) => [
        ...checkSource(checked, slot, source, `${pointer}/${index}`, rowTable),
        ...checkContact(slot, source, `${pointer}/${index}`),
      ]);
    case 'field':
      return checkFieldRef(checked, slot, value as FieldRef, { pointer });
    case 'identifier':
      return Id.safeParse(value).success ? [] : [problem('ID-BAD', 'error', slot, { name: String(value) })];
    case 'deadline': {
      const { deadline } = mapping.optional;
      return deadline?.kind === 'field' && deadline.field !== null
        ? checkFieldRef(checked, slot, deadline.field, { pointer })
        : [];
    }
    case 'documents':
      return mapping.required.documents.flatMap((document, index) =>
        checkDocument(checked, slot, document, `${pointer}/${index}`),
      );
    case 'nodes':
      return checkNodes(checked, slot, value as string[], pointer);
    case 'points':
      return checkPoints(checked, slot, value as FlowPoint[], pointer);
    case 'table':
      return hasDetailTable(checked, String(value))
        ? checkScope(mapping, checked, slot)
        : [problem('GONE', 'error', slot, { kind: 'table', name: String(value) })];
    case 'template':
      return [
        ...checkTemplate(checked, slot, value as TextTemplate, pointer),
        ...checkName(slot, value as TextTemplate),
      ];
    case 'placements':
      return checkPlacements(mapping, slot);
    case 'callbacks':
      return checkCallbacks(mapping, checked.workflow, slot);
    case 'operations':
      return checkOperations(mapping, checked.workflow, slot, context.capabilities);
    default:
      return [];
  }
}

/** C-30: the condition that rows have to meet. */
function checkScope({ flow }: SigningMapping, checked: CheckedWorkflow, slot: SlotDefinition): MappingProblem[] {
  const { table, where } = flow.dynamicParties;
  return table !== null && where ? checkCondition(checked, slot, where, table, slot.pointer) : [];
}

function checkBinding({ basic }: SigningMapping, slot: SlotDefinition, { bindings }: CheckContext): MappingProblem[] {
  const binding = bindings.find((candidate) => candidate.id === basic.bindingId);
  if (binding !== undefined && (basic.provider === null || binding.provider === basic.provider)) return [];
  return [problem('GONE', 'error', slot, { kind: 'binding', name: binding?.name ?? basic.bindingId ?? '' })];
}

/** C-31, C-49: a fixed contact must be a mobile number or an e-mail address; that of a field shows at run time. */
function checkContact(slot: SlotDefinition, source: ValueSource, pointer = slot.pointer): MappingProblem[] {
  if (slot.type !== 'contact' || source.kind !== 'constant') return [];
  const contact = String(source.value);
  if (readContact(contact) !== null) return [];
  return [problem('SIGN-CONTACT', 'error', slot, { reason: 'invalid', name: contact.trim() }, pointer)];
}

function checkDocument(
  checked: CheckedWorkflow,
  slot: SlotDefinition,
  document: DocumentSource,
  pointer: string,
): MappingProblem[] {
  if (document.kind === 'field') return checkFieldRef(checked, slot, document.field, { pointer });
  const template = { ...slot, control: 'source', type: 'choice', browse: ['template'] } as const;
  const control = { ...slot, control: 'source', type: 'text' } as const;
  const problems = isEmptyValue(document.template)
    ? [problem('REQ', 'error', slot, {}, `${pointer}/template`)]
    : checkSource(checked, { ...template, kinds: ['field', 'constant'] }, document.template, `${pointer}/template`);
  document.controls.forEach(({ value }, index) => {
    if (value) problems.push(...checkSource(checked, control, value, `${pointer}/controls/${index}/value`));
  });
  return problems;
}

/** C-44: what is fixed in the rule must be legal in a file name; values are cleaned when the name is made. */
function checkName(slot: SlotDefinition, template: TextTemplate): MappingProblem[] {
  const fixed = repairedName(template);
  return fixed === null ? [] : [problem('NAME-BAD', 'error', slot, { name: sampleName(template), fixed })];
}

/** C-37: rules of a party that does not sign, or of a document that was removed, stay and say so: nobody would fill them. */
function checkPlacements({ flow, required }: SigningMapping, slot: SlotDefinition): MappingProblem[] {
  const parties = new Set([
    ...(flow.initiatorAction === 'launchAndSign' ? [INITIATOR_PARTY] : []),
    ...(flow.addParties.fixed ? flow.parties.map((party) => party.id) : []),
    ...(flow.addParties.dynamic ? [EACH_ROW_PARTY] : []),
  ]);
  const documents = new Set(required.documents.map((document) => document.id));
  const silent = new Set(flow.parties.filter(signsSilently).map((party) => party.id));
  if (flow.initiator.autoSign) silent.add(INITIATOR_PARTY);
  return flow.placements.flatMap((rule, index) => {
    const pointer = `${slot.pointer}/${index}`;
    const problems: MappingProblem[] = [];
    if (!parties.has(rule.party)) {
      const isKnown = isReservedParty(rule.party) || flow.parties.some((party) => party.id === rule.party);
      const params = { kind: 'party', name: rule.party, ...(isKnown ? { reason: 'notSigning' } : {}) };
      problems.push(problem('GONE', 'error', slot, params, `${pointer}/party`));
    }
    if (isFillIn(rule.mark) && ['free', 'seam'].includes(rule.position.kind)) {
      problems.push(problem('FILL-PLACE', 'error', slot, {}, pointer));
    }
    if (isFillIn(rule.mark) && rule.required !== false && silent.has(rule.party)) {
      problems.push(problem('FILL-SILENT', 'error', slot, {}, `${pointer}/required`));
    }
    if (rule.source !== null && !documents.has(rule.source)) {
      problems.push(problem('GONE', 'error', slot, { kind: 'document', name: rule.source }, `${pointer}/source`));
    }
    return problems;
  });
}

/** SIGN-NONE and SIGN-ORDER: who signs at all, and in which order (C-30, C-31, C-35, C-36). */
function checkParties({ flow }: SigningMapping): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const parties = flow.addParties.fixed ? flow.parties : [];
  const initiatorSigns = flow.initiatorAction === 'launchAndSign';
  const list = slotOrThrow('/flow/parties');
  if (!initiatorSigns && parties.length === 0 && !flow.addParties.dynamic) {
    problems.push(problem('SIGN-NONE', 'error', list));
  }
  if (flow.order !== 'ordered') return problems;
  const seen = new Set<number>(initiatorSigns ? [flow.initiator.order] : []);
  parties.forEach((party, index) => {
    const pointer = `/flow/parties/${index}/order`;
    if (seen.has(party.order)) {
      problems.push(problem('SIGN-ORDER', 'warning', slotOrThrow(pointer), { order: String(party.order) }));
    }
    seen.add(party.order);
  });
  return problems;
}

function slotOrThrow(pointer: string): SlotDefinition {
  const slot = slotAt(pointer);
  if (slot === undefined) throw new Error(`no slot at ${pointer}`);
  return slot;
}
