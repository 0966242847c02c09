import { unbind } from '../bind.js';
import { applyCommand, noChange, type MappingCommand } from '../commands.js';
import { emptyMapping, kindOf, type EditorMapping } from '../editor-mapping.js';
import { memberOf, valueAt } from '../pointer.js';
import { slotAt } from '../slots.js';
import { removeParty } from './clip.js';

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
function defaultAt(mapping: EditorMapping, pointer: string): unknown {
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
