import type { FieldRef } from '../schema/form.js';
import type { Deadline, DocumentSource, PartyConfig, SigningMapping } from '../schema/signing-config.js';
import type { PlacementRule } from '../schema/placement.js';
import type { TemplatePart, TextTemplate, ValueSource } from '../schema/value-source.js';
import type { FlowPoint } from '../schema/workflow.js';
import { noChange, type MappingCommand } from './commands.js';
import { deadlineOfDays, deadlineOfField } from './deadline-modes.js';
import { signingOf, type EditorMapping } from './editor-mapping.js';
import { memberOf, valueAt } from './pointer.js';
import type { SlotDefinition } from './slot-definition.js';
import { slotAt } from './slots.js';

/** What can be bound: a value source, a bare field, a choice of the diagram, or an item of a list. */
export type Bindable =
  | ValueSource
  | FieldRef
  | FlowPoint
  | DocumentSource
  | Deadline
  | PartyConfig
  | PlacementRule
  | TextTemplate
  | string
  | number
  | boolean;

/** Empties a slot, or puts a value beside the ones that are there. */
export type BindMode = 'replace' | 'add';

/** Controls whose slot is a list. */
const LISTS: ReadonlySet<SlotDefinition['control']> = new Set<SlotDefinition['control']>([
  'sources',
  'documents',
  'nodes',
  'points',
  'parties',
  'placements',
]);

/**
 * The one command behind every way of binding (typing, arming and placing, dragging, a suggestion). In a list `add`
 * appends, and what is there already is not added again; in a text `add` puts the value behind the present text. A
 * pointer at a list item (`/required/signers/0`) replaces that item.
 *
 * @throws Error when no slot takes the value, which the type table should have told before.
 */
export function bind(mapping: EditorMapping, slotPointer: string, source: Bindable, mode: BindMode): MappingCommand {
  const slot = slotAt(slotPointer);
  if (slot === undefined) throw new Error(`no slot at ${slotPointer}`);
  const present = valueAt(mapping, slot.pointer);
  if (LISTS.has(slot.control)) {
    const item = toItem(slot, source, mapping);
    const list = Array.isArray(present) ? (present as unknown[]) : [];
    const index = itemIndex(slot, slotPointer);
    if (index !== null) return { type: 'set', pointer: `${slot.pointer}/${index}`, value: item };
    if (mode === 'replace') return { type: 'set', pointer: slot.pointer, value: [item] };
    if (list.some((other) => isSame(other, item))) return noChange;
    return { type: 'insert', pointer: slot.pointer, index: list.length, value: item };
  }
  const beside = mode === 'add' || slot.control === 'deadline' ? present : null;
  return { type: 'set', pointer: slot.pointer, value: toValue(slot, source, beside) };
}

/** Empties a slot, or takes one item out of its list. What is on or off, or chosen, has no empty state. */
export function unbind(mapping: EditorMapping, slotPointer: string, index?: number): MappingCommand {
  const slot = slotAt(slotPointer);
  if (slot === undefined) throw new Error(`no slot at ${slotPointer}`);
  const { pointer } = slot;
  if (LISTS.has(slot.control)) {
    const at = index ?? itemIndex(slot, slotPointer);
    if (at !== null) return { type: 'remove', pointer, index: at };
    const present = valueAt(mapping, pointer);
    return Array.isArray(present) && present.length === 0 ? noChange : { type: 'set', pointer, value: [] };
  }
  switch (slot.control) {
    case 'text':
      return { type: 'set', pointer, value: '' };
    case 'source':
    case 'field':
    case 'table':
    case 'template':
    case 'identifier':
    case 'provider':
    case 'binding':
      return { type: 'set', pointer, value: null };
    case 'deadline': {
      // the days that were parked stay parked
      const present = valueAt(mapping, pointer) as Deadline | null;
      return { type: 'set', pointer, value: present?.kind === 'field' ? deadlineOfField(present, null) : null };
    }
    default:
      return noChange;
  }
}

function itemIndex(slot: SlotDefinition, pointer: string): number | null {
  const rest = pointer.slice(slot.pointer.length);
  return /^\/\d+$/.test(rest) ? Number(rest.slice(1)) : null;
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)].filter((key) => key !== 'id' || !('field' in b)));
  return [...keys].every((key) => isSame(memberOf(a, key), memberOf(b, key)));
}

function isFieldRef(source: Bindable): source is FieldRef {
  return typeof source === 'object' && 'table' in source && 'field' in source && 'label' in source;
}

