import { randomInt } from 'node:crypto';

import { EsignError } from '../../src/core/errors.js';
import { draftSealUse } from '../../src/core/planner/seal-use.js';
import { append, checkUseCode, end, spend, type SealUseAct } from '../../src/core/seal-use.js';
import type {
  AppendSealUse,
  ApplySealUse,
  Effect,
  PersonValue,
  RecordSealUse,
  RefValue,
  SealUse,
  SealUseTab,
} from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import { requirePermission, type HostSession } from '../http/session.js';
import { enqueueEffects, recordStream, subjectOf } from '../jobs/outbox.js';
import { findConfigVersion } from '../store/configs.js';
import type { Queries, Tx } from '../store/database.js';
import { newId } from '../store/ids.js';
import { findRecordSealUse, findSealUse, findSealUseByKey, insertSealUse, updateSealUse } from '../store/seal-uses.js';
import { handledRecord, readableRecord } from './access.js';
import { appendAudit } from './audit.js';
import { findBinding, holdBinding, listCatalogItems } from './bindings.js';
import { cursorOf, limitOf, nowOf, toPage, transact, type HostContext, type PageRequest } from './context.js';
import { planSealUse } from './planning.js';

type ApplyEffect = Extract<Effect, { kind: 'applySealUse' }>;
type Origin = { configId: string | null; configVersion: number | null; actor: PersonValue };

/** Eight digits: short enough for a keypad. */
function newUseCode(): string {
  return String(randomInt(10_000_000, 100_000_000));
}

function actOf(context: HostContext, actor: PersonValue, note?: string): SealUseAct {
  return { entryId: newId('entry'), at: nowOf(context), by: actor.name, ...(note ? { note } : {}) };
}

/** Whether the person may see it: applicant, keeper of the seals, auditor, or by the OA's word for the record. */
async function maySee(context: HostContext, session: HostSession, sealUse: SealUse): Promise<boolean> {
  if (sealUse.applicant.userId === session.userId || seesAll(session)) return true;
  return sealUse.recordId !== null && context.oa.mayReadRecord(session.tenantId, sealUse.recordId, session.userId);
}

function seesAll({ permissions }: HostSession): boolean {
  return permissions.some((right) => right === 'sealAdmin' || right === 'sealStaff' || right === 'auditor');
}

/** Use codes open the seal: only who applied and who keeps the seals see them. */
function withoutCodes(session: HostSession, sealUse: SealUse): SealUse {
  const knows = sealUse.applicant.userId === session.userId || session.permissions.includes('sealAdmin');
  return knows ? sealUse : { ...sealUse, useCodes: [] };
}

/** @throws EsignError `not-found`. */
export async function readableSealUse(context: HostContext, session: HostSession, id: string): Promise<SealUse> {
  const sealUse = await findSealUse(context.db, session.tenantId, id);
  if (!sealUse || !(await maySee(context, session, sealUse))) throw new EsignError('not-found', 'no such seal use');
  return withoutCodes(session, sealUse);
}

export async function listSealUses(
  context: HostContext,
  session: HostSession,
  query: PageRequest & { recordId?: string | undefined },
): Promise<{ items: SealUse[]; nextCursor: string | null }> {
  const limit = limitOf(query);
  const after = cursorOf(query);
  let select = context.db
    .selectFrom('seal_uses')
    .select('doc')
    .where('tenant_id', '=', session.tenantId)
    .orderBy('id')
    .limit(limit + 1);
  if (query.recordId) {
    await readableRecord(context, session, query.recordId);
    select = select.where('record_id', '=', query.recordId);
  } else if (!seesAll(session)) {
    select = select.where('applicant_id', '=', session.userId);
  }
  if (after !== null) select = select.where('id', '>', after);
  const page = toPage(await select.execute(), limit, ({ doc }) => doc.id);
  return { items: page.items.map(({ doc }) => withoutCodes(session, doc)), nextCursor: page.nextCursor };
}

