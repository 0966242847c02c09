import { sql } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { isFillIn } from '../../src/core/fill-ins.js';
import { isInsidePage } from '../../src/core/geometry.js';
import { deadlineAtLaunch } from '../../src/core/planner/deadline.js';
import { launched } from '../../src/core/planner/foresight.js';
import { findSeat } from '../../src/core/planner/seat.js';
import { placeSeam } from '../../src/core/seam.js';
import { isFinal, mergeObservations, statusAt } from '../../src/core/status.js';
import { placesOf, whoseTurn } from '../../src/core/turn.js';
import type {
  Envelope,
  EnvelopeStatus,
  EnvelopeSummary,
  ErrorCode,
  InputError,
  PersonValue,
  Placement,
  Seam,
} from '../../src/schema/index.js';
import { checkIfMatch, etagOf } from '../http/etag.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import { envelopeStream } from '../jobs/outbox-rows.js';
import { stopPoint } from '../jobs/stop-point.js';
import type { Tx } from '../store/database.js';
import { findEnvelope, updateEnvelope } from '../store/envelopes.js';
import { loadRecord, readableEnvelope, type RecordAround } from './access.js';
import { appendAudit, type AuditFact } from './audit.js';
import {
  limitOf,
  nowOf,
  providerOf,
  timeCursor,
  timeCursorOf,
  toPage,
  transact,
  type HostContext,
  type PageRequest,
} from './context.js';
import { happeningsBetween } from './envelope-events.js';
import { noticeOf, tell } from './notices.js';
import { mappingOf, planHappenings, requirePresentFiles } from './planning.js';
import { isOrdered, launchAtService, remindAtService, requireTakenBack, revokeAtService } from './remote-calls.js';

/** Reads an envelope as it counts now: past its deadline it is expired, although no job has come by yet. */
export function asOfNow(context: HostContext, envelope: Envelope): Envelope {
  const status = statusAt(envelope, nowOf(context));
  return status === envelope.status ? envelope : { ...envelope, status };
}

export async function listEnvelopes(
  context: HostContext,
  session: HostSession,
  query: PageRequest & { list?: 'todo' | 'started' | 'signed' | 'all' | undefined; recordId?: string | undefined },
): Promise<{ items: EnvelopeSummary[]; nextCursor: string | null }> {
  const limit = limitOf(query);
  const after = timeCursorOf(query);
  const { tenantId, userId } = session;
  let select = context.db
    .selectFrom('envelopes as e')
    .select('e.doc')
    .where('e.tenant_id', '=', tenantId)
    .where('e.status', '<>', 'deleted')
    .orderBy('e.created_at', 'desc')
    .orderBy('e.id', 'desc');
  const list = query.list ?? 'all';
  const seesAll = list === 'all' && session.permissions.includes('auditor');
  if (!seesAll) {
    // without a record it is its initiator's until it is launched, also when it was discarded before
    select = select.where(({ eb, or }) =>
      or([
        sql<boolean>`e.doc ->> 'launchedAt' is not null`,
        eb('e.record_id', 'is not', null),
        eb('e.initiator_id', '=', userId),
      ]),
    );
    select = select.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('envelope_people as p')
          .select('p.user_id')
          .whereRef('p.tenant_id', '=', 'e.tenant_id')
          .whereRef('p.envelope_id', '=', 'e.id')
          .where('p.user_id', '=', userId)
          .where(
            'p.role',
            'in',
            list === 'started' ? ['initiator'] : list === 'all' ? ['initiator', 'signer'] : ['signer'],
          ),
      ),
    );
  }
  if (list === 'todo') select = select.where('e.status', '=', 'launched');
  if (query.recordId) select = select.where('e.record_id', '=', query.recordId);
  if (after !== null) {
    const { createdAt, id } = after;
    select = select.where(({ eb, refTuple, tuple }) => eb(refTuple('e.created_at', 'e.id'), '<', tuple(createdAt, id)));
  }
  // whose turn it is stands in the document: those rows are few for one person, so they are sorted out here
  const filters = list === 'todo' || list === 'signed';
  const rows = await (filters ? select : select.limit(limit + 1)).execute();
  const docs = rows.map((row) => asOfNow(context, row.doc)).filter((doc) => isListed(doc, list, userId));
  const page = toPage(docs, limit, timeCursor);
  return { items: page.items.map(toSummary), nextCursor: page.nextCursor };
}

function isListed(envelope: Envelope, list: string, userId: string): boolean {
  if (list === 'todo') {
    const turn = whoseTurn(envelope);
    return placesOf(envelope, userId).some(({ party }) => turn.includes(party.id));
  }
  if (list === 'signed') return placesOf(envelope, userId).some(({ signer }) => signer.status === 'signed');
  return true;
}

