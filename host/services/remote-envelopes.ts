import type { SelectQueryBuilder } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { isFinal, mergeObservations, statusAt, type Observation } from '../../src/core/status.js';
import { openTurns } from '../../src/core/turn.js';
import type { Effect, Envelope, PersonValue } from '../../src/schema/index.js';
import { envelopeStream } from '../jobs/outbox-rows.js';
import type { RemoteNames, RemoteObservation, RemoteState } from '../providers/remote-service.js';
import { toDatabaseFailure } from '../store/away.js';
import type { Queries, Tx } from '../store/database.js';
import { addRevision, findEnvelope, findEnvelopeByKey } from '../store/envelopes.js';
import { sha256Of } from '../store/files.js';
import { settleRemote, updateRemote, type RemoteRow } from '../store/remote-envelopes.js';
import type { Tables } from '../store/tables.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { changeEnvelope, endEnvelope, findAround, SYSTEM, toLaunched } from './envelopes.js';
import { lastSigner } from './last-signer.js';
import {
  answerOf,
  launchAtService,
  nextPollAt,
  placeOf,
  revokeAtService,
  unwatched,
  type RemotePlace,
  type Watch,
} from './remote-calls.js';
import { addClaims, inWords, isClaim, isConfirmed, isNews, readClaims } from './remote-claims.js';

type CreateEffect = Extract<Effect, { kind: 'createEnvelope' }>;

/** How many envelopes past their deadline one sweep tells of, while their service cannot be asked. */
const ALARM_BATCH = 200;

/** How many questions without news follow one another at once: an envelope begins with the first of them asked. */
const QUESTIONS_AT_ONCE = 2;

interface SignedFile {
  readonly documentId: string;
  readonly sha256: string;
  readonly size: number;
}

/** Translates a service's names into ours. What it tells of people whom we do not know is left out (F23). */
export function toObservations(names: RemoteNames, seen: readonly RemoteObservation[], now: string): Observation[] {
  return seen.flatMap((news): Observation[] => {
    // nothing has happened later than now: a clock that is wrong must not decide which of two ends came first
    const at = Date.parse(news.at) > Date.parse(now) ? now : news.at;
    if (news.kind !== 'signer') return [{ ...news, at }];
    const { signer, ...rest } = news;
    const known = Object.hasOwn(names.signers, signer) ? names.signers[signer] : undefined;
    return known ? [{ ...rest, ...known, at }] : [];
  });
}

/**
 * Takes in what a callback told, all but what would end something: that counts only when the service confirms it (T36). It is
 * remembered, and the service is due to be asked at once; so it is where nothing proves the callback.
 *
 * @returns Whether the service is to be asked.
 */
export async function hear(
  context: HostContext,
  row: RemoteRow,
  { observations, isProven }: { observations: readonly Observation[]; isProven: boolean },
): Promise<boolean> {
  const service = { tellsVoiding: providerOf(context, row.provider).remote?.tellsVoiding ?? false };
  const proven = isProven ? observations : [];
  const plain = proven.filter((seen) => !isClaim(seen, service));
  const { envelope, next } = await merge(context, row, { observations: plain, files: [] });
  // the inbox has others to look after
  if (next.version !== envelope.version) startStream(context, row.tenant_id, next);
  const claims = proven.filter((seen) => isClaim(seen, service) && isNews(next, seen));
  // who only names an envelope wants it to be asked about
  if (isProven && observations.length > 0 && claims.length === 0) return false;
  await transact(context, async (tx) => {
    const heard = await lockHeard(tx, row);
    await updateRemote(tx, row, { heard: addClaims(heard, claims), polls: 0, next_poll_at: nowOf(context) });
  });
  return true;
}

async function lockHeard(tx: Tx, row: RemoteRow): Promise<string | null> {
  const found = await tx
    .selectFrom('remote_envelopes')
    .select('heard')
    .where('tenant_id', '=', row.tenant_id)
    .where('envelope_id', '=', row.envelope_id)
    .forUpdate()
    .executeTakeFirst();
  return found?.heard ?? null;
}

function startStream(context: HostContext, tenantId: string, envelope: Envelope): void {
  context.runStream(tenantId, envelopeStream(envelope)).catch((error: unknown) => {
    const { code, message } = EsignError.from(toDatabaseFailure(error));
    context.report({
      code,
      message: `effects of ${envelope.id} wait for the next sweep: ${message}`,
      path: 'callbacks',
    });
  });
}

