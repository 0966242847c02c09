import type { PanelPhoneMessages } from './panel-phone.zh-cn.js';

export const panelPhone: PanelPhoneMessages = {
  opening: 'Getting a code…',
  waiting: {
    title: 'Scan the code to write on your phone',
    text: 'Point the camera of your phone at the code and write there. The signature appears here by itself. Do not pass the code on.',
  },
  code: 'Code that leads a phone to the writing page',
  link: 'Link to the writing page',
  opened: {
    title: 'Your phone has opened the page',
    text: 'Write on the phone and send it. The signature appears here by itself.',
  },
  arrived: { title: 'The signature has arrived', text: 'Check that it is yours, then save it.' },
  ink: 'Signature from the phone',
  expired: { title: 'This code has ended', text: 'A code works for five minutes. Get a new one.' },
  refused: 'Writing on a phone is not possible now',
  offline: { title: 'No connection', text: 'Trying again. What is written on the phone is not lost.' },
  renew: 'Get a new code',
  again: 'Write again',
};
