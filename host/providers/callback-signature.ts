import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a hexadecimal HMAC-SHA256 over the parts is right. Only its one canonical form counts, and the time that a
 * wrong one takes says nothing about the right one.
 */
export function isSignedBy(secret: string, parts: readonly (string | Uint8Array)[], signature: string | null): boolean {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  const expected = Buffer.from(hmac.digest('hex'));
  const given = Buffer.from(signature ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
