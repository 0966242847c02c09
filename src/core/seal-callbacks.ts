import { MAIN_TABLE, type Field, type FieldRef, type FieldValue } from '../schema/form.js';
import { SealUseEvent } from '../schema/seal-use-event.js';
import { type SealUseAction, type SealUseCallback } from '../schema/seal-use-config.js';
import type { Workflow } from '../schema/workflow.js';
import { freeId } from './bind.js';
import { toFieldRef } from './field-index.js';

/** P-15: what the OA can do when an event arrives, the usual one first. */
export const SEAL_ACTIONS = ['submitWorkflow', 'sendBack', 'writeField', 'notify', 'runActionFlow'] as const;

/** Types whose value an admin can type in or choose once and for all. */
const WRITABLE: ReadonlySet<Field['type']> = new Set<Field['type']>([
  'text',
  'textarea',
  'number',
  'money',
  'date',
  'select',
  'checkbox',
]);

const PEOPLE: ReadonlySet<Field['type']> = new Set<Field['type']>(['person', 'persons']);

function mainFields(workflow: Workflow, types: ReadonlySet<Field['type']>): FieldRef[] {
  const { main } = workflow.form;
  return main.fields.filter((field) => types.has(field.type)).map((field) => toFieldRef(main, field));
}

/** The fields that an action can write: those of the main table, because an event knows no row. */
export function writableFields(workflow: Workflow): FieldRef[] {
  return mainFields(workflow, WRITABLE);
}

/** The fields that name whom an action tells. */
export function peopleFields(workflow: Workflow): FieldRef[] {
  return mainFields(workflow, PEOPLE);
}

/** The value with which writing a field begins; null empties the field. */
export function firstValue(workflow: Workflow, ref: FieldRef): FieldValue {
  const field = workflow.form.main.fields.find((candidate) => candidate.id === ref.field && ref.table === MAIN_TABLE);
  if (field?.type === 'checkbox') return true;
  return field?.options?.[0]?.value ?? null;
}

/** An action of a kind as it begins; null where the workflow has nothing that it could act on. */
export function newSealAction(kind: SealUseAction['kind'], workflow: Workflow, text: string): SealUseAction | null {
  switch (kind) {
    case 'submitWorkflow':
      return { kind };
    case 'sendBack': {
      const [node] = workflow.nodes;
      return node ? { kind, nodeId: node.id } : null;
    }
    case 'writeField': {
      const [field] = writableFields(workflow);
      return field ? { kind, field, value: firstValue(workflow, field) } : null;
    }
    case 'notify':
      return { kind, to: { kind: 'creator' }, text };
    case 'runActionFlow': {
      const [flow] = workflow.actionFlows;
      return flow ? { kind, actionFlowId: flow.id } : null;
    }
  }
}

/** One more event that is listened to: the first of those that the service reports and nobody listens to yet. */
export function newSealCallback(
  callbacks: readonly SealUseCallback[],
  reported: readonly SealUseEvent[] = SealUseEvent.options,
): SealUseCallback {
  const heard = new Set(callbacks.map((callback) => callback.event));
  const event = reported.find((name) => !heard.has(name)) ?? 'smartUseCompleted';
  return { id: freeId(callbacks, 'callback'), event, enabled: true, actions: [] };
}