function toSummary(envelope: Envelope): EnvelopeSummary {
  const { id, subject, status, provider, recordId, deadline, createdAt, finishedAt } = envelope;
  return {
    id,
    subject,
    status,
    provider,
    recordId,
    initiator: envelope.initiator.name,
    deadline,
    createdAt,
    finishedAt,
  };
}

/** What changes an envelope: the next state, or an error. */
type Change = (envelope: Envelope, tx: Tx) => Envelope | Promise<Envelope>;

/** Reads the envelope's record from the OA, before a transaction begins; null for direct signing. */
export async function loadAround(
  context: HostContext,
  tenantId: string,
  envelope: { readonly recordId: string | null },
): Promise<RecordAround | null> {
  return envelope.recordId === null ? null : loadRecord(context, tenantId, envelope.recordId);
}

/** Like {@link loadAround}; null too where the OA has removed the record, which must not keep its envelope open. */
export async function findAround(
  context: HostContext,
  tenantId: string,
  envelope: { readonly recordId: string | null },
): Promise<RecordAround | null> {
  return loadAround(context, tenantId, envelope).catch((error: unknown) => {
    if (EsignError.from(error).code === 'not-found') return null;
    throw error;
  });
}

/**
 * Changes an envelope under its lock, writes the audit entry, and stores the effects that the planner sees in what
 * happened, all in one transaction.
 */
export async function changeEnvelope(
  context: HostContext,
  tenantId: string,
  id: string,
  change: Change,
  done: {
    /** In whose name the workflow goes on. */
    actor: PersonValue;
    /** Whom the trail names instead, where the actor has not done this. */
    by?: PersonValue;
    action: string;
    detail?: AuditFact['detail'];
    around?: RecordAround | null;
    keep?: (tx: Tx, envelope: Envelope, effects: readonly { kind: string }[]) => Promise<void>;
  },
): Promise<Envelope> {
  return transact(context, async (tx, after) => {
    const current = await findEnvelope(tx, tenantId, id, { lock: true });
    if (!current) throw new EsignError('not-found', 'no such envelope');
    stopPoint('after-lock');
    const changed = await change(current, tx);
    if (changed === current) {
      // nothing has happened: no trace, no effects, only the answer
      await done.keep?.(tx, current, []);
      return current;
    }
    const next = await updateEnvelope(tx, tenantId, changed);
    await appendAudit(tx, tenantId, {
      subject: id,
      at: nowOf(context),
      actor: (done.by ?? done.actor).name,
      action: done.action,
      detail: done.detail ?? {},
    });
    const effects = await planHappenings(context, tx, tenantId, {
      around: done.around ?? null,
      envelope: next,
      happenings: happeningsBetween(current, next),
      actor: done.actor,
    });
    await done.keep?.(tx, next, effects);
    after(() => context.changes.publish(tenantId, { envelopeId: id, version: next.version, status: next.status }));
    return next;
  });
}

/** @throws EsignError `forbidden` unless the person started the envelope. */
function requireInitiator(envelope: Envelope, session: HostSession): void {
  if (envelope.initiator.userId !== session.userId) {
    throw new EsignError('forbidden', 'only the initiator of the envelope may do this');
  }
}

/** @throws EsignError `envelope-closed`. */
export function requireOpen(envelope: Envelope, now: string): void {
  const status = statusAt(envelope, now);
  if (isFinal(status)) throw new EsignError('envelope-closed', `the envelope is ${status}`);
}

/** C-34: launches a draft. @throws EsignError `not-found`, `forbidden`, `document-changed`, `envelope-closed`. */
export async function launchEnvelope(
  context: HostContext,
  session: HostSession,
  id: string,
  once: Once,
): Promise<Envelope> {
  const envelope = await readableEnvelope(context, session, id);
  requireInitiator(envelope, session);
  const around = await loadAround(context, session.tenantId, envelope);
  if (envelope.status === 'draft') {
    await requirePresentFiles(context, context.db, session.tenantId, { around, envelope, actor: session.person });
  }
  const mapping = await mappingOf(context, session.tenantId, envelope);
  const deadline = mapping && deadlineAtLaunch(mapping, nowOf(context));
  await launchAtService(context, session.tenantId, toLaunched(context, envelope, deadline));
  const result = await changeEnvelope(
    context,
    session.tenantId,
    id,
    (current) => toLaunched(context, current, deadline),
    {
      actor: session.person,
      action: 'envelope.launched',
      around,
      keep: (tx, next) => once.keep(tx, next),
    },
  );
  await context.runStream(session.tenantId, envelopeStream(result));
  return result;
}

/**
 * The launched envelope; `deadline` is the one that is counted from the launch (C-23), null leaves the envelope's own.
 *
 * @throws EsignError `envelope-closed`.
 */
