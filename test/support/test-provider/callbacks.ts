import { createDecipheriv } from 'node:crypto';

import * as z from 'zod/mini';

import { parseCallbackJson } from '../../../host/providers/callback-json.js';
import type { CallbackNews, CallbackReceiver, RawCallback } from '../../../host/providers/callback-receiver.js';
import { isSignedBy } from '../../../host/providers/callback-signature.js';
import type { RemoteObservation } from '../../../host/providers/remote-service.js';
import { EsignError } from '../../../src/core/errors.js';
import { Id, Timestamp } from '../../../src/schema/index.js';
import { cipherKeyOf } from '../../simulators/plain/callback.js';

const PLAIN = '1';
const ENCRYPTED = '2';
/** An account without a secret: nothing but the address says from whom a callback comes. */
const UNSIGNED = '3';

const Event = z.object({
  id: Id,
  type: z.string().check(z.minLength(1)),
  envelope: Id,
  at: Timestamp,
  signer: z.optional(Id),
  reason: z.optional(z.string()),
});
type Event = z.infer<typeof Event>;

/** The callbacks of the plain service, by the three settings that an account can have. */
export const testCallbacks: CallbackReceiver = {
  layouts: [PLAIN, ENCRYPTED, UNSIGNED].map((m) => ({ n: '3', m })),

  verify({ layout, bytes, headers }, secrets) {
    if (layout.m === UNSIGNED) return 'hint';
    const secret = secrets['projectSecret'];
    return secret && isSignedBy(secret, [bytes], headers.get('x-plain-signature')) ? 'verified' : 'refused';
  },

  parse(callback, secrets) {
    const bytes = callback.layout.m === ENCRYPTED ? decrypt(callback, secrets['projectSecret'] ?? '') : callback.bytes;
    const event = Event.safeParse(parseCallbackJson(bytes));
    if (!event.success) throw new EsignError('bad-response', 'not an event of the plain service');
    return newsOf(event.data);
  },

  receipt: { contentType: 'application/json', body: '{"code":0}' },
};

function decrypt({ bytes }: RawCallback, secret: string): Uint8Array {
  const { encrypt } = parseCallbackJson(bytes);
  try {
    const key = cipherKeyOf(secret);
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
    return Buffer.concat([decipher.update(String(encrypt), 'base64'), decipher.final()]);
  } catch (cause) {
    // the same words for padding, length and alphabet: which of them it was is nobody's concern
    throw new EsignError('bad-response', 'a callback cannot be decrypted', { cause });
  }
}

function newsOf(event: Event): CallbackNews {
  const seen = observationOf(event);
  return {
    deliveryKey: event.id,
    action: event.type,
    about: seen && { kind: 'envelope', externalId: event.envelope, observations: [seen] },
  };
}

const ENVELOPE = ['launched', 'completed', 'rejected', 'revoked', 'expired'] as const;

function observationOf({ type, signer, at, reason }: Event): RemoteObservation | null {
  const [what, how] = type.split('.');
  const because = reason === undefined ? {} : { reason };
  if (what === 'signer' && (how === 'signed' || how === 'rejected')) {
    if (signer === undefined) throw new EsignError('bad-response', 'an event of a signer names none');
    return { kind: 'signer', signer, status: how, at, ...because };
  }
  if (type === 'envelope.voided') return { kind: 'voided', at };
  const status = ENVELOPE.find((known) => type === `envelope.${known}`);
  return status ? { kind: 'envelope', status, at, ...because } : null;
}
