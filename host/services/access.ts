import { EsignError } from '../../src/core/errors.js';
import { placesOf } from '../../src/core/turn.js';
import type { Envelope, FlowPoint, FormRecord, Workflow } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import { findEnvelope } from '../store/envelopes.js';
import type { HostContext } from './context.js';
import { findRecordPeople, type FindPerson } from './people-by-text.js';

/**
 * Whether the person may see the envelope: initiator, signer, auditor, or by the OA's word for its record. Without a record
 * it is its initiator's until it is launched, and stays so if it never is.
 */
export async function maySeeEnvelope(context: HostContext, session: HostSession, envelope: Envelope): Promise<boolean> {
  if (envelope.initiator.userId === session.userId) return true;
  const isPrivate = envelope.recordId === null && envelope.launchedAt === null;
  if (!isPrivate && placesOf(envelope, session.userId).length > 0) return true;
  if (session.permissions.includes('auditor')) return true;
  return envelope.recordId !== null && context.oa.mayReadRecord(session.tenantId, envelope.recordId, session.userId);
}

/**
 * The envelope, for who may see it. What does not exist and what is not theirs answer alike.
 *
 * @throws EsignError `not-found`.
 */
export async function readableEnvelope(context: HostContext, session: HostSession, id: string): Promise<Envelope> {
  const envelope = await findEnvelope(context.db, session.tenantId, id);
  if (!envelope || !(await maySeeEnvelope(context, session, envelope))) {
    throw new EsignError('not-found', 'no such envelope');
  }
  return envelope;
}

export interface RecordAround {
  readonly record: FormRecord;
  readonly workflow: Workflow;
  /** Who the texts of the record mean, where its configurations read people from them. */
  readonly findPerson?: FindPerson | undefined;
}

/** The record and its workflow from the OA. @throws EsignError `not-found`. */
export async function loadRecord(context: HostContext, tenantId: string, recordId: string): Promise<RecordAround> {
  const record = await context.oa.getRecord(tenantId, recordId);
  const workflow = record && (await context.oa.getWorkflow(tenantId, record.workflowId));
  if (!record || !workflow) throw new EsignError('not-found', 'no such record');
  return { record, workflow, findPerson: await findRecordPeople(context, tenantId, { record, workflow }) };
}

/** The record, for who takes part in it. @throws EsignError `not-found`. */
export async function readableRecord(
  context: HostContext,
  session: HostSession,
  recordId: string,
): Promise<RecordAround> {
  if (!(await context.oa.mayReadRecord(session.tenantId, recordId, session.userId))) {
    throw new EsignError('not-found', 'no such record');
  }
  return loadRecord(context, session.tenantId, recordId);
}

/** The record, for who may act at its current node. @throws EsignError `not-found`, `forbidden`. */
export async function handledRecord(
  context: HostContext,
  session: HostSession,
  recordId: string,
): Promise<RecordAround> {
  const around = await readableRecord(context, session, recordId);
  if (await context.oa.mayHandleRecord(session.tenantId, recordId, session.userId)) return around;
  throw new EsignError('forbidden', 'only who handles the record at its current node may do this');
}

/**
 * The record, for who may report a moment of its workflow: the OA's own service (the right `automation`), or, before the
 * move, who handles the current node. A moment that is not the record's now is refused, so that nobody invents one.
 *
 * @throws EsignError `not-found`, `forbidden`, `invalid-input` at `/point`.
 */
export async function reportableRecord(
  context: HostContext,
  session: HostSession,
  recordId: string,
  point: FlowPoint,
): Promise<RecordAround> {
  const isService = session.permissions.includes('automation');
  const around = isService
    ? await loadRecord(context, session.tenantId, recordId)
    : await handledRecord(context, session, recordId);
  if (!isService && !isBeforeMove(point)) {
    throw new EsignError('forbidden', 'moments after the move are reported by the OA itself');
  }
  if (nodeOf(point, around.workflow) !== around.record.currentNodeId) {
    const message = 'the record is not at this moment of its workflow';
    throw new EsignError('invalid-input', message, { errors: [{ pointer: '/point', code: 'not-here', message }] });
  }
  return around;
}

function isBeforeMove({ kind, timing }: FlowPoint): boolean {
  return kind === 'node' ? timing === 'after' : timing === 'before';
}

/** Where a record stands at a moment: at an exit, that is the node before the move or the one that was just reached. */
function nodeOf({ kind, id, timing }: FlowPoint, workflow: Workflow): string | undefined {
  if (kind === 'node') return id;
  const exit = workflow.exits.find((candidate) => candidate.id === id);
  return timing === 'before' ? exit?.from : exit?.to;
}
