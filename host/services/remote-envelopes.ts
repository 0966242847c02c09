import type { SelectQueryBuilder } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { isFinal, mergeObservations, type Observation } from '../../src/core/status.js';
import { openTurns } from '../../src/core/turn.js';
import type { Effect, Envelope, PersonValue } from '../../src/schema/index.js';
import { envelopeStream } from '../jobs/outbox.js';
import type { RemoteNames, RemoteObservation } from '../providers/remote-service.js';
import type { Tx } from '../store/database.js';
import { addRevision, findEnvelope, findEnvelopeByKey } from '../store/envelopes.js';
import { sha256Of } from '../store/files.js';
import { updateRemote, type RemoteRow } from '../store/remote-envelopes.js';
import type { Tables } from '../store/tables.js';
import { asTenant } from '../store/tenant-scope.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { changeEnvelope, endEnvelope, findAround, SYSTEM, toLaunched } from './envelopes.js';
import {
  answerOf,
  handOver,
  launchAtService,
  nextPollAt,
  placeOf,
  revokeAtService,
  type RemotePlace,
} from './remote-calls.js';

type CreateEffect = Extract<Effect, { kind: 'createEnvelope' }>;

/** How many envelopes one sweep asks about. */
const POLL_BATCH = 50;

interface SignedFile {
  readonly documentId: string;
  readonly sha256: string;
  readonly size: number;
}

type End = Extract<Observation, { kind: 'envelope' }>;

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

function isEnd(seen: Observation): seen is End {
  return seen.kind === 'envelope' && isFinal(seen.status);
}

/**
 * Takes in what a callback told, all but an end: an end counts only when the service confirms it (T36). It is
 * remembered, and the service is due to be asked at once; so it is where nothing proves the callback.
 *
 * @returns Whether the service is to be asked.
 */
export async function hear(
  context: HostContext,
  row: RemoteRow,
  { observations, isProven }: { observations: readonly Observation[]; isProven: boolean },
): Promise<boolean> {
  const proven = isProven ? observations : [];
  const end = proven.find(isEnd);
  const envelope = await merge(context, row, { observations: proven.filter((seen) => !isEnd(seen)), files: [] });
  const isNews = end !== undefined && !isFinal(envelope.status);
  if (isProven && !isNews) return false;
  const heard = isNews ? { heard: end.status } : {};
  await updateRemote(context.db, row, { ...heard, polls: 0, next_poll_at: nowOf(context) });
  return true;
}

/**
 * R-01 at a service: hands over what was created here, and launches it. A repeated effect goes on where the one before
 * was cut off. Does nothing where people sign on this host.
 */
export async function createAtService(
  context: HostContext,
  tenantId: string,
  effect: CreateEffect,
  actor: PersonValue,
): Promise<void> {
  const envelope = await findEnvelopeByKey(context.db, tenantId, effect.key);
  if (!envelope || !providerOf(context, envelope.provider).remote) return;
  await handOver(context, tenantId, envelope);
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

/** F21: asks about every envelope that is due, so that it ends although no callback ever comes. */
export async function pollServices(context: HostContext): Promise<void> {
  for (const row of await claimDue(context)) {
    try {
      await asTenant(row.tenant_id, () => ask(context, row));
    } catch (error) {
      // the next question is due already; one envelope must not keep the others waiting
      const { code, message } = EsignError.from(error);
      context.report({ code, message: `envelope ${row.envelope_id} could not be followed: ${message}`, path: 'poll' });
    }
  }
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
    if (row) await moveOn(context, tx, row);
    return row ?? null;
  });
}

async function claimDue(context: HostContext): Promise<DueRow[]> {
  return transact(context, async (tx) => {
    const due = await selectDue(tx, nowOf(context))
      .forUpdate('r')
      .skipLocked()
      .orderBy('r.next_poll_at')
      .limit(POLL_BATCH)
      .execute();
    for (const row of due) await moveOn(context, tx, row);
    return due;
  });
}

type DueRow = RemoteRow & { readonly deadline: string | null };

function selectDue(tx: Tx, now: string): SelectQueryBuilder<Tables & { r: Tables['remote_envelopes'] }, 'r', DueRow> {
  return tx
    .selectFrom('remote_envelopes as r')
    .innerJoin('envelopes as e', (join) =>
      join.onRef('e.tenant_id', '=', 'r.tenant_id').onRef('e.id', '=', 'r.envelope_id'),
    )
    .selectAll('r')
    .select('e.deadline')
    .where('r.next_poll_at', '<=', now);
}

