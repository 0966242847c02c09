import type { FieldRef } from '../../schema/form.js';
import type { PartyConfig } from '../../schema/signing-config.js';
import type { LookupTable } from '../../schema/value-source.js';
import type { Workflow } from '../../schema/workflow.js';
import { newParty } from '../bind.js';
import { applyCommand, noChange, type MappingCommand } from '../commands.js';
import { isSame } from '../document-parts.js';
import { kindOf, signingOf, type EditorMapping } from '../editor-mapping.js';
import { valueAt } from '../pointer.js';
import { rowTableOf, slotAt, slotTable, type SlotDefinition } from '../slots.js';
import type { ClipChoices, ClipItem } from './clip.js';
import type { PasteFault, PasteInto } from './paste-fields.js';
import { controlSlot } from './paste-rows.js';
import { CONTROL, LISTS, pasteValues } from './paste-values.js';
import { schemaAt } from './read-clip.js';

export type { PasteFault, PasteReason } from './paste-fields.js';

export interface PasteContext {
  readonly workflow: Workflow;
  /** What the choices that the values name are called where they were copied. */
  readonly choices?: readonly ClipChoices[];
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
    choices: context.choices ?? [],
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
