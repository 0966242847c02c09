import { randomInt } from 'node:crypto';

import { EsignError } from '../../src/core/errors.js';
import { draftSealUse } from '../../src/core/planner/seal-use.js';
import {
  append,
  checkUseCode,
  end,
  isOpenSealUse,
  refuse,
  spend,
  type SealUseAct,
  type UseCounts,
} from '../../src/core/seal-use.js';
import { isFinalSealUse } from '../../src/core/status.js';
import type {
  AppendSealUse,
  ApplySealUse,
  Effect,
  PersonValue,
  ProviderId,
  RecordSealUse,
  RefValue,
  SealUse,
  SealUseTab,
  SealUseUnsupported,
} from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import { requirePermission, type HostSession } from '../http/session.js';
import { enqueueEffects, recordStream, subjectOf } from '../jobs/outbox-rows.js';
import { findConfigVersion } from '../store/configs.js';
import type { Queries, Tx } from '../store/database.js';
import { newId } from '../store/ids.js';
import { insertRemoteSealUse } from '../store/remote-seal-uses.js';
import { findRecordSealUse, findSealUse, findSealUseByKey, insertSealUse } from '../store/seal-uses.js';
import { handledRecord, readableRecord } from './access.js';
import { findBinding, holdBinding, listCatalogItems } from './bindings.js';
import {
  cursorOf,
  limitOf,
  nowOf,
  providerOf,
  toPage,
  transact,
  type HostContext,
  type PageRequest,
} from './context.js';
import { SYSTEM } from './envelopes.js';
import { planSealUse } from './planning.js';
import { askForMore, endAtRegister, type Grant } from './remote-seal-uses.js';
import { owedBy, stillOwedBy } from './seal-use-owed.js';
import { actOf, auditSealUse, changeSealUse, codeFieldOf, writeCode, type SealUseOrigin } from './seal-use-changes.js';

type ApplyEffect = Extract<Effect, { kind: 'applySealUse' }>;

/** Eight digits: short enough for a keypad. */
function newUseCode(): string {
  return String(randomInt(10_000_000, 100_000_000));
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
  const known = await findRecordSealUse(context.db, session.tenantId, recordId);
  if (known) await context.lookAtSealUse(session.tenantId, known.id);
  const sealUse = known && (await findRecordSealUse(context.db, session.tenantId, recordId));
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
  const owing = draft && (await stillOwedBy(context, session.tenantId, draft.applicant, mapping?.basic.bindingId));
  const isUnderWay = sealUse !== null && isOpenSealUse(sealUse) && can('appendSeal');
  const provider = isUnderWay ? sealUse.provider : draft && mapping?.basic.provider;
  const unsupported = provider && unsupportedBy(context, provider);
  return {
    recordId,
    configured: mapping !== null,
    canApply,
    canAppend: can('appendSeal') && allows(context, sealUse, 'append'),
    canEnd: can('endSeal') && allows(context, sealUse, 'end'),
    draft,
    sealUse: sealUse && withoutCodes(session, sealUse),
    ...(owing ? { owed: owing } : {}),
    ...(unsupported ? { unsupported } : {}),
  };
}

/** What the register of a service has no call for; the host's own has all of them. */
function unsupportedBy(context: HostContext, id: ProviderId): SealUseUnsupported | null {
  const { register, descriptor } = context.providers.get(id) ?? {};
  if (!register || !descriptor) return null;
  const acts = (['append', 'end'] as const).filter((act) => !register[act]);
  return acts.length > 0 ? { service: descriptor.name, acts } : null;
}

/** A register may know no addition or no end, and ends nothing that is completed; the host's own knows both. */
function allows(context: HostContext, sealUse: SealUse | null, what: 'append' | 'end'): boolean {
  const register = sealUse && context.providers.get(sealUse.provider)?.register;
  return !register || (register[what] !== undefined && isOpenSealUse(sealUse));
}

