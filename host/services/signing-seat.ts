import { EsignError } from '../../src/core/errors.js';
import { findSeat, type Seat } from '../../src/core/planner/seat.js';
import { placesOf } from '../../src/core/turn.js';
import type { Envelope } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import type { RecordAround } from './access.js';
import { nowOf, type HostContext } from './context.js';
import { requireOpen } from './envelopes.js';

/**
 * The place from which the person may sign now.
 *
 * @throws EsignError `not-a-signer`, `envelope-not-launched`, `envelope-closed`, `already-signed`, `out-of-turn`.
 */
export function requireSeat(
  context: HostContext,
  session: HostSession,
  envelope: Envelope,
  around: RecordAround | null,
): Seat {
  const now = nowOf(context);
  if (placesOf(envelope, session.userId).length === 0)
    throw new EsignError('not-a-signer', 'no signer of this envelope');
  requireOpen(envelope, now);
  if (envelope.status === 'draft') throw new EsignError('envelope-not-launched', 'the envelope is a draft');
  const seat = findSeat({
    envelope,
    userId: session.userId,
    nodeId: around?.record.currentNodeId ?? null,
    hiddenAt: [],
    now,
  });
  if (seat?.state === 'done') throw new EsignError('already-signed', 'this party has signed');
  if (seat?.state !== 'ready') {
    throw new EsignError(
      'out-of-turn',
      seat?.state === 'elsewhere' ? 'this party signs at another node' : 'others sign first',
    );
  }
  return seat;
}
