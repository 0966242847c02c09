import { isSame } from '../core/document-parts.js';
import type { FoundDraft } from '../core/draft.js';
import type { UnreadPart } from '../core/editing.js';
import type { EditorMapping, MappingKind } from '../core/editor-mapping.js';
import type { History } from '../core/history.js';
import { mergeDocuments, type Side } from '../core/merge.js';
import type { Binding } from '../schema/binding.js';
import type { CatalogItem, Permission } from '../schema/provider.js';
import type { WorkflowSummary } from '../schema/workflow.js';

/** What the editor can do without for a while: it opens, and says what it could not read. */
export interface OptionalData {
  readonly workflows: WorkflowSummary[];
  /** Seals and templates by binding (B-16). */
  readonly catalogs: Readonly<Record<string, CatalogItem[]>>;
  /** What the person may do (C-70). */
  readonly permissions: readonly Permission[];
  /** Who edits, for what is kept per person; undefined while that is unknown. */
  readonly owner?: string | undefined;
  readonly unread?: readonly UnreadPart[];
}

export interface OptionalRequest {
  readonly kind: MappingKind;
  readonly bindings: readonly Binding[];
}

interface Offered {
  readonly history: History<EditorMapping> | undefined;
  readonly offers: readonly FoundDraft[];
}

/** Whether the newest draft began with what is open now, so that it can be taken as it is. */
export function draftIsPlain({ history, offers }: Offered): boolean {
  const offer = offers[0];
  return offer?.kind === 'draft' && isSame(offer.draft.base.mapping, history?.doc);
}

/**
 * The newest draft on top of what is open now: what either side changed since they parted is kept, and of what both
 * changed, what was chosen.
 */
export function mergedDraft(
  { history, offers }: Offered,
  choices: Readonly<Record<string, Side>>,
): EditorMapping | undefined {
  const offer = offers[0];
  if (offer?.kind !== 'draft' || !history) return undefined;
  const { base, mapping } = offer.draft;
  return mergeDocuments(base.mapping, mapping, history.doc, choices).doc;
}
