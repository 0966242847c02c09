import type { EnvelopeStatus, PartyStatus } from '../../../src/schema/index.js';
import type { RemoteObservation } from '../remote-service.js';
import { fromShanghai } from '../shanghai-time.js';
import { FLOW_STATUS } from './flow-states.js';
import type { Flow } from './private-flows.js';

const VOIDED = 8;

/** The private cloud has three numbers more (`esign.md` 17.2). */
const FLOW: Readonly<Record<number, EnvelopeStatus>> = {
  ...FLOW_STATUS,
  [VOIDED]: 'terminated',
  9: 'completed',
  10: 'launched',
};

/** Numbers of signers in `signDetail`, as in the open service (assumed). */
const SIGNER: Readonly<Record<number, PartyStatus>> = {
  0: 'waiting',
  1: 'pending',
  2: 'signed',
  3: 'failed',
  4: 'revoked',
  7: 'rejected',
};

/** What a flow says in our terms; what has no time of its own counts as just seen. */
export function observationsOf(flow: Flow, now: string): RemoteObservation[] {
  const timeOf = (text: string | null | undefined): string => fromShanghai(text ?? '') ?? now;
  const reached = FLOW[flow.flowStatus];
  const seen = flow.signers.flatMap(({ signStatus, signTime, resultDescription }, seat): RemoteObservation[] => {
    const status = SIGNER[signStatus];
    const because = resultDescription ? { reason: resultDescription } : {};
    return status ? [{ kind: 'signer', signer: String(seat), status, at: timeOf(signTime), ...because }] : [];
  });
  if (reached === undefined) return seen;
  const because = flow.resultDescription ? { reason: flow.resultDescription } : {};
  const at = timeOf(flow.flowEndTime);
  return [
    { kind: 'envelope', status: 'launched', at: timeOf(flow.flowStartTime) },
    ...seen,
    ...(reached === 'launched' ? [] : [{ kind: 'envelope' as const, status: reached, at, ...because }]),
    ...(flow.flowStatus === VOIDED ? [{ kind: 'voided' as const, at }] : []),
  ];
}
