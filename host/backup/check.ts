import { existsSync } from 'node:fs';
import path from 'node:path';

import { EsignError } from '../../src/core/errors.js';
import type { AuditVerification } from '../../src/schema/index.js';
import { createAnchorKeeper, verifyTrail, type AuditAnchor } from '../services/audit-anchors.js';
import { appendAudit } from '../services/audit.js';
import { usedFiles } from '../services/unused-files.js';
import { loadOrCreateIdentity } from '../signer/identity.js';
import { openDatabase, type Db } from '../store/database.js';
import { fileOwnerOf, forgetFileOwner } from '../store/file-owner.js';
import type { FileStore } from '../store/files.js';
import { asSystem } from '../store/tenant-scope.js';
import type { BackupPlace } from './database-dump.js';

export interface TenantTrail extends AuditVerification {
  readonly tenantId: string;
}

/** Verifies the audit trail of each tenant, or of one, beside running hosts or without any. */
export async function verifyTrails(
  place: BackupPlace,
  now: Date,
  { tenant, anchors = [] }: { tenant?: string | undefined; anchors?: readonly AuditAnchor[] } = {},
): Promise<TenantTrail[]> {
  const database = await openDatabase({ ...place, migrate: false });
  try {
    return await asSystem(() => verifyAll(database.db, place, now, { tenant, anchors }));
  } finally {
    await database.close();
  }
}

async function verifyAll(
  db: Db,
  place: BackupPlace,
  now: Date,
  { tenant, anchors = [] }: { tenant?: string | undefined; anchors?: readonly AuditAnchor[] } = {},
): Promise<TenantTrail[]> {
  const folder = path.join(place.dataDir, 'identity');
  // a new identity would call every genuine anchor a forgery
  if (!existsSync(folder)) throw new Error(`${folder} with the keys of the signer is missing`);
  const identity = await loadOrCreateIdentity(folder, { organization: 'esign-elements' });
  const keeper = createAnchorKeeper(identity);
  const trails: TenantTrail[] = [];
  for (const tenantId of tenant === undefined ? await tenantsOf(db, anchors) : [tenant]) {
    const known = anchors.filter(({ tenant_id }) => tenant_id === tenantId);
    trails.push({ tenantId, ...(await verifyTrail(db, tenantId, keeper, now.toISOString(), known)) });
  }
  return trails;
}

/** Also tenants of which nothing is left but an entry, a head or an anchor. */
async function tenantsOf(db: Db, anchors: readonly AuditAnchor[]): Promise<string[]> {
  const ids = new Set(anchors.map(({ tenant_id }) => tenant_id));
  for (const table of ['audit', 'audit_heads', 'audit_anchors'] as const) {
    const rows = await db.selectFrom(table).select('tenant_id').distinct().execute();
    for (const { tenant_id } of rows) ids.add(tenant_id);
  }
  return [...ids].sort();
}

export interface RestoredState {
  readonly trails: readonly TenantTrail[];
  readonly files: number;
  /** Hashes of files that rows name and that are missing or damaged. */
  readonly badFiles: readonly string[];
  /** Marks in the file store that keep files there which no row names, until the operator takes them away. */
  readonly otherOwners: readonly string[];
}

/**
 * Looks at everything after a restore: brings the database up to date, verifies every trail and reads every file that a
 * row names. Each trail gets an entry that says so: between the backup and now something may be missing (F17).
 */
export async function checkRestored(
  place: BackupPlace,
  files: FileStore,
  { madeAt, now }: { madeAt: string; now: Date },
): Promise<RestoredState> {
  const database = await openDatabase(place);
  const { db } = database;
  try {
    return await asSystem(async () => {
      const trails = await verifyAll(db, place, now);
      const used = await usedFiles(db);
      const badFiles = await findBadFiles(files, used);
      for (const { tenantId, ok } of trails) if (ok) await noteRestore(db, tenantId, madeAt, now);
      const otherOwners = (await files.owners()).sort();
      // the name in the backup belongs to the database that it was made of, which may still be at work
      await forgetFileOwner(db);
      await files.addOwner(await fileOwnerOf(db));
      return { trails, files: used.size, badFiles, otherOwners };
    });
  } finally {
    await database.close();
  }
}

async function findBadFiles(files: FileStore, used: ReadonlySet<string>): Promise<string[]> {
  const bad: string[] = [];
  for (const sha256 of used) if ((await stateOfFile(files, sha256)) !== 'whole') bad.push(sha256);
  return bad;
}

/** Reads a file and compares it with its hash. */
export async function stateOfFile(files: FileStore, sha256: string): Promise<'whole' | 'missing' | 'damaged'> {
  try {
    await files.get(sha256);
    return 'whole';
  } catch (error) {
    if (error instanceof EsignError && error.code === 'not-found') return 'missing';
    if (error instanceof EsignError && error.code === 'file-damaged') return 'damaged';
    throw error;
  }
}

async function noteRestore(db: Db, tenantId: string, madeAt: string, now: Date): Promise<void> {
  await db.transaction().execute((tx) =>
    appendAudit(tx, tenantId, {
      subject: 'host',
      at: now.toISOString(),
      actor: 'system',
      action: 'host.restored',
      detail: { backupOf: madeAt },
    }),
  );
}
