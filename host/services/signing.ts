import { EsignError } from '../../src/core/errors.js';
import { checkDates } from '../../src/core/check-dates.js';
import { checkFillIns } from '../../src/core/check-fill-ins.js';
import { checkMarks } from '../../src/core/marks.js';
import type { Seat } from '../../src/core/planner/seat.js';
import { mergeObservations, type Observation } from '../../src/core/status.js';
import { isEverySigned, openTurns } from '../../src/core/turn.js';
import type {
  Envelope,
  Mark,
  Party,
  PersonValue,
  ReadPage,
  SignEnvelope,
  SigningProgress,
  SigningTerms,
  SignReceipt,
} from '../../src/schema/index.js';
import type { Once } from '../http/idempotency.js';
import type { HostSession } from '../http/session.js';
import { envelopeStream } from '../jobs/outbox-rows.js';
import type { UsedSeal } from '../providers/provider.js';
import { isTaken, type Queries, type Tx } from '../store/database.js';
import { addRevision, readRevisions } from '../store/envelopes.js';
import { readableEnvelope, type RecordAround } from './access.js';
import type { AuditFact } from './audit.js';
import { providerOf, type HostContext } from './context.js';
import { changeEnvelope, loadAround } from './envelopes.js';
import { requirePresentFiles } from './planning.js';
import { usableSeals, type StoredSeal } from './seals.js';
import { useIntent, type UsedIntent } from './intent-use.js';
import { readTerms, requireTerms } from './signing-intents.js';
import { requireSeat } from './signing-seat.js';

/** Signing lasts longer than a database lock should, so another signer may come in between; then it starts over. */
const MAX_ROUNDS = 6;

/** Hears at which document a signature is. */
export type TellProgress = (progress: SigningProgress) => void;

interface SignedFile {
  readonly documentId: string;
  readonly sha256: string;
  readonly size: number;
}

/** Who signs at once on one envelope waits here in this process, instead of signing in vain. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Signs as the current person: one signature for each document with marks. `onProgress` hears of each, and once more of all of
 * them where another signature came in between.
 *
 * The files are signed outside of the database's lock and stored first; then, under the lock, everything is checked once
 * more and the new state is stored with the receipt and the effects. Whatever happens in between, there is either all of
 * the signature or none of it.
 *
 * @throws EsignError `not-found`, `not-a-signer`, `envelope-not-launched`, `envelope-closed`, `already-signed`,
 * `out-of-turn`, `document-changed`, `seal-not-usable`, `placement-*`, `reading-required`, `intent-required`.
 */
export async function signEnvelope(
  context: HostContext,
  session: HostSession,
  id: string,
  body: SignEnvelope,
  once: Once,
  onProgress?: TellProgress,
): Promise<SignReceipt> {
  const { receipt, envelope: stored } = await inTurn(session.tenantId, id, () =>
    inRounds(async () => {
      const envelope = await readableEnvelope(context, session, id);
      const around = await loadAround(context, session.tenantId, envelope);
      const { party } = await checkSigning(context, context.db, session, envelope, around, body);
      const terms = await readTerms(context, session, envelope);
      requireTerms(terms, body, envelope);
      const { marks } = body;
      const signedAt = context.clock();
      const work = {
        party,
        marks,
        seals: await usableSeals(context.db, session),
        signer: session.person,
        organization: party.kind === 'organization' ? party.name : (session.person.organization ?? session.tenantName),
        signedAt,
      };
      const files = await signFiles(context, envelope, work, onProgress);
      return storeSignature(context, session, { envelope, around, body, terms, files, signedAt, once });
    }),
  );
  // not in the turn: what follows may be a silent signature, which waits for its own
  await context.runStream(session.tenantId, envelopeStream(stored));
  return receipt;
}

/** Lets one after another of this process sign an envelope. */
export async function inTurn<T>(tenantId: string, envelopeId: string, sign: () => Promise<T>): Promise<T> {
  const name = JSON.stringify([tenantId, envelopeId]);
  const before = queues.get(name) ?? Promise.resolve();
  const turn = before.then(sign);
  // who waits behind must not fail because this one did
  const settled = turn.catch(() => undefined);
  queues.set(name, settled);
  try {
    return await turn;
  } finally {
    if (queues.get(name) === settled) queues.delete(name);
  }
}

/** Starts over when another process has signed meanwhile. */
export async function inRounds<T>(round: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await round();
    } catch (error) {
      const isLate = error instanceof EsignError && error.code === 'request-in-progress';
      if (!isLate || count >= MAX_ROUNDS) throw error;
    }
  }
}

