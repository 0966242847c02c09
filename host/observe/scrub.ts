import { inspect } from 'node:util';

import { EsignError } from '../../src/core/errors.js';

const HIDDEN = '[redacted]';

/** The forms in which a secret travels and is quoted back, longest first, so that no rest of one stays behind. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const json = inJson(secret);
  const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const quoted = [json, ascii].flatMap((text) => [text, text.replaceAll('/', '\\/')]);
  const percent = encodeURIComponent(secret);
  const forms = [
    secret,
    ...quoted,
    // a body in JSON that is quoted in a body in JSON
    ...quoted.map(inJson),
    percent,
    percent.replaceAll('%2F', '/'),
    new URLSearchParams({ secret }).toString().slice('secret='.length),
    secret.replace(/[&<>"']/g, (sign) => HTML[sign] ?? sign),
    bytes.toString('hex'),
    ...base64Forms(bytes),
  ];
  return [...new Set(forms)].filter((form) => form !== '').sort((left, right) => right.length - left.length);
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Alone, and behind a name as in `Authorization: Basic`: there the length of the name shifts every letter. */
function base64Forms(bytes: Buffer): string[] {
  const alone = bytes.toString('base64');
  const behind = [1, 2].flatMap((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    // the letters at both ends hold bits of the neighbours
    const end = Math.floor((shifted.length * 8) / 6);
    return [shifted.toString('base64'), shifted.toString('base64url')].map((form) => form.slice(shift + 1, end));
  });
  // what is left of a very short one is in any text
  return [alone, alone.replace(/=+$/, ''), bytes.toString('base64url'), ...behind.filter((form) => form.length >= 6)];
}

/** Takes secrets out of a text, whatever form they have there; `%2f` is `%2F`, so letters may be small or not. */
export function clearerOf(secrets: Readonly<Record<string, string>>): (text: string) => string {
  const forms = Object.values(secrets).flatMap(formsOf);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'gi');
  return (text) => text.replaceAll(pattern, HIDDEN);
}

/** Every text that a failure carries, as it is: one that was made for reading has quotes and line breaks changed. */
function textsOf(value: unknown, depth: number, seen: Set<object>): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth === 0 || seen.has(value)) return [];
  if (ArrayBuffer.isView(value)) return [];
  seen.add(value);
  // a stack may be made by a getter; nothing else that would run is asked
  const members = Object.values(Object.getOwnPropertyDescriptors(value)).map(({ value: member }) => member as unknown);
  if (value instanceof Error) members.push(value.stack);
  return members.flatMap((member) => textsOf(member, depth - 1, seen));
}

/**
 * The failure of a call that was made with secrets. A service, or a library that speaks to it, may quote what it was sent;
 * then the text is cleared of it, and the cause, which nobody can clear, is left out.
 */
export function scrubFailure(error: unknown, secrets: Readonly<Record<string, string>>): unknown {
  const clear = clearerOf(secrets);
  // addresses, headers and maps keep their texts where only an inspection sees them
  const texts = [inspect(error, { depth: 8, maxStringLength: null }), ...textsOf(error, 8, new Set())];
  if (texts.every((text) => clear(text) === text)) return error;
  const { code, message, errors } = EsignError.from(error);
  return new EsignError(code, clear(message), {
    errors: errors.map((fault) => ({ ...fault, pointer: clear(fault.pointer), message: clear(fault.message) })),
  });
}

/** The secrets among what a provider is called with. */
export function secretsIn(given: readonly unknown[]): Readonly<Record<string, string>> {
  const [access] = given;
  if (typeof access !== 'object' || access === null || !('secrets' in access)) return {};
  return access.secrets as Readonly<Record<string, string>>;
}
