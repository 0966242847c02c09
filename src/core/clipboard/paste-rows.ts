import { MAIN_TABLE } from '../../schema/form.js';
import type { PlacementRule } from '../../schema/placement.js';
import { isReservedParty } from '../../schema/placement.js';
import type { SealUseAction, SealUseCallback } from '../../schema/seal-use-config.js';
import type {
  CallbackRule,
  DocumentSource,
  DynamicParties,
  FileOperation,
  PartyConfig,
  SigningMapping,
} from '../../schema/signing-config.js';
import type { ValueSource } from '../../schema/value-source.js';
import type { FlowPoint, Workflow } from '../../schema/workflow.js';
import { freeDocumentId, freeId, freePartyId } from '../bind.js';
import { memberOf } from '../pointer.js';
import { dynamicPartySlots, partySlots, type NestedSlotDefinition, type SlotDefinition } from '../slots.js';
import {
  matchField,
  pasteChoice,
  pasteCondition,
  pasteField,
  pasteSource,
  refused,
  type PasteInto,
} from './paste-fields.js';

/** A node of this flow; only its id was copied. */
export function pasteNode(into: PasteInto, id: string): string | null {
  return hasNode(into.workflow, id) ? id : refused(into, 'notFound', id);
}

export function pastePoint(into: PasteInto, point: FlowPoint): FlowPoint | null {
  const known =
    point.kind === 'node' ? hasNode(into.workflow, point.id) : into.workflow.exits.some(({ id }) => id === point.id);
  return known ? point : refused(into, 'notFound', point.id);
}

function hasNode({ nodes }: Workflow, id: string): boolean {
  return nodes.some((node) => node.id === id);
}

/** The slot of a value of a template's control: it has none of its own (C-13). */
export function controlSlot(slot: SlotDefinition, pointer: string): SlotDefinition {
  return { ...slot, pointer, control: 'source', type: 'text', kinds: ['field', 'template', 'constant'] };
}

/** A document with an id of its own; controls of a template that find nothing here are left empty, and named. */
export function pasteDocument(
  into: PasteInto,
  document: DocumentSource,
  mapping: SigningMapping,
): DocumentSource | null {
  const { documents } = mapping.required;
  const named = mapping.flow.placements.map(({ source }) => source);
  const taken = documents.some(({ id }) => id === document.id) || named.includes(document.id);
  if (document.kind === 'field') {
    const source = pasteField(into, { kind: 'field', field: document.field });
    return source && { kind: 'field', id: taken ? freeDocumentId(mapping) : document.id, field: source.field };
  }
  const template = pasteSource(
    {
      ...into,
      slot: { ...into.slot, control: 'field', type: 'choice', browse: ['template'], kinds: ['field', 'constant'] },
    },
    document.template,
  );
  if (!template) return null;
  const slot = controlSlot(into.slot, into.slot.pointer);
  const controls = document.controls.map(({ control, value }) => ({
    control,
    value: value && pasteSource({ ...into, slot }, value),
  }));
  return { kind: 'template', id: taken ? freeId(documents, 'template', named) : document.id, template, controls };
}

/** The nested values of a party, each by the rules of its own slot; what finds nothing here is left empty, and named. */
function pasteNested<P extends object>(into: PasteInto, party: P, slots: readonly NestedSlotDefinition<P>[]): P {
  const changed: Record<string, unknown> = {};
  for (const nested of slots) {
    const name = nested.pointer.slice(1);
    const value = memberOf(party, name);
    const inner = { ...into, slot: { ...into.slot, ...nested, required: never, applies: never } };
    if (nested.control === 'source') changed[name] = value && pasteSource(inner, value as ValueSource);
    else if (nested.control === 'sources') {
      changed[name] = (value as ValueSource[]).map((item) => pasteSource(inner, item)).filter(isThere);
    } else if (nested.control === 'nodes') {
      changed[name] = (value as string[]).map((item) => pasteNode(inner, item)).filter(isThere);
    }
  }
  return { ...party, ...changed };
}

const never = (): boolean => false;

export function isThere<T>(value: T | null): value is T {
  return value !== null;
}

/** C-31: a party beside those that are there, with an id of its own. */
export function pasteParty(into: PasteInto, party: PartyConfig, mapping: SigningMapping): PartyConfig {
  const { parties, placements } = mapping.flow;
  const named = placements.some((rule) => rule.party === party.id);
  const taken = isReservedParty(party.id) || named || parties.some(({ id }) => id === party.id);
  return {
    ...pasteNested(into, party, partySlots),
    id: taken ? freePartyId(mapping) : party.id,
  };
}

