import { EsignError } from '../../src/core/errors.js';
import type { CallbackNews } from '../providers/callback-receiver.js';
import { findEnvelope } from '../store/envelopes.js';
import { findRemote } from '../store/remote-envelopes.js';
import type { HostContext } from './context.js';
import { answerOf, placeOf } from './remote-calls.js';

type EnvelopeAbout = Extract<NonNullable<CallbackNews['about']>, { kind: 'envelope' }>;

const REASON = '重复发起，自动撤销';
const OPEN = new Set(['draft', 'launched']);

/**
 * G02 at a service that finds no orders again: an order whose answer was lost was carried out twice. Callbacks of the one too
 * many name the order, and it is taken back before both are signed.
 *
 * @returns The id of the envelope of the order, or null for what is no such stray; only a proven callback is believed.
 * @throws EsignError what the service is asked with, so that it is tried again.
 */
export async function takeBackStray(
  context: HostContext,
  row: { readonly tenant_id: string; readonly binding_id: string; readonly trust: string },
  { externalId, orderKey, observations }: EnvelopeAbout,
): Promise<string | null> {
  if (orderKey === undefined || row.trust !== 'verified') return null;
  const remote = await findRemote(context.db, row.tenant_id, orderKey);
  // without a name the order is still under way, and this may be its envelope
  if (remote?.binding_id !== row.binding_id || remote.external_id === null) return null;
  const envelope = await findEnvelope(context.db, row.tenant_id, remote.envelope_id);
  const place = envelope && (await placeOf(context, row.tenant_id, envelope));
  if (!place) return null;
  const isOver = observations.some((news) => news.kind === 'envelope' && !OPEN.has(news.status));
  const isTakenBack = !isOver && (await takenBack(place.remote.revoke(place.access, externalId, REASON)));
  const became = isTakenBack ? 'was taken back' : 'has ended already';
  context.report({
    code: 'bad-response',
    message: `envelope ${remote.envelope_id} was made twice by its service; ${externalId}, the one too many, ${became}`,
    path: 'callbacks',
  });
  return remote.envelope_id;
}

async function takenBack(call: Promise<void>): Promise<boolean> {
  try {
    await answerOf(call);
    return true;
  } catch (error) {
    if (EsignError.from(error).code !== 'envelope-closed') throw error;
    return false;
  }
}
