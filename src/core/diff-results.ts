import { pointerOf, type Difference } from './diff.js';
import { isSame } from './document-parts.js';
import type { EditorMapping } from './editor-mapping.js';
import type { ResolveContext } from './resolve.js';
import { resultOf, type SlotResult } from './results.js';
import { slotsOf, type SlotDefinition } from './slots.js';

/** What a slot sends for a record by either of two mappings; null where it is not there or does not apply. */
export interface ResultPair {
  /** Where the slot is after the change, or before it where it is gone. */
  readonly pointer: string;
  readonly before: SlotResult | null;
  readonly after: SlotResult | null;
}

/** What a mapping reads a slot with: the record, or one row of it. */
export type ContextFor = (mapping: EditorMapping, slot: SlotDefinition) => ResolveContext;

/**
 * What a difference means for a record: the result of its slot by both mappings, or, for a party as a whole, those of the
 * slots in it that send something. A slot that is the same for every record (a switch, a node) gives nothing.
 */
export function resultsOf(
  { kind, path }: Difference,
  before: EditorMapping,
  after: EditorMapping,
  contextFor: ContextFor,
): ResultPair[] {
  if (kind === 'moved') return [];
  const old = sideOf(before, path, contextFor);
  const now = sideOf(after, path, contextFor);
  const keys = new Set([...now.keys(), ...old.keys()]);
  return [...keys].flatMap((key): ResultPair[] => {
    const [left, right] = [old.get(key), now.get(key)];
    const sides = [left, right].filter((side) => side !== undefined);
    // of a party as a whole, only what it sends
    if (key !== '' && sides.every(({ result }) => result.kind === 'empty')) return [];
    const { pointer } = right ?? left!;
    return [{ pointer, before: left?.result ?? null, after: right?.result ?? null }];
  });
}

/** Whether a record makes no difference. */
export function isSamePair({ before, after }: ResultPair): boolean {
  return isSame(before, after);
}

type Side = ReadonlyMap<string, { readonly pointer: string; readonly result: SlotResult }>;

/** By what follows the path: nothing for the slot that the path is or lies in, a member for the slots inside it. */
function sideOf(mapping: EditorMapping, path: string, contextFor: ContextFor): Side {
  const at = pointerOf(mapping, path);
  const side = new Map<string, { pointer: string; result: SlotResult }>();
  if (at === undefined) return side;
  for (const slot of slotsOf(mapping)) {
    const { pointer } = slot;
    const isInside = pointer.startsWith(`${at}/`);
    if (!isInside && pointer !== at && !at.startsWith(`${pointer}/`)) continue;
    const result = resultOf(slot, mapping, contextFor(mapping, slot));
    if (result) side.set(isInside ? pointer.slice(at.length) : '', { pointer, result });
  }
  return side;
}