/** What the current person sees of physical seals at a record. */
export async function sealUseTab(context: HostContext, session: HostSession, recordId: string): Promise<SealUseTab> {
  const around = await readableRecord(context, session, recordId);
  const sealUse = await findRecordSealUse(context.db, session.tenantId, recordId);
  const event = { kind: 'user', action: 'open', actor: session.person } as const;
  const { plan, config } = await planSealUse(context, context.db, session.tenantId, around, {
    sealUse,
    event,
    viewer: session.person,
  });
  const can = (kind: string): boolean => plan.buttons.some((button) => button.kind === kind && button.enabled);
  const mapping = config?.mapping.basic.enabled ? config.mapping : null;
  const canApply = can('applySeal') && (await context.oa.mayHandleRecord(session.tenantId, recordId, session.userId));
  const draft =
    mapping && config && canApply
      ? draftSealUse({
          mapping: null,
          sealUseMapping: mapping,
          configId: config.id,
          configVersion: config.version,
          record: around.record,
          workflow: around.workflow,
          envelope: null,
          sealUse,
          event,
          viewer: session.person,
          now: nowOf(context),
          findPerson: around.findPerson,
        })
      : null;
  return {
    recordId,
    configured: mapping !== null,
    canApply,
    canAppend: can('appendSeal'),
    canEnd: can('endSeal'),
    draft,
    sealUse: sealUse && withoutCodes(session, sealUse),
  };
}

/**
 * P-02 to P-06: applies from a record; what the person typed overrules what the mapping finds.
 *
 * @throws EsignError `not-found`, `forbidden`, `config-disabled`, `invalid-input`.
 */
export async function applySealUse(
  context: HostContext,
  session: HostSession,
  body: ApplySealUse,
  once: Once,
): Promise<SealUse> {
  const { tenantId } = session;
  const around = await handledRecord(context, session, body.recordId);
  const existing = await findRecordSealUse(context.db, tenantId, body.recordId);
  const { plan, config } = await planSealUse(context, context.db, tenantId, around, {
    sealUse: existing,
    event: { kind: 'user', action: 'applySeal', actor: session.person },
    viewer: session.person,
  });
  if (!config?.mapping.basic.enabled)
    throw new EsignError('config-disabled', 'no physical seals are set up for this workflow');
  const planned = plan.effects.find((effect): effect is ApplyEffect => effect.kind === 'applySealUse');
  if (!planned) throw refusal(plan.problems, existing);
  const effect = await overrule(context.db, tenantId, config.mapping.basic.bindingId, planned, body);
  const sealUse = await storeApplication(context, tenantId, effect, {
    origin: { configId: config.id, configVersion: config.version, actor: session.person },
    keep: (tx, stored) => once.keep(tx, withoutCodes(session, stored)),
  });
  await context.runStream(tenantId, recordStream(body.recordId));
  return withoutCodes(session, sealUse);
}

function refusal(problems: readonly { code: string; slot: string }[], existing: SealUse | null): EsignError {
  const errors =
    problems.length > 0
      ? problems.map(({ code, slot }) => ({ pointer: pointerOf(slot), code, message: `${slot}: ${code}` }))
      : [{ pointer: '/recordId', code: 'already-applied', message: 'the record has an application' }];
  const text = existing && problems.length === 0 ? 'the record has an application already' : 'the record lacks a value';
  return new EsignError('invalid-input', text, { errors });
}

function pointerOf(slot: string): string {
  const known: Record<string, string> = {
    'P-02': '/subject',
    'P-04': '/fileTypeId',
    'P-05': '/sealIds',
    'P-06': '/count',
  };
  return known[slot] ?? '/recordId';
}

async function overrule(
  queries: Queries,
  tenantId: string,
  bindingId: string | null,
  effect: ApplyEffect,
  body: ApplySealUse,
): Promise<ApplyEffect> {
  const pick = async (
    kind: 'physicalSeal' | 'fileType',
    ids: readonly string[],
    pointer: string,
  ): Promise<RefValue[]> => {
    const items = bindingId === null ? [] : await listCatalogItems(queries, tenantId, bindingId, kind);
    return ids.map((id) => {
      const item = items.find((candidate) => candidate.id === id && candidate.enabled);
      if (item) return { id: item.id, name: item.name };
      const message = 'no such usable object of the binding';
      throw new EsignError('invalid-input', message, { errors: [{ pointer, code: 'not-found', message }] });
    });
  };
  const [fileType = effect.fileType] = body.fileTypeId ? await pick('fileType', [body.fileTypeId], '/fileTypeId') : [];
  const seals = body.sealIds ? await pick('physicalSeal', body.sealIds, '/sealIds') : effect.seals;
  return { ...effect, subject: body.subject ?? effect.subject, count: body.count ?? effect.count, fileType, seals };
}

