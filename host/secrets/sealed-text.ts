import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The length of every key here: AES-256. */
export const KEY_BYTES = 32;

/**
 * Encrypts by AES-256-GCM. `place` says where the text belongs; it is not stored, but the text opens there only, so a
 * sealed text that was copied to another row is found out.
 */
export function sealText(key: Uint8Array, place: readonly string[], clear: Uint8Array): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bytesOf(place));
  const body = Buffer.concat([cipher.update(clear), cipher.final()]);
  return `${VERSION}.${Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url')}`;
}

/** @returns What was sealed, or null when the key is another one, the text was changed or belongs elsewhere. */
export function openText(key: Uint8Array, place: readonly string[], sealed: string): Buffer | null {
  const [version, text = ''] = sealed.split('.');
  const bytes = Buffer.from(text, 'base64url');
  if (version !== VERSION || bytes.byteLength < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(bytesOf(place))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    // the only failure that GCM knows: the tag does not fit
    return null;
  }
}

function bytesOf(place: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(place), 'utf8');
}
