import { describe, expect, it } from 'vitest';

import { readContact, readContacts } from '../../../src/core/contact.js';

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

describe('several contacts in one text (C-49)', () => {
  it('are told apart, and a space inside a number tells nothing apart', () => {
    expect(readContacts('138 0000-0001；a@example.com, (010) 12345678')).toEqual({
      contacts: ['13800000001', 'a@example.com', '01012345678'],
      wrong: [],
    });
    expect(readContacts('a@example.com b@example.com、某人')).toEqual({
      contacts: ['a@example.com', 'b@example.com'],
      wrong: ['某人'],
    });
    expect(readContacts(' ')).toEqual({ contacts: [], wrong: [] });
  });
});