/**
 * R-01 at a service: hands over what was created here, and launches it. A repeated effect goes on where the one before
 * was cut off. A draft stays here until it is launched, so that its places and its end are ours to decide. Does nothing
 * where people sign on this host.
 */
export async function createAtService(
  context: HostContext,
  tenantId: string,
  effect: CreateEffect,
  actor: PersonValue,
): Promise<void> {
  const envelope = await findEnvelopeByKey(context.db, tenantId, effect.key);
  if (!envelope || !providerOf(context, envelope.provider).remote) return;
  if (effect.launch && envelope.status === 'draft') await launchCreated(context, tenantId, envelope, actor);
}

/** Launches at the service first: what is called launched here has left there. */
async function launchCreated(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
  actor: PersonValue,
): Promise<void> {
  await launchAtService(context, tenantId, toLaunched(context, envelope, null));
  await changeEnvelope(context, tenantId, envelope.id, (current) => toLaunched(context, current, null), {
    actor,
    action: 'envelope.launched',
    around: await findAround(context, tenantId, envelope),
  });
}

/** Asks the service about an envelope, if it is due. */
export async function follow(context: HostContext, tenantId: string, envelopeId: string): Promise<void> {
  const row = await claim(context, tenantId, envelopeId);
  if (row) await ask(context, row);
}

/** Moves the next question on before this one is asked: if this process dies, the next question finds out as much. */
async function claim(context: HostContext, tenantId: string, envelopeId: string): Promise<DueRow | null> {
  return transact(context, async (tx) => {
    // who is at it now may have asked before the news that led here
    const row = await selectDue(tx, nowOf(context))
      .forUpdate('r')
      .where('r.tenant_id', '=', tenantId)
      .where('r.envelope_id', '=', envelopeId)
      .executeTakeFirst();
    return row ? moveOn(context, tx, row) : null;
  });
}

/** Takes the envelope of a service that has been due for the longest time, and that nobody else has taken. */
export async function claimNext(context: HostContext, tenantId: string, bindingId: string): Promise<DueRow | null> {
  return transact(context, async (tx) => {
    const row = await selectDue(tx, nowOf(context))
      .forUpdate('r')
      .skipLocked()
      .where('r.tenant_id', '=', tenantId)
      .where('r.binding_id', '=', bindingId)
      .orderBy('r.next_poll_at')
      .limit(1)
      .executeTakeFirst();
    return row ? moveOn(context, tx, row) : null;
  });
}

/** An envelope with what is known of how it is followed. */
export type DueRow = RemoteRow & { readonly deadline: string | null };

function selectDue(
  queries: Queries,
  now: string,
): SelectQueryBuilder<Tables & { r: Tables['remote_envelopes']; e: Tables['envelopes'] }, 'r' | 'e', DueRow> {
  return queries
    .selectFrom('remote_envelopes as r')
    .innerJoin('envelopes as e', (join) =>
      join.onRef('e.tenant_id', '=', 'r.tenant_id').onRef('e.id', '=', 'r.envelope_id'),
    )
    .selectAll('r')
    .select('e.deadline')
    .where('r.next_poll_at', '<=', now);
}

async function moveOn(context: HostContext, tx: Tx, row: DueRow): Promise<DueRow> {
  const change = { polls: row.polls + 1, next_poll_at: nextPollAt(context.clock(), row.polls, row.deadline) };
  await updateRemote(tx, row, change);
  return { ...row, ...change };
}