type FieldKind = Extract<ValueSource | DocumentSource, { kind: 'field' }>;

function isFieldKind(source: Bindable): source is FieldKind {
  return typeof source === 'object' && 'kind' in source && source.kind === 'field' && source.field !== null;
}

/** The bare field of a source that is nothing but a field. */
function fieldOf(source: Bindable): FieldRef | null {
  if (isFieldRef(source)) return source;
  return isFieldKind(source) ? source.field : null;
}

function toSource(source: Bindable): Bindable {
  return isFieldRef(source) ? { kind: 'field', field: source } : source;
}

function toItem(slot: SlotDefinition, source: Bindable, mapping: EditorMapping): unknown {
  const field = fieldOf(source);
  switch (slot.control) {
    case 'documents':
      if (typeof source === 'object' && 'id' in source && !isFieldRef(source)) return source;
      if (field === null) throw new Error(`${slot.pointer} takes files`);
      return { kind: 'field', id: freeDocumentId(signingOf(mapping)), field };
    case 'parties':
      if (field === null) return source;
      return { ...newParty(signingOf(mapping), 'person', 'internal'), signers: [toSource(source)] };
    case 'sources':
      return toSource(source);
    default:
      return source;
  }
}

function toValue(slot: SlotDefinition, source: Bindable, present: unknown): unknown {
  const field = fieldOf(source);
  switch (slot.control) {
    case 'field':
      if (field === null) throw new Error(`${slot.pointer} takes a field`);
      return field;
    case 'deadline':
      if (field !== null) return deadlineOfField(present as Deadline | null, field);
      return typeof source === 'number' ? deadlineOfDays(present as Deadline | null, source) : source;
    case 'template':
      return field === null
        ? source
        : [...(Array.isArray(present) ? (present as TextTemplate) : []), { kind: 'field', field }];
    case 'source':
      return joined(slot, toSource(source), present);
    default:
      return source;
  }
}

/** A second value in a text makes a template of both, with a space between two fields. */
function joined(slot: SlotDefinition, source: Bindable, present: unknown): unknown {
  if (slot.type !== 'text' || slot.kinds?.includes('template') !== true || !isFieldKind(source)) return source;
  const parts = templateOf(present);
  if (parts.length === 0) return source;
  const space: TemplatePart[] = parts.at(-1)?.kind === 'text' ? [] : [{ kind: 'text', text: ' ' }];
  return { kind: 'template', template: [...parts, ...space, { kind: 'field', field: source.field }] };
}

function templateOf(present: unknown): readonly TemplatePart[] {
  // the document was parsed when it was loaded, so a slot of sources holds a source
  const source = present as ValueSource | null | undefined;
  if (source?.kind === 'template') return source.template;
  if (source?.kind === 'field') return [{ kind: 'field', field: source.field }];
  if (source?.kind === 'constant') return [{ kind: 'text', text: String(source.value) }];
  return [];
}

/**
 * The lowest `prefix-n` that no item has and that is not `reserved`: ids stay the same however often an edit is repeated.
 */
export function freeId(
  items: readonly { readonly id: string }[],
  prefix: string,
  reserved: readonly (string | null)[] = [],
): string {
  const taken = new Set([...items.map((item) => item.id), ...reserved]);
  let number = 1;
  while (taken.has(`${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}

/** C-13: an id for one more document; never one that a placement rule names, else the rule would pass to the new one. */
export function freeDocumentId({ required, flow }: SigningMapping): string {
  const named = flow.placements.map((rule) => rule.source);
  return freeId(required.documents, 'document', named);
}

/** C-31: the same for one more party. */
export function freePartyId({ flow }: SigningMapping): string {
  const named = flow.placements.map((rule) => rule.party);
  return freeId(flow.parties, 'party', named);
}

/** A party with nothing bound, last in the order (C-31). */
export function newParty(mapping: SigningMapping, kind: PartyConfig['kind'], scope: PartyConfig['scope']): PartyConfig {
  const { parties, initiator, initiatorAction } = mapping.flow;
  const orders = parties.map((party) => party.order);
  if (initiatorAction === 'launchAndSign') orders.push(initiator.order);
  return {
    id: freePartyId(mapping),
    kind,
    scope,
    name: null,
    signers: [],
    contact: null,
    order: Math.max(0, ...orders) + 1,
    seal: null,
    signingNodes: [],
    autoSign: false,
  };
}
