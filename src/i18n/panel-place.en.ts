import type { PanelPlaceMessages } from './panel-place.zh-cn.js';

export const panelPlaceEn: PanelPlaceMessages = {
  counted: (placed, needed) =>
    needed > 0 ? `${placed} placed · ${needed} still needed.` : `${placed} placed, nothing more is needed.`,
  purpose: 'Marks are only placed here; nothing is submitted.',
  ahead: 'It is not your turn yet: place now, and submit when it is.',
  done: 'Done',
  finished: (count) => `Placing is done: ${count} in all.`,
  kept: 'They come back when you sign, and you can still change them.',
  notKept: 'Sign before you close this page to use them; you can still change them.',
  again: (button) => `If this is right, press “${button}” once more.`,
  stale: 'Somebody signed after you opened the documents. Reload and look again; what you placed stays.',
  notHere: 'Nothing can be placed here',
  page: 'This is signed at the page of the signature service. Sign there when it is your turn.',
  later: 'You can place as soon as it is your turn to sign.',
};