export function toLaunched(context: HostContext, current: Envelope, deadline: string | null): Envelope {
  const now = nowOf(context);
  requireOpen(current, now);
  if (current.status === 'launched') return current;
  const next = deadline === null ? current : { ...current, deadline };
  if (next.deadline !== null && Date.parse(next.deadline) < Date.parse(now)) {
    throw new EsignError('envelope-closed', 'the deadline of the draft is over');
  }
  return launched(next, now);
}

/** A signer refuses, with the reason; that ends the envelope for all. */
export async function rejectEnvelope(
  context: HostContext,
  session: HostSession,
  id: string,
  reason: string,
  once: Once,
): Promise<Envelope> {
  const envelope = await readableEnvelope(context, session, id);
  if (providerOf(context, envelope.provider).remote) {
    throw new EsignError('not-implemented', 'people refuse at the service where they sign');
  }
  const around = await findAround(context, session.tenantId, envelope);
  const result = await changeEnvelope(
    context,
    session.tenantId,
    id,
    (current) => {
      const at = nowOf(context);
      if (placesOf(current, session.userId).length === 0) {
        throw new EsignError('not-a-signer', 'only a signer may reject');
      }
      requireOpen(current, at);
      if (current.status === 'draft') throw new EsignError('envelope-not-launched', 'the envelope is a draft');
      const nodeId = around?.record.currentNodeId ?? null;
      const seat = findSeat({ envelope: current, userId: session.userId, nodeId, hiddenAt: [], now: at });
      if (seat?.state === 'done') throw new EsignError('already-signed', 'this party has signed');
      if (seat?.state !== 'ready') {
        throw new EsignError('out-of-turn', 'it is not this signer’s turn, or not at this node');
      }
      return mergeObservations(current, [
        { kind: 'signer', partyId: seat.party.id, signerId: seat.signer.id, status: 'rejected', at, reason },
        { kind: 'envelope', status: 'rejected', at, reason },
      ]);
    },
    {
      actor: session.person,
      action: 'envelope.rejected',
      detail: { reason },
      around,
      keep: (tx, next) => once.keep(tx, next),
    },
  );
  await context.runStream(session.tenantId, envelopeStream(result));
  return result;
}

/** The initiator takes the envelope back, with the reason. */
export async function revokeEnvelope(
  context: HostContext,
  session: HostSession,
  id: string,
  reason: string,
  once: Once,
): Promise<Envelope> {
  const envelope = await readableEnvelope(context, session, id);
  requireInitiator(envelope, session);
  const around = await findAround(context, session.tenantId, envelope);
  requireOpen(envelope, nowOf(context));
  await revokeAtService(context, session.tenantId, envelope, reason);
  const result = await endEnvelope(context, session.tenantId, id, 'revoked', reason, {
    actor: session.person,
    around,
    keep: (tx, next) => once.keep(tx, next),
  });
  await context.runStream(session.tenantId, envelopeStream(result));
  return result;
}

/**
 * Ends an envelope that is still open.
 *
 * @throws EsignError `envelope-closed`; `request-in-progress` while its service has it.
 */
export async function endEnvelope(
  context: HostContext,
  tenantId: string,
  id: string,
  status: Extract<EnvelopeStatus, 'revoked' | 'expired'>,
  reason: string,
  done: { actor: PersonValue; around: RecordAround | null; keep?: (tx: Tx, next: Envelope) => Promise<void> },
): Promise<Envelope> {
  return changeEnvelope(
    context,
    tenantId,
    id,
    async (current, tx) => {
      const at = nowOf(context);
      if (status === 'revoked') requireOpen(current, at);
      else if (isFinal(current.status)) throw new EsignError('envelope-closed', `the envelope is ${current.status}`);
      await requireTakenBack(tx, tenantId, id);
      const open = current.parties.filter((party) => party.status !== 'signed');
      return mergeObservations(current, [
        ...open.map((party) => ({ kind: 'party' as const, partyId: party.id, status })),
        { kind: 'envelope', status, at, reason },
      ]);
    },
    {
      actor: done.actor,
      action: `envelope.${status}`,
      detail: { reason },
      around: done.around,
      ...(done.keep ? { keep: done.keep } : {}),
    },
  );
}

/** Reminds whose turn it is, through the OA. */
export async function remindSigners(
  context: HostContext,
  session: HostSession,
  id: string,
  once: Once,
  key: string,
): Promise<Envelope> {
  const envelope = await readableEnvelope(context, session, id);
  requireInitiator(envelope, session);
  const at = nowOf(context);
  requireOpen(envelope, at);
  if (envelope.status === 'draft') throw new EsignError('envelope-not-launched', 'the envelope is a draft');
  await sendReminder(context, session.tenantId, envelope, `remind:${id}:${key}`);
  await transact(context, async (tx) => {
    await appendAudit(tx, session.tenantId, {
      subject: id,
      at,
      actor: session.name,
      action: 'envelope.reminded',
      detail: { parties: whoseTurn(envelope).length },
    });
    await once.keep(tx, envelope);
  });
  return envelope;
}

