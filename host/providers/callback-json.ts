import { EsignError } from '../../src/core/errors.js';

const MAX_DEPTH = 32;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Reads the JSON object of a callback. Its depth is looked at before it is parsed, so that a nested bomb costs no more
 * than one look at each byte.
 *
 * @throws EsignError `bad-response`
 */
export function parseCallbackJson(bytes: Uint8Array): Record<string, unknown> {
  if (depthOf(bytes) > MAX_DEPTH) throw new EsignError('bad-response', `a callback is nested deeper than ${MAX_DEPTH}`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw new EsignError('bad-response', 'a callback is not JSON in UTF-8', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EsignError('bad-response', 'a callback is not a JSON object');
  }
  if (!isStorable(value)) throw new EsignError('bad-response', 'a callback holds a text that no database can keep');
  return value as Record<string, unknown>;
}

/** A database keeps no U+0000 and no half of a character. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
}

function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (inString && byte === BACKSLASH) index += 1;
    else if (byte === QUOTE) inString = !inString;
    else if (!inString && OPEN.has(byte)) deepest = Math.max(deepest, (depth += 1));
    else if (!inString && CLOSE.has(byte)) depth -= 1;
  }
  return deepest;
}