/** One question: the state of the service is merged; a completion is taken only with sound files. */
export async function ask(context: HostContext, row: DueRow, watch: Watch = unwatched): Promise<void> {
  const { tenant_id: tenantId, names, external_id: externalId } = row;
  const envelope = await findEnvelope(context.db, tenantId, row.envelope_id);
  if (!envelope || !names || externalId === null) return;
  try {
    const place = await placeOf(context, tenantId, envelope);
    if (!place) throw new EsignError('binding-not-usable', `the adapter of ${row.provider} has no service any more`);
    const seen = await watch(answerOf(place.remote.query(place.access, externalId)));
    const observations = toObservations(names, seen, nowOf(context));
    const isCompleted = observations.some((news) => news.kind === 'envelope' && news.status === 'completed');
    const isWanted = isCompleted && !isFinal(envelope.status);
    const files = isWanted ? await fetchSigned(context, place, envelope, { names, externalId, watch }) : [];
    const { next } = await merge(context, row, { observations, files });
    if (next.version !== envelope.version) await context.runStream(tenantId, envelopeStream(next));
    await settle(context, row, next, observations);
    const isNews = next.version !== envelope.version;
    await proceed(context, row, place, { envelope: next, names }, { watch, isNews });
  } catch (error) {
    await updateRemote(context.db, row, { error_code: EsignError.from(error).code });
    await alarmIfOverdue(context, row, envelope);
    throw error;
  }
}

/**
 * T36: the signed files, each of them looked at before anything is called completed.
 *
 * @throws EsignError `document-changed` when a file is missing, is not the one that its hash says, is another one than
 * was handed over, or is not signed.
 */
async function fetchSigned(
  context: HostContext,
  place: RemotePlace,
  envelope: Envelope,
  { names, externalId, watch }: { names: RemoteNames; externalId: string; watch: Watch },
): Promise<SignedFile[]> {
  const { remote, access } = place;
  const found = await watch(answerOf(remote.download(access, externalId)));
  const files: SignedFile[] = [];
  for (const document of envelope.documents) {
    const file = found.find((candidate) => names.documents[candidate.document] === document.id);
    if (!file) throw unsound(document.id, 'is missing');
    if (file.sha256 !== null && file.sha256 !== sha256Of(file.bytes)) throw unsound(document.id, 'has another hash');
    const original = await context.files.get(document.sha256);
    const isSound = await remote.inspect({ original, signed: file.bytes });
    if (!isSound) throw unsound(document.id, 'is not the signed form of what was handed over');
    const sha256 = await context.files.put(file.bytes);
    files.push({ documentId: document.id, sha256, size: file.bytes.byteLength });
  }
  return files;
}

function unsound(documentId: string, what: string): EsignError {
  return new EsignError('document-changed', `the service calls it completed, but document ${documentId} ${what}`);
}

/** Merges news under the lock, with everything that follows from them; news that change nothing leave no trace. */
async function merge(
  context: HostContext,
  { tenant_id: tenantId, envelope_id: envelopeId }: RemoteRow,
  news: { observations: readonly Observation[]; files: readonly SignedFile[] },
): Promise<{ envelope: Envelope; next: Envelope }> {
  const envelope = await findEnvelope(context.db, tenantId, envelopeId);
  if (!envelope) throw new EsignError('not-found', 'the envelope of the news is gone');
  // a merge only ever adds: what is known now stays known, so the OA need not be asked
  if (isKnown(envelope, news)) return { envelope, next: envelope };
  // who has done what is known only under the lock
  const done = {
    actor: SYSTEM,
    action: 'envelope.reported',
    detail: Object.fromEntries(news.files.map((file) => [file.documentId, file.sha256])),
    around: await findAround(context, tenantId, envelope),
  };
  const next = await changeEnvelope(
    context,
    tenantId,
    envelopeId,
    async (current, tx) => {
      if (isKnown(current, news)) return current;
      const changed = withNews(current, news);
      done.actor = actorOf(changed);
      if (changed.status !== current.status) done.action = `envelope.${changed.status}`;
      for (const file of isFinal(current.status) ? [] : news.files) {
        await addRevision(tx, tenantId, envelopeId, file.documentId, file.sha256, file.size, nowOf(context));
      }
      return changed;
    },
    done,
  );
  return { envelope, next };
}

function isKnown(envelope: Envelope, news: Parameters<typeof withNews>[1]): boolean {
  return JSON.stringify(withNews(envelope, news)) === JSON.stringify(envelope);
}

function withNews(
  current: Envelope,
  { observations, files }: { observations: readonly Observation[]; files: readonly SignedFile[] },
): Envelope {
  const merged = openTurns(mergeObservations(current, observations));
  if (isFinal(current.status)) return merged;
  const documents = merged.documents.map((document) => {
    const file = files.find(({ documentId }) => documentId === document.id);
    return file ? { ...document, signedSha256: file.sha256 } : document;
  });
  return { ...merged, documents };
}

