import type { FieldRef } from '../../schema/form.js';
import type { Workflow } from '../../schema/workflow.js';
import { unbind } from '../bind.js';
import type { MappingCommand } from '../commands.js';
import { isSealUse, type EditorMapping } from '../editor-mapping.js';
import { choicesOf, type LookupOption } from '../lookup.js';
import { valueAt } from '../pointer.js';

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
