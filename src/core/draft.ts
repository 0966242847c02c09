import * as z from 'zod/mini';

import { SealUseMapping } from '../schema/seal-use-config.js';
import { SigningMapping } from '../schema/signing-config.js';
import { isObject, isSame } from './document-parts.js';
import { kindOf, withBasic, type EditorMapping, type MappingKind } from './editor-mapping.js';

/** Unsaved work on a mapping, kept outside of the editor in case the page is lost. It holds nothing but the mapping. */
export interface MappingDraft {
  /** One for each editor that is open, so that two of them never overwrite each other. */
  readonly id: string;
  readonly savedAt: string;
  /** What the work began with; version 0 where nothing was stored yet. */
  readonly base: { readonly version: number; readonly etag: string; readonly mapping: EditorMapping };
  readonly mapping: EditorMapping;
}

/** What lay in the store: a draft, or something that cannot be read as one any more and is handed out as it is. */
export type FoundDraft =
  | { readonly kind: 'draft'; readonly id: string; readonly draft: MappingDraft }
  | { readonly kind: 'broken'; readonly id: string; readonly text: string };

/**
 * Where unsaved work is kept, a text by a key. One that answers at once also keeps the last keystrokes before the page is
 * closed; one that answers by a promise may lose those.
 */
export interface DraftStore {
  read(key: string): string | null | Promise<string | null>;
  write(key: string, text: string): void | Promise<void>;
  remove(key: string): void | Promise<void>;
}

/** The key of the drafts of one person on one mapping. */
export function draftKey(owner: string, mapping: EditorMapping): string {
  return `esign-drafts/${owner}/${kindOf(mapping)}/${mapping.basic.workflowId}`;
}

/** So many editors' drafts of one mapping are kept; the oldest go first. */
export const DRAFTS_KEPT = 8;

function entryOf<M extends z.ZodMiniType>(mapping: M) {
  return z.object({
    id: z.string().check(z.minLength(1), z.maxLength(200)),
    savedAt: z.iso.datetime(),
    base: z.object({ version: z.int(), etag: z.string(), mapping }),
    mapping,
  });
}

const entries = { signing: entryOf(SigningMapping), 'seal-use': entryOf(SealUseMapping) } as const;

/** The drafts in a text of the store, newest first. Whatever stands there, nothing is lost and nothing throws. */
export function readDrafts(text: string | null, kind: MappingKind, workflowId: string): FoundDraft[] {
  const found = itemsOf(text).map((item) => readItem(item, kind, workflowId));
  return found.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
}

/** The text of the store with one draft put in, and others taken out. */
export function putDraft(text: string | null, draft: MappingDraft, gone: readonly string[] = []): string {
  const others = without(text, [...gone, draft.id]);
  return JSON.stringify({ format: 1, drafts: [draft, ...others].slice(0, DRAFTS_KEPT) });
}

/** The text of the store without some drafts; null when none is left. */
export function dropDrafts(text: string | null, ids: readonly string[]): string | null {
  const drafts = without(text, ids);
  return drafts.length === 0 ? null : JSON.stringify({ format: 1, drafts });
}

/** The text of the store with something put back that was taken out, as it was. */
export function returnDraft(text: string | null, offer: FoundDraft): string {
  if (offer.kind === 'draft') return putDraft(text, offer.draft);
  const drafts = [...itemsOf(text), ...itemsOf(offer.text)].slice(0, DRAFTS_KEPT);
  return JSON.stringify({ format: 1, drafts });
}

/** Whether a draft still has something that the document has not. */
export function isWorthKeeping({ base, mapping }: Pick<MappingDraft, 'base' | 'mapping'>, now: EditorMapping): boolean {
  return !isSame(base.mapping, mapping) && !isSame(mapping, now);
}

function without(text: string | null, ids: readonly string[]): unknown[] {
  return itemsOf(text).filter((item) => !ids.includes(idOf(item)));
}

/** What is no shelf of drafts is one item, as a text. */
function itemsOf(text: string | null): unknown[] {
  if (text === null || text === '') return [];
  try {
    const shelf: unknown = JSON.parse(text);
    if (!isObject(shelf) || shelf['format'] !== 1 || !Array.isArray(shelf['drafts'])) return [shelf];
    return shelf['drafts'] as unknown[];
  } catch {
    // not ours, or cut off while it was written
    return [text];
  }
}

function readItem(item: unknown, kind: MappingKind, workflowId: string): FoundDraft {
  const parsed = entries[kind].safeParse(item);
  const id = idOf(item);
  if (!parsed.success) {
    const text = typeof item === 'string' ? item : JSON.stringify(item, undefined, 2);
    return { kind: 'broken', id, text };
  }
  const { savedAt, base, mapping } = parsed.data;
  const own = (read: EditorMapping): EditorMapping => withBasic(read, { workflowId });
  return {
    kind: 'draft',
    id,
    draft: { id, savedAt, base: { ...base, mapping: own(base.mapping) }, mapping: own(mapping) },
  };
}

/** What has no id of its own is known by its content, wherever it stands. */
function idOf(item: unknown): string {
  if (isObject(item) && typeof item['id'] === 'string' && item['id'] !== '') return item['id'];
  let sum = 0;
  for (const letter of JSON.stringify(item) ?? '') sum = (Math.imul(sum, 31) + letter.codePointAt(0)!) | 0;
  return `unreadable ${sum}`;
}

function timeOf(found: FoundDraft): string {
  return found.kind === 'draft' ? found.draft.savedAt : '';
}