/**
 * P-02 to P-06: applies from a record; what the person typed overrules what the mapping finds.
 *
 * @throws EsignError `not-found`, `forbidden`, `config-disabled`, `invalid-input`, `photos-owed`.
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
    keep: async (tx, stored) => {
      await handOver(context, tx, tenantId, stored, effect, session.person);
      await once.keep(tx, withoutCodes(session, stored));
    },
  });
  await context.runStream(tenantId, recordStream(body.recordId));
  // the answer that is kept for a repeated request, not what has become of it since
  return withoutCodes(session, sealUse);
}

/** An application by hand goes to its register as one of the workflow does: through the outbox, so that it gets there. */
async function handOver(
  context: HostContext,
  tx: Tx,
  tenantId: string,
  { id, configId, configVersion, provider }: SealUse,
  effect: ApplyEffect,
  actor: PersonValue,
): Promise<void> {
  if (!providerOf(context, provider).register) return;
  const { recordId } = effect;
  await enqueueEffects(tx, {
    tenantId,
    stream: recordStream(recordId),
    effects: [effect],
    context: { recordId, configId, configVersion, actor, subject: subjectOf('sealUse', id, recordId) },
    now: nowOf(context),
  });
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

/**
 * stores an application once for its key, and lets the use code be written back (P-09). Whose photos of an earlier use
 * are missing applies for nothing: an application of the workflow is stored as turned down then, so that its form says why.
 *
 * @throws EsignError `binding-not-usable`, and for an application by hand `photos-owed`.
 */
export async function storeApplication(
  context: HostContext,
  tenantId: string,
  effect: ApplyEffect,
  { origin, keep }: { origin: SealUseOrigin; keep?: (tx: Tx, sealUse: SealUse) => Promise<void> },
): Promise<SealUse> {
  const config =
    origin.configId === null || origin.configVersion === null
      ? null
      : await findConfigVersion(context.db, tenantId, 'sealUse', origin.configId, origin.configVersion);
  const bindingId = config?.mapping.basic.bindingId ?? null;
  const binding = bindingId === null ? null : await findBinding(context.db, tenantId, bindingId);
  if (!binding) throw bindingGone();
  const isKeptHere = !providerOf(context, binding.provider).register;
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
    useCodes: isKeptHere ? [newUseCode()] : [],
    entries: [{ id: act.entryId, kind: 'applied', at, by: act.by, count: effect.count, seamCount: 0, note: null }],
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  return transact(context, async (tx) => {
    if (!(await holdBinding(tx, tenantId, sealUse.bindingId))) throw bindingGone();
    const owing = await owedBy(tx, tenantId, sealUse.applicant, sealUse.bindingId);
    const fresh = owing ? refuse(sealUse, actOf(context, SYSTEM, 'photos-owed')) : sealUse;
    const isNew = await insertSealUse(tx, tenantId, fresh, effect.key);
    if (isNew && owing && keep) throw new EsignError('photos-owed', `photos of ${owing.sealUseId} are missing`);
    const stored = isNew ? fresh : await findSealUseByKey(tx, tenantId, effect.key);
    if (!stored) throw new Error('an application is neither new nor known');
    if (isNew && owing) {
      await auditSealUse(context, tx, tenantId, stored, SYSTEM, 'sealUse.rejected', { code: 'photos-owed' });
    } else if (isNew) {
      if (!isKeptHere) await insertRemoteSealUse(tx, tenantId, stored);
      await auditSealUse(context, tx, tenantId, stored, origin.actor, 'sealUse.applied', { count: effect.count });
      await writeCode(context, tx, tenantId, stored, effect.useCodeInto, effect.why, origin);
    }
    await keep?.(tx, stored);
    return stored;
  });
}

function bindingGone(): EsignError {
  return new EsignError('binding-not-usable', 'the binding of the configuration is gone');
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
  const field = await codeFieldOf(context.db, tenantId, before, (mapping) => mapping.append.codeInto);
  // the length of the time line tells a second wish from the first one, in whatever tab; a retry is known by its key
  const requestId = `${id}:${before.entries.length}:${body.count}+${body.seamCount}`;
  const grant = await askForMore(context, tenantId, before, body, {
    requestId,
    sent: { userId: session.userId, key: once.key },
  });
  const result = await changeSealUse(
    context,
    tenantId,
    id,
    (current) => withMore(current, body, actOf(context, session.person, body.reason), grant),
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

/** Adds what was granted: here as asked for, elsewhere as the register says. */
function withMore(current: SealUse, wish: UseCounts, act: SealUseAct, grant: Grant | null): SealUse {
  if (!grant) return append(current, wish, act, newUseCode());
  const { stamped, counts, useCode } = grant(current);
  return counts.count + counts.seamCount === 0 ? stamped : append(stamped, counts, act, useCode);
}

/** more uses at a point of the workflow, once for the key of the effect. */
export async function appendByEffect(
  context: HostContext,
  tenantId: string,
  effect: Extract<Effect, { kind: 'appendSealUse' }>,
  origin: SealUseOrigin,
): Promise<void> {
  const before = await findSealUse(context.db, tenantId, effect.sealUseId);
  if (!before) throw new EsignError('not-found', 'no such seal use');
  // the key is kept as the note of the entry: a repeated effect finds itself
  const isDone = ({ entries }: SealUse): boolean => entries.some(({ note }) => note === effect.key);
  if (isDone(before)) return;
  const grant = await askForMore(context, tenantId, before, effect, { requestId: effect.key });
  await changeSealUse(
    context,
    tenantId,
    effect.sealUseId,
    (current) => {
      return isDone(current) ? current : withMore(current, effect, actOf(context, origin.actor, effect.key), grant);
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
  const before = await ownSealUse(context, session, id);
  const stamped = await endAtRegister(context, session.tenantId, before, reason);
  // a question to its register may have found the end meanwhile
  const wasOpen = before.status !== 'ended';
  const isFound = ({ status, provider }: SealUse): boolean =>
    wasOpen && status === 'ended' && providerOf(context, provider).register !== undefined;
  return changeSealUse(
    context,
    session.tenantId,
    id,
    (current) => (isFound(current) ? stamped(current) : end(stamped(current), actOf(context, session.person, reason))),
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
  const before = await findSealUse(context.db, tenantId, id);
  if (!before || isFinalSealUse(before.status)) return;
  let stamped: (current: SealUse) => SealUse;
  try {
    stamped = await endAtRegister(context, tenantId, before, '');
  } catch (error) {
    // what is completed there needs no end, and what ended there in another way is found out by asking
    if (EsignError.from(error).code !== 'seal-use-closed') throw error;
    return;
  }
  await changeSealUse(
    context,
    tenantId,
    id,
    (current) => (isFinalSealUse(current.status) ? stamped(current) : end(stamped(current), actOf(context, actor))),
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
  const { provider } = await readableSealUse(context, session, id);
  requirePermission(session, 'sealAdmin', 'sealStaff');
  if (providerOf(context, provider).register) throw new EsignError('forbidden', 'the device of the service counts');
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