/** Everything that must hold for a signature, in the order in which a person wants to hear of it. */
async function checkSigning(
  context: HostContext,
  queries: Queries,
  session: HostSession,
  envelope: Envelope,
  around: RecordAround | null,
  body: SignEnvelope,
): Promise<Seat> {
  const seat = requireSeat(context, session, envelope, around);
  await checkDocuments(queries, session.tenantId, envelope, body);
  await requirePresentFiles(context, queries, session.tenantId, { around, envelope, actor: session.person });
  const seals = await usableSeals(queries, session);
  const own = [...seals.values()].map(({ seal }) => seal);
  const errors = [
    ...checkMarks(body.marks, envelope, seat.party.id, own),
    ...checkDates(body.marks, envelope.placements),
    ...checkFillIns(body.marks, envelope.placements),
  ];
  const [first] = errors;
  if (first) throw new EsignError(first.code, `${errors.length} marks are not right`, { errors });
  return seat;
}

/**
 * What the signer saw must be a revision of these very documents. An earlier revision counts too: a later one begins with
 * its bytes, and all that was added are signatures of others.
 */
async function checkDocuments(
  queries: Queries,
  tenantId: string,
  envelope: Envelope,
  body: SignEnvelope,
): Promise<void> {
  const revisions = await readRevisions(queries, tenantId, envelope.id);
  const seen = new Set(body.documents.map(({ documentId }) => documentId));
  const errors = [
    ...body.documents.flatMap(({ documentId, sha256 }, index) =>
      revisions.has(`${documentId}/${sha256}`)
        ? []
        : [{ pointer: `/documents/${index}`, code: 'document-changed', message: 'not a revision of this document' }],
    ),
    ...body.marks.flatMap(({ documentId }, index) =>
      seen.has(documentId)
        ? []
        : [
            {
              pointer: `/marks/${index}/documentId`,
              code: 'document-changed',
              message: 'its hash is missing in documents',
            },
          ],
    ),
  ];
  if (errors.length > 0)
    throw new EsignError('document-changed', 'another file than the one that was shown', { errors });
}

/** Who signs with what. */
export interface SigningWork {
  readonly party: Party;
  readonly marks: readonly Mark[];
  readonly seals: ReadonlyMap<string, StoredSeal>;
  readonly signer: PersonValue;
  readonly organization: string;
  readonly signedAt: Date;
}

/** Signs each document with marks, and stores the signed files. Nothing counts of them until their envelope says so. */
export async function signFiles(
  context: HostContext,
  envelope: Envelope,
  work: SigningWork,
  onProgress: TellProgress = () => undefined,
): Promise<SignedFile[]> {
  const { party, marks, signer, organization, signedAt } = work;
  const provider = providerOf(context, envelope.provider);
  const seals = await loadImages(context, work.seals, marks);
  const files: SignedFile[] = [];
  const marked = envelope.documents.filter(({ id }) => marks.some(({ documentId }) => documentId === id));
  for (const [place, document] of marked.entries()) {
    const own = marks.filter(({ documentId }) => documentId === document.id);
    const at = { documentId: document.id, index: place + 1, of: marked.length };
    onProgress({ ...at, state: 'signing' });
    const before = await context.files.get(document.signedSha256 ?? document.sha256);
    const bytes = await provider.sign({
      bytes: before,
      pages: document.pages,
      marks: own,
      placements: envelope.placements,
      seals,
      signer,
      organization,
      reason: envelope.subject,
      signedAt,
      fieldName: `esign-${party.id}`,
    });
    requirePrefix(before, bytes);
    files.push({ documentId: document.id, sha256: await context.files.put(bytes), size: bytes.byteLength });
    onProgress({ ...at, state: 'done' });
  }
  return files;
}

/** A signature that rewrites the file would break the ones before it. */
function requirePrefix(before: Uint8Array, after: Uint8Array): void {
  const isPrefix =
    after.byteLength > before.byteLength && Buffer.compare(after.subarray(0, before.byteLength), before) === 0;
  if (!isPrefix) throw new Error('a signature changed bytes that were there before');
}

async function loadImages(
  context: HostContext,
  known: ReadonlyMap<string, StoredSeal>,
  marks: readonly Mark[],
): Promise<Map<string, UsedSeal>> {
  const used = new Map<string, UsedSeal>();
  for (const { sealId } of marks) {
    const found = sealId === null ? undefined : known.get(sealId);
    if (!found || used.has(found.seal.id)) continue;
    const bytes = await context.files.get(found.imageSha256);
    used.set(found.seal.id, { seal: found.seal, image: { bytes, mediaType: found.imageType } });
  }
  return used;
}

