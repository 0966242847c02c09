import * as z from 'zod/mini';

import type { Envelope, EnvelopeDocument } from '../schema/envelope.js';
import { Mark } from '../schema/placement.js';
import { Sha256, Timestamp } from '../schema/primitives.js';

/** Where every key of a draft of marks begins. */
export const MARK_DRAFTS = 'esign-marks/';

/** A draft that is older was given up. */
const KEPT_MS = 14 * 24 * 3600 * 1000;

/** Marks that were placed and not submitted, and the files that they are on. Nothing of the files is in it but their hashes. */
const MarkDraft = z.object({
  format: z.literal(1),
  savedAt: Timestamp,
  documents: z.record(z.string(), Sha256),
  marks: z.array(Mark).check(z.maxLength(2000)),
});
export type MarkDraft = z.infer<typeof MarkDraft>;

/** The key of the draft of one person for one party of an envelope. */
export function markDraftKey(envelope: Pick<Envelope, 'id'>, me: { partyId: string; signerId: string }): string {
  return MARK_DRAFTS + [envelope.id, me.partyId, me.signerId].map(encodeURIComponent).join('/');
}

export function writeMarkDraft(
  marks: readonly Mark[],
  documents: readonly EnvelopeDocument[],
  savedAt: string,
): string {
  return JSON.stringify({ format: 1, savedAt, documents: hashesOf(documents), marks });
}

/**
 * The draft that a text is, or null: not ours, too old, empty, or about other files than those of the envelope now. A
 * signature of somebody else makes no other file of it.
 */
export function readMarkDraft(
  text: string | null,
  documents: readonly EnvelopeDocument[],
  now: string,
): MarkDraft | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // cut off while it was written
    return null;
  }
  const parsed = MarkDraft.safeParse(value);
  if (!parsed.success || parsed.data.marks.length === 0) return null;
  if (Date.parse(now) - Date.parse(parsed.data.savedAt) > KEPT_MS) return null;
  const hashes = hashesOf(documents);
  const isSame = Object.entries(parsed.data.documents).every(([id, hash]) => hashes[id] === hash);
  const isInside = parsed.data.marks.every(({ documentId }) => documentId in hashes);
  return isSame && isInside ? parsed.data : null;
}

function hashesOf(documents: readonly EnvelopeDocument[]): Record<string, string> {
  return Object.fromEntries(documents.map(({ id, sha256 }) => [id, sha256]));
}
