import { EsignError } from '../../src/core/errors.js';
import { isFinal } from '../../src/core/status.js';
import type { Effect, Envelope } from '../../src/schema/index.js';
import type { OutboxRow } from '../jobs/outbox-rows.js';
import { stopPoint } from '../jobs/stop-point.js';
import type { OutboxContext } from '../store/tables.js';
import { findEnvelope, findEnvelopeByKey, updateEnvelope } from '../store/envelopes.js';
import { appendAudit } from './audit.js';
import { nowOf, transact, type HostContext } from './context.js';
import { createEnvelope } from './envelope-creation.js';
import {
  changeEnvelope,
  endEnvelope,
  findAround,
  loadAround,
  sendReminder,
  toArchived,
  toLaunched,
} from './envelopes.js';
import { tell } from './notices.js';
import { requirePresentFiles } from './planning.js';
import { launchAtService } from './remote-calls.js';
import { createAtService } from './remote-envelopes.js';
import { applyAtRegister } from './remote-seal-uses.js';
import { isRevokedAtService } from './revocation.js';
import { appendByEffect, endByEffect, storeApplication } from './seal-uses.js';
import { signSilently } from './silent-signing.js';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/**
 * Carries out one planned effect. Each is safe to repeat: our own changes look at the state first, the OA is given the
 * key and carries an order out once.
 */
export async function carryOut(context: HostContext, row: OutboxRow): Promise<void> {
  const { tenant_id: tenantId, effect, context: origin } = row;
  const order = { tenantId, key: effect.key };
  switch (effect.kind) {
    case 'createEnvelope':
      await createEnvelope(context, tenantId, effect, origin);
      return createAtService(context, tenantId, effect, origin.actor);
    case 'launchEnvelope':
      return launch(context, row, effect);
    case 'revokeEnvelope':
      return revoke(context, tenantId, effect, origin);
    case 'remindSigners':
      return remind(context, tenantId, effect);
    case 'fileSigned':
      return fileSigned(context, tenantId, effect, origin);
    case 'submitWorkflow':
      await context.oa.submitWorkflow({ ...order, recordId: effect.recordId, actor: origin.actor });
      stopPoint('after-workflow-submitted');
      return;
    case 'sendBack':
      return context.oa.sendBack({ ...order, recordId: effect.recordId, nodeId: effect.nodeId, actor: origin.actor });
    case 'writeField':
      return context.oa.writeField({ ...order, recordId: effect.recordId, field: effect.field, value: effect.value });
    case 'notify':
      return tell(context, { ...order, recordId: origin.recordId }, effect);
    case 'runActionFlow':
      return context.oa.runActionFlow({ ...order, recordId: origin.recordId, actionFlowId: effect.actionFlowId });
    case 'applySealUse': {
      const sealUse = await storeApplication(context, tenantId, effect, { origin });
      return applyAtRegister(context, tenantId, sealUse, effect, origin);
    }
    case 'appendSealUse':
      return appendByEffect(context, tenantId, effect, origin);
    case 'endSealUse':
      return endByEffect(context, tenantId, effect.sealUseId, origin.actor);
    case 'archiveEnvelope':
      return archive(context, tenantId, effect, origin);
    case 'autoSign': {
      const envelope = await plannedEnvelope(context, row, effect.envelopeId);
      return envelope ? signSilently(context, tenantId, envelope.id, effect, origin.actor) : undefined;
    }
  }
}

async function envelopeOf(context: HostContext, tenantId: string, envelopeId: string): Promise<Envelope> {
  const envelope = await findEnvelope(context.db, tenantId, envelopeId);
  if (!envelope) throw new EsignError('not-found', 'the envelope of the effect is gone');
  return envelope;
}

/**
 * The envelope of an effect that may have been planned before there was one: then it is the one that its own creation made,
 * and never another one of the record, which may have come of another configuration. Null where the creation was out of
 * date and made none.
 *
 * @throws EsignError `request-in-progress` while the creation waits for its next attempt, `not-found`.
 */
