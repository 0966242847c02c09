import type { PanelOpeningMessages } from './panel-opening.zh-cn.js';

export const panelOpeningEn: PanelOpeningMessages = {
  opening: (name) => `Opening “${name}”`,
  opened: (name) => `“${name}” is open`,
  received: (received, total) => (total ? `${received} of ${total} received` : `${received} received`),
  stop: 'Cancel',
  stopped: 'This document was not opened',
  stoppedText: 'Nothing is wrong with it, and what you placed is kept. Open it again whenever you like.',
  again: 'Open again',
  password: 'This file needs a password',
  wrongPassword: (count) => `Wrong password (${count} of 5 attempts)`,
  unlock: 'Open',
  cancel: 'Cancel',
};
