import type { AuditEntry } from '../../src/schema/index.js';
import { sha256Of } from '../store/files.js';

export interface AuditFact {
  /** The envelope, seal use or configuration that the entry is about. */
  readonly subject: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly detail: AuditEntry['detail'];
}

/** An entry as it is stored. */
export interface ChainEntry extends AuditFact {
  readonly sequence: number;
  readonly previous_hash: string | null;
  readonly hash: string;
}

/** How far a trail reaches, and the hash of its last entry. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string | null;
}

export const CHAIN_START: ChainHead = { sequence: 0, hash: null };

/** The entry's hash: it covers everything in it, its place, and the hash of the entry before. */
export function hashOfEntry(tenantId: string, sequence: number, fact: AuditFact, previous: string | null): string {
  // the database keeps no order of keys
  const detail = Object.entries(fact.detail).sort(([left], [right]) => (left < right ? -1 : 1));
  return sha256Of(
    JSON.stringify([tenantId, sequence, fact.subject, fact.at, fact.actor, fact.action, detail, previous]),
  );
}

/** The head after an entry, or null when the entry cannot be the one that follows: the chain is broken there. */
export function follow(tenantId: string, head: ChainHead, entry: ChainEntry): ChainHead | null {
  const sequence = head.sequence + 1;
  const isNext =
    entry.sequence === sequence &&
    entry.previous_hash === head.hash &&
    entry.hash === hashOfEntry(tenantId, sequence, entry, head.hash);
  return isNext ? { sequence, hash: entry.hash } : null;
}

/**
 * Where the chain breaks at its end, or null: the entries must reach exactly as far as the head that is kept apart from
 * them. Without a head nothing after the last entry can be excluded.
 */
export function breakAtEnd(reached: ChainHead, kept: ChainHead | null): number | null {
  if (!kept) return reached.sequence === 0 ? null : reached.sequence + 1;
  if (kept.sequence !== reached.sequence) return Math.min(kept.sequence, reached.sequence) + 1;
  return kept.hash === reached.hash ? null : Math.max(1, reached.sequence);
}
