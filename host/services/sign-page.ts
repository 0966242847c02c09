import { EsignError } from '../../src/core/errors.js';
import { isFinal } from '../../src/core/status.js';
import type { Binding, Envelope, OpenSignPage, SignPage } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import type { Reader } from '../net/network-login.js';
import type { RemoteNames, RemoteSigner } from '../providers/remote-service.js';
import { findEnvelope } from '../store/envelopes.js';
import { findRemote, updateRemote } from '../store/remote-envelopes.js';
import { readableEnvelope } from './access.js';
import { appendAudit } from './audit.js';
import { nowOf, transact, type HostContext } from './context.js';
import { asOfNow, loadAround } from './envelopes.js';
import { answerOf, askSoon, contactsOf, nextPollAt, placeOf } from './remote-calls.js';
import { follow } from './remote-envelopes.js';
import { requireSeat } from './signing-seat.js';

/**
 * The page at which the current person signs at the service. It is asked for anew each time and kept nowhere: who has the
 * address may sign. The trail keeps that it was opened.
 *
 * @throws EsignError what a signature would be refused with, `invalid-input` where people do not sign at such a page,
 * `request-in-progress` while the service does not have the envelope yet, `bad-response` for a page at an address where
 * nobody may be sent, and what the service is refused with.
 */
export async function openSignPage(
  context: HostContext,
  session: HostSession,
  envelopeId: string,
  { device, reader }: OpenSignPage & { reader: Reader },
): Promise<SignPage> {
  const { tenantId, person } = session;
  const envelope = await readableEnvelope(context, session, envelopeId);
  const { party, signer } = requireSeat(context, session, envelope, await loadAround(context, tenantId, envelope));
  const place = await placeOf(context, tenantId, envelope);
  const signPage = place?.remote.signPage?.bind(place.remote);
  if (!place || !signPage) {
    const message = 'nobody signs this envelope at a page of its service';
    throw new EsignError('invalid-input', message, { errors: [{ pointer: '', code: 'not-asked', message }] });
  }
  const row = await findRemote(context.db, tenantId, envelope.id);
  if (!row?.names) throw new EsignError('request-in-progress', 'the service has not taken the envelope yet');
  const asked = (await context.oa.signing?.terms({ tenantId, person, envelope }))?.page;
  const contacts = await contactsOf(context, tenantId, envelope);
  const signerThere = findSigner(row.names, { partyId: party.id, signerId: signer.id }, contacts[signer.id] ?? null);
  const isFramed = asked?.mode === 'frame' && device === 'desktop';
  const options = { device, isFramed, returnUrl: asked?.returnUrl ?? null, reader };
  const page = await answerOf(signPage(place.access, { envelope, names: row.names }, signerThere, options));
  requireAllowed(page.url, place.access.binding, place.remote.signPageOrigins ?? []);
  // who was sent there will be done soon, also where no callback tells of it
  const next = nextPollAt(context.clock(), 0, envelope.deadline);
  const next_poll_at = row.next_poll_at !== null && row.next_poll_at < next ? row.next_poll_at : next;
  await transact(context, async (tx) => {
    await updateRemote(tx, row, { polls: 0, next_poll_at });
    await appendAudit(tx, tenantId, {
      subject: envelope.id,
      at: nowOf(context),
      actor: person.name,
      action: 'envelope.pageOpened',
      detail: { partyId: party.id, signerId: signer.id, device },
    });
  });
  return { url: page.url, mode: isFramed && page.isEmbeddable ? 'frame' : 'window', expiresAt: page.expiresAt };
}

function findSigner(
  { signers }: RemoteNames,
  { partyId, signerId }: { partyId: string; signerId: string },
  contact: string | null,
): RemoteSigner {
  const found = Object.entries(signers).find(([, known]) => known.partyId === partyId && known.signerId === signerId);
  if (!found) throw new EsignError('not-a-signer', 'the service does not know this signer');
  return { signer: found[0], partyId, signerId, contact };
}

/**
 * Nobody is sent to where the binding does not lead: a service that was taken over, or an adapter that is wrong, must not
 * turn this host into a door to any page. What is not encrypted is refused, but on this very machine.
 */
function requireAllowed(address: string, binding: Binding, origins: readonly string[]): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isPrivate = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  const isPlain = url?.username === '' && url.password === '';
  if (url && isPrivate && isPlain && [...originsOf(binding), ...origins].includes(url.origin)) return;
  throw new EsignError('bad-response', `the service names a page at ${url?.origin ?? 'no address'}`);
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

const ADDRESSES = ['platformAddress', 'externalAddress', 'openUrl', 'internalAddress'];

/** The origins of every address that the admin wrote into the binding (B-10 to B-18). */
function originsOf(binding: Binding): string[] {
  const { networkLogin = {} } = binding as { networkLogin?: object };
  return Object.entries<unknown>({ ...binding, ...networkLogin }).flatMap(([name, value]) =>
    ADDRESSES.includes(name) && typeof value === 'string' && URL.canParse(value) ? [new URL(value).origin] : [],
  );
}

/**
 * Asks the service now what became of an envelope, for who may see it and does not want to wait for its report.
 *
 * @returns The envelope as it is known then; at once where it is not signed at a service, or has ended.
 * @throws EsignError `not-found`, and what the service is refused with.
 */
export async function checkEnvelope(context: HostContext, session: HostSession, envelopeId: string): Promise<Envelope> {
  const { tenantId } = session;
  const envelope = await readableEnvelope(context, session, envelopeId);
  if (isFinal(envelope.status) || !(await findRemote(context.db, tenantId, envelope.id))?.external_id) {
    return asOfNow(context, envelope);
  }
  await askSoon(context, tenantId, envelope);
  await follow(context, tenantId, envelope.id);
  return asOfNow(context, (await findEnvelope(context.db, tenantId, envelope.id)) ?? envelope);
}
