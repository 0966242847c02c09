import { EsignError } from '../../src/core/errors.js';
import {
  canEnd,
  end,
  eventsBehind,
  isOpenSealUse,
  notCountedYet,
  refuse,
  takeTally,
  takeUsed,
  type RegisterTally,
  type UseCounts,
} from '../../src/core/seal-use.js';
import { isFinalSealUse } from '../../src/core/status.js';
import { SealUseEvent, type Effect, type SealUse } from '../../src/schema/index.js';
import { recordStream } from '../jobs/outbox-rows.js';
import type { SealRegister } from '../providers/seal-register.js';
import type { ServiceAccess } from '../providers/remote-service.js';
import { keepAppendRequest } from '../store/append-requests.js';
import type { Tx } from '../store/database.js';
import { newId } from '../store/ids.js';
import {
  findRemoteSealUse,
  findRemoteSealUseByExternalId,
  nameRemoteSealUse,
  settleRemoteSealUse,
  updateRemoteSealUse,
  type RemoteSealUseRow,
} from '../store/remote-seal-uses.js';
import { listKnownPhotos } from '../store/seal-use-photos.js';
import { findSealUse } from '../store/seal-uses.js';
import { getBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { SYSTEM } from './envelopes.js';
import { answerOf, nextPollAt, unwatched, type Watch } from './remote-calls.js';
import { actOf, changeSealUse, codeFieldOf, writeCode, type SealUseOrigin } from './seal-use-changes.js';
import { hearSealUse } from './seal-use-news.js';
import { keepPhotos, MAX_PHOTOS } from './seal-use-photos.js';
import { accessTo } from './service-access.js';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** A register beside the host, and what it is called in a time line. */
interface RegisterPlace {
  readonly register: SealRegister;
  readonly access: ServiceAccess;
  readonly by: string;
}

/** A seal use that its register has. */
interface KnownThere extends RegisterPlace {
  readonly row: RemoteSealUseRow;
  readonly externalId: string;
}

/** Refusals that no retry mends and that somebody mends in the form: the application counts as turned down. */
const TURNED_DOWN: readonly string[] = ['invalid-input', 'seal-not-usable', 'config-incomplete'];

/** Where physical seals of a binding are kept, or null when that is this very host. */
async function placeOf(
  context: HostContext,
  tenantId: string,
  { provider: id, bindingId }: Pick<SealUse, 'provider' | 'bindingId'>,
): Promise<RegisterPlace | null> {
  const { register, descriptor } = providerOf(context, id);
  if (!register) return null;
  const binding = await getBinding(context.db, tenantId, bindingId);
  return { register, access: await accessTo(context, tenantId, binding), by: descriptor.name };
}

/** Hands an application over to its register, once. Does nothing for one that is kept on this host. */
export async function applyAtRegister(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  effect: Of<'applySealUse'>,
  origin: SealUseOrigin,
): Promise<void> {
  const place = await placeOf(context, tenantId, sealUse);
  const row = place && (await findRemoteSealUse(context.db, tenantId, sealUse.id));
  if (!place || !row || row.external_id !== null || sealUse.status !== 'applied') return;
  const { applicant } = sealUse;
  const person = applicant.userId === '' ? null : ((await context.oa.findPerson?.(tenantId, applicant.userId)) ?? null);
  try {
    const order = { sealUse, mobile: person?.mobile ?? null };
    const { externalId, useCode } = await answerOf(place.register.apply(place.access, order));
    await nameIt(context, tenantId, row, externalId, useCode, effect, origin);
  } catch (error) {
    const { code, message } = EsignError.from(error);
    if (!TURNED_DOWN.includes(code)) throw error;
    await changeSealUse(
      context,
      tenantId,
      sealUse.id,
      (current) =>
        current.status === 'applied' ? refuse(current, { ...actOf(context, SYSTEM, code), by: place.by }) : current,
      { actor: { userId: '', name: place.by }, action: 'sealUse.rejected', detail: { code } },
    );
    context.report({ code, message: `seal use ${sealUse.id} was refused: ${message}`, path: 'registers' });
  }
}

async function nameIt(
  context: HostContext,
  tenantId: string,
  row: RemoteSealUseRow,
  externalId: string,
  useCode: string | null,
  effect: Of<'applySealUse'>,
  origin: SealUseOrigin,
): Promise<void> {
  await changeSealUse(
    context,
    tenantId,
    row.seal_use_id,
    (current) => {
      if (useCode === null || current.useCodes.length > 0) return current;
      return { ...current, useCodes: [useCode], version: current.version + 1 };
    },
    {
      actor: origin.actor,
      action: 'sealUse.accepted',
      detail: { externalId },
      stored: async (tx, next) => {
        const times = { now: nowOf(context), nextPollAt: nextPollAt(context.clock(), 0, null) };
        await nameRemoteSealUse(tx, row, externalId, times);
        await writeCode(context, tx, tenantId, next, effect.useCodeInto, effect.why, origin);
      },
    },
  );
}

/** @throws EsignError `request-in-progress` while the register has not answered the application yet. */
async function knownThere(context: HostContext, tenantId: string, sealUse: SealUse): Promise<KnownThere | null> {
  const place = await placeOf(context, tenantId, sealUse);
  if (!place) return null;
  const row = await findRemoteSealUse(context.db, tenantId, sealUse.id);
  if (!row?.external_id) throw new EsignError('request-in-progress', 'the register has not taken the application yet');
  return { ...place, row, externalId: row.external_id };
}

/** What the register knows a request for more by, and whose request it is where a person sent it. */
interface Asked {
  readonly requestId: string;
  readonly sent?: { readonly userId: string; readonly key: string };
}

/** What an addition brings to the seal use as it is under its lock, and the use with what was stamped before. */
export type Grant = (current: SealUse) => { stamped: SealUse; counts: UseCounts; useCode: string | null };

/**
 * Asks the register for more uses, once for the request; what it has granted is told by itself, so that nothing counts twice
 * that a question beside this one has found already.
 *
 * @param asked.sent The person's request: sent again after a lost answer, it asks for what it asked for before.
 * @returns Null for a seal use that is kept on this host.
 * @throws EsignError `seal-use-closed`, `not-implemented`, `request-in-progress`, and what the register throws.
 */
export async function askForMore(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  wish: UseCounts,
  asked: Asked,
): Promise<Grant | null> {
  const there = await knownThere(context, tenantId, sealUse);
  if (!there) return null;
  const { register, access, externalId, by } = there;
  const { append, detail } = register;
  if (!append || !detail) throw new EsignError('not-implemented', `${by} grants no more uses`);
  if (!isOpenSealUse(sealUse)) throw new EsignError('seal-use-closed', `the seal use is ${sealUse.status}`);
  const { count, seamCount } = wish;
  const requestId = await requestIdOf(context, there.row, asked, wish);
  const sealIds = sealUse.seals.map(({ id }) => id);
  await orAskSoon(context, there.row, () =>
    answerOf(append.call(register, access, externalId, { requestId, sealIds, count, seamCount })),
  );
  const tally = await detail.call(register, access, externalId);
  return (current) => ({
    stamped: takeUsed(current, tally, () => ({ entryId: newId('entry'), at: nowOf(context), by })),
    counts: notCountedYet(current, tally, wish),
    useCode: tally.useCode === null || current.useCodes.includes(tally.useCode) ? null : tally.useCode,
  });
}

/** What the first sending of the same request was known by at the register: a question may have found the grant since. */
async function requestIdOf(
  context: HostContext,
  row: RemoteSealUseRow,
  { requestId, sent }: Asked,
  { count, seamCount }: UseCounts,
): Promise<string> {
  if (!sent) return requestId;
  return keepAppendRequest(context.db, {
    tenant_id: row.tenant_id,
    seal_use_id: row.seal_use_id,
    request: JSON.stringify([sent.userId, sent.key, count, seamCount]),
    request_id: requestId,
    created_at: nowOf(context),
  });
}

/**
 * Ends a seal use at its register first: what is still open there may still be stamped. Does nothing for one that is kept on
 * this host, and none for one that the register never had.
 *
 * @returns What takes in the stamps of the last moments, as far as the register tells them at once.
 * @throws EsignError `seal-use-closed`, `not-implemented`, `request-in-progress`, and what the register throws.
 */
export async function endAtRegister(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  reason: string,
): Promise<(current: SealUse) => SealUse> {
  const there = await knownThere(context, tenantId, sealUse);
  if (!there) return (current) => current;
  const { register, access, externalId, row, by } = there;
  const { end: endThere, detail } = register;
  if (!endThere) throw new EsignError('not-implemented', `${by} ends no seal use`);
  if (!isOpenSealUse(sealUse)) throw new EsignError('seal-use-closed', `the seal use is ${sealUse.status}`);
  await updateRemoteSealUse(context.db, row, { ending_at: nowOf(context) });
  await orAskSoon(context, row, () => answerOf(endThere.call(register, access, externalId, reason)));
  // photos follow, and the counts where the register does not tell them now
  await updateRemoteSealUse(context.db, row, { next_poll_at: nowOf(context), polls: 0 });
  const tally = await detail?.call(register, access, externalId).catch(() => null);
  return (current) =>
    tally ? takeUsed(current, tally, () => ({ entryId: newId('entry'), at: nowOf(context), by })) : current;
}

/** A register that refuses because of its state knows something that is not known here: it is asked at once. */
async function orAskSoon(context: HostContext, row: RemoteSealUseRow, call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (EsignError.from(error).code === 'seal-use-closed') {
      await updateRemoteSealUse(context.db, row, { next_poll_at: nowOf(context), polls: 0 });
    }
    throw error;
  }
}

