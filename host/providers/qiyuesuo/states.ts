import type { EnvelopeStatus, PartyStatus } from '../../../src/schema/index.js';
import type { RemoteObservation } from '../remote-service.js';
import { fromShanghai } from '../shanghai-time.js';
import { signerKey, type Contract, type Signatory } from './contracts.js';

/** Chapter 5.2. A voiding that is under way leaves a contract completed; a state that is not in the list changes nothing. */
const CONTRACT: Readonly<Record<string, EnvelopeStatus>> = {
  FILLING: 'launched',
  SIGNING: 'launched',
  COMPLETE: 'completed',
  FINISHED: 'completed',
  INVALIDING: 'completed',
  REJECTED: 'rejected',
  RECALLED: 'revoked',
  EXPIRED: 'expired',
  INVALIDED: 'terminated',
  FORCE_END: 'terminated',
};

const SIGNATORY: Readonly<Record<string, PartyStatus>> = {
  WAITING: 'waiting',
  FILLING: 'filling',
  SIGNING: 'pending',
  SIGNED: 'signed',
  REJECTED: 'rejected',
  RECALLED: 'revoked',
  CLOSED: 'revoked',
  EXPIRED: 'expired',
  FORCE_END: 'failed',
};

/** What a contract says in our terms; what has no time of its own counts as just seen. */
export function observationsOf(contract: Contract, now: string): RemoteObservation[] {
  const { status, publishTime, finishTime, reason, signatories } = contract;
  const timeOf = (text: string | undefined): string => fromShanghai(text ?? '') ?? now;
  const seen = signatories.map((signatory) => signerOf(signatory, timeOf));
  const reached = CONTRACT[status];
  if (reached === undefined) return seen;
  const because = reason === undefined ? {} : { reason };
  const launched: RemoteObservation = { kind: 'envelope', status: 'launched', at: timeOf(publishTime) };
  const ended: RemoteObservation[] =
    reached === 'launched' ? [] : [{ kind: 'envelope', status: reached, at: timeOf(finishTime), ...because }];
  const voided: RemoteObservation[] = status === 'INVALIDED' ? [{ kind: 'voided', at: timeOf(finishTime) }] : [];
  return [launched, ...seen, ...ended, ...voided];
}

function signerOf(signatory: Signatory, timeOf: (text: string | undefined) => string): RemoteObservation {
  const operators = (signatory.actions ?? []).flatMap(({ actionOperators }) => actionOperators ?? []);
  const who = Math.max(
    operators.findIndex(({ signTime }) => signTime !== undefined),
    0,
  );
  const because = signatory.rejectReason === undefined ? {} : { reason: signatory.rejectReason };
  return {
    kind: 'signer',
    signer: signerKey(signatory.id, who),
    status: SIGNATORY[signatory.status] ?? 'waiting',
    at: timeOf(signatory.signTime),
    ...because,
  };
}
