import type { EnvelopeStatus, PartyStatus } from '../schema/envelope.js';
import type { SealUseStatus } from '../schema/seal-use.js';

export const envelopeStatusesEn: Record<EnvelopeStatus, string> = {
  draft: 'Draft',
  launched: 'Signing',
  completed: 'Completed',
  rejected: 'Declined',
  revoked: 'Revoked',
  expired: 'Expired',
  terminated: 'Terminated',
  deleted: 'Deleted',
};

export const partyStatusesEn: Record<PartyStatus, string> = {
  waiting: 'Waiting',
  pending: 'To sign',
  filling: 'Filling in',
  signed: 'Signed',
  rejected: 'Declined',
  expired: 'Expired',
  revoked: 'Revoked',
  transferred: 'Handed over',
  failed: 'Failed',
};

export const sealUseStatusesEn: Record<SealUseStatus, string> = {
  applied: 'Applied',
  inUse: 'In use',
  completed: 'Completed',
  filed: 'Filed',
  rejected: 'Rejected',
  terminated: 'Terminated',
  ended: 'Ended',
};
