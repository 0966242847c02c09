import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { open } from 'node:fs/promises';

import { sql, type Selectable } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { AuditVerification } from '../../src/schema/index.js';
import type { HostIdentity } from '../signer/identity.js';
import type { Db, Queries } from '../store/database.js';
import type { Tables } from '../store/tables.js';
import { CHAIN_START, type ChainHead } from './audit-chain.js';
import { checkChain } from './audit.js';

export type AuditAnchor = Selectable<Tables['audit_anchors']>;

/** What only the host can sign and anybody with its root certificate can check. */
export interface AnchorKeeper {
  sign(anchor: Omit<AuditAnchor, 'certificate' | 'signature'>): Promise<AuditAnchor>;
  /** Whether a key under the host's root signed exactly this. */
  isGenuine(anchor: AuditAnchor): boolean;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Who can write to the database can write a whole new trail, with every hash right. The head of the trail is therefore
 * signed once a day with a key that is not in the database: a trail that was written anew does not match.
 */
export function createAnchorKeeper(identity: Pick<HostIdentity, 'company' | 'root'>): AnchorKeeper {
  const root = new X509Certificate(identity.root);
  return {
    async sign(anchor) {
      const { privateKey, certificate } = identity.company;
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(textOf(anchor)));
      return {
        ...anchor,
        certificate: Buffer.from(certificate).toString('base64'),
        signature: Buffer.from(signature).toString('base64'),
      };
    },
    isGenuine(anchor) {
      try {
        const certificate = new X509Certificate(Buffer.from(anchor.certificate, 'base64'));
        if (!certificate.verify(root.publicKey)) return false;
        const key = createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' }));
        const signature = Buffer.from(anchor.signature, 'base64');
        return verify('sha256', textOf(anchor), { key, dsaEncoding: 'ieee-p1363' }, signature);
      } catch {
        // no certificate or no signature at all: whoever wrote it was not the host
        return false;
      }
    },
  };
}

function textOf({ tenant_id, sequence, hash, at }: Omit<AuditAnchor, 'certificate' | 'signature'>): Buffer {
  return Buffer.from(JSON.stringify(['esign-audit-anchor', 1, tenant_id, sequence, hash, at]), 'utf8');
}

/**
 * Checks the whole trail of a tenant against its head and against every anchor.
 *
 * @param known Anchors that were kept outside of the database, where nobody who rewrites it can take them away.
 */
export async function verifyTrail(
  queries: Queries,
  tenantId: string,
  keeper: AnchorKeeper,
  checkedAt: string,
  known: readonly AuditAnchor[] = [],
): Promise<AuditVerification> {
  const anchors = [...(await readAnchors(queries, tenantId)), ...known].sort(
    (left, right) => left.sequence - right.sequence,
  );
  let anchoredTo = 0;
  let position = 0;
  const witness = (reached: ChainHead): number | null => {
    for (let anchor = anchors[position]; anchor?.sequence === reached.sequence; anchor = anchors[position]) {
      if (anchor.hash !== reached.hash || !keeper.isGenuine(anchor)) return anchoredTo + 1;
      position += 1;
    }
    if (anchors[position - 1]?.sequence === reached.sequence) anchoredTo = reached.sequence;
    return null;
  };
  const report = await checkChain(queries, tenantId, CHAIN_START, witness);
  const { reached } = report;
  // an anchor behind the end was signed when there was more
  const brokenAt = report.brokenAt ?? (position < anchors.length ? reached.sequence + 1 : null);
  return {
    ok: brokenAt === null,
    entries: brokenAt === null ? reached.sequence : brokenAt - 1,
    head: brokenAt === null ? reached.hash : null,
    brokenAt,
    anchoredTo,
    checkedAt,
  };
}

async function readAnchors(queries: Queries, tenantId: string): Promise<AuditAnchor[]> {
  return queries
    .selectFrom('audit_anchors')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('sequence')
    .execute();
}

export interface AnchoringOptions {
  readonly db: Db;
  readonly keeper: AnchorKeeper;
  readonly clock: () => Date;
  /** A file that gets each anchor as a line of JSON; ship it to where the database's administrator cannot write. */
  readonly file?: string | undefined;
}

/**
 * Signs the head of every trail that grew, once a day. Only what follows the last anchor is read.
 *
 * @throws EsignError `unexpected` for a broken trail, after the others were anchored: an anchor must not vouch for it.
 */
export async function anchorTrails(options: AnchoringOptions): Promise<void> {
  const { db, clock } = options;
  const latest = new Date(clock().getTime() - DAY_MS).toISOString();
  const due = await sql<{ tenant_id: string }>`
    select h.tenant_id from audit_heads h
    left join lateral (
      select a.sequence, a.at from audit_anchors a where a.tenant_id = h.tenant_id order by a.sequence desc limit 1
    ) last on true
    where h.sequence > coalesce(last.sequence, 0) and coalesce(last.at, '') <= ${latest}`.execute(db);
  const broken: string[] = [];
  for (const { tenant_id } of due.rows) {
    const brokenAt = await anchorTrail(options, tenant_id);
    if (brokenAt !== null) broken.push(`${tenant_id} at ${brokenAt}`);
  }
  if (broken.length > 0) throw new EsignError('unexpected', `the audit trail is broken: ${broken.join(', ')}`);
}

async function anchorTrail({ db, keeper, clock, file }: AnchoringOptions, tenantId: string): Promise<number | null> {
  const last = await db
    .selectFrom('audit_anchors')
    .select(['sequence', 'hash'])
    .where('tenant_id', '=', tenantId)
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
  const { reached, brokenAt } = await checkChain(db, tenantId, last ?? CHAIN_START);
  if (brokenAt !== null || reached.hash === null) return brokenAt;
  const anchor = await keeper.sign({
    tenant_id: tenantId,
    sequence: reached.sequence,
    hash: reached.hash,
    at: clock().toISOString(),
  });
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('audit_anchors')
    .values(anchor)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  // another process was faster, and its line is in the file
  if (file !== undefined && numInsertedOrUpdatedRows === 1n) await appendLine(file, anchor);
  return null;
}

async function appendLine(file: string, anchor: AuditAnchor): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(`${JSON.stringify(anchor)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