/** stores an application once for its key, and lets the use code be written back (P-09). */
export async function storeApplication(
  context: HostContext,
  tenantId: string,
  effect: ApplyEffect,
  { origin, keep }: { origin: Origin; keep?: (tx: Tx, sealUse: SealUse) => Promise<void> },
): Promise<SealUse> {
  const config =
    origin.configId === null || origin.configVersion === null
      ? null
      : await findConfigVersion(context.db, tenantId, 'sealUse', origin.configId, origin.configVersion);
  const bindingId = config?.mapping.basic.bindingId ?? null;
  const binding = bindingId === null ? null : await findBinding(context.db, tenantId, bindingId);
  if (!binding) throw bindingGone();
  const at = nowOf(context);
  const act = actOf(context, origin.actor);
  const sealUse: SealUse = {
    schemaVersion: 1,
    id: newId('use'),
    recordId: effect.recordId,
    configId: origin.configId,
    configVersion: origin.configVersion,
    bindingId: binding.id,
    provider: binding.provider,
    subject: effect.subject,
    applicant: effect.applicant,
    fileType: effect.fileType,
    seals: effect.seals,
    status: 'applied',
    uses: { count: effect.count, appended: 0, used: 0 },
    seamUses: { count: 0, appended: 0, used: 0 },
    useCodes: [newUseCode()],
    entries: [{ id: act.entryId, kind: 'applied', at, by: act.by, count: effect.count, seamCount: 0, note: null }],
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  return transact(context, async (tx) => {
    if (!(await holdBinding(tx, tenantId, sealUse.bindingId))) throw bindingGone();
    const isNew = await insertSealUse(tx, tenantId, sealUse, effect.key);
    const stored = isNew ? sealUse : await findSealUseByKey(tx, tenantId, effect.key);
    if (!stored) throw new Error('an application is neither new nor known');
    if (isNew) {
      await audit(context, tx, tenantId, stored, origin.actor, 'sealUse.applied', { count: effect.count });
      await writeCode(context, tx, tenantId, stored, effect.useCodeInto, effect.why, origin);
    }
    await keep?.(tx, stored);
    return stored;
  });
}

function bindingGone(): EsignError {
  return new EsignError('binding-not-usable', 'the binding of the configuration is gone');
}

type Target = ApplyEffect['useCodeInto'];

/** P-09, P-12: the newest use code goes into a field, through the outbox so that it arrives although the OA is away. */
async function writeCode(
  context: HostContext,
  tx: Tx,
  tenantId: string,
  sealUse: SealUse,
  field: Target,
  why: Effect['why'],
  origin: Origin,
): Promise<void> {
  const code = sealUse.useCodes.at(-1);
  if (!field || !code || sealUse.recordId === null) return;
  await enqueueEffects(tx, {
    tenantId,
    stream: recordStream(sealUse.recordId),
    effects: [
      {
        kind: 'writeField',
        key: `code:${sealUse.id}:${sealUse.useCodes.length}`,
        why,
        recordId: sealUse.recordId,
        field,
        value: code,
      },
    ],
    context: {
      recordId: sealUse.recordId,
      configId: origin.configId,
      configVersion: origin.configVersion,
      actor: origin.actor,
      subject: subjectOf('sealUse', sealUse.id, sealUse.recordId),
    },
    now: nowOf(context),
  });
}

async function changeSealUse(
  context: HostContext,
  tenantId: string,
  id: string,
  change: (current: SealUse) => SealUse,
  done: {
    actor: PersonValue;
    action: string;
    detail: Record<string, string | number>;
    stored?: (tx: Tx, next: SealUse) => Promise<void>;
  },
): Promise<SealUse> {
  return transact(context, async (tx) => {
    const current = await findSealUse(tx, tenantId, id, { lock: true });
    if (!current) throw new EsignError('not-found', 'no such seal use');
    const next = change(current);
    if (next !== current) {
      await updateSealUse(tx, tenantId, next);
      await audit(context, tx, tenantId, next, done.actor, done.action, done.detail);
    }
    await done.stored?.(tx, next);
    return next;
  });
}

async function audit(
  context: HostContext,
  tx: Tx,
  tenantId: string,
  sealUse: SealUse,
  actor: PersonValue,
  action: string,
  detail: Record<string, string | number>,
): Promise<void> {
  await appendAudit(tx, tenantId, { subject: sealUse.id, at: nowOf(context), actor: actor.name, action, detail });
}

/** @throws EsignError `not-found`, `forbidden` unless the person applied for it or keeps the seals. */
async function ownSealUse(context: HostContext, session: HostSession, id: string): Promise<SealUse> {
  const sealUse = await readableSealUse(context, session, id);
  const isOwn = sealUse.applicant.userId === session.userId || session.permissions.includes('sealAdmin');
  if (!isOwn) throw new EsignError('forbidden', 'only the applicant may do this');
  return sealUse;
}

/** P-10 to P-12: asks for more uses; a new use code takes the place of the old one. */
export async function appendUses(
  context: HostContext,
  session: HostSession,
  id: string,
  body: AppendSealUse,
  once: Once,
): Promise<SealUse> {
  const { tenantId } = session;
  const before = await ownSealUse(context, session, id);
  const field = await codeFieldOf(context.db, tenantId, before);
  const result = await changeSealUse(
    context,
    tenantId,
    id,
    (current) => append(current, body, actOf(context, session.person, body.reason), newUseCode()),
    {
      actor: session.person,
      action: 'sealUse.appended',
      detail: { count: body.count, seamCount: body.seamCount },
      stored: async (tx, next) => {
        const why = { rule: 'R-13', slot: 'P-12', field, reason: 'appendedByHand' } as const;
        const { configId, configVersion } = next;
        await writeCode(context, tx, tenantId, next, field, why, { configId, configVersion, actor: session.person });
        await once.keep(tx, next);
      },
    },
  );
  if (result.recordId !== null) await context.runStream(tenantId, recordStream(result.recordId));
  return result;
}

async function codeFieldOf(queries: Queries, tenantId: string, sealUse: SealUse): Promise<Target> {
  if (sealUse.configId === null || sealUse.configVersion === null) return null;
  const config = await findConfigVersion(queries, tenantId, 'sealUse', sealUse.configId, sealUse.configVersion);
  return config?.mapping.append.codeInto ?? null;
}

/** more uses at a point of the workflow, once for the key of the effect. */
export async function appendByEffect(
  context: HostContext,
  tenantId: string,
  effect: Extract<Effect, { kind: 'appendSealUse' }>,
  origin: Origin,
): Promise<void> {
  await changeSealUse(
    context,
    tenantId,
    effect.sealUseId,
    (current) => {
      // the key is kept as the note of the entry: a repeated effect finds itself
      if (current.entries.some(({ note }) => note === effect.key)) return current;
      return append(current, effect, actOf(context, origin.actor, effect.key), newUseCode());
    },
    {
      actor: origin.actor,
      action: 'sealUse.appended',
      detail: { count: effect.count, seamCount: effect.seamCount },
      stored: (tx, next) => writeCode(context, tx, tenantId, next, effect.codeInto, effect.why, origin),
    },
  );
}

/** P-14: ends the use; what is left lapses. */
export async function endSealUse(
  context: HostContext,
  session: HostSession,
  id: string,
  reason: string,
  once: Once,
): Promise<SealUse> {
  await ownSealUse(context, session, id);
  return changeSealUse(
    context,
    session.tenantId,
    id,
    (current) => end(current, actOf(context, session.person, reason)),
    {
      actor: session.person,
      action: 'sealUse.ended',
      detail: { reason },
      stored: (tx, next) => once.keep(tx, next),
    },
  );
}

/** the end at a point of the workflow. A use that has ended already stays as it is. */
export async function endByEffect(
  context: HostContext,
  tenantId: string,
  id: string,
  actor: PersonValue,
): Promise<void> {
  await changeSealUse(
    context,
    tenantId,
    id,
    (current) => {
      const isOver = ['ended', 'filed', 'rejected', 'terminated'].includes(current.status);
      return isOver ? current : end(current, actOf(context, actor));
    },
    { actor, action: 'sealUse.ended', detail: {} },
  );
}

/** The seal keeper records stamps at the built-in register: the row lock makes the last use go to one only (T27). */
export async function recordUses(
  context: HostContext,
  session: HostSession,
  id: string,
  body: RecordSealUse,
  once: Once,
): Promise<SealUse> {
  await readableSealUse(context, session, id);
  requirePermission(session, 'sealAdmin', 'sealStaff');
  const result = await changeSealUse(
    context,
    session.tenantId,
    id,
    (current) => {
      checkUseCode(current, body.useCode);
      return spend(current, body, actOf(context, session.person));
    },
    {
      actor: session.person,
      action: 'sealUse.used',
      detail: { count: body.count, seamCount: body.seamCount },
      stored: (tx, next) => once.keep(tx, withoutCodes(session, next)),
    },
  );
  return withoutCodes(session, result);
}
