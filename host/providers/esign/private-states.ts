import type { EnvelopeStatus, PartyStatus } from '../../../src/schema/index.js';
import type { RemoteObservation } from '../remote-service.js';
import { fromShanghai } from '../shanghai-time.js';
import type { Flow } from './private-flows.js';

const VOIDED = 8;

/** `flowStatus` of `esign.md` 17.2; a number that is not in the list changes nothing. */
const FLOW: Readonly<Record<number, EnvelopeStatus>> = {
  1: 'launched',
  2: 'completed',
  3: 'revoked',
  4: 'terminated',
  5: 'expired',
  6: 'deleted',
  7: 'rejected',
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
