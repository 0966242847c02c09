import { createCipheriv, createHash, createHmac } from 'node:crypto';

import type { PlainEvent } from './service.js';

/** A callback on its way: what is sent, to the byte. */
export interface PlainCallback {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export function hmacOf(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** The service encrypts by a key made of the secret, with the first half of the key as the fixed IV: no integrity at all. */
export function cipherKeyOf(secret: string): Buffer {
  return createHash('sha256').update(`callback ${secret}`).digest();
}

export function encrypt(secret: string, text: Buffer): Buffer {
  const key = cipherKeyOf(secret);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  return Buffer.concat([cipher.update(text), cipher.final()]);
}

export function signed(secret: string, body: Buffer): PlainCallback {
  return { body, headers: { 'content-type': 'application/json', 'x-plain-signature': hmacOf(secret, body) } };
}

/** A callback as the service sends it: signed JSON. */
export function callbackOf(secret: string, event: PlainEvent | Record<string, unknown>): PlainCallback {
  return signed(secret, Buffer.from(JSON.stringify(event)));
}

/** The same for an account that asked for encryption. */
export function encryptedCallbackOf(secret: string, event: PlainEvent | Record<string, unknown>): PlainCallback {
  const cipher = encrypt(secret, Buffer.from(JSON.stringify(event)));
  return signed(secret, Buffer.from(JSON.stringify({ encrypt: cipher.toString('base64') })));
}