/**
 * Remembers what a callback told, and has the register asked. @returns False when no seal use has this id (yet).
 */
export async function hearRegister(
  context: HostContext,
  place: { tenantId: string; bindingId: string },
  news: { externalId: string; event: SealUseEvent | null },
): Promise<RemoteSealUseRow | null> {
  return transact(context, async (tx) => {
    const row = await lockHeard(tx, place, news.externalId);
    if (!row) return null;
    const heard = [...new Set([...readHeard(row), ...(news.event === null ? [] : [news.event])])];
    await updateRemoteSealUse(tx, row, { heard: JSON.stringify(heard), next_poll_at: nowOf(context), polls: 0 });
    return row;
  });
}

function lockHeard(
  tx: Tx,
  { tenantId, bindingId }: { tenantId: string; bindingId: string },
  externalId: string,
): Promise<RemoteSealUseRow | null> {
  return findRemoteSealUseByExternalId(tx, tenantId, bindingId, externalId, { lock: true });
}

function readHeard({ heard }: RemoteSealUseRow): SealUseEvent[] {
  const events: unknown = heard === null ? [] : JSON.parse(heard);
  return SealUseEvent.options.filter((event) => Array.isArray(events) && events.includes(event));
}

/** One question: counts and codes of the register are taken in, then whatever its state shows to have happened, in order. */
export async function askRegister(
  context: HostContext,
  row: RemoteSealUseRow,
  watch: Watch = unwatched,
): Promise<void> {
  const { tenant_id: tenantId, seal_use_id: sealUseId, external_id: externalId } = row;
  const sealUse = await findSealUse(context.db, tenantId, sealUseId);
  if (!sealUse || externalId === null) return;
  const place = await placeOf(context, tenantId, sealUse);
  if (!place) throw new EsignError('binding-not-usable', `the adapter of ${sealUse.provider} has no register any more`);
  const { detail } = place.register;
  const { register, access, by } = place;
  try {
    const tally = detail && (await watch(answerOf(detail.call(register, access, externalId))));
    if (tally) await takeIn(context, row, sealUse, place, tally);
    else await hearAll(context, tenantId, sealUse, readHeard(row), by);
    const there = { ...place, row, externalId };
    await takePhotos(context, tenantId, sealUse, there, tally?.photosTaken, watch);
  } catch (error) {
    await updateRemoteSealUse(context.db, row, { error_code: EsignError.from(error).code });
    throw error;
  }
  const known = await findSealUse(context.db, tenantId, sealUseId);
  const isOver = !detail || known === null || (isFinalSealUse(known.status) && (known.photosOwed ?? 0) === 0);
  await settleRemoteSealUse(context.db, row, {
    heard: null,
    error_code: null,
    ...(isOver ? { next_poll_at: null } : {}),
  });
}

