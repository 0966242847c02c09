import type { FieldRef } from '../../schema/form.js';
import type { PlacementRule } from '../../schema/placement.js';
import type { SealUseCallback } from '../../schema/seal-use-config.js';
import type {
  CallbackRule,
  Deadline,
  DocumentSource,
  DynamicParties,
  FileOperation,
  PartyConfig,
} from '../../schema/signing-config.js';
import type { LookupTable, TextTemplate, ValueSource } from '../../schema/value-source.js';
import type { FlowPoint, Workflow } from '../../schema/workflow.js';
import { newParty } from '../bind.js';
import { applyCommand, noChange, type MappingCommand } from '../commands.js';
import { isSame } from '../document-parts.js';
import { kindOf, sealUseOf, signingOf, type EditorMapping } from '../editor-mapping.js';
import { valueAt } from '../pointer.js';
import { rowTableOf, slotAt, slotTable, type SlotDefinition } from '../slots.js';
import { type ClipItem } from './clip.js';
import { pasteField, pasteSource, pasteTemplate, refused, type PasteFault, type PasteInto } from './paste-fields.js';
import {
  controlSlot,
  pasteCallback,
  pasteDocument,
  pasteDynamic,
  pasteNode,
  pasteOperation,
  pasteParty,
  pastePlacement,
  pastePoint,
  pasteSealCallback,
} from './paste-rows.js';
import { schemaAt } from './read-clip.js';

export type { PasteFault, PasteReason } from './paste-fields.js';

export interface PasteContext {
  readonly workflow: Workflow;
  /** A fresh lookup table for a field that needs one at a slot. */
  lookup?(slot: SlotDefinition, field: FieldRef): LookupTable | undefined;
}

export interface PastePlan {
  /** One step of undo for all that fits. */
  readonly command: MappingCommand;
  /** The slots that change. */
  readonly pointers: readonly string[];
  readonly faults: readonly PasteFault[];
}

/**
 * Where copied values go, by the checks of every other way to bind: the table of types, kinds of value, one or many,
 * the rows that a slot runs over. A single value goes to `target`; several go back to the places that they are from, but
 * those of one party to the party that `target` lies in. What does not fit stays out and is told.
 */
export function planPaste(
  mapping: EditorMapping,
  items: readonly ClipItem[],
  target: string | null,
  context: PasteContext,
): PastePlan {
  const faults: PasteFault[] = [];
  const commands: MappingCommand[] = [];
  const pointers: string[] = [];
  let doc = mapping;
  for (const [whole, pointer] of placesOf(items, target)) {
    // one after the other, so that each gets an id of its own
    for (const item of itemsOf(mapping, whole, pointer)) {
      const command = pasteAt(doc, item, pointer, context, faults);
      const next = applyCommand(doc, command).doc;
      if (next === doc) continue;
      commands.push(command);
      if (!pointers.includes(pointer)) pointers.push(pointer);
      doc = next;
    }
  }
  const [first] = commands;
  const command = commands.length === 1 && first ? first : { type: 'batch' as const, commands };
  return { command, pointers, faults: worthTelling(faults, pointers) };
}

/** The items of a list, for a list; one value may be several elsewhere, which a single slot then refuses. */
function itemsOf(mapping: EditorMapping, item: ClipItem, pointer: string): ClipItem[] {
  const [from, to] = [slotAt(item.pointer), slotAt(pointer)];
  if (!from || !to || !LISTS.has(from.control) || !LISTS.has(to.control) || !Array.isArray(item.value)) {
    return [to?.control === 'parties' ? ordered(mapping, [item])[0]! : item];
  }
  const items = item.value.map((value: unknown, at) => ({ pointer: `${item.pointer}/${at}`, value }));
  return to.control === 'parties' ? ordered(mapping, items) : items;
}

