import { randomBytes, randomInt } from 'node:crypto';

import { EsignError } from '../../src/core/errors.js';
import { isRead, noTerms, readingGap } from '../../src/core/reading.js';
import type {
  Envelope,
  ErrorCode,
  Intent,
  IntentAnswer,
  IntentKind,
  Party,
  SignEnvelope,
  SigningTerms,
  StartIntent,
} from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import type { Queries, Tx } from '../store/database.js';
import { findEnvelope } from '../store/envelopes.js';
import { sha256Of } from '../store/files.js';
import { newId } from '../store/ids.js';
import { readableEnvelope } from './access.js';
import { appendAudit } from './audit.js';
import { transact, type HostContext } from './context.js';
import { loadAround } from './envelopes.js';
import { requireSeat } from './signing-seat.js';

/** How long a code or a question for a password waits, and how long what was proved holds. */
const LIFE_MS = 10 * 60_000;
/** Another code is sent after so long, and so many in the time of a lock. */
const RESEND_MS = 60_000;
const MAX_SENT = 5;
/** So many wrong tries in this time lock a person out for as long, whichever envelope they are about. */
const MAX_TRIES = 5;
const LOCK_MS = 15 * 60_000;

/** What a signature asks of the current person beside the marks; nothing without an OA that asks. */
export async function readTerms(context: HostContext, session: HostSession, envelope: Envelope): Promise<SigningTerms> {
  const { tenantId, person } = session;
  const asked = await context.oa.signing?.terms({ tenantId, person, envelope });
  const page = context.providers.get(envelope.provider)?.remote?.signPage && (asked?.page ?? { mode: 'window' });
  if (page) return { ...noTerms, page: { mode: page.mode } };
  return {
    reading: asked?.reading ?? noTerms.reading,
    intent: { kind: asked?.intent?.kind ?? 'none', channels: [...(asked?.intent?.channels ?? [])] },
    rejectReasons: [...(asked?.rejectReasons ?? [])],
  };
}

/**
 * Starts the proof that the current person means to sign: sends the code where it is one.
 *
 * @throws EsignError what a signature would be refused with, `invalid-input` where nothing is to be proved or the way is
 * unknown, `rate-limited` for another code too soon, `intent-locked`, `provider-failed` when the code could not be sent.
 */
export async function startIntent(
  context: HostContext,
  session: HostSession,
  envelopeId: string,
  body: StartIntent,
  once: Once,
): Promise<Intent> {
  const { tenantId, userId } = session;
  const { envelope, party, intent } = await aboutToSign(context, session, envelopeId);
  const shares = await sharesOf(context, session, { envelopeId, kind: intent.kind, also: body.also ?? [] });
  const way = intent.channels.find(({ channel }) => channel === body.channel) ?? intent.channels[0];
  if (intent.kind === 'none' || (intent.kind === 'code' && !way)) {
    const message = 'this signature asks for no proof of the intent';
    throw new EsignError('invalid-input', message, { errors: [{ pointer: '', code: 'not-asked', message }] });
  }
  const now = context.clock();
  const id = newId('intent');
  const code = intent.kind === 'code' ? String(randomInt(1_000_000)).padStart(6, '0') : null;
  const expiresAt = later(now, LIFE_MS);
  const started: Intent = {
    id,
    kind: intent.kind,
    sentTo: code === null ? null : (way?.masked ?? null),
    expiresAt,
    resendAt: code === null ? null : later(now, RESEND_MS),
    attemptsLeft: MAX_TRIES,
  };
  const answer = await transact(context, async (tx) => {
    // one after the other, so that a second code does not come before the first is known
    await findEnvelope(tx, tenantId, envelope.id, { lock: true });
    const tries = await lockTries(tx, tenantId, userId, now);
    if (tries.lockedUntil) throw new EsignError('intent-locked', `locked until ${tries.lockedUntil}`);
    if (code !== null) await refuseTooMany(tx, tenantId, userId, now);
    await tx
      .insertInto('signing_intents')
      .values({
        tenant_id: tenantId,
        id,
        envelope_id: envelope.id,
        party_id: party.id,
        user_id: userId,
        documents: hashOfDocuments(body.documents),
        kind: intent.kind,
        sent_to: started.sentTo,
        code_hash: code === null ? null : hashOfCode(id, code),
        created_at: now.toISOString(),
        expires_at: expiresAt,
        tried_at: null,
        verified_at: null,
        token_hash: null,
        used_at: null,
      })
      .execute();
    if (shares.length > 0) {
      const rows = shares.map((share) => ({ tenant_id: tenantId, intent_id: id, ...share, used_at: null }));
      await tx.insertInto('signing_intent_shares').values(rows).execute();
    }
    const left = { ...started, attemptsLeft: tries.left };
    await once.keep(tx, left);
    return left;
  });
  if (code !== null && way) {
    const { subject } = envelope;
    const order = { tenantId, key: id, userId, channel: way.channel, code, subject, others: shares.length, expiresAt };
    await sendCode(context, tenantId, order);
  }
  return answer;
}

