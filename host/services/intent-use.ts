import type { Selectable } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import type { IntentKind, SignEnvelope, SigningTerms } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import type { Tx } from '../store/database.js';
import { sha256Of } from '../store/files.js';
import type { Tables } from '../store/tables.js';
import { nowOf, type HostContext } from './context.js';
import { hashOfDocuments } from './signing-intents.js';

/** What the trail keeps of a proof; `envelopes` is how many were signed by the same one, where it were several. */
export type UsedIntent = Record<'kind' | 'sentTo' | 'verifiedAt', string | null> & { readonly envelopes?: number };

interface ProvedSignature {
  readonly envelopeId: string;
  readonly partyId: string;
  readonly body: SignEnvelope;
}

/**
 * Uses up the token of a signature, in the transaction that stores it. Of a token for several envelopes it is the share of
 * this one.
 *
 * @returns What is kept of the proof; null where none is asked for.
 * @throws EsignError `intent-required` without one, or with one of another person, envelope, party, revision, or time.
 */
export async function useIntent(
  context: HostContext,
  tx: Tx,
  session: HostSession,
  terms: SigningTerms,
  signature: ProvedSignature,
): Promise<UsedIntent | null> {
  const { kind } = terms.intent;
  if (kind === 'none') return null;
  const now = nowOf(context);
  const used = (await useOwn(tx, session, kind, signature, now)) ?? (await useShare(tx, session, kind, signature, now));
  if (!used) throw new EsignError('intent-required', 'this signature needs a proof of the intent that fits it');
  const { others } = await tx
    .selectFrom('signing_intent_shares')
    .select(({ fn }) => fn.countAll().as('others'))
    .where('tenant_id', '=', session.tenantId)
    .where('intent_id', '=', used.id)
    .executeTakeFirstOrThrow();
  const envelopes = Number(others) + 1;
  const proof = { kind: used.kind, sentTo: used.sent_to, verifiedAt: used.verified_at };
  return envelopes > 1 ? { ...proof, envelopes } : proof;
}

type ProvedIntent = Pick<Selectable<Tables['signing_intents']>, 'id' | 'kind' | 'sent_to' | 'verified_at'>;

/** The proof that was started with this envelope. */
function useOwn(
  tx: Tx,
  session: HostSession,
  kind: IntentKind,
  { envelopeId, partyId, body }: ProvedSignature,
  now: string,
): Promise<ProvedIntent | undefined> {
  return tx
    .updateTable('signing_intents')
    .set({ used_at: now })
    .where('tenant_id', '=', session.tenantId)
    .where('user_id', '=', session.userId)
    .where('envelope_id', '=', envelopeId)
    .where('party_id', '=', partyId)
    .where('documents', '=', hashOfDocuments(body.documents))
    .where('kind', '=', kind)
    .where('token_hash', '=', sha256Of(body.intentToken ?? ''))
    .where('expires_at', '>', now)
    .where('used_at', 'is', null)
    .returning(['id', 'kind', 'sent_to', 'verified_at'])
    .executeTakeFirst();
}

/** The share of this envelope in a proof that was started with another one. */
async function useShare(
  tx: Tx,
  session: HostSession,
  kind: IntentKind,
  { envelopeId, partyId, body }: ProvedSignature,
  now: string,
): Promise<ProvedIntent | undefined> {
  const intent = await tx
    .selectFrom('signing_intents')
    .select(['id', 'kind', 'sent_to', 'verified_at'])
    .where('tenant_id', '=', session.tenantId)
    .where('user_id', '=', session.userId)
    .where('kind', '=', kind)
    .where('token_hash', '=', sha256Of(body.intentToken ?? ''))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!intent) return undefined;
  const share = await tx
    .updateTable('signing_intent_shares')
    .set({ used_at: now })
    .where('tenant_id', '=', session.tenantId)
    .where('intent_id', '=', intent.id)
    .where('envelope_id', '=', envelopeId)
    .where('party_id', '=', partyId)
    .where('documents', '=', hashOfDocuments(body.documents))
    .where('used_at', 'is', null)
    .returning('intent_id')
    .executeTakeFirst();
  return share && intent;
}