/** C-35: parties that join others sign after them, in the order that they had among each other. */
function ordered(mapping: EditorMapping, items: readonly ClipItem[]): ClipItem[] {
  const { parties } = signingOf(mapping).flow;
  const own = items.map(({ value }) => (value as PartyConfig).order);
  if (parties.length === 0 || !own.every((order) => typeof order === 'number')) return [...items];
  const next = newParty(signingOf(mapping), 'person', 'internal').order;
  const ranks = [...new Set(own)].sort((a, b) => a - b);
  return items.map(({ pointer, value }, at) => ({
    pointer,
    value: { ...(value as PartyConfig), order: Math.min(999, next + ranks.indexOf(own[at]!)) },
  }));
}

/** Each reason once, and not that some of a list was there already when the rest joined it. */
function worthTelling(faults: readonly PasteFault[], changed: readonly string[]): PasteFault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    if (fault.reason === 'already' && changed.includes(fault.pointer)) return false;
    const key = JSON.stringify([fault.pointer, fault.reason, fault.name]);
    return !seen.has(key) && seen.add(key);
  });
}

const IN_PARTY = /^\/flow\/parties\/\d+/;

function placesOf(items: readonly ClipItem[], target: string | null): [ClipItem, string][] {
  const party = target === null ? undefined : IN_PARTY.exec(target)?.[0];
  const prefixes = new Set(items.map(({ pointer }) => IN_PARTY.exec(pointer)?.[0]));
  const nested = items.every(({ pointer }) => IN_PARTY.test(pointer) && !/^\/flow\/parties\/\d+$/.test(pointer));
  if (party !== undefined && nested && prefixes.size === 1 && (items.length > 1 || party === target)) {
    return items.map((item) => [item, placeOf(item.pointer.replace(IN_PARTY, party))]);
  }
  const [only] = items;
  if (items.length === 1 && only) return [[only, placeOf(target ?? only.pointer)]];
  return items.map((item) => [item, placeOf(item.pointer)]);
}

const CONTROL = /^\/required\/documents\/\d+\/controls\/\d+\/value$/;

/** The slot around an item of a list: what is pasted there joins the list. */
function placeOf(pointer: string): string {
  return CONTROL.test(pointer) ? pointer : (slotAt(pointer)?.pointer ?? pointer);
}

/** The slot at a pointer as this mapping has it. */
function slotIn(mapping: EditorMapping, pointer: string): SlotDefinition | undefined {
  const slot = slotAt(pointer);
  if (!slot || valueAt(mapping, pointer) === undefined) return undefined;
  if (CONTROL.test(pointer)) return controlSlot(slot, pointer);
  // the two kinds share the pointers of the first step, but not its names
  const own = slotTable(kindOf(mapping)).find((candidate) => candidate.pointer === pointer);
  return own ?? (slot.pointer === pointer ? slot : undefined);
}

function pasteAt(
  mapping: EditorMapping,
  item: ClipItem,
  pointer: string,
  context: PasteContext,
  faults: PasteFault[],
): MappingCommand {
  const slot = slotIn(mapping, pointer);
  const from = slotAt(item.pointer);
  const into: Omit<PasteInto, 'slot'> = {
    workflow: context.workflow,
    rowTable: rowTableOf(mapping, pointer),
    refuse: (reason, name) => faults.push({ pointer, name, reason }),
    lookup: (of, field) => context.lookup?.(of, field),
  };
  if (!slot || !from) {
    into.refuse('noSlot', '');
    return noChange;
  }
  const values = pasteValues({ ...into, slot }, mapping, item, from);
  if (values.length === 0) return noChange;
  return LISTS.has(slot.control)
    ? grow(mapping, slot, values, into.refuse)
    : single(mapping, slot, values, into.refuse);
}

const LISTS: ReadonlySet<string> = new Set([
  'sources',
  'documents',
  'nodes',
  'points',
  'parties',
  'placements',
  'callbacks',
  'operations',
  'sealCallbacks',
]);