async function plannedEnvelope(
  context: HostContext,
  { tenant_id: tenantId, context: { createKey } }: OutboxRow,
  envelopeId: string | null,
): Promise<Envelope | null> {
  if (envelopeId !== null) return envelopeOf(context, tenantId, envelopeId);
  if (createKey === undefined) throw new EsignError('not-found', 'the effect names no envelope');
  // asked first: what it makes meanwhile is found below
  const state = await findEffectState(context, tenantId, createKey);
  const envelope = await findEnvelopeByKey(context.db, tenantId, createKey);
  if (envelope || state === 'done') return envelope;
  if (state === 'pending') throw new EsignError('request-in-progress', 'the envelope is not made yet');
  throw new EsignError('not-found', 'the envelope of the effect could not be made');
}

async function findEffectState(
  context: HostContext,
  tenantId: string,
  key: string,
): Promise<OutboxRow['state'] | undefined> {
  const row = await context.db
    .selectFrom('outbox')
    .select('state')
    .where('tenant_id', '=', tenantId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.state;
}

async function launch(context: HostContext, row: OutboxRow, effect: Of<'launchEnvelope'>): Promise<void> {
  const { tenant_id: tenantId, context: origin } = row;
  const { actor } = origin;
  const envelope = await plannedEnvelope(context, row, effect.envelopeId);
  if (envelope?.status !== 'draft') return;
  const around = await loadAround(context, tenantId, envelope);
  await requirePresentFiles(context, context.db, tenantId, { around, envelope, actor });
  await launchAtService(context, tenantId, toLaunched(context, envelope, effect.deadline));
  await changeEnvelope(context, tenantId, envelope.id, (current) => toLaunched(context, current, effect.deadline), {
    actor,
    action: 'envelope.launched',
    around,
  });
}

async function revoke(
  context: HostContext,
  tenantId: string,
  effect: Of<'revokeEnvelope'>,
  origin: OutboxContext,
): Promise<void> {
  const envelope = await envelopeOf(context, tenantId, effect.envelopeId);
  if (isFinal(envelope.status)) return;
  if (!(await isRevokedAtService(context, tenantId, envelope, effect.reason))) return;
  await endEnvelope(context, tenantId, envelope.id, 'revoked', effect.reason, {
    actor: origin.actor,
    around: await findAround(context, tenantId, envelope),
  });
}

async function remind(context: HostContext, tenantId: string, effect: Of<'remindSigners'>): Promise<void> {
  const envelope = await findEnvelope(context.db, tenantId, effect.envelopeId);
  if (envelope?.status === 'launched') await sendReminder(context, tenantId, envelope, effect.key);
}

/** C-70: puts a completed envelope away, once. */
async function archive(
  context: HostContext,
  tenantId: string,
  effect: Of<'archiveEnvelope'>,
  origin: OutboxContext,
): Promise<void> {
  const at = nowOf(context);
  await changeEnvelope(context, tenantId, effect.envelopeId, (current) => toArchived(current, at), {
    actor: origin.actor,
    action: 'envelope.archived',
    detail: { automatic: true, rule: effect.why.rule, slot: effect.why.slot },
  });
}

/** the signed files go into the record's field, once. */
async function fileSigned(
  context: HostContext,
  tenantId: string,
  effect: Of<'fileSigned'>,
  origin: OutboxContext,
): Promise<void> {
  const envelope = await envelopeOf(context, tenantId, effect.envelopeId);
  if (envelope.filedAt !== null || envelope.recordId === null) return;
  const files = await Promise.all(
    envelope.documents.map(async (document) => {
      const sha256 = document.signedSha256 ?? document.sha256;
      const name = effect.names.find(({ documentId }) => documentId === document.id)?.name ?? document.name;
      return { name, mediaType: document.mediaType, sha256, bytes: await context.files.get(sha256) };
    }),
  );
  const { recordId } = envelope;
  await context.oa.writeFiles({
    tenantId,
    key: effect.key,
    recordId,
    field: effect.field,
    files,
    directoryId: effect.directoryId,
    creator: effect.creator,
  });
  stopPoint('after-files-filed');
  await transact(context, async (tx, after) => {
    const current = await findEnvelope(tx, tenantId, envelope.id, { lock: true });
    if (!current || current.filedAt !== null) return;
    const at = nowOf(context);
    const next = await updateEnvelope(tx, tenantId, { ...current, filedAt: at });
    await appendAudit(tx, tenantId, {
      subject: envelope.id,
      at,
      actor: origin.actor.name,
      action: 'envelope.filed',
      detail: Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256])),
    });
    after(() => context.changes.publish(tenantId, { envelopeId: next.id, version: next.version, status: next.status }));
  });
}