/** C-30: the parties of a detail table; a table with other ids is found by the columns that were matched by name. */
export function pasteDynamic(into: PasteInto, rows: DynamicParties): DynamicParties | null {
  const table = rows.table === null ? null : tableOf(into.workflow, rows);
  if (rows.table !== null && table === null) return refused(into, 'notFound', rows.table);
  const inner = { ...into, rowTable: table };
  const { where, ...others } = rows;
  const condition = where && pasteCondition(into, where);
  // without it more parties would sign than were meant
  if (condition === null) return null;
  return { ...pasteNested(inner, others, dynamicPartySlots), table, ...(condition ? { where: condition } : {}) };
}

function tableOf({ form }: Workflow, rows: DynamicParties): string | null {
  if (form.details.some(({ id }) => id === rows.table)) return rows.table;
  const columns = [rows.name, rows.signer, rows.contact, rows.order, rows.seal]
    .flatMap((source) => (source?.kind === 'field' && source.field.table === rows.table ? [source.field] : []))
    .flatMap((ref) => matchField({ form }, ref)?.ref.table ?? []);
  const [table, ...others] = [...new Set(columns)];
  return table !== undefined && others.length === 0 && form.details.some(({ id }) => id === table) ? table : null;
}

/** C-37: a rule means nothing without its party and its file. */
export function pastePlacement(into: PasteInto, rule: PlacementRule, mapping: SigningMapping): PlacementRule | null {
  const { parties, placements } = mapping.flow;
  const { party, source } = rule;
  if (!isReservedParty(party) && !parties.some(({ id }) => id === party)) return refused(into, 'notFound', party);
  const { documents } = mapping.required;
  if (source !== null && !documents.some(({ id }) => id === source)) return refused(into, 'notFound', source);
  return { ...rule, id: ownId(placements, rule.id, 'placement') };
}

/** C-48 */
export function pasteCallback(into: PasteInto, rule: CallbackRule): CallbackRule | null {
  return hasFlow(into.workflow, rule.actionFlowId) ? rule : refused(into, 'notFound', rule.actionFlowId);
}

/** C-70 */
export function pasteOperation(
  into: PasteInto,
  operation: FileOperation,
  mapping: SigningMapping,
): FileOperation | null {
  const { kind, target, timing } = operation;
  if (!pastePoint(into, { kind, id: target, timing })) return null;
  return { ...operation, id: ownId(mapping.operations, operation.id, 'operation') };
}

/** P-15: an event without one of its actions would do half of what it did. */
export function pasteSealCallback(
  into: PasteInto,
  callback: SealUseCallback,
  present: readonly SealUseCallback[],
): SealUseCallback | null {
  const actions = callback.actions.map((action) => pasteAction(into, action));
  if (!actions.every(isThere)) return null;
  return { ...callback, id: ownId(present, callback.id, 'callback'), actions };
}

function pasteAction(into: PasteInto, action: SealUseAction): SealUseAction | null {
  switch (action.kind) {
    case 'submitWorkflow':
      return action;
    case 'sendBack':
      return pasteNode(into, action.nodeId) === null ? null : action;
    case 'runActionFlow':
      return hasFlow(into.workflow, action.actionFlowId) ? action : refused(into, 'notFound', action.actionFlowId);
    case 'writeField': {
      const live = matchField(into.workflow, action.field);
      if (!live) return refused(into, 'notFound', action.field.label);
      // an event knows no row
      if (live.ref.table !== MAIN_TABLE) return refused(into, 'mainTableOnly', action.field.label);
      if (typeof action.value !== 'string') return { ...action, field: live.ref };
      const { stored, reason } = pasteChoice(into, action.field, live.field, action.value);
      return reason ? null : { ...action, field: live.ref, value: stored };
    }
    case 'notify': {
      if (action.to.kind !== 'field') return action;
      const slot: SlotDefinition = { ...into.slot, control: 'source', type: 'people', kinds: ['field'] };
      const to = pasteField({ ...into, slot }, action.to);
      return to && { ...action, to };
    }
  }
}

function hasFlow({ actionFlows }: Workflow, id: string): boolean {
  return actionFlows.some((flow) => flow.id === id);
}

function ownId(items: readonly { readonly id: string }[], id: string, prefix: string): string {
  return items.some((item) => item.id === id) ? freeId(items, prefix) : id;
}