async function storeSignature(
  context: HostContext,
  session: HostSession,
  work: {
    envelope: Envelope;
    around: RecordAround | null;
    body: SignEnvelope;
    terms: SigningTerms;
    files: SignedFile[];
    signedAt: Date;
    once: Once;
  },
): Promise<{ receipt: SignReceipt; envelope: Envelope }> {
  const { tenantId, userId } = session;
  const { files, body, once } = work;
  const at = work.signedAt.toISOString();
  const actor: PersonValue = session.person;
  let seat: Seat | undefined;
  const detail: AuditFact['detail'] = Object.fromEntries(files.map((file) => [file.documentId, file.sha256]));
  let receipt: SignReceipt | undefined;
  const stored = await changeEnvelope(
    context,
    tenantId,
    work.envelope.id,
    async (current, tx) => {
      seat = await checkSigning(context, tx, session, current, work.around, body);
      const { party, signer } = seat;
      const intent = await useIntent(context, tx, session, work.terms, {
        envelopeId: current.id,
        partyId: party.id,
        body,
      });
      Object.assign(detail, proofOf(intent, body.reading));
      await addSignature(tx, tenantId, {
        signed: work.envelope,
        current,
        partyId: party.id,
        signerId: signer.id,
        userId,
        marks: body.marks,
        files,
        at,
        reading: body.reading,
        intent,
      });
      return withSignature(current, files, at, {
        kind: 'signer',
        partyId: party.id,
        signerId: signer.id,
        status: 'signed',
        at,
      });
    },
    {
      actor,
      action: 'envelope.signed',
      detail,
      around: work.around,
      keep: async (tx, next, effects) => {
        if (!seat) throw new Error('a signature without a seat');
        receipt = {
          envelopeId: next.id,
          partyId: seat.party.id,
          signerId: seat.signer.id,
          signedAt: at,
          documents: files.map(({ documentId, sha256 }) => ({ documentId, sha256 })),
          status: next.status,
          workflowSubmitted: effects.some(({ kind }) => kind === 'submitWorkflow'),
        };
        await once.keep(tx, receipt);
      },
    },
  );
  if (!receipt) throw new Error('a signature without a receipt');
  return { receipt, envelope: stored };
}

/**
 * Stores a signature with the files that came of it; a party has one.
 *
 * @throws EsignError `already-signed`; `request-in-progress` when the files are not made of the present ones any more.
 */
export async function addSignature(
  tx: Tx,
  tenantId: string,
  signature: {
    /** The state of the envelope of which the files were made. */
    signed: Envelope;
    current: Envelope;
    partyId: string;
    signerId: string;
    userId: string;
    marks: readonly Mark[];
    files: readonly SignedFile[];
    at: string;
    reading?: readonly ReadPage[] | undefined;
    intent?: UsedIntent | null | undefined;
  },
): Promise<void> {
  const { signed, current, files, at } = signature;
  if (current.version !== signed.version) {
    throw new EsignError('request-in-progress', 'another signature came in between');
  }
  await tx
    .insertInto('signatures')
    .values({
      tenant_id: tenantId,
      envelope_id: current.id,
      party_id: signature.partyId,
      signer_id: signature.signerId,
      user_id: signature.userId,
      signed_at: at,
      marks: JSON.stringify(signature.marks),
      reading: signature.reading ? JSON.stringify(signature.reading) : null,
      intent: signature.intent ? JSON.stringify(signature.intent) : null,
    })
    .execute()
    .catch((error: unknown) => {
      if (isTaken(error)) throw new EsignError('already-signed', 'this party has signed', { cause: error });
      throw error;
    });
  for (const file of files) await addRevision(tx, tenantId, current.id, file.documentId, file.sha256, file.size, at);
}

/** What the trail tells of how the signer has read, and proved the intent. */
function proofOf(intent: UsedIntent | null, reading: readonly ReadPage[] | undefined): AuditFact['detail'] {
  return {
    ...(intent && { intent: intent.kind, intentSentTo: intent.sentTo, intentVerifiedAt: intent.verifiedAt }),
    ...(intent?.envelopes !== undefined && { intentEnvelopes: intent.envelopes }),
    ...(reading && { pagesRead: reading.length, secondsRead: reading.reduce((sum, { seconds }) => sum + seconds, 0) }),
  };
}

/** The envelope after a signature: the turn goes on, or everybody has signed. */
export function withSignature(
  current: Envelope,
  files: readonly SignedFile[],
  at: string,
  observation: Observation,
): Envelope {
  const documents = current.documents.map((document) => {
    const file = files.find(({ documentId }) => documentId === document.id);
    return file ? { ...document, signedSha256: file.sha256 } : document;
  });
  const merged = mergeObservations({ ...current, documents }, [observation]);
  if (!isEverySigned(merged)) return openTurns(merged);
  return mergeObservations(merged, [{ kind: 'envelope', status: 'completed', at }]);
}
