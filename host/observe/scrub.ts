import { inspect } from 'node:util';

import { EsignError } from '../../src/core/errors.js';

const HIDDEN = '[redacted]';

/** The forms in which a secret travels, longest first, so that no rest of one stays behind. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const forms = [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url')];
  return [...new Set([...forms, bytes.toString('hex')])].sort((left, right) => right.length - left.length);
}

/**
 * The failure of a call that was made with secrets. A service, or a library that speaks to it, may quote what it was sent;
 * then the text is cleared of it, and the cause, which nobody can clear, is left out.
 */
export function scrubFailure(error: unknown, secrets: Readonly<Record<string, string>>): unknown {
  const forms = Object.values(secrets).flatMap(formsOf);
  const whole = inspect(error, { depth: 8, maxStringLength: null, showHidden: false });
  if (!forms.some((form) => whole.includes(form))) return error;
  const { code, message, errors } = EsignError.from(error);
  const clear = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
  return new EsignError(code, clear(message), {
    errors: errors.map((fault) => ({ ...fault, message: clear(fault.message) })),
  });
}

/** The secrets among what a provider is called with. */
export function secretsIn(given: readonly unknown[]): Readonly<Record<string, string>> {
  const [access] = given;
  if (typeof access !== 'object' || access === null || !('secrets' in access)) return {};
  return access.secrets as Readonly<Record<string, string>>;
}