/** Fetches photos that are not here yet; a register that says how many it has is asked for them when there are more. */
async function takePhotos(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  { register, access, externalId, by }: KnownThere,
  taken: number | undefined,
  watch: Watch,
): Promise<void> {
  if (!register.photos) return;
  if (taken !== undefined) {
    const known = await listKnownPhotos(context.db, tenantId, sealUse.id);
    if (known.size >= Math.min(taken, MAX_PHOTOS)) return;
  }
  const photos = await watch(answerOf(register.photos(access, externalId)));
  await keepPhotos(context, tenantId, sealUse, { photos, by });
}

async function takeIn(
  context: HostContext,
  row: RemoteSealUseRow,
  sealUse: SealUse,
  { by }: RegisterPlace,
  tally: RegisterTally,
): Promise<void> {
  const { tenant_id: tenantId } = row;
  const isOurEnd = row.ending_at !== null;
  await count(context, tenantId, sealUse, tally, { by, isOurEnd });
  const happened = eventsBehind(tally.status, { isOurEnd });
  await hearAll(context, tenantId, sealUse, happened, by);
  const contradicted = readHeard(row).filter((event) => !happened.includes(event));
  if (contradicted.length > 0) {
    // who can forge a callback can end nothing; the operator is told
    context.report({
      code: 'bad-response',
      message: `seal use ${sealUse.id}: a callback says ${contradicted.join(', ')}, the register says ${tally.status}`,
      path: 'callbacks',
    });
  }
}

