import { describe, expect, it } from 'vitest';

import { readContact } from '../../../src/core/contact.js';

describe('readContact (C-31)', () => {
  it.each([
    ['139 0000-0009', '13900000009'],
    [' +86 139-0000-0009 ', '+8613900000009'],
    ['(021) 6888 0000', '02168880000'],
    [' li@yunqi.cn ', 'li@yunqi.cn'],
  ])('reads %j', (text, contact) => {
    expect(readContact(text)).toBe(contact);
  });

  it.each(['', '123', '1234567890123456', '明天给', 'li@yunqi', '139x0000'])('refuses %j', (text) => {
    expect(readContact(text)).toBeNull();
  });
});
