import { EsignError } from '../../src/core/errors.js';
import type { Envelope } from '../../src/schema/index.js';
import { stopPoint } from '../jobs/stop-point.js';
import type { RemoteService, ServiceAccess } from '../providers/remote-service.js';
import { findRemote, nameRemote, updateRemote } from '../store/remote-envelopes.js';
import { getBinding } from './bindings.js';
import { nowOf, providerOf, transact, type HostContext } from './context.js';

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
  const secrets = await context.secrets.read(tenantId, bindingId);
  return { remote, access: { binding, secrets, http: context.outgoing.forTenant(tenantId) } };
}

/** The answer of a service, which may be lost from here on: whoever asked asks again. */
export async function answerOf<T>(call: Promise<T>): Promise<T> {
  const answer = await call;
  stopPoint('after-provider-call');
  return answer;
}

/**
 * Hands an envelope over to its service, once: the service is given the envelope's id as the key, so that an order whose
 * answer was lost is not carried out twice. Does nothing for an envelope that is signed on this host.
 */
export async function handOver(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  const place = await placeOf(context, tenantId, envelope);
  const row = place && (await findRemote(context.db, tenantId, envelope.id));
  if (!place || !row || row.external_id !== null) return;
  const files = await Promise.all(
    envelope.documents.map(async (document) => ({ document, bytes: await context.files.get(document.sha256) })),
  );
  const names = await answerOf(
    place.remote.create(place.access, {
      envelope,
      files,
      callbackAddresses: place.access.binding.callbackAddresses,
      idempotencyKey: envelope.id,
    }),
  );
  await transact(context, (tx) =>
    nameRemote(tx, row, names, { now: nowOf(context), nextPollAt: nextPollAt(context.clock(), 0, envelope.deadline) }),
  );
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
  const externalId = await externalIdOf(context, tenantId, envelope);
  try {
    await answerOf(place.remote.launch(place.access, externalId, envelope.deadline));
  } catch (error) {
    // the answer to an earlier launch was lost, and people have been quick: what became of it is asked at once
    if (EsignError.from(error).code !== 'envelope-closed') throw error;
    await askSoon(context, tenantId, envelope);
  }
}

async function askSoon(context: HostContext, tenantId: string, envelope: Envelope): Promise<void> {
  const row = { tenant_id: tenantId, envelope_id: envelope.id };
  await updateRemote(context.db, row, { next_poll_at: nowOf(context), polls: 0 });
}

/**
 * Takes the envelope back at its service. It must end there first: what is still open there may still be signed.
 *
 * @throws EsignError `envelope-closed` when it has ended there in another way, which is found out at the next poll.
 */
export async function revokeAtService(
  context: HostContext,
  tenantId: string,
  envelope: Envelope,
  reason: string,
): Promise<void> {
  const place = await placeOf(context, tenantId, envelope);
  if (!place) return;
  // an order whose answer was lost may have been carried out: it is asked for again, so that it can be taken back
  await handOver(context, tenantId, envelope);
  const externalId = await externalIdOf(context, tenantId, envelope);
  try {
    await answerOf(place.remote.revoke(place.access, externalId, reason));
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
