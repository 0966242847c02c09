import type { EnvelopeStatus, PartyStatus } from '../../../src/schema/index.js';
import type { RemoteObservation } from '../remote-service.js';
import type { Flow } from './flows.js';

/** `FlowStatus` and `FlowCallbackStatus`: a voiding, of which signers have agreed. */
const VOIDED = 21;

/** States of a flow (chapter 12); a number that is not in the list changes nothing. Not to be mixed up with signers' ones. */
const FLOW: Readonly<Record<number, EnvelopeStatus>> = {
  1: 'launched',
  2: 'launched',
  3: 'rejected',
  4: 'completed',
  5: 'expired',
  6: 'revoked',
  8: 'launched',
  9: 'launched',
  10: 'rejected',
  16: 'terminated',
  [VOIDED]: 'terminated',
};

/** States of a signer, in answers and in callbacks. */
const SIGNER: Readonly<Record<number, PartyStatus>> = {
  0: 'waiting',
  1: 'waiting',
  2: 'pending',
  3: 'signed',
  4: 'rejected',
  5: 'expired',
  6: 'revoked',
  7: 'waiting',
  8: 'filling',
  9: 'failed',
  10: 'pending',
  15: 'failed',
  19: 'transferred',
};

/** What a flow says of itself, in an answer or in a callback. Times are seconds; 0 is none. */
export interface FlowFacts {
  readonly status: number;
  readonly message: string;
  readonly createdOn: number;
  /** When it was last changed, where the service says so. */
  readonly updatedOn: number;
  readonly signers: readonly {
    readonly recipient: string;
    readonly status: number;
    readonly time: number;
    readonly message: string;
  }[];
}

export function factsOf({ FlowStatus, FlowMessage, CreatedOn, FlowApproverInfos }: Flow): FlowFacts {
  return {
    status: FlowStatus,
    message: FlowMessage ?? '',
    createdOn: CreatedOn,
    updatedOn: 0,
    signers: FlowApproverInfos.map(({ RecipientId, ApproveStatus, ApproveTime, ApproveMessage }) => ({
      recipient: RecipientId,
      status: ApproveStatus,
      time: ApproveTime ?? 0,
      message: ApproveMessage ?? '',
    })),
  };
}

/** What a flow says in our terms; what has no time of its own counts as just seen. */
export function observationsOf(flow: FlowFacts, now: string): RemoteObservation[] {
  const changed = Math.max(flow.updatedOn, ...flow.signers.map(({ time }) => time));
  const seen = flow.signers.flatMap(({ recipient, status: number, time, message }): RemoteObservation[] => {
    const status = SIGNER[number];
    const because = status === 'rejected' && message !== '' ? { reason: message } : {};
    const at = timeOf(time || flow.updatedOn, now);
    return status ? [{ kind: 'signer', signer: recipient, status, at, ...because }] : [];
  });
  const reached = FLOW[flow.status];
  if (reached === undefined) return seen;
  const launched: RemoteObservation = { kind: 'envelope', status: 'launched', at: timeOf(flow.createdOn, now) };
  if (reached === 'launched') return [launched, ...seen];
  // only what somebody does has a time of its own
  const isDone = reached === 'completed' || reached === 'rejected' || flow.updatedOn > 0;
  const at = timeOf(isDone ? changed : 0, now);
  const reason = flow.message || flow.signers.find(({ status }) => SIGNER[status] === 'rejected')?.message || '';
  const because = reason === '' ? {} : { reason };
  const voided: RemoteObservation[] = flow.status === VOIDED ? [{ kind: 'voided', at }] : [];
  return [launched, ...seen, { kind: 'envelope', status: reached, at, ...because }, ...voided];
}

function timeOf(seconds: number, now: string): string {
  return seconds > 0 ? new Date(seconds * 1000).toISOString() : now;
}
