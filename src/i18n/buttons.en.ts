import type { ButtonKind } from '../schema/signing-kinds.js';

/** Default labels of the buttons; C-60 replaces them for one configuration. */
export const buttons: Record<ButtonKind, string> = {
  sign: 'Sign',
  setPositions: 'Set positions',
  view: 'View',
  download: 'Download',
  launch: 'Launch signing',
  revoke: 'Revoke',
  remind: 'Remind',
  reject: 'Decline',
  verify: 'Verify',
  archive: 'Archive',
  viewSealUse: 'View seal use',
  applySeal: 'Apply for seal use',
  appendSeal: 'Ask for more uses',
  endSeal: 'End seal use',
};