function actorOf(envelope: Envelope): PersonValue {
  return lastSigner(envelope) ?? (envelope.status === 'completed' ? envelope.initiator : SYSTEM);
}

/** What follows from the answer of the service for how the envelope is followed. */
async function settle(
  context: HostContext,
  row: DueRow,
  envelope: Envelope,
  said: readonly Observation[],
): Promise<void> {
  const contradicted = readClaims(row.heard).filter((claim) => !isConfirmed(claim, said));
  if (contradicted.length > 0) {
    // T36: who can forge a callback can end nothing; the question is asked again, and the operator is told
    const claims = contradicted.map(inWords).join(', ');
    context.report({
      code: 'bad-response',
      message: `envelope ${envelope.id}: a callback says ${claims}, the service itself says ${envelope.status}`,
      path: 'callbacks',
    });
  }
  const isOver = isFinal(envelope.status);
  const error_code = contradicted.length > 0 ? 'bad-response' : null;
  await settleRemote(context.db, row, { heard: null, error_code, ...(isOver ? { next_poll_at: null } : {}) });
  if (!isOver) await endIfOverdue(context, row, envelope);
}

/**
 * What the service leaves to its callers, such as the next party in turn. What comes of it is asked for at once, but a service
 * that does not show it soon is given time: it would be asked and told the same without an end.
 */
async function proceed(
  context: HostContext,
  row: DueRow,
  { remote, access }: RemotePlace,
  state: RemoteState,
  { watch, isNews }: { watch: Watch; isNews: boolean },
): Promise<void> {
  if (!remote.proceed || state.envelope.status !== 'launched' || isOverdue(state.envelope, nowOf(context))) return;
  const hasActed = await watch(answerOf(remote.proceed(access, state)));
  if (!hasActed || !(isNews || row.polls <= QUESTIONS_AT_ONCE)) return;
  await updateRemote(context.db, row, { next_poll_at: nowOf(context), ...(isNews ? { polls: 0 } : {}) });
}

/** C-23, R-14: past its deadline an envelope is taken back at the service before it counts as expired here. */
async function endIfOverdue(context: HostContext, row: RemoteRow, envelope: Envelope): Promise<void> {
  if (!isOverdue(envelope, nowOf(context))) return;
  try {
    await revokeAtService(context, row.tenant_id, envelope, 'deadline');
  } catch (error) {
    if (EsignError.from(error).code !== 'envelope-closed') throw error;
    // it has just ended there in another way, which the next question finds out; not at once, for it has just been asked
    await updateRemote(context.db, row, { next_poll_at: nextPollAt(context.clock(), 0, null) });
    return;
  }
  const around = await findAround(context, row.tenant_id, envelope);
  const ended = await endEnvelope(context, row.tenant_id, envelope.id, 'expired', 'deadline', {
    actor: SYSTEM,
    around,
  });
  await updateRemote(context.db, row, { next_poll_at: null });
  await context.runStream(row.tenant_id, envelopeStream(ended));
}

function isOverdue(envelope: Envelope, now: string): boolean {
  return envelope.status === 'launched' && statusAt(envelope, now) === 'expired';
}

/** F21: an envelope that is still open past its deadline, because its service cannot be asked, is told of once. */
async function alarmIfOverdue(context: HostContext, row: RemoteRow, envelope: Envelope): Promise<void> {
  if (row.alarmed_at !== null || !isOverdue(envelope, nowOf(context))) return;
  await updateRemote(context.db, row, { alarmed_at: nowOf(context) });
  context.report({
    code: 'provider-failed',
    message: `envelope ${envelope.id} is past its deadline, and its service does not say what became of it`,
    path: 'poll',
  });
}

/** F21: the same for what is not even asked about, because its service is left alone for now. */
export async function alarmOverdue(context: HostContext, tenantId: string, bindingId: string): Promise<void> {
  const now = nowOf(context);
  const rows = await selectDue(context.db, now)
    .select('e.doc')
    .where('r.tenant_id', '=', tenantId)
    .where('r.binding_id', '=', bindingId)
    .where('r.alarmed_at', 'is', null)
    .where('e.status', '=', 'launched')
    .where('e.deadline', '<', now)
    .limit(ALARM_BATCH)
    .execute();
  for (const { doc, ...row } of rows) await alarmIfOverdue(context, row, doc);
}
