import type { HostClient } from '../../src/api/host-client.js';
import { EsignError } from '../../src/core/errors.js';
import { noTerms } from '../../src/core/reading.js';
import type { Envelope } from '../../src/schema/envelope.js';
import type { ErrorCode } from '../../src/schema/problem.js';
import { aReceipt, aSignHost, contract, seals, type SignHostOptions } from './browser-sign-host.js';
import { aParty, anEnvelope, aSigner } from './builders.js';

/** An envelope without a record that signer-a may sign now, on the demo's contract. */
export function aBatchEnvelope(id: string, change: Partial<Envelope> = {}): Envelope {
  return anEnvelope({
    ...{ id, subject: `合同 ${id}`, recordId: null, workflowId: null, configId: null, documents: [contract] },
    parties: [
      aParty({ signers: [aSigner({ name: '王芳' })] }),
      aParty({ id: 'party-b', order: 2, status: 'waiting', signers: [aSigner({ id: 's2', userId: 'signer-b' })] }),
    ],
    ...change,
  });
}

/** The same after signer-a has signed it. */
export function signedByMe(envelope: Envelope): Envelope {
  const [mine, ...others] = envelope.parties;
  const at = '2026-11-22T03:00:00Z';
  const party = aParty({ ...mine, status: 'signed', signers: [aSigner({ status: 'signed', signedAt: at })] });
  return { ...envelope, parties: [party, ...others] };
}

interface BatchHostOptions extends SignHostOptions {
  readonly envelopes: readonly Envelope[];
}

/** What was asked of a host, beside the host. */
export interface BatchHost {
  readonly client: HostClient;
  readonly signed: { readonly id: string; readonly key: string; readonly token: string | undefined }[];
  readonly proved: { readonly id: string; readonly also: readonly string[] }[];
  /** The next signature of an envelope fails so; `stored` keeps it all the same, as when the answer is lost. */
  fail(id: string, code: ErrorCode, stored?: boolean): void;
}

/** A host with several envelopes that remembers what was signed, as a real one does. */
export function aBatchHost({ envelopes, ...options }: BatchHostOptions): BatchHost {
  const known = new Map(envelopes.map((envelope) => [envelope.id, envelope]));
  const failures = new Map<string, { code: ErrorCode; stored: boolean }>();
  const signed: BatchHost['signed'] = [];
  const proved: BatchHost['proved'] = [];
  const client = aSignHost({
    getEnvelope: (id) => {
      const value = known.get(id);
      return value ? Promise.resolve({ value, etag: '"1"' }) : Promise.reject(new EsignError('not-found', id));
    },
    listSeals: () => Promise.resolve(seals),
    getSigningTerms: () => Promise.resolve(noTerms),
    startIntent: (id, { also = [] }) => {
      proved.push({ id, also: also.map(({ envelopeId }) => envelopeId) });
      return Promise.resolve({
        ...{ id: 'intent-1', kind: 'password' as const, sentTo: null, resendAt: null, attemptsLeft: 5 },
        expiresAt: new Date(Date.now() + 600_000).toISOString(),
      });
    },
    verifyIntent: () => Promise.resolve({ outcome: 'right', token: 'token-1', attemptsLeft: 5, lockedUntil: null }),
    signEnvelope: (id, { intentToken }, { idempotencyKey }) => {
      signed.push({ id, key: idempotencyKey, token: intentToken });
      const failure = failures.get(id);
      failures.delete(id);
      const envelope = known.get(id);
      if (envelope && (!failure || failure.stored)) known.set(id, signedByMe(envelope));
      if (failure) return Promise.reject(new EsignError(failure.code, failure.code));
      return Promise.resolve(aReceipt({ envelopeId: id }));
    },
    ...options,
  });
  return { client, signed, proved, fail: (id, code, stored = false) => void failures.set(id, { code, stored }) };
}
