const SEPARATORS = /[\s()-]/g;
/** Digits with an optional country code, as providers take them. */
const MOBILE = /^\+?\d{6,15}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * C-31: the mobile number (without separators) or e-mail address by which an external party is reached; null for anything
 * else. The checks of the editor and the planner ask here, so that what is accepted when it is typed is accepted later.
 */
export function readContact(text: string): string | null {
  const trimmed = text.trim();
  if (EMAIL.test(trimmed)) return trimmed;
  const digits = trimmed.replaceAll(SEPARATORS, '');
  return MOBILE.test(digits) ? digits : null;
}

/** Several addresses may stand in one text (C-49); `wrong` is what reaches nobody. */
export function readContacts(text: string): { readonly contacts: string[]; readonly wrong: string[] } {
  const contacts: string[] = [];
  const wrong: string[] = [];
  for (const written of text.split(/[,，;；、\r\n]+/)) {
    // a space may stand inside a number, or between two addresses
    const whole = readContact(written);
    const parts = whole === null ? written.split(/\s+/).filter((part) => part !== '') : [whole];
    for (const part of parts) {
      const contact = readContact(part);
      if (contact === null) wrong.push(part);
      else contacts.push(contact);
    }
  }
  return { contacts, wrong };
}
