import type { EnvelopeStatus } from '../../../src/schema/index.js';

/** `flowStatus` of both products (`esign.md` 12.3); a number that is not in the list changes nothing. */
export const FLOW_STATUS: Readonly<Record<number, EnvelopeStatus>> = {
  1: 'launched',
  2: 'completed',
  3: 'revoked',
  4: 'terminated',
  5: 'expired',
  6: 'deleted',
  7: 'rejected',
};
