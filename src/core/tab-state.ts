import type { Envelope, EnvelopeStatus } from '../schema/envelope.js';
import type { FormRecord, PersonValue } from '../schema/form.js';
import type { TabState } from '../schema/record-tab.js';
import type { SigningMapping } from '../schema/signing-config.js';
import { findSeat, type SeatState } from './planner/seat.js';
import { statusAt } from './status.js';

export interface TabStateInput {
  readonly mapping: SigningMapping | null;
  readonly envelope: Envelope | null;
  /** Null for an envelope that was made without a workflow. */
  readonly record: Pick<FormRecord, 'currentNodeId'> | null;
  readonly viewer: PersonValue;
  /** Whether the OA lets the person read the record. */
  readonly mayRead: boolean;
  /** RFC 3339 */
  readonly now: string;
}

const BY_STATUS: Record<Exclude<EnvelopeStatus, 'launched'>, TabState> = {
  draft: 'draft',
  completed: 'completed',
  rejected: 'rejected',
  revoked: 'revoked',
  expired: 'expired',
  terminated: 'terminated',
  deleted: 'notCreated',
};

const BY_SEAT: Record<SeatState, TabState> = {
  ready: 'sign',
  waiting: 'waitingForOthers',
  done: 'signedByMe',
  elsewhere: 'view',
  hidden: 'view',
  closed: 'view',
};

/**
 * What the e-seal tab shows the person. An envelope that exists is shown although its configuration was
 * disabled or removed since: what was signed stays readable.
 */
export function tabState(input: TabStateInput): TabState {
  const { mapping, envelope, record, viewer, now } = input;
  if (!input.mayRead) return 'forbidden';
  if (!envelope) return mapping?.basic.enabled ? 'notCreated' : 'notConfigured';
  const status = statusAt(envelope, now);
  if (status !== 'launched') return BY_STATUS[status];
  const nodeId = record?.currentNodeId ?? null;
  const seat = findSeat({
    envelope,
    userId: viewer.userId,
    nodeId,
    hiddenAt: mapping?.advanced.hideSignAt ?? [],
    now,
  });
  return seat ? BY_SEAT[seat.state] : 'view';
}
