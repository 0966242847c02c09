import { sql } from 'kysely';

import { EsignError } from '../../src/core/errors.js';
import { dateMark, fillPlacement, fitsPlacement } from '../../src/core/mark-board.js';
import { checkMarks } from '../../src/core/marks.js';
import { signsSilently } from '../../src/core/party-slots.js';
import { statusAt } from '../../src/core/status.js';
import { isPartyDone, whoseTurn } from '../../src/core/turn.js';
import type { Effect, Envelope, Mark, Party, PersonValue, Placement, Seal } from '../../src/schema/index.js';
import { envelopeStream } from '../jobs/outbox-rows.js';
import type { Queries } from '../store/database.js';
import { findEnvelope } from '../store/envelopes.js';
import type { RecordAround } from './access.js';
import { nowOf, providerOf, type HostContext } from './context.js';
import { changeEnvelope, loadAround, SYSTEM } from './envelopes.js';
import { requirePresentFiles } from './planning.js';
import { findCompanySeal, type StoredSeal } from './seals.js';
import { addSignature, inRounds, inTurn, signFiles, withSignature } from './signing.js';

type AutoSign = Extract<Effect, { kind: 'autoSign' }>;

/** Stands in the list of signatures where a party has signed by itself. */
const NOBODY = 'automatic';

/**
 * C-31, C-36: signs for a party of the own organisation, with the seal that the mapping gives it, at every place that was
 * prepared for it. `actor` set it off, and in their name the workflow goes on; the trail says that nobody signed by hand.
 * Repeated, it finds the signature of the first time; an envelope that has ended meanwhile needs none.
 *
 * @throws EsignError `forbidden`, `out-of-turn`, `envelope-not-launched`, `request-in-progress`, `document-changed`, `seal-not-usable`, `placement-*`.
 */
export async function signSilently(
  context: HostContext,
  tenantId: string,
  envelopeId: string,
  effect: AutoSign,
  actor: PersonValue,
): Promise<void> {
  await inTurn(tenantId, envelopeId, () =>
    inRounds(async () => {
      const envelope = await findEnvelope(context.db, tenantId, envelopeId);
      if (!envelope) throw new EsignError('not-found', 'the envelope of the effect is gone');
      // a service was told with the envelope which party signs by itself
      if (providerOf(context, envelope.provider).remote || isSettled(context, envelope, effect.partyId)) return;
      await signOnce(context, tenantId, envelope, effect, actor);
    }),
  );
}

/** Whether there is nothing left to sign for the party. */
function isSettled(context: HostContext, envelope: Envelope, partyId: string): boolean {
  const status = statusAt(envelope, nowOf(context));
  const party = envelope.parties.find(({ id }) => id === partyId);
  return (status !== 'launched' && status !== 'draft') || (party !== undefined && isPartyDone(party));
}

async function signOnce(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
  effect: AutoSign,
  actor: PersonValue,
): Promise<void> {
  const around = await loadAround(context, tenantId, envelope);
  const check = (queries: Queries, current: Envelope): Promise<Order> =>
    checkOrder(context, queries, tenantId, { envelope: current, around, partyId: effect.partyId, actor });
  const { party, seal, marks } = await check(context.db, envelope);
  const signedAt = context.clock();
  const files = await signFiles(context, envelope, {
    party,
    marks,
    seals: new Map([[seal.seal.id, seal]]),
    // the organisation itself, by a certificate of its own in each tenant
    signer: { userId: `${NOBODY} ${tenantId}`, name: party.name },
    organization: party.name,
    signedAt,
  });
  const at = signedAt.toISOString();
  const { id: partyId } = party;
  await changeEnvelope(
    context,
    tenantId,
    envelope.id,
    async (current, tx) => {
      if (isSettled(context, current, partyId)) return current;
      await check(tx, current);
      const signature = { partyId, signerId: NOBODY, userId: NOBODY, marks, files, at };
      await addSignature(tx, tenantId, { signed: envelope, current, ...signature });
      return withSignature(current, files, at, { kind: 'party', partyId, status: 'signed' });
    },
    { actor, by: SYSTEM, action: 'envelope.signed', detail: detailOf(effect, files), around },
  );
}

/** What the trail says: that it was automatic, for which party, and by which rule and slot. */
function detailOf(
  { partyId, why }: AutoSign,
  files: readonly { documentId: string; sha256: string }[],
): Record<string, string | boolean | null> {
  const hashes = Object.fromEntries(files.map(({ documentId, sha256 }) => [documentId, sha256]));
  return { ...hashes, automatic: true, party: partyId, rule: why.rule, slot: why.slot };
}

interface Order {
  readonly party: Party;
  readonly seal: StoredSeal;
  readonly marks: readonly Mark[];
}

/** Everything that must hold for a silent signature. */
async function checkOrder(
  context: HostContext,
  queries: Queries,
  tenantId: string,
  ask: { envelope: Envelope; around: RecordAround | null; partyId: string; actor: PersonValue },
): Promise<Order> {
  const { envelope, partyId } = ask;
  const party = envelope.parties.find(({ id }) => id === partyId);
  // what was planned is no proof: only the envelope says for whom nobody needs to look at it
  if (!party || !signsSilently(party)) throw new EsignError('forbidden', 'the party does not sign by itself');
  if (envelope.status === 'draft') throw await notLaunched(queries, tenantId, envelope);
  if (!whoseTurn(envelope).includes(partyId)) throw new EsignError('out-of-turn', 'others sign first');
  await requirePresentFiles(context, queries, tenantId, ask);
  const seal = party.sealId === null ? null : await findCompanySeal(queries, tenantId, party.sealId);
  if (!seal) throw new EsignError('seal-not-usable', 'the party has no seal of the company');
  const marks = marksOf(envelope, partyId, seal.seal);
  const errors = checkMarks(marks, envelope, partyId, [seal.seal]);
  const [first] = errors;
  if (first) throw new EsignError(first.code, `${errors.length} marks are not right`, { errors });
  return { party, seal, marks };
}

/** A launch that waits for its next attempt is worth waiting for; a draft that nobody launches is not. */
async function notLaunched(queries: Queries, tenantId: string, envelope: Envelope): Promise<EsignError> {
  const launch = await queries
    .selectFrom('outbox')
    .select('seq')
    .where('tenant_id', '=', tenantId)
    .where('stream', '=', envelopeStream(envelope))
    .where('state', '=', 'pending')
    .where(sql<boolean>`effect ->> 'kind' = 'launchEnvelope'`)
    .executeTakeFirst();
  return launch
    ? new EsignError('request-in-progress', 'the envelope is being launched')
    : new EsignError('envelope-not-launched', 'the envelope is a draft');
}

/** A place that the seal does not fit stays empty; whether it may is checked with the marks. */
function marksOf({ placements, documents }: Envelope, partyId: string, seal: Seal): Mark[] {
  const own = placements.filter((placement) => placement.partyId === partyId);
  return own.flatMap((placement: Placement): Mark[] => {
    const id = `mark-${placement.id}`;
    if (placement.mark === 'date') return [dateMark(id, placement)];
    const box = documents.find((document) => document.id === placement.documentId)?.pages[placement.pageIndex];
    return box && fitsPlacement(seal, placement) ? [fillPlacement(id, seal, placement, box)] : [];
  });
}