/** Takes in the counts, a code that was not known yet, and an end that was asked for from here. */
async function count(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  tally: RegisterTally,
  { by, isOurEnd }: { by: string; isOurEnd: boolean },
): Promise<void> {
  const { configId, configVersion } = sealUse;
  const actor = { userId: '', name: by };
  let codesBefore = 0;
  await changeSealUse(
    context,
    tenantId,
    sealUse.id,
    (current) => {
      codesBefore = current.useCodes.length;
      const act = { at: nowOf(context), by };
      const next = takeTally(current, tally, () => ({ entryId: newId('entry'), ...act }));
      const isEnded = isOurEnd && tally.status === 'ended' && canEnd(next);
      return isEnded ? end(next, { entryId: newId('entry'), ...act }) : next;
    },
    {
      actor,
      action: 'sealUse.counted',
      detail: { used: tally.uses.used, seamUsed: tally.seamUses.used, status: tally.status },
      stored: async (tx, next) => {
        if (next.useCodes.length === codesBefore) return;
        const slot = codesBefore === 0 ? 'P-09' : 'P-12';
        const field = await codeFieldOf(tx, tenantId, next, ({ apply, append }) =>
          codesBefore === 0 ? apply.useCodeInto : append.codeInto,
        );
        const why = { rule: 'R-13', slot, field, reason: codesBefore === 0 ? 'applyPoint' : 'appendPoint' } as const;
        await writeCode(context, tx, tenantId, next, field, why, { configId, configVersion, actor: SYSTEM });
      },
    },
  );
  if (sealUse.recordId !== null) await context.runStream(tenantId, recordStream(sealUse.recordId));
}

async function hearAll(
  context: HostContext,
  tenantId: string,
  sealUse: SealUse,
  events: readonly SealUseEvent[],
  by: string,
): Promise<void> {
  for (const event of events) await hearSealUse(context, tenantId, sealUse, { event, at: nowOf(context), by });
}
