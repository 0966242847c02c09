import type { MappingProblem } from '../schema/dom-events.js';
import type { FieldRef } from '../schema/form.js';
import type { SealUseAction, SealUseCallback, SealUseMapping } from '../schema/seal-use-config.js';
import type { SealUseEvent } from '../schema/seal-use-event.js';
import type { ValueSource } from '../schema/value-source.js';
import type { FlowPoint, Workflow } from '../schema/workflow.js';
import {
  checkedWorkflow,
  checkFieldRef,
  checkPoints,
  checkSource,
  isEmptyValue,
  knowsChoice,
  problem,
  type CheckContext,
  type CheckedSlot,
  type CheckedWorkflow,
} from './check-references.js';
import { placeProblem } from './check-flow.js';
import { findField } from './field-index.js';
import { canFollow, hasPoint } from './graph.js';
import { valueAt } from './pointer.js';
import { sealUseSlots } from './seal-use-slots.js';
import type { SlotDefinition } from './slot-definition.js';

/** Everything that is wrong with a physical-seal mapping (P-01…P-15), in the order of the slots. */
export function checkSealUseMapping(
  mapping: SealUseMapping,
  workflow: Workflow,
  context: CheckContext,
): MappingProblem[] {
  const checked = checkedWorkflow(workflow);
  const { capabilities } = context;
  const problems = [
    ...sealUseSlots.flatMap((slot) => checkSlot(mapping, checked, slot, context)),
    ...checkOrder(mapping, workflow),
    ...mapping.callbacks.flatMap((callback, index) =>
      checkCallback(checked, callback, `/callbacks/${index}`, capabilities?.physicalEvents),
    ),
  ];
  if (!capabilities) return problems;
  const refused = sealUseSlots.flatMap((slot) => {
    const capability = slot.id === 'workflow' ? 'physicalSeal' : NEEDS[slot.step];
    if (!capability || capabilities[capability] || isEmptyValue(valueAt(mapping, slot.pointer))) return [];
    // a value that nobody asks for does no harm, a moment at which something is asked for fails
    return [problem('CAPABILITY', slot.type ? 'warning' : 'error', slot, { capability })];
  });
  return [...problems, ...refused];
}

/** P-10 to P-13 and P-14, by their steps. */
const NEEDS: Partial<Record<string, 'physicalAppend' | 'physicalEnd'>> = {
  append: 'physicalAppend',
  end: 'physicalEnd',
};

function checkSlot(
  mapping: SealUseMapping,
  checked: CheckedWorkflow,
  slot: SlotDefinition,
  { bindings }: CheckContext,
): MappingProblem[] {
  const value = valueAt(mapping, slot.pointer);
  if (isEmptyValue(value)) return slot.required(mapping) ? [problem('REQ', 'error', slot)] : [];
  const { pointer } = slot;
  switch (slot.control) {
    case 'workflow':
      return value === checked.workflow.id
        ? []
        : [problem('GONE', 'error', slot, { kind: 'workflow', name: String(value) })];
    case 'binding': {
      const binding = bindings.find((candidate) => candidate.id === value);
      const fits = binding !== undefined && (mapping.basic.provider ?? binding.provider) === binding.provider;
      return fits ? [] : [problem('GONE', 'error', slot, { kind: 'binding', name: binding?.name ?? String(value) })];
    }
    case 'source':
      return [...checkSource(checked, slot, value as ValueSource, pointer), ...checkCount(slot, value as ValueSource)];
    case 'sources':
      return (value as ValueSource[]).flatMap((source, index) =>
        checkSource(checked, slot, source, `${pointer}/${index}`),
      );
    case 'field':
      return checkFieldRef(checked, slot, value as FieldRef, { pointer });
    case 'points':
      return checkPoints(checked, slot, value as FlowPoint[], pointer);
    default:
      return [];
  }
}

/** P-06, P-10, P-11: a fixed number of uses is whole and 1 or more. */
function checkCount(slot: SlotDefinition, source: ValueSource): MappingProblem[] {
  if (slot.type !== 'number' || source.kind !== 'constant') return [];
  const count = Number(source.value);
  if (Number.isInteger(count) && count >= 1) return [];
  return [problem('TYPE', 'error', slot, { name: String(source.value), reason: 'notWholeNumber' })];
}

/** P-13, P-14: what can only come before every application never happens. */
function checkOrder({ apply, append, endAt }: SealUseMapping, workflow: Workflow): MappingProblem[] {
  const applies = apply.applyAt.filter((point) => hasPoint(workflow, point));
  if (applies.length === 0) return [];
  const check = (pointer: string, points: readonly FlowPoint[], reason: string): MappingProblem[] => {
    const slot = sealUseSlots.find((candidate) => candidate.pointer === pointer);
    if (!slot) return [];
    return points.flatMap((point, index) => {
      if (!hasPoint(workflow, point) || canFollow(workflow, point, applies)) return [];
      return [placeProblem('FLOW-ORDER', 'error', { slot, pointer }, workflow, point, index, { reason })];
    });
  };
  return [
    ...check('/append/appendAt', append.appendAt, 'appendBeforeApply'),
    ...check('/endAt', endAt, 'endBeforeApply'),
  ];
}

/** P-15: what is switched off is looked at, too: it may be switched on again. An event that never comes does no harm. */
function checkCallback(
  checked: CheckedWorkflow,
  { actions, event }: SealUseCallback,
  pointer: string,
  reported: readonly SealUseEvent[] = [event],
): MappingProblem[] {
  const slot: CheckedSlot = {
    code: 'P-15',
    id: 'sealCallbacks',
    step: 'callbacks',
    pointer,
    control: 'field',
    type: 'anyField',
  };
  const { workflow } = checked;
  if (!reported.includes(event)) return [problem('CAPABILITY', 'warning', slot, { capability: event }, pointer)];
  if (actions.length === 0) {
    return [problem('CALL-EMPTY', 'warning', slot, { event }, `${pointer}/actions`)];
  }
  return actions.flatMap((action, index) => {
    const at = `${pointer}/actions/${index}`;
    switch (action.kind) {
      case 'submitWorkflow':
        return [];
      case 'sendBack':
        return workflow.nodes.some((node) => node.id === action.nodeId)
          ? []
          : [problem('GONE', 'error', slot, { kind: 'node', name: action.nodeId }, at)];
      case 'runActionFlow':
        return workflow.actionFlows.some((flow) => flow.id === action.actionFlowId)
          ? []
          : [problem('GONE', 'error', slot, { kind: 'actionFlow', name: action.actionFlowId }, at)];
      case 'writeField':
        return [
          ...checkFieldRef(checked, { ...slot, mainOnly: true }, action.field, { pointer: at }),
          ...checkWritten(checked, slot, action, at),
        ];
      case 'notify':
        return checkSource(checked, { ...slot, control: 'source', type: 'people' }, action.to, `${at}/to`);
    }
  });
}

/** A choice that the field no longer has would be written all the same. */
function checkWritten(
  { index }: CheckedWorkflow,
  slot: CheckedSlot,
  { field: ref, value }: Extract<SealUseAction, { kind: 'writeField' }>,
  pointer: string,
): MappingProblem[] {
  const field = findField(index, ref);
  if (!field || typeof value !== 'string' || knowsChoice(field, value.trim())) return [];
  return [problem('GONE', 'error', slot, { kind: 'option', name: value }, pointer)];
}
