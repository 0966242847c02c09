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
