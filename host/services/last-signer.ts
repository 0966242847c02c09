import type { Envelope, PersonValue } from '../../src/schema/index.js';

/** the workflow goes on in the name of who signed last; null when no person of the OA has signed. */
export function lastSigner(envelope: Pick<Envelope, 'parties'>): PersonValue | null {
  const signers = envelope.parties.flatMap((party) => party.signers);
  const [last] = signers
    .filter(({ userId, signedAt }) => userId !== null && signedAt !== null)
    .sort((left, right) => Date.parse(right.signedAt ?? '') - Date.parse(left.signedAt ?? ''));
  return last?.userId ? { userId: last.userId, name: last.name } : null;
}
