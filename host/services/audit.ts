import type { Selectable } from 'kysely';

import type { AuditEntry, AuditTrailEntry } from '../../src/schema/index.js';
import type { Queries, Tx } from '../store/database.js';
import type { Tables } from '../store/tables.js';
import {
  breakAtEnd,
  CHAIN_START,
  follow,
  hashOfEntry,
  type AuditFact,
  type ChainEntry,
  type ChainHead,
} from './audit-chain.js';

export type { AuditFact } from './audit-chain.js';

/** So many entries are in memory at once while a trail is checked. */
const PAGE = 1000;

/**
 * Adds an entry to the tenant's chain, in the transaction of what it tells about. Each entry holds the hash of the one
 * before, so that a changed, moved or missing entry is found.
 *
 * The head's row is locked until the transaction ends, so writers of one tenant wait for each other from here on: add
 * the entry late. It takes two round trips.
 */
export async function appendAudit(tx: Tx, tenantId: string, fact: AuditFact): Promise<void> {
  const head = (await lockHead(tx, tenantId)) ?? (await startChain(tx, tenantId));
  const sequence = head.sequence + 1;
  const hash = hashOfEntry(tenantId, sequence, fact, head.hash);
  const entry = {
    tenant_id: tenantId,
    sequence,
    subject: fact.subject,
    at: fact.at,
    actor: fact.actor,
    action: fact.action,
    detail: JSON.stringify(fact.detail),
    previous_hash: head.hash,
    hash,
  };
  await tx
    .with('entry', (query) => query.insertInto('audit').values(entry))
    .updateTable('audit_heads')
    .set({ sequence, hash })
    .where('tenant_id', '=', tenantId)
    .execute();
}

async function lockHead(tx: Tx, tenantId: string): Promise<ChainHead | undefined> {
  return tx
    .selectFrom('audit_heads')
    .select(['sequence', 'hash'])
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirst();
}

async function startChain(tx: Tx, tenantId: string): Promise<ChainHead> {
  await tx
    .insertInto('audit_heads')
    .values({ tenant_id: tenantId, ...CHAIN_START })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const head = await lockHead(tx, tenantId);
  if (!head) throw new Error('the head of an audit trail is gone');
  return head;
}

/** The entries about one subject after a sequence number, oldest first. */
export async function readAudit(
  queries: Queries,
  tenantId: string,
  subject: string,
  after: number,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await readRows(queries, tenantId, { subject, after, limit });
  return rows.map(entryOf);
}

/** The entries of the whole tenant, or about one subject, after a sequence number, oldest first. */
export async function readTrail(
  queries: Queries,
  tenantId: string,
  page: { subject?: string | undefined; after: number; limit: number },
): Promise<AuditTrailEntry[]> {
  const rows = await readRows(queries, tenantId, page);
  return rows.map((row) => ({ ...entryOf(row), subject: row.subject }));
}

type Row = Selectable<Tables['audit']>;

function readRows(
  queries: Queries,
  tenantId: string,
  { subject, after, limit }: { subject?: string | undefined; after: number; limit: number },
): Promise<Row[]> {
  let query = queries
    .selectFrom('audit')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  return query.execute();
}

function entryOf(row: Row): AuditEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    actor: row.actor,
    action: row.action,
    detail: row.detail,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

/** How far a check came, and the first sequence number at which the chain is broken, or null. */
export interface ChainReport {
  readonly reached: ChainHead;
  readonly brokenAt: number | null;
}

/**
 * Checks a tenant's chain from a known head on, page by page, also while entries are being added. `witness` is asked at
 * every entry for the sequence number from which on the chain is not the one that was known earlier, or null.
 */
export async function checkChain(
  queries: Queries,
  tenantId: string,
  from: ChainHead = CHAIN_START,
  witness: (reached: ChainHead) => number | null = () => null,
): Promise<ChainReport> {
  let reached = from;
  for (;;) {
    // read before the entries, so every entry that it promises has to be among them
    const promised = await readHead(queries, tenantId);
    for (;;) {
      const rows: ChainEntry[] = await readRows(queries, tenantId, { after: reached.sequence, limit: PAGE });
      for (const row of rows) {
        const next = follow(tenantId, reached, row);
        if (!next) return { reached, brokenAt: reached.sequence + 1 };
        reached = next;
        const disputed = witness(reached);
        if (disputed !== null) return { reached, brokenAt: disputed };
      }
      if (rows.length < PAGE) break;
    }
    const kept = await readHead(queries, tenantId);
    const hasMovedOn = (promised?.sequence ?? 0) <= reached.sequence && (kept?.sequence ?? 0) > reached.sequence;
    if (!hasMovedOn) return { reached, brokenAt: breakAtEnd(reached, kept) };
  }
}

async function readHead(queries: Queries, tenantId: string): Promise<ChainHead | null> {
  const head = await queries
    .selectFrom('audit_heads')
    .select(['sequence', 'hash'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return head ?? null;
}

/** The first sequence number at which the tenant's chain is broken, or null. */
export async function findAuditBreak(queries: Queries, tenantId: string): Promise<number | null> {
  return (await checkChain(queries, tenantId)).brokenAt;
}