async function moveOn(context: HostContext, tx: Tx, row: DueRow): Promise<void> {
  const next = nextPollAt(context.clock(), row.polls, row.deadline);
  await updateRemote(tx, row, { polls: row.polls + 1, next_poll_at: next });
}

/** One question: the state of the service is merged; an end is taken only with sound files. */
async function ask(context: HostContext, row: RemoteRow): Promise<void> {
  const { tenant_id: tenantId, names, external_id: externalId } = row;
  const envelope = await findEnvelope(context.db, tenantId, row.envelope_id);
  if (!envelope || !names || externalId === null) return;
  try {
    const place = await placeOf(context, tenantId, envelope);
    if (!place) throw new EsignError('binding-not-usable', `the adapter of ${row.provider} has no service any more`);
    const seen = await answerOf(place.remote.query(place.access, externalId));
    const observations = toObservations(names, seen, nowOf(context));
    const completed = observations.some((news) => isEnd(news) && news.status === 'completed');
    const files =
      completed && !isFinal(envelope.status) ? await fetchSigned(context, place, envelope, names, externalId) : [];
    const next = await merge(context, row, { observations, files });
    await settle(context, row, next);
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
  names: RemoteNames,
  externalId: string,
): Promise<SignedFile[]> {
  const { remote, access } = place;
  const found = await answerOf(remote.download(access, externalId));
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
  row: RemoteRow,
  news: { observations: readonly Observation[]; files: readonly SignedFile[] },
): Promise<Envelope> {
  const { tenant_id: tenantId, envelope_id: envelopeId } = row;
  const envelope = await findEnvelope(context.db, tenantId, envelopeId);
  if (!envelope) throw new EsignError('not-found', 'the envelope of the news is gone');
  const merged = mergeObservations(envelope, news.observations);
  const actor = actorOf(merged);
  const next = await changeEnvelope(
    context,
    tenantId,
    envelopeId,
    async (current, tx) => {
      const changed = withNews(current, news);
      if (JSON.stringify(changed) === JSON.stringify(current)) return current;
      for (const file of isFinal(current.status) ? [] : news.files) {
        await addRevision(tx, tenantId, envelopeId, file.documentId, file.sha256, file.size, nowOf(context));
      }
      return changed;
    },
    {
      actor,
      action: merged.status === envelope.status ? 'envelope.reported' : `envelope.${merged.status}`,
      detail: Object.fromEntries(news.files.map((file) => [file.documentId, file.sha256])),
      around: await findAround(context, tenantId, envelope),
    },
  );
  if (next.version !== envelope.version) await context.runStream(tenantId, envelopeStream(next));
  return next;
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

/** the workflow goes on in the name of who signed last. */
function actorOf(envelope: Envelope): PersonValue {
  const signers = envelope.parties.flatMap((party) => party.signers);
  const [last] = signers
    .filter(({ userId, signedAt }) => userId !== null && signedAt !== null)
    .sort((left, right) => ((left.signedAt ?? '') < (right.signedAt ?? '') ? 1 : -1));
  if (last?.userId) return { userId: last.userId, name: last.name };
  return envelope.status === 'completed' ? envelope.initiator : SYSTEM;
}

/** What follows from the answer of the service for how the envelope is followed. */
async function settle(context: HostContext, row: RemoteRow, envelope: Envelope): Promise<void> {
  if (isFinal(envelope.status)) {
    await updateRemote(context.db, row, { next_poll_at: null, heard: null, error_code: null });
    return;
  }
  if (row.heard !== null) {
    // T36: who can forge a callback can end nothing; the question is asked again, and the operator is told
    context.report({
      code: 'bad-response',
      message: `envelope ${envelope.id}: a callback says ${row.heard}, the service itself says ${envelope.status}`,
      path: 'callbacks',
    });
  }
  await updateRemote(context.db, row, { heard: null, error_code: row.heard === null ? null : 'bad-response' });
  await endIfOverdue(context, row, envelope);
}

/** C-23, R-14: past its deadline an envelope is taken back at the service before it counts as expired here. */
async function endIfOverdue(context: HostContext, row: RemoteRow, envelope: Envelope): Promise<void> {
  if (!isOverdue(envelope, nowOf(context))) return;
  try {
    await revokeAtService(context, row.tenant_id, envelope, 'deadline');
  } catch (error) {
    // it has just ended there in another way, which the next question finds out
    if (EsignError.from(error).code === 'envelope-closed') return;
    throw error;
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
  return envelope.status === 'launched' && envelope.deadline !== null && envelope.deadline < now;
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