/** The initiator puts a completed envelope away. @throws EsignError `not-found`, `forbidden`, `envelope-not-completed`. */
export async function archiveEnvelope(
  context: HostContext,
  session: HostSession,
  id: string,
  once: Once,
): Promise<Envelope> {
  const envelope = await readableEnvelope(context, session, id);
  requireInitiator(envelope, session);
  const at = nowOf(context);
  return changeEnvelope(context, session.tenantId, id, (current) => toArchived(current, at), {
    actor: session.person,
    action: 'envelope.archived',
    keep: (tx, next) => once.keep(tx, next),
  });
}

/** The archived envelope: a flag beside the status, set once. @throws EsignError `envelope-not-completed`. */
export function toArchived(current: Envelope, at: string): Envelope {
  if (current.archivedAt !== undefined) return current;
  if (current.status !== 'completed') {
    throw new EsignError('envelope-not-completed', `the envelope is ${current.status}`);
  }
  return { ...current, archivedAt: at };
}

export async function sendReminder(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
  key: string,
): Promise<void> {
  if (await remindAtService(context, tenantId, envelope, key)) return;
  const turn = whoseTurn(envelope);
  const to = envelope.parties
    .filter((party) => turn.includes(party.id))
    .flatMap((party) => party.signers.flatMap(({ userId }) => (userId ? [userId] : [])));
  if (to.length === 0) return;
  const notice = noticeOf(to, (texts) => texts.remind(envelope.subject));
  await tell(context, { tenantId, key, recordId: envelope.recordId }, notice);
}

/** C-37: prepared places, set by the initiator before anybody signed. */
export async function setPlacements(
  context: HostContext,
  session: HostSession,
  id: string,
  placements: Placement[],
  ifMatch: string | null,
): Promise<{ envelope: Envelope; etag: string }> {
  const envelope = await readableEnvelope(context, session, id);
  requireInitiator(envelope, session);
  checkIfMatch(ifMatch, envelope.version);
  const result = await changeEnvelope(
    context,
    session.tenantId,
    id,
    async (current, tx) => {
      checkIfMatch(ifMatch, current.version);
      requireOpen(current, nowOf(context));
      if (await isOrdered(tx, session.tenantId, id)) {
        throw new EsignError('not-implemented', 'a service that has the envelope is told of no new places');
      }
      if (current.parties.some((party) => party.status === 'signed')) {
        throw new EsignError('already-signed', 'places cannot change after the first signature');
      }
      checkPlacements(current, placements, providerOf(context, current.provider).remote !== undefined);
      return { ...current, placements };
    },
    { actor: session.person, action: 'envelope.placementsSet', detail: { count: placements.length } },
  );
  return { envelope: result, etag: etagOf(result.version) };
}

function checkPlacements(envelope: Envelope, placements: readonly Placement[], isRemote: boolean): void {
  const ids = new Set<string>();
  const errors = placements.flatMap((placement, index): (InputError & { code: ErrorCode })[] => {
    const pointer = `/placements/${index}`;
    const page = envelope.documents.find(({ id }) => id === placement.documentId)?.pages[placement.pageIndex];
    const isKnown = envelope.parties.some(({ id }) => id === placement.partyId) && !ids.has(placement.id);
    ids.add(placement.id);
    if (!isKnown || !page) return [{ pointer, code: 'placement-invalid', message: 'unknown party, page or double id' }];
    if (isFillIn(placement.mark) && (isRemote || placement.seam)) {
      return [{ pointer: `${pointer}/mark`, code: 'placement-invalid', message: 'nobody can fill that in here' }];
    }
    if (placement.seam ? isSeamOf(envelope, placement, placement.seam) : isInsidePage(page, placement.rect)) return [];
    return [{ pointer: `${pointer}/rect`, code: 'placement-outside-page', message: 'not on the page' }];
  });
  const [first] = errors;
  if (first) throw new EsignError(first.code, `${errors.length} places are not right`, { errors });
}

/** Whether the document has the pages of a prepared seam, and the seam starts where its place says. */
function isSeamOf({ documents }: Envelope, { documentId, pageIndex, rect }: Placement, seam: Seam): boolean {
  const pages = documents.find(({ id }) => id === documentId)?.pages ?? [];
  const placed = placeSeam(pages, seam, rect);
  return placed.ok && placed.pageIndex === pageIndex && Math.abs(placed.rect.y - rect.y) < 0.5;
}

/** Who acts where nobody does: the clock, or a provider's news. */
export const SYSTEM: PersonValue = { userId: 'system', name: '系统' };