/** Puts values beside those that are there; the schema says how many a list may hold. */
function grow(
  mapping: EditorMapping,
  { pointer, control }: SlotDefinition,
  values: readonly unknown[],
  refuse: PasteInto['refuse'],
): MappingCommand {
  const present = valueAt(mapping, pointer) as readonly unknown[];
  // ids tell documents and rows apart, but what they bind decides whether they are there already
  const isThere = (value: unknown): boolean =>
    present.some(
      (other) => isSame(other, value) || (control === 'documents' && isSame(withoutId(other), withoutId(value))),
    );
  const fresh = values.filter((value) => !isThere(value));
  if (fresh.length === 0) {
    refuse('already', '');
    return noChange;
  }
  const next = [...present, ...fresh];
  if (schemaAt(pointer)?.safeParse(next).success !== true) {
    refuse('tooMany', '');
    return noChange;
  }
  return { type: 'set', pointer, value: next };
}

function withoutId(value: unknown): unknown {
  return { ...(value as object), id: undefined };
}

function single(
  mapping: EditorMapping,
  { pointer }: SlotDefinition,
  values: readonly unknown[],
  refuse: PasteInto['refuse'],
): MappingCommand {
  const [value, ...others] = values;
  if (others.length > 0) refuse('onlyOne', '');
  else if (isSame(valueAt(mapping, pointer), value)) refuse('already', '');
  else if (schemaAt(pointer)?.safeParse(value).success === true) return { type: 'set', pointer, value };
  else refuse('otherKind', '');
  return noChange;
}

/** What of the copied value this slot can hold; a fault is noted for the rest. */
function pasteValues(into: PasteInto, mapping: EditorMapping, item: ClipItem, from: SlotDefinition): unknown[] {
  const { slot } = into;
  const source = CONTROL.test(item.pointer) ? controlSlot(from, item.pointer) : from;
  const values = LISTS.has(source.control) && Array.isArray(item.value) ? (item.value as unknown[]) : [item.value];
  const isTwin = item.pointer === slot.pointer || (source.control === slot.control && source.id === slot.id);
  if (slot.control === 'workflow') return refusedAll(into, 'fixed', item, mapping);
  const own = OWN[slot.control];
  if (own) {
    if (!isTwin) return listed(refused(into, 'otherSetting', ''));
    return values.flatMap((value) => listed(own(into, value, mapping)));
  }
  return bindables(source, values).flatMap((value) => listed(pasteBindable(into, value, mapping)));
}

function refusedAll(into: PasteInto, reason: 'fixed', item: ClipItem, mapping: EditorMapping): unknown[] {
  if (isSame(valueAt(mapping, into.slot.pointer), item.value)) return [item.value];
  return listed(refused(into, reason, ''));
}

function listed(value: unknown): unknown[] {
  return value === null ? [] : [value];
}

type Own = (into: PasteInto, value: unknown, mapping: EditorMapping) => unknown;

/** Slots that only take what was copied from their own kind. */
const OWN: Partial<Record<SlotDefinition['control'], Own>> = {
  provider: (_, value) => value,
  binding: (_, value) => value,
  identifier: (_, value) => value,
  number: (_, value) => value,
  switch: (_, value) => value,
  choice: (_, value) => value,
  texts: (_, value) => value,
  table: (into, value) =>
    into.workflow.form.details.some(({ id }) => id === value) ? value : refused(into, 'notFound', String(value)),
  parties: (into, value, mapping) => pasteParty(into, value as PartyConfig, signingOf(mapping)),
  dynamicParties: (into, value) => pasteDynamic(into, value as DynamicParties),
  placements: (into, value, mapping) => pastePlacement(into, value as PlacementRule, signingOf(mapping)),
  callbacks: (into, value) => pasteCallback(into, value as CallbackRule),
  operations: (into, value, mapping) => pasteOperation(into, value as FileOperation, signingOf(mapping)),
  sealCallbacks: (into, value, mapping) =>
    pasteSealCallback(into, value as SealUseCallback, sealUseOf(mapping).callbacks),
};

