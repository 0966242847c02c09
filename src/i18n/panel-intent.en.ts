import type { PanelIntentMessages } from './panel-intent.zh-cn.js';

export const panelIntent: PanelIntentMessages = {
  title: 'Verify your identity',
  text: {
    password: 'Enter the password that you sign in with, to confirm that it is you who signs.',
    code: 'Confirm with the code that is sent to you that it is you who signs.',
    custom: 'Complete the verification, to confirm that it is you who signs.',
  },
  password: 'Password',
  code: 'Code',
  channel: 'Send by',
  channels: {
    sms: (masked) => `Text message ${masked}`,
    email: (masked) => `E-mail ${masked}`,
  },
  send: 'Send code',
  resend: 'Send again',
  resendIn: (seconds) => `Send again in ${seconds} s`,
  sentTo: (masked) => `A code was sent to ${masked}`,
  validFor: (time) => `Valid for another ${time}`,
  wrong: (left) => `Not right, ${left} ${left === 1 ? 'try' : 'tries'} left`,
  expired: 'The time is over. Start again.',
  locked: (time) => `Too many wrong tries. Try again after ${time}.`,
  lockedSomeTime: 'Too many wrong tries. Try again later.',
  restart: 'Start again',
  preparing: 'Preparing…',
  verifying: 'Verifying…',
  yes: 'Verify and sign',
  no: 'Cancel',
};
