import type { AuditEntry } from '../../src/schema/index.js';
import type { Queries, Tx } from '../store/database.js';
import { sha256Of } from '../store/files.js';

type Detail = AuditEntry['detail'];

export interface AuditFact {
  /** The envelope, seal use or configuration that the entry is about. */
  readonly subject: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly detail: Detail;
}

/**
 * Adds an entry to the tenant's chain, in the transaction of what it tells about. Each entry holds the hash of the one
 * before, so that a changed, moved or missing entry is found.
 */
export async function appendAudit(tx: Tx, tenantId: string, fact: AuditFact): Promise<void> {
  await tx
    .insertInto('audit_heads')
    .values({ tenant_id: tenantId, sequence: 0, hash: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const head = await tx
    .selectFrom('audit_heads')
    .select(['sequence', 'hash'])
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const sequence = head.sequence + 1;
  const hash = hashOf(tenantId, sequence, fact, head.hash);
  await tx
    .insertInto('audit')
    .values({
      tenant_id: tenantId,
      sequence,
      subject: fact.subject,
      at: fact.at,
      actor: fact.actor,
      action: fact.action,
      detail: JSON.stringify(fact.detail),
      previous_hash: head.hash,
      hash,
    })
    .execute();
  await tx.updateTable('audit_heads').set({ sequence, hash }).where('tenant_id', '=', tenantId).execute();
}

/** The entries about one subject after a sequence number, oldest first. */
export async function readAudit(
  queries: Queries,
  tenantId: string,
  subject: string,
  after: number,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await queries
    .selectFrom('audit')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('subject', '=', subject)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    at: row.at,
    actor: row.actor,
    action: row.action,
    detail: row.detail,
    previousHash: row.previous_hash,
    hash: row.hash,
  }));
}

/** The first sequence number at which the tenant's chain is broken, or null. */
export async function findAuditBreak(queries: Queries, tenantId: string): Promise<number | null> {
  const head = await queries.selectFrom('audit_heads').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  const rows = await queries
    .selectFrom('audit')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('sequence')
    .execute();
  let previous: string | null = null;
  let expected = 1;
  for (const row of rows) {
    const isWhole =
      row.sequence === expected &&
      row.previous_hash === previous &&
      row.hash === hashOf(tenantId, row.sequence, row, previous);
    if (!isWhole) return expected;
    previous = row.hash;
    expected += 1;
  }
  const isComplete = (head?.sequence ?? 0) === expected - 1 && (head?.hash ?? null) === previous;
  return isComplete ? null : expected;
}

function hashOf(tenantId: string, sequence: number, fact: AuditFact, previous: string | null): string {
  // the database keeps no order of keys
  const detail = Object.entries(fact.detail).sort(([left], [right]) => (left < right ? -1 : 1));
  return sha256Of(
    JSON.stringify([tenantId, sequence, fact.subject, fact.at, fact.actor, fact.action, detail, previous]),
  );
}
