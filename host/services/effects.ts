import { EsignError } from '../../src/core/errors.js';
import { isFinal } from '../../src/core/status.js';
import type { Effect, Envelope } from '../../src/schema/index.js';
import type { OutboxRow } from '../jobs/outbox.js';
import { stopPoint } from '../jobs/stop-point.js';
import type { OutboxContext } from '../store/tables.js';
import { findEnvelope, findRecordEnvelope, updateEnvelope } from '../store/envelopes.js';
import { appendAudit } from './audit.js';
import { nowOf, transact, type HostContext } from './context.js';
import { createEnvelope } from './envelope-creation.js';
import { changeEnvelope, endEnvelope, findAround, loadAround, sendReminder, toArchived, toLaunched } from './envelopes.js';
import { launchAtService, revokeAtService } from './remote-calls.js';
import { createAtService, follow } from './remote-envelopes.js';
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
      return launch(context, tenantId, effect, origin);
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
      return context.oa.notify({ ...order, to: effect.to, text: effect.text, recordId: origin.recordId });
    case 'runActionFlow':
      return context.oa.runActionFlow({ ...order, recordId: origin.recordId, actionFlowId: effect.actionFlowId });
    case 'applySealUse':
      await storeApplication(context, tenantId, effect, { origin });
      return;
    case 'appendSealUse':
      return appendByEffect(context, tenantId, effect, origin);
    case 'endSealUse':
      return endByEffect(context, tenantId, effect.sealUseId, origin.actor);
    case 'archiveEnvelope':
      return archive(context, tenantId, effect, origin);
    case 'autoSign': {
      const { id } = await envelopeOf(context, tenantId, effect.envelopeId, origin);
      return signSilently(context, tenantId, id, effect, origin.actor);
    }
  }
}

/** An effect that was planned before its envelope had an id means the record's envelope. */
async function envelopeOf(
  context: HostContext,
  tenantId: string,
  envelopeId: string | null,
  origin: OutboxContext,
): Promise<Envelope> {
  const envelope =
    envelopeId !== null
      ? await findEnvelope(context.db, tenantId, envelopeId)
      : origin.recordId === null
        ? null
        : await findRecordEnvelope(context.db, tenantId, origin.recordId);
  if (!envelope) throw new EsignError('not-found', 'the envelope of the effect is gone');
  return envelope;
}

async function launch(
  context: HostContext,
  tenantId: string,
  effect: Of<'launchEnvelope'>,
  origin: OutboxContext,
): Promise<void> {
  const envelope = await envelopeOf(context, tenantId, effect.envelopeId, origin);
  if (envelope.status !== 'draft') return;
  await launchAtService(context, tenantId, toLaunched(context, envelope, effect.deadline));
  await changeEnvelope(context, tenantId, envelope.id, (current) => toLaunched(context, current, effect.deadline), {
    actor: origin.actor,
    action: 'envelope.launched',
    around: await loadAround(context, tenantId, envelope),
  });
}

async function revoke(
  context: HostContext,
  tenantId: string,
  effect: Of<'revokeEnvelope'>,
  origin: OutboxContext,
): Promise<void> {
  const envelope = await envelopeOf(context, tenantId, effect.envelopeId, origin);
  if (isFinal(envelope.status)) return;
  if (!(await isRevokedAtService(context, tenantId, envelope, effect.reason))) return;
  await endEnvelope(context, tenantId, envelope.id, 'revoked', effect.reason, {
    actor: origin.actor,
    around: await findAround(context, tenantId, envelope),
  });
}

/** An envelope that has ended at its service in another way is not revoked, but brought up to date. */
async function isRevokedAtService(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
  reason: string,
): Promise<boolean> {
  try {
    await revokeAtService(context, tenantId, envelope, reason);
    return true;
  } catch (error) {
    if (EsignError.from(error).code !== 'envelope-closed') throw error;
    await follow(context, tenantId, envelope.id);
    return false;
  }
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
  const envelope = await envelopeOf(context, tenantId, effect.envelopeId, origin);
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
