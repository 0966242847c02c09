import { createDecipheriv } from 'node:crypto';

import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import { readForm } from '../callback-form.js';
import { parseCallbackJson } from '../callback-json.js';
import type { CallbackNews, CallbackReceiver, RawCallback } from '../callback-receiver.js';
import { SEAL_EVENTS } from './assumed.js';

const ContractNews = z.object({
  contractId: z.string().check(z.regex(/^\d{1,19}$/)),
  status: z.optional(z.string()),
  contractStatus: z.optional(z.string()),
  callbackType: z.optional(z.string()),
  contact: z.optional(z.string()),
});
const SealUseNews = z.object({
  businessId: z.string().check(z.regex(/^\d{1,19}$/)),
  status: z.optional(z.string()),
  imageType: z.optional(z.string()),
});

/**
 * Chapter 8. Nothing proves a callback of the private cloud but the address, so each of them is only a reason to ask. One
 * that says the same as an earlier one may still be news: another of several people has signed.
 */
export const qiyuesuoCallbacks: CallbackReceiver = {
  layouts: [{ n: '1', m: '1' }],

  verify: () => 'hint',

  parse(callback, secrets) {
    const body = readBody(callback, secrets['encryptionKey'] ?? '');
    const contract = ContractNews.safeParse(body);
    if (contract.success) return contractNews(contract.data);
    const sealUse = SealUseNews.safeParse(body);
    if (sealUse.success) return sealUseNews(sealUse.data);
    throw new EsignError('bad-response', 'not a callback of 契约锁');
  },

  receipt: { contentType: 'application/json', body: '{"code":0,"message":"success"}' },
};

function contractNews(news: z.infer<typeof ContractNews>): CallbackNews {
  const { contractId, callbackType = '', contact = '' } = news;
  const status = news.contractStatus ?? news.status ?? '';
  return {
    deliveryKey: ['contract', contractId, callbackType, status, contact].join(':').slice(0, 200),
    action: callbackType === '' ? status : callbackType,
    about: { kind: 'envelope', externalId: contractId, observations: [] },
  };
}

function sealUseNews({ businessId, status = '', imageType = '' }: z.infer<typeof SealUseNews>): CallbackNews {
  return {
    deliveryKey: ['sealUse', businessId, status, imageType].join(':').slice(0, 200),
    action: imageType === '' ? status : imageType,
    about: { kind: 'registeredUse', externalId: businessId, event: SEAL_EVENTS[status] ?? null },
  };
}

function readBody({ bytes, headers }: RawCallback, key: string): Record<string, unknown> {
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return readForm(bytes);
  const isPacked = bytes[0] !== '{'.charCodeAt(0);
  return parseCallbackJson(isPacked ? decryptCallback(bytes, key) : bytes);
}

/**
 * Chapter 11.4: Base64 of AES-128-ECB; one official sample pads with zeros instead of PKCS#7.
 *
 * @throws EsignError `bad-response`
 */
export function decryptCallback(bytes: Uint8Array, key: string): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-128-ecb', Buffer.from(key, 'utf8'), null);
    decipher.setAutoPadding(false);
    const packed = Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64');
    return withoutPadding(Buffer.concat([decipher.update(packed), decipher.final()]));
  } catch (cause) {
    // the same words for key, padding and alphabet: which of them it was is nobody's concern
    throw new EsignError('bad-response', 'a callback cannot be decrypted', { cause });
  }
}

function withoutPadding(plain: Buffer): Uint8Array {
  const last = plain.at(-1) ?? 0;
  if (last > 0 && last <= 16) return plain.subarray(0, plain.length - last);
  let end = plain.length;
  while (end > 0 && plain[end - 1] === 0) end -= 1;
  return plain.subarray(0, end);
}
