import type { FieldRef } from '../../schema/form.js';
import type { Workflow } from '../../schema/workflow.js';
import { unbind } from '../bind.js';
import { applyCommand, noChange, type MappingCommand } from '../commands.js';
import { isSealUse, kindOf, emptyMapping, type EditorMapping } from '../editor-mapping.js';
import { choicesOf, type LookupOption } from '../lookup.js';
import { memberOf, valueAt } from '../pointer.js';
import { slotAt } from '../slots.js';

/**
 * Bindings on the clipboard. `text/plain` holds the JSON itself: it is the only flavour that every browser hands back
 * unchanged on paste, also from another tab, another browser or a chat message; `web application/json` is not in all of
 * them, and `text/html` is rewritten by some. People read what they copied in the sentence that the editor says.
 */
export interface ClipItem {
  /** Where the value stood: a slot, one item of its list, or a control of a template. */
  readonly pointer: string;
  readonly value: unknown;
}

/** The member that tells our clipboard from any other text. */
export const CLIP_MARK = 'esign-elements';

/** Whether a text claims to hold bindings; a text control gives such a text away, any other is its own. */
export function looksLikeClip(text: string): boolean {
  return new RegExp(String.raw`^\s{0,9}\{\s{0,9}"${CLIP_MARK}"`).test(text.slice(0, 100));
}

/** The choices of a field that a copied value names: a form elsewhere may store them under other values. */
export interface ClipChoices {
  readonly table: string;
  readonly field: string;
  readonly options: readonly LookupOption[];
}

export function writeClip(items: readonly ClipItem[], workflow?: Workflow): string {
  const choices = namedChoices(items, workflow);
  return JSON.stringify(
    { [CLIP_MARK]: 'bindings', version: 1, items, ...(choices.length > 0 ? { choices } : {}) },
    null,
    2,
  );
}

/** Those that a lookup table, a condition on rows or a written value names. */
function namedChoices(items: readonly ClipItem[], workflow: Workflow | undefined): ClipChoices[] {
  const found = new Map<string, ClipChoices>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('field' in value && ('lookup' in value || 'equals' in value || 'value' in value)) {
      const ref = value.field as FieldRef;
      const options = choicesOf(workflow, ref);
      const { table, field } = ref;
      if (options.length > 0 && ref.type === 'select') found.set(`${table} ${field}`, { table, field, options });
    }
    Object.values(value).forEach(visit);
  };
  items.forEach(({ value }) => visit(value));
  return [...found.values()];
}

/** The values at some places, without those that hold nothing. */
export function clipOf(mapping: EditorMapping, pointers: readonly string[]): ClipItem[] {
  return pointers
    .map((pointer) => ({ pointer, value: valueAt(mapping, pointer) }))
    .filter(({ value }) => !isEmpty(value));
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Takes a party out, with the rules that say where it signs (C-31, C-37). */
export function removeParty(mapping: EditorMapping, index: number): MappingCommand {
  const removal = unbind(mapping, '/flow/parties', index);
  if (isSealUse(mapping)) return removal;
  const { parties, placements } = mapping.flow;
  const kept = placements.filter((rule) => rule.party !== parties[index]?.id);
  if (kept.length === placements.length) return removal;
  return { type: 'batch', commands: [removal, { type: 'set', pointer: '/flow/placements', value: kept }] };
}

/** Empties what was copied, in one command. What is on or off, or chosen, has no empty state and stays. */
export function cutOf(mapping: EditorMapping, pointers: readonly string[]): MappingCommand {
  const commands: MappingCommand[] = [];
  let doc = mapping;
  // later items of a list go first, so that taking one out does not move those that still have to go
  for (const pointer of pointers.toSorted(byIndexDown)) {
    const command = emptied(doc, pointer);
    const { doc: next } = applyCommand(doc, command);
    if (next !== doc) commands.push(command);
    doc = next;
  }
  const [first] = commands;
  return commands.length === 1 && first ? first : { type: 'batch', commands };
}

function emptied(mapping: EditorMapping, pointer: string): MappingCommand {
  const [, list, at] = /^(.*)\/(\d+)$/.exec(pointer) ?? [];
  if (list !== undefined && at !== undefined && Array.isArray(valueAt(mapping, list))) {
    if (valueAt(mapping, pointer) === undefined) return noChange;
    return list === '/flow/parties'
      ? removeParty(mapping, Number(at))
      : { type: 'remove', pointer: list, index: Number(at) };
  }
  const slot = slotAt(pointer);
  if (slot?.pointer === pointer) {
    if (!RESET_EMPTIES.has(slot.control)) return unbind(mapping, pointer);
    return resetOf(mapping, pointer) ?? noChange;
  }
  // the value of a template's control is no slot of its own
  return valueAt(mapping, pointer) === undefined ? noChange : { type: 'set', pointer, value: null };
}

/** Slots that are a list or a set of texts to `unbind`'s eyes not, but have an empty state: that of a new mapping. */
const RESET_EMPTIES: ReadonlySet<string> = new Set([
  'callbacks',
  'operations',
  'sealCallbacks',
  'texts',
  'dynamicParties',
]);

/** What a new mapping has at a place; undefined where it has nothing of its own to say: a name, the workflow. */
export function defaultAt(mapping: EditorMapping, pointer: string): unknown {
  if (pointer === '/basic/name' || pointer === '/basic/workflowId') return undefined;
  const [, , member] = /^\/flow\/parties\/(\d+)\/(.+)$/.exec(pointer) ?? [];
  if (member !== undefined) return memberOf(PARTY_DEFAULTS, member);
  return valueAt(emptyMapping(kindOf(mapping), mapping.basic.workflowId, ''), pointer);
}

const PARTY_DEFAULTS = { name: null, signers: [], contact: null, seal: null, signingNodes: [], autoSign: false };

/** Sets a slot back to what a new mapping has; null where that changes nothing. */
export function resetOf(mapping: EditorMapping, pointer: string): MappingCommand | null {
  const value = defaultAt(mapping, pointer);
  if (value === undefined || JSON.stringify(value) === JSON.stringify(valueAt(mapping, pointer))) return null;
  return { type: 'set', pointer, value };
}

function byIndexDown(a: string, b: string): number {
  return a.length === b.length ? (a < b ? 1 : -1) : b.length - a.length;
}
