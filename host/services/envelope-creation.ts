import { sql } from 'kysely';

import { draftEnvelope } from '../../src/core/planner/draft.js';
import { launched, toParty } from '../../src/core/planner/foresight.js';
import { EsignError } from '../../src/core/errors.js';
import { isFinal, statusAt } from '../../src/core/status.js';
import type {
  Binding,
  Effect,
  Envelope,
  EnvelopeDocument,
  EnvelopeDraft,
  PersonValue,
  PlannedDocument,
  Seal,
} from '../../src/schema/index.js';
import type { OaFile } from '../oa-port.js';
import type { OutboxContext } from '../store/tables.js';
import { findConfigVersion } from '../store/configs.js';
import type { Queries, Tx } from '../store/database.js';
import { findEnvelope, findRecordEnvelope, insertEnvelope } from '../store/envelopes.js';
import { sha256Of } from '../store/files.js';
import { insertRemote } from '../store/remote-envelopes.js';
import { newId } from '../store/ids.js';
import type { RecordAround } from './access.js';
import { appendAudit } from './audit.js';
import { findBinding, holdBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { happeningsBetween } from './envelope-events.js';
import { endEnvelope, findAround } from './envelopes.js';
import { planHappenings, signingInput } from './planning.js';
import { placementsOf } from './envelope-places.js';
import { findSought } from './sought-places.js';
import { answerOf } from './remote-calls.js';
import { isRevokedAtService } from './revocation.js';
import { accessTo } from './service-access.js';

type CreateEffect = Extract<Effect, { kind: 'createEnvelope' }>;

/**
 * makes the envelope that the planner drafted. A repeated call finds the envelope of the first one; a call that comes
 * after another envelope of the record makes none, because what it follows is not the newest one any more. R-03: the one
 * that it replaces stays as it is until everything is ready for the new one.
 *
 * @throws EsignError `binding-not-usable`, what {@link findSought} throws, and what the provider says about a file.
 */
export async function createEnvelope(
  context: HostContext,
  tenantId: string,
  effect: CreateEffect,
  origin: OutboxContext,
): Promise<void> {
  if ((await isMade(context, tenantId, effect.key)) || (await isOutOfDate(context.db, tenantId, effect))) return;
  const envelope = await toEnvelope(context, tenantId, effect, origin);
  const replaced = await replacedEnvelope(context, tenantId, effect);
  if (replaced === 'kept') return;
  // what people sign at a service is launched when the service has taken it
  const isLaunched = effect.launch && !providerOf(context, envelope.provider).remote;
  const asLaunched = launched(envelope, envelope.createdAt);
  const stored = isLaunched ? asLaunched : envelope;
  const around = await findAround(context, tenantId, envelope);
  const store = async (tx: Tx): Promise<void> => {
    await storeNew(context, tx, tenantId, { envelope: stored, createKey: effect.key, actor: origin.actor });
    await planHappenings(context, tx, tenantId, {
      around,
      // nobody is asked for places in what is launched in a moment
      envelope: effect.launch ? asLaunched : envelope,
      happenings: happeningsBetween(null, stored),
      actor: origin.actor,
    });
  };
  const isStored = await storeInPlace(context, tenantId, effect, {
    replaced,
    around,
    actor: origin.actor,
    store,
  }).catch(async (error: unknown) => {
    // a process that was frozen over its files comes late: who took over has made the envelope
    if (!(await isMade(context, tenantId, effect.key))) throw error;
    return false;
  });
  if (isStored) context.changes.publish(tenantId, { envelopeId: stored.id, version: 1, status: stored.status });
}

/**
 * Stores a new envelope in one transaction with the end of the one that it replaces.
 *
 * @returns False when another envelope of the record has come meanwhile.
 */
async function storeInPlace(
  context: HostContext,
  tenantId: string,
  effect: CreateEffect,
  order: {
    replaced: Envelope | null;
    around: RecordAround | null;
    actor: PersonValue;
    store: (tx: Tx) => Promise<void>;
  },
): Promise<boolean> {
  const { replaced, around, actor, store } = order;
  if (!replaced) {
    return transact(context, async (tx) => {
      await lockRecord(tx, tenantId, effect.draft.recordId);
      if (await isOutOfDate(tx, tenantId, effect)) return false;
      await store(tx);
      return true;
    });
  }
  const keep = async (tx: Tx): Promise<void> => {
    await lockRecord(tx, tenantId, effect.draft.recordId);
    if (await isOutOfDate(tx, tenantId, effect)) throw new EsignError('envelope-closed', 'it was replaced meanwhile');
    await store(tx);
  };
  try {
    await endEnvelope(context, tenantId, replaced.id, 'revoked', effect.revokeReason ?? '', { actor, around, keep });
    return true;
  } catch (error) {
    // it has just ended in another way: the next attempt sees how
    if (EsignError.from(error).code !== 'envelope-closed') throw error;
    throw new EsignError('request-in-progress', 'the envelope to replace has just ended', { cause: error });
  }
}

/**
 * the open envelope that a new one takes the place of, already taken back at its service; null when it has ended by
 * our own revocation or was completed. `kept` when people have ended it in another way meanwhile: they decided against it.
 */
async function replacedEnvelope(
  context: HostContext,
  tenantId: string,
  { follows, revokeReason }: CreateEffect,
): Promise<Envelope | null | 'kept'> {
  if (!follows || revokeReason === undefined) return null;
  const open = await findEnvelope(context.db, tenantId, follows);
  if (open && !isFinal(statusAt(open, nowOf(context)))) {
    if (await isRevokedAtService(context, tenantId, open, revokeReason)) return open;
  }
  const ended = await findEnvelope(context.db, tenantId, follows);
  if (!ended || ended.status === 'completed') return null;
  if (!isFinal(statusAt(ended, nowOf(context)))) {
    throw new EsignError('request-in-progress', 'it is not known yet how the envelope to replace has ended');
  }
  // at a service it may be ours: whoever tried before was cut off behind the call
  const isOurs = ended.status === 'revoked' && providerOf(context, ended.provider).remote !== undefined;
  return isOurs ? null : 'kept';
}

/**
 * Stores a new envelope, with what follows it at its service and the first entries of its trail.
 *
 * @throws EsignError `binding-not-usable` when the binding was removed meanwhile.
 */
export async function storeNew(
  context: HostContext,
  tx: Tx,
  tenantId: string,
  { envelope, createKey, actor }: { envelope: Envelope; createKey: string; actor: PersonValue },
): Promise<void> {
  const { id, createdAt: at, documents, parties, configVersion } = envelope;
  if (!(await holdBinding(tx, tenantId, envelope.bindingId))) {
    throw new EsignError('binding-not-usable', 'the binding was removed meanwhile');
  }
  await insertEnvelope(tx, tenantId, envelope, createKey);
  if (providerOf(context, envelope.provider).remote) await insertRemote(tx, tenantId, envelope);
  const entry = { subject: id, at, actor: actor.name };
  const detail = { documents: documents.length, parties: parties.length, configVersion };
  await appendAudit(tx, tenantId, { ...entry, action: 'envelope.created', detail });
  if (envelope.launchedAt !== null) {
    await appendAudit(tx, tenantId, { ...entry, action: 'envelope.launched', detail: {} });
  }
}

/** A file of which nothing can be made may have been replaced in the record since the plan: then that one counts. */
async function toEnvelope(
  context: HostContext,
  tenantId: string,
  effect: CreateEffect,
  origin: OutboxContext,
): Promise<Envelope> {
  try {
    return await assemble(context, tenantId, effect.draft, origin);
  } catch (error) {
    const again = EsignError.from(error).retryable ? null : await draftAgain(context, tenantId, effect, origin);
    if (!again) throw error;
    return assemble(context, tenantId, again, origin);
  }
}

/** The draft that the same version of the configuration makes of the record now; null when its documents are the same. */
async function draftAgain(
  context: HostContext,
  tenantId: string,
  { draft, launch }: CreateEffect,
  { configId, configVersion, actor }: OutboxContext,
): Promise<EnvelopeDraft | null> {
  const around = await findAround(context, tenantId, draft);
  const config =
    configId === null || configVersion === null
      ? null
      : await findConfigVersion(context.db, tenantId, 'signing', configId, configVersion);
  if (!around || !config) return null;
  const event = { kind: 'user', action: 'open', actor } as const;
  const ask = { envelope: null, event, viewer: actor };
  const input = await signingInput(context, context.db, tenantId, config, around, ask);
  const again = draftEnvelope({ ...input, mapping: config.mapping }, launch).draft;
  if (!again || sourcesOf(again) === sourcesOf(draft)) return null;
  return { ...again, initiator: draft.initiator };
}

function sourcesOf({ documents }: EnvelopeDraft): string {
  return JSON.stringify(documents.map(({ sourceId, sha256 }) => [sourceId, sha256]));
}

async function assemble(
  context: HostContext,
  tenantId: string,
  draft: EnvelopeDraft,
  { configId, configVersion }: OutboxContext,
): Promise<Envelope> {
  const binding = await findBinding(context.db, tenantId, draft.bindingId);
  if (!binding || binding.provider !== draft.provider) {
    throw new EsignError('binding-not-usable', 'the binding of the configuration is gone');
  }
  const documents = await prepareDocuments(context, tenantId, binding, draft);
  const seals = await readSeals(context, tenantId);
  const parties = draft.parties.map((planned) => toParty(planned));
  const sought = await findSought(context, documents, draft.placements, parties);
  return {
    ...NEW_ENVELOPE,
    id: newId('env'),
    recordId: draft.recordId,
    workflowId: draft.workflowId,
    configId,
    configVersion,
    provider: binding.provider,
    bindingId: binding.id,
    subject: draft.subject,
    remark: draft.remark,
    sceneNumber: draft.sceneNumber,
    organization: draft.organization,
    initiator: draft.initiator,
    order: draft.order,
    deadline: draft.deadline,
    parties,
    documents,
    placements: documents.flatMap((document) => placementsOf(document, draft.placements, parties, seals, sought)),
    cc: draft.cc,
    createdAt: nowOf(context),
  };
}

/** What every new envelope has in common. */
export const NEW_ENVELOPE = {
  schemaVersion: 1,
  version: 1,
  status: 'draft',
  launchedAt: null,
  finishedAt: null,
  finishReason: null,
  voidedAt: null,
  filedAt: null,
} as const;

/** Keeps others from making an envelope of the record: where there is none yet, there is no row to lock. */
async function lockRecord(tx: Tx, tenantId: string, recordId: string): Promise<void> {
  const name = JSON.stringify(['envelope of record', tenantId, recordId]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** Whether another envelope has come since the effect was planned: then there would be two of the record. */
async function isOutOfDate(queries: Queries, tenantId: string, { draft, follows }: CreateEffect): Promise<boolean> {
  if (follows === undefined) return false;
  const newest = await findRecordEnvelope(queries, tenantId, draft.recordId);
  return (newest?.id ?? null) !== follows;
}

async function isMade(context: HostContext, tenantId: string, key: string): Promise<boolean> {
  const known = await context.db
    .selectFrom('envelopes')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('create_key', '=', key)
    .executeTakeFirst();
  return known !== undefined;
}

async function prepareDocuments(
  context: HostContext,
  tenantId: string,
  binding: Binding,
  draft: EnvelopeDraft,
): Promise<EnvelopeDocument[]> {
  const documents: EnvelopeDocument[] = [];
  for (const planned of draft.documents) {
    if (planned.kind === 'template') {
      documents.push(await prepareTemplate(context, tenantId, binding, planned));
      continue;
    }
    const file = await context.oa.readFile(tenantId, planned.fileId);
    if (!file) throw new EsignError('not-found', 'a file of the form is gone');
    if (sha256Of(file.bytes) !== planned.sha256)
      throw new EsignError('document-changed', 'a file of the form was replaced meanwhile');
    documents.push(await prepareDocument(context, binding.provider, file, planned.sourceId));
  }
  return documents;
}

/** C-13: the service fills its template, and what comes of it is shown and signed as any file. */
async function prepareTemplate(
  context: HostContext,
  tenantId: string,
  binding: Binding,
  { templateId: id, name = id, controls, sourceId, sha256 }: Extract<PlannedDocument, { kind: 'template' }>,
): Promise<EnvelopeDocument> {
  const { remote, descriptor } = providerOf(context, binding.provider);
  if (!remote?.fillTemplate) throw new EsignError('not-implemented', `${descriptor.name} has no templates`);
  const access = await accessTo(context, tenantId, binding);
  const bytes = await answerOf(remote.fillTemplate(access, { id, name, controls }));
  const file = { bytes, name: `${name}.pdf`, mediaType: 'application/pdf' };
  const document = await prepareDocument(context, binding.provider, file, sourceId);
  // what the plan compares is the template and its values, not the file
  return { ...document, sourceSha256: sha256, template: { id, controls } };
}

/** Makes a file ready to sign and stores what comes of it. @throws EsignError What the provider says about the file. */
export async function prepareDocument(
  context: HostContext,
  providerId: Envelope['provider'],
  file: OaFile,
  sourceId: string | null,
): Promise<EnvelopeDocument> {
  const prepared = await providerOf(context, providerId).prepare(file);
  return {
    id: newId('doc'),
    name: prepared.name,
    mediaType: prepared.mediaType,
    size: prepared.bytes.byteLength,
    sha256: await context.files.put(prepared.bytes),
    sourceSha256: sha256Of(file.bytes),
    sourceId,
    signedSha256: null,
    pages: prepared.pages,
  };
}

async function readSeals(context: HostContext, tenantId: string): Promise<Map<string, Seal>> {
  const rows = await context.db
    .selectFrom('seals')
    .select('doc')
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(rows.map(({ doc }) => [doc.id, doc]));
}
