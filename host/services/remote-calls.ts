import { readContact } from '../../src/core/contact.js';
import { EsignError } from '../../src/core/errors.js';
import { isFillIn } from '../../src/core/fill-ins.js';
import { isFinal } from '../../src/core/status.js';
import type { Envelope } from '../../src/schema/index.js';
import { stopPoint } from '../jobs/stop-point.js';
import type { RemoteService, RemoteState, ServiceAccess } from '../providers/remote-service.js';
import type { Queries } from '../store/database.js';
import { findEnvelope, readCopies } from '../store/envelopes.js';
import { findRemote, markOrdered, nameRemote, updateRemote, type RemoteRow } from '../store/remote-envelopes.js';
import { getBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';
import { nativePlaces } from './native-places.js';
import { accessTo } from './service-access.js';

/** An envelope at its service. */
export interface RemotePlace {
  readonly remote: RemoteService;
  readonly access: ServiceAccess;
}

/** Minutes between two questions about an envelope (F21); the last one stays. */
const POLL_MINUTES = [1, 5, 15, 60, 360];

/** When a service is asked next, after so many questions, and right after the deadline in any case (C-23). */
export function nextPollAt(now: Date, polls: number, deadline: string | null): string {
  const minutes = POLL_MINUTES[Math.min(polls, POLL_MINUTES.length - 1)] ?? 360;
  const usual = now.getTime() + minutes * 60_000;
  const afterDeadline = deadline === null ? NaN : Date.parse(deadline) + 1000;
  const isBetween = afterDeadline > now.getTime() && afterDeadline < usual;
  return new Date(isBetween ? afterDeadline : usual).toISOString();
}

/** Where an envelope is signed, or null when that is this very host. */
export async function placeOf(
  context: HostContext,
  tenantId: string,
  { provider: id, bindingId }: Pick<Envelope, 'provider' | 'bindingId'>,
): Promise<RemotePlace | null> {
  const { remote } = providerOf(context, id);
  if (!remote) return null;
  const binding = await getBinding(context.db, tenantId, bindingId);
  return { remote, access: await accessTo(context, tenantId, binding) };
}

/** Sees how each call to a service ends. */
export type Watch = <T>(call: Promise<T>) => Promise<T>;

export const unwatched: Watch = (call) => call;

/** The answer of a service, which may be lost from here on: whoever asked asks again. */
export async function answerOf<T>(call: Promise<T>): Promise<T> {
  const answer = await call;
  stopPoint('after-provider-call');
  return answer;
}

/**
 * Hands an envelope over to its service, once: the service is given the envelope's id as the key, so that an order whose
 * answer was lost is not carried out twice. Does nothing for an envelope that is signed on this host.
 *
 * @throws EsignError `envelope-closed` when it has ended here before it was ever asked for there.
 */
async function handOver(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  const place = await placeOf(context, tenantId, envelope);
  const row = place && (await findRemote(context.db, tenantId, envelope.id));
  if (!place || !row || row.external_id !== null) return;
  // places that are set later are refused when they are set
  if (envelope.placements.some(({ mark }) => isFillIn(mark))) {
    throw new EsignError('placement-invalid', 'people fill in at the page of the service what its own template asks');
  }
  const { placements } = await beginOrder(context, row);
  const files = await Promise.all(
    envelope.documents.map(async (document) => ({ document, bytes: await context.files.get(document.sha256) })),
  );
  const ordered = { ...envelope, placements };
  const native = place.remote.findsPlaces ? await nativePlaces(context, tenantId, ordered) : [];
  const names = await answerOf(
    place.remote.create(place.access, {
      envelope: ordered,
      native,
      files,
      contacts: await contactsOf(context, tenantId, envelope),
      identityOf: async (subject) => (await context.oa.identityOf?.(tenantId, subject)) ?? null,
      copies: await outsideCopies(context, tenantId, envelope),
      callbackAddresses: place.access.binding.callbackAddresses,
      idempotencyKey: envelope.id,
    }),
  );
  await transact(context, (tx) =>
    nameRemote(tx, row, names, { now: nowOf(context), nextPollAt: nextPollAt(context.clock(), 0, envelope.deadline) }),
  );
}

/** How each signer is reached: as the envelope says, else as the OA knows the person. */
export async function contactsOf(
  { oa }: HostContext,
  tenantId: string,
  { parties }: Envelope,
): Promise<Record<string, string | null>> {
  const signers = parties.flatMap((party) => party.signers);
  const found = signers.map(async ({ id, userId, contact }): Promise<[string, string | null]> => {
    if (contact !== null || userId === null) return [id, contact];
    const person = (await oa.findPerson?.(tenantId, userId)) ?? null;
    return [id, person?.userId === userId ? (person.mobile ?? person.email ?? null) : null];
  });
  return Object.fromEntries(await Promise.all(found));
}

/** C-49: a person inside may have an id that looks like a number. */
async function outsideCopies({ db }: HostContext, tenantId: string, { id, cc }: Envelope): Promise<string[]> {
  const inside = new Set(await readCopies(db, tenantId, id));
  return cc.filter((copy) => readContact(copy) !== null && !inside.has(copy));
}

/**
 * Remembers that the service is asked from now on. It is remembered under the envelope's lock: what ends here alone is never
 * asked for, and the places that are handed over are the last ones that were set.
 */
async function beginOrder(context: HostContext, row: RemoteRow): Promise<Envelope> {
  return transact(context, async (tx) => {
    const envelope = await findEnvelope(tx, row.tenant_id, row.envelope_id, { lock: true });
    if (!envelope) throw new EsignError('not-found', 'no such envelope');
    if (row.ordered_at === null && isFinal(envelope.status)) {
      throw new EsignError('envelope-closed', `the envelope is ${envelope.status}`);
    }
    await markOrdered(tx, row, nowOf(context));
    return envelope;
  });
}

/** Whether the service may have the envelope. Asked under the envelope's lock, the answer stays the same. */
export async function isOrdered(queries: Queries, tenantId: string, envelopeId: string): Promise<boolean> {
  const row = await findRemote(queries, tenantId, envelopeId);
  return row !== null && row.ordered_at !== null;
}

/**
 * Under the envelope's lock: a service that was asked for the envelope while it was being ended must take it back first.
 *
 * @throws EsignError `request-in-progress`.
 */
export async function requireTakenBack(queries: Queries, tenantId: string, envelopeId: string): Promise<void> {
  const row = await findRemote(queries, tenantId, envelopeId);
  if (!row || row.ordered_at === null || row.revoked_at !== null) return;
  throw new EsignError('request-in-progress', 'the envelope is just being handed over to its service');
}

/** The envelope with the places that were handed over. @throws EsignError as {@link externalIdOf}. */
async function stateOf(context: HostContext, tenantId: string, envelope: Envelope): Promise<RemoteState> {
  const row = await findRemote(context.db, tenantId, envelope.id);
  if (!row?.names) throw new EsignError('request-in-progress', 'the service has not taken the envelope yet');
  const { placements } = (await findEnvelope(context.db, tenantId, envelope.id)) ?? envelope;
  return { envelope: { ...envelope, placements }, names: row.names };
}

/** The envelope's id at its service. @throws EsignError `request-in-progress` while the service has not answered yet. */
async function externalIdOf(context: HostContext, tenantId: string, envelope: Envelope): Promise<string> {
  const row = await findRemote(context.db, tenantId, envelope.id);
  if (!row?.external_id) throw new EsignError('request-in-progress', 'the service has not taken the envelope yet');
  return row.external_id;
}

/** Lets the service send the envelope out, with its deadline; a launch that is repeated changes nothing there. */
export async function launchAtService(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  const place = await placeOf(context, tenantId, envelope);
  if (!place) return;
  await handOver(context, tenantId, envelope);
  const state = await stateOf(context, tenantId, envelope);
  try {
    await answerOf(place.remote.launch(place.access, state.names.externalId, envelope.deadline, state));
  } catch (error) {
    // the answer to an earlier launch was lost, and people have been quick: what became of it is asked at once
    if (EsignError.from(error).code !== 'envelope-closed') throw error;
    await askSoon(context, tenantId, envelope);
  }
}

export async function askSoon(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  const row = { tenant_id: tenantId, envelope_id: envelope.id };
  await updateRemote(context.db, row, { next_poll_at: nowOf(context), polls: 0 });
}

/**
 * Takes the envelope back at its service. It must end there first: what is still open there may still be signed. A service
 * that was never asked for it has nothing to take back, so that one that is down keeps no draft.
 *
 * @throws EsignError `envelope-closed` when it has ended there in another way, which is found out at the next poll.
 */
export async function revokeAtService(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
  reason: string,
): Promise<void> {
  const row = await findRemote(context.db, tenantId, envelope.id);
  if (!row || row.ordered_at === null) return;
  const place = await placeOf(context, tenantId, envelope);
  if (!place) return;
  // an order whose answer was lost may have been carried out: it is asked for again, so that it can be taken back
  await handOver(context, tenantId, envelope);
  const externalId = await externalIdOf(context, tenantId, envelope);
  try {
    await answerOf(place.remote.revoke(place.access, externalId, reason));
    await updateRemote(context.db, row, { revoked_at: nowOf(context) });
  } catch (error) {
    if (EsignError.from(error).code === 'envelope-closed') await askSoon(context, tenantId, envelope);
    throw error;
  }
}

/** Lets the service remind its signers. @returns False when the envelope is signed on this host. */
export async function remindAtService(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
  key: string,
): Promise<boolean> {
  const place = await placeOf(context, tenantId, envelope);
  if (!place) return false;
  const externalId = await externalIdOf(context, tenantId, envelope);
  await answerOf(place.remote.remind(place.access, externalId, key));
  return true;
}