/** What the current person could sign now, and how they prove that they mean to. @throws what a signature is refused with */
async function aboutToSign(
  context: HostContext,
  session: HostSession,
  envelopeId: string,
): Promise<{ envelope: Envelope; party: Party; intent: SigningTerms['intent'] }> {
  const envelope = await readableEnvelope(context, session, envelopeId);
  const around = await loadAround(context, session.tenantId, envelope);
  const { party } = requireSeat(context, session, envelope, around);
  const { intent } = await readTerms(context, session, envelope);
  return { envelope, party, intent };
}

/**
 * The further envelopes of one proof: each is one that the person could sign now, and asks to be proved in the same way, so
 * that nobody gets a token for less than what an envelope asks for. The pointer of a fault leads to the envelope.
 */
async function sharesOf(
  context: HostContext,
  session: HostSession,
  { envelopeId, kind, also }: { envelopeId: string; kind: IntentKind; also: NonNullable<StartIntent['also']> },
): Promise<{ envelope_id: string; party_id: string; documents: string }[]> {
  const known = new Set([envelopeId]);
  const shares = [];
  for (const [index, { envelopeId: id, documents }] of also.entries()) {
    const refuse = (code: ErrorCode, message: string): EsignError =>
      new EsignError(code, message, { errors: [{ pointer: `/also/${index}`, code, message }] });
    if (known.has(id)) throw refuse('invalid-input', 'an envelope is proved once');
    known.add(id);
    const { party, intent } = await aboutToSign(context, session, id).catch((error: unknown) => {
      const { code, message } = EsignError.from(error);
      throw refuse(code, message);
    });
    if (intent.kind !== kind) throw refuse('invalid-input', 'this envelope is proved in another way');
    shares.push({ envelope_id: id, party_id: party.id, documents: hashOfDocuments(documents) });
  }
  return shares;
}

async function sendCode(
  context: HostContext,
  tenantId: string,
  order: Parameters<NonNullable<NonNullable<HostContext['oa']['signing']>['sendCode']>>[0],
): Promise<void> {
  const send = context.oa.signing?.sendCode?.bind(context.oa.signing);
  try {
    if (!send) throw new Error('the OA sends no codes');
    await send(order);
  } catch (error) {
    // a code that nobody got must not keep the person from asking for another one
    await transact(context, async (tx) => {
      await tx
        .deleteFrom('signing_intent_shares')
        .where('tenant_id', '=', tenantId)
        .where('intent_id', '=', order.key)
        .execute();
      await tx.deleteFrom('signing_intents').where('tenant_id', '=', tenantId).where('id', '=', order.key).execute();
    });
    throw new EsignError('provider-failed', 'the code could not be sent', { cause: error });
  }
}

/**
 * Looks at what the person answered. Each try is counted before it is looked at, so that many at once guess no more often.
 *
 * @throws EsignError `not-found` for what somebody else started.
 */