/** A value that may stand in more than one kind of slot. */
type Pasted =
  | { readonly as: 'source'; readonly source: ValueSource }
  | { readonly as: 'document'; readonly document: DocumentSource }
  | { readonly as: 'node'; readonly id: string }
  | { readonly as: 'point'; readonly point: FlowPoint }
  | { readonly as: 'days'; readonly days: number }
  | { readonly as: 'nothing' };

function bindables({ control }: SlotDefinition, values: readonly unknown[]): Pasted[] {
  const asSource = (source: ValueSource): Pasted => ({ as: 'source', source });
  const asField = (field: FieldRef): Pasted => asSource({ kind: 'field', field });
  switch (control) {
    case 'source':
    case 'sources':
      return (values as ValueSource[]).map(asSource);
    case 'field':
      return (values as FieldRef[]).map(asField);
    case 'documents':
      return (values as DocumentSource[]).map((document) => ({ as: 'document', document }));
    case 'deadline':
      return (values as Deadline[]).map((value) =>
        value.kind === 'field' ? asField(value.field) : { as: 'days', days: value.days },
      );
    case 'template':
      return (values as TextTemplate[]).map((template) => asSource({ kind: 'template', template }));
    case 'text':
      return (values as string[]).map((value) => asSource({ kind: 'constant', value }));
    case 'nodes':
      return (values as string[]).map((id) => ({ as: 'node', id }));
    case 'points':
      return (values as FlowPoint[]).map((point) => ({ as: 'point', point }));
    default:
      return [{ as: 'nothing' }];
  }
}

function pasteBindable(into: PasteInto, value: Pasted, mapping: EditorMapping): unknown {
  const { slot } = into;
  const source = asSource(value);
  switch (slot.control) {
    case 'source':
    case 'sources':
      return source ? pasteSource(into, source) : refused(into, 'otherSetting', '');
    case 'field':
      return source?.kind === 'field' ? (pasteField(into, source)?.field ?? null) : refused(into, 'otherSetting', '');
    case 'deadline': {
      if (value.as === 'days') return { kind: 'days', days: value.days };
      const field = source?.kind === 'field' ? pasteField(into, source)?.field : undefined;
      if (source?.kind !== 'field') return refused(into, 'otherSetting', '');
      return field ? { kind: 'field', field } : null;
    }
    case 'documents': {
      const document = asDocument(value);
      return document ? pasteDocument(into, document, signingOf(mapping)) : refused(into, 'otherSetting', '');
    }
    case 'template':
      return pasteText(into, source);
    case 'text':
      return source?.kind === 'constant' ? String(source.value) : refused(into, 'otherSetting', '');
    case 'nodes':
      if (value.as === 'node') return pasteNode(into, value.id);
      // a moment at a node is that node
      return value.as === 'point' && value.point.kind === 'node'
        ? pasteNode(into, value.point.id)
        : refused(into, 'otherSetting', '');
    case 'points':
      return value.as === 'point' ? pastePoint(into, value.point) : refused(into, 'otherSetting', '');
    default:
      return refused(into, 'otherSetting', '');
  }
}

/** A document that is a field may stand wherever a field may. */
function asSource(value: Pasted): ValueSource | null {
  if (value.as === 'source') return value.source;
  return value.as === 'document' && value.document.kind === 'field'
    ? { kind: 'field', field: value.document.field }
    : null;
}

function asDocument(value: Pasted): DocumentSource | null {
  if (value.as === 'document') return value.document;
  return value.as === 'source' && value.source.kind === 'field'
    ? { kind: 'field', id: 'document-1', field: value.source.field }
    : null;
}

/** A bare text template takes a field or a fixed text as its only part. */
function pasteText(into: PasteInto, source: ValueSource | null): TextTemplate | null {
  switch (source?.kind) {
    case 'template':
      return pasteTemplate(into, source.template);
    case 'field':
      return pasteTemplate(into, [{ kind: 'field', field: source.field }]);
    case 'constant':
      return [{ kind: 'text', text: String(source.value) }];
    default:
      return refused(into, 'otherSetting', '');
  }
}
