import type { Envelope } from '../../src/schema/index.js';
import type { Queries, Tx } from './database.js';

/** Reads one envelope of the tenant; `lock` keeps others from changing it until the transaction ends. */
export async function findEnvelope(
  queries: Queries,
  tenantId: string,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Envelope | null> {
  const query = queries.selectFrom('envelopes').select('doc').where('tenant_id', '=', tenantId).where('id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row?.doc ?? null;
}

/** The envelope that an effect made, by the key of the effect. */
export async function findEnvelopeByKey(queries: Queries, tenantId: string, key: string): Promise<Envelope | null> {
  const row = await queries
    .selectFrom('envelopes')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('create_key', '=', key)
    .executeTakeFirst();
  return row?.doc ?? null;
}

/** The envelope that counts for a record: the newest one that was not deleted. */
export async function findRecordEnvelope(
  queries: Queries,
  tenantId: string,
  recordId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Envelope | null> {
  const query = queries
    .selectFrom('envelopes')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('record_id', '=', recordId)
    .where('status', '<>', 'deleted')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row?.doc ?? null;
}

/** Stores a new envelope with the people who may see it and the first revision of each file. */
export async function insertEnvelope(tx: Tx, tenantId: string, envelope: Envelope, createKey: string): Promise<void> {
  await tx
    .insertInto('envelopes')
    .values({
      tenant_id: tenantId,
      id: envelope.id,
      record_id: envelope.recordId,
      config_id: envelope.configId,
      config_version: envelope.configVersion,
      status: envelope.status,
      initiator_id: envelope.initiator.userId,
      deadline: envelope.deadline,
      created_at: envelope.createdAt,
      version: envelope.version,
      create_key: createKey,
      doc: JSON.stringify(envelope),
    })
    .execute();
  const signers = envelope.parties.flatMap(({ signers }) => signers.flatMap(({ userId }) => (userId ? [userId] : [])));
  await tx
    .insertInto('envelope_people')
    .values([
      { tenant_id: tenantId, envelope_id: envelope.id, user_id: envelope.initiator.userId, role: 'initiator' },
      ...[...new Set(signers)].map((userId) => ({
        tenant_id: tenantId,
        envelope_id: envelope.id,
        user_id: userId,
        role: 'signer' as const,
      })),
    ])
    .execute();
  for (const document of envelope.documents) {
    await addRevision(tx, tenantId, envelope.id, document.id, document.sha256, document.size, envelope.createdAt);
  }
}

/** Remembers who of the OA gets a copy of a new envelope. */
export async function addCopies(
  tx: Tx,
  tenantId: string,
  envelopeId: string,
  userIds: ReadonlySet<string>,
): Promise<void> {
  if (userIds.size === 0) return;
  const rows = [...userIds].map((userId) => {
    return { tenant_id: tenantId, envelope_id: envelopeId, user_id: userId, role: 'cc' as const };
  });
  await tx.insertInto('envelope_people').values(rows).execute();
}

/** Who of the OA gets a copy, in the order of their ids. */
export async function readCopies(queries: Queries, tenantId: string, envelopeId: string): Promise<string[]> {
  const rows = await queries
    .selectFrom('envelope_people')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('envelope_id', '=', envelopeId)
    .where('role', '=', 'cc')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** Stores the next version of an envelope that was read under a lock, and answers it. */
export async function updateEnvelope(tx: Tx, tenantId: string, envelope: Envelope): Promise<Envelope> {
  const next: Envelope = { ...envelope, version: envelope.version + 1 };
  const { numUpdatedRows } = await tx
    .updateTable('envelopes')
    .set({ status: next.status, version: next.version, deadline: next.deadline, doc: JSON.stringify(next) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', next.id)
    .where('version', '=', envelope.version)
    .executeTakeFirstOrThrow();
  // without the lock two writers would meet here: a mistake in the program, and never a lost update
  if (numUpdatedRows !== 1n) throw new Error('an envelope was written without a lock');
  return next;
}

/** Remembers a revision of a document: what a signer may have seen. */
export async function addRevision(
  tx: Tx,
  tenantId: string,
  envelopeId: string,
  documentId: string,
  sha256: string,
  size: number,
  at: string,
): Promise<void> {
  await tx
    .insertInto('revisions')
    .values({ tenant_id: tenantId, envelope_id: envelopeId, document_id: documentId, sha256, size, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Every revision of an envelope's documents as `documentId/sha256`. */
export async function readRevisions(queries: Queries, tenantId: string, envelopeId: string): Promise<Set<string>> {
  const rows = await queries
    .selectFrom('revisions')
    .select(['document_id', 'sha256'])
    .where('tenant_id', '=', tenantId)
    .where('envelope_id', '=', envelopeId)
    .execute();
  return new Set(rows.map((row) => `${row.document_id}/${row.sha256}`));
}