export async function verifyIntent(
  context: HostContext,
  session: HostSession,
  intentId: string,
  secret: string,
): Promise<IntentAnswer> {
  const { tenantId, userId } = session;
  const now = context.clock();
  const claimed = await transact(context, async (tx) => {
    const row = await tx
      .selectFrom('signing_intents')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', intentId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (!row) throw new EsignError('not-found', 'no such intent');
    const tries = await lockTries(tx, tenantId, userId, now);
    if (tries.lockedUntil) return { row, tries };
    if (row.expires_at <= now.toISOString() || row.used_at !== null) return { row, tries, isOver: true };
    await tx
      .updateTable('signing_intents')
      .set((eb) => ({ tries: eb('tries', '+', 1), tried_at: now.toISOString() }))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', intentId)
      .execute();
    const left = tries.left - 1;
    const lockedUntil = left > 0 ? null : later(now, LOCK_MS);
    return { row, tries: { left, lockedUntil }, mayTry: true };
  });
  const { row, tries } = claimed;
  const told = { token: null, attemptsLeft: tries.left, lockedUntil: tries.lockedUntil };
  if (claimed.isOver) return { outcome: 'expired', ...told };
  if (!claimed.mayTry) return { outcome: 'locked', ...told };
  const right = await isRight(context, session, row, secret).catch(async (error: unknown) => {
    // nobody looked at it, so it was no try
    await context.db
      .updateTable('signing_intents')
      .set((eb) => ({ tries: eb('tries', '-', 1) }))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', intentId)
      .execute();
    throw error;
  });
  if (!right) {
    if (tries.lockedUntil === null) return { outcome: 'wrong', ...told };
    await transact(context, (tx) =>
      appendAudit(tx, tenantId, {
        subject: row.envelope_id,
        at: now.toISOString(),
        actor: session.person.name,
        action: 'intent.locked',
        detail: { kind: row.kind },
      }),
    );
    return { outcome: 'locked', ...told };
  }
  const token = randomBytes(32).toString('base64url');
  await context.db
    .updateTable('signing_intents')
    .set({ tries: 0, verified_at: now.toISOString(), token_hash: sha256Of(token), expires_at: later(now, LIFE_MS) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', intentId)
    .execute();
  return { outcome: 'right', token, attemptsLeft: MAX_TRIES, lockedUntil: null };
}

async function isRight(
  context: HostContext,
  session: HostSession,
  row: { id: string; kind: IntentKind; code_hash: string | null; envelope_id: string },
  secret: string,
): Promise<boolean> {
  const { tenantId, userId, person } = session;
  const { signing } = context.oa;
  if (row.kind === 'code') return row.code_hash === hashOfCode(row.id, secret.trim());
  if (row.kind === 'password') return (await signing?.checkPassword?.(tenantId, userId, secret)) ?? false;
  const envelope = await readableEnvelope(context, session, row.envelope_id);
  const shares = await context.db
    .selectFrom('signing_intent_shares')
    .select('envelope_id')
    .where('tenant_id', '=', tenantId)
    .where('intent_id', '=', row.id)
    .orderBy('envelope_id')
    .execute();
  const also = [];
  for (const share of shares) also.push(await readableEnvelope(context, session, share.envelope_id));
  return (await signing?.checkCustom?.({ tenantId, person, envelope, also }, secret)) ?? false;
}

/** Whether a signature comes with a token at all; what the token is worth is looked at when it is stored. */
export function requireTerms(terms: SigningTerms, body: SignEnvelope, envelope: Envelope): void {
  if (terms.intent.kind !== 'none' && !body.intentToken) {
    throw new EsignError('intent-required', 'this signature needs a proof of the intent');
  }
  const gap = readingGap(terms.reading, body.reading ?? [], envelope.documents);
  if (!isRead(gap)) {
    throw new EsignError('reading-required', `${gap.secondsLeft} seconds and ${gap.unread.length} documents to read`);
  }
}

/** The tries of a person that count now, under a lock until the transaction ends. */
async function lockTries(
  tx: Tx,
  tenantId: string,
  userId: string,
  now: Date,
): Promise<{ left: number; lockedUntil: string | null }> {
  const since = later(now, -LOCK_MS);
  const rows = await tx
    .selectFrom('signing_intents')
    .select(['tries', 'tried_at'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    // an untried one too: else many first tries at once would not wait for each other
    .where(({ eb, or }) => or([eb('created_at', '>', since), eb('tried_at', '>', since)]))
    .orderBy('id')
    .forUpdate()
    .execute();
  const left =
    MAX_TRIES - rows.filter(({ tried_at: at }) => at !== null && at > since).reduce((sum, { tries }) => sum + tries, 0);
  const last = rows.reduce((latest, { tried_at: at }) => (at !== null && at > latest ? at : latest), '');
  return left > 0 ? { left, lockedUntil: null } : { left: 0, lockedUntil: later(new Date(last), LOCK_MS) };
}

/** @throws EsignError `rate-limited`. */
async function refuseTooMany(queries: Queries, tenantId: string, userId: string, now: Date): Promise<void> {
  const sent = await queries
    .selectFrom('signing_intents')
    .select('created_at')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('kind', '=', 'code')
    .where('created_at', '>', later(now, -LOCK_MS))
    .execute();
  const isTooSoon = sent.some(({ created_at: at }) => Date.parse(at) > now.getTime() - RESEND_MS);
  if (isTooSoon || sent.length >= MAX_SENT) throw new EsignError('rate-limited', 'another code so soon');
}

function later(time: Date, millis: number): string {
  return new Date(time.getTime() + millis).toISOString();
}

/** One name for the revisions that an intent is about, whatever their order. */
export function hashOfDocuments(documents: StartIntent['documents']): string {
  const lines = documents.map(({ documentId, sha256 }) => `${documentId} ${sha256}`).sort();
  return sha256Of(lines.join('\n'));
}

function hashOfCode(intentId: string, code: string): string {
  return sha256Of(`${intentId} ${code}`);
}
