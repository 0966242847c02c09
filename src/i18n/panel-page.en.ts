import type { PanelPageMessages } from './panel-page.zh-cn.js';

export const panelPage: PanelPageMessages = {
  title: 'You sign at the page of the signature service',
  text: 'Open the page and sign as it tells you. The result is then shown here by itself.',
  open: 'Open the signing page',
  phone: 'Sign with a phone',
  opening: 'Asking for the link…',
  opened: { title: 'The signing page is open in another window', text: 'Sign there, then come back here.' },
  blocked: { title: 'The browser opened no window', text: 'Open the signing page by this link.' },
  link: 'Open in a window',
  frame: 'Signing page',
  loading: 'Opening the signing page…',
  stalled: 'The signing page does not appear; it may not allow frames. Open it in a window.',
  leave: 'Back to the document',
  scan: {
    title: 'Scan with a phone to sign',
    text: 'Point the camera of a phone at the code. The link is for you alone: do not hand it on.',
  },
  code: 'QR code of the signing page',
  phoneLink: 'Link to the signing page',
  left: (time) => `The link ends in ${time}`,
  expired: { title: 'The link has ended', text: 'Ask for another one to go on.' },
  renew: 'New link',
  check: 'I have signed',
  checking: 'Asking for the result…',
  unconfirmed: 'The service has not confirmed your signature yet. If you have just signed, ask again in a moment.',
};
