import type { PhonePadMessages } from './phone-pad.zh-cn.js';

export const phonePad: PhonePadMessages = {
  title: 'Handwritten signature',
  hint: 'Write your name in the box with your finger. It is easier with the phone held sideways.',
  opening: 'Opening…',
  pad: 'Writing area',
  strokes: (count: number) => (count === 0 ? 'Nothing written' : count === 1 ? '1 stroke' : `${count} strokes`),
  undo: 'Undo stroke',
  clear: 'Clear',
  send: 'Send to the computer',
  sending: 'Sending…',
  ink: { empty: 'Write your name first', tooSmall: 'This is too short or too small for a signature; write it again' },
  offline: 'The server cannot be reached. What you wrote is still here; check the connection and try again.',
  unreachable: 'The server cannot be reached. Check the connection and try again.',
  retry: 'Try again',
  sent: { title: 'Signature sent', text: 'Look at it and keep it on the computer. You can close this page.' },
  spent: {
    title: 'This link has ended',
    text: 'A link works once, within five minutes. Get a new code on the computer.',
  },
};
