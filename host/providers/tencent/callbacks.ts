import { createDecipheriv } from 'node:crypto';

import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import { parseCallbackJson } from '../callback-json.js';
import type { CallbackNews, CallbackReceiver, RawCallback } from '../callback-receiver.js';
import { isSignedBy } from '../callback-signature.js';
import { readKey } from './flows.js';
import { observationsOf } from './states.js';

const Text = z.string().check(z.maxLength(200));
const Seconds = z.int().check(z.nonnegative(), z.maximum(1e11));

const Approver = z.object({
  RecipientId: Text,
  ApproveCallbackStatus: z.int(),
  ApproveMessage: z.optional(z.string().check(z.maxLength(1000))),
  ApproveTime: z.optional(Seconds),
});
/** A contract event (chapter 11.3), as far as it is needed. */
const FlowNews = z.object({
  FlowId: Text.check(z.minLength(1)),
  FlowCallbackStatus: z.int(),
  CreateOn: Seconds,
  UpdatedOn: Seconds,
  RecipientId: z.optional(Text),
  Operate: z.optional(Text),
  UserData: z.optional(z.string().check(z.maxLength(20_480))),
  Approvers: z.optional(z.array(Approver).check(z.maxLength(200))),
});
const Message = z.object({ MsgId: Text.check(z.minLength(1)), MsgType: Text, MsgData: z.unknown() });
const Packed = z.object({ encrypt: z.string() });

/**
 * Chapter 11. Encryption hides a callback, but does not prove it: only a signature does, and without one a callback is a
 * reason to ask.
 */
export const tencentCallbacks: CallbackReceiver = {
  layouts: [{ n: '2', m: '1' }],

  verify(callback, { signatureToken = '' }) {
    // without a signature every answer is alike: one that told whether the padding is right would decrypt for anybody
    if (signatureToken === '' || isProbe(callback)) return 'hint';
    const [scheme, signature] = (callback.headers.get('content-signature') ?? '').split('=');
    const isRight = scheme === 'sha256' && isSignedBy(signatureToken, [callback.bytes], signature ?? null);
    return isRight ? 'verified' : 'refused';
  },

  parse(callback, { callbackKey = '' }) {
    const body = readBody(callback, callbackKey);
    const message = Message.safeParse(body);
    if (!message.success) return flowNews(body, null);
    const { MsgId, MsgType, MsgData } = message.data;
    if (MsgType === 'FlowStatusChange') return flowNews(MsgData, MsgId);
    return { deliveryKey: `message:${MsgId}`, action: MsgType, about: null };
  },

  receipt: { contentType: 'application/json', body: '{}' },
};

function flowNews(data: unknown, messageId: string | null): CallbackNews {
  const read = FlowNews.safeParse(data);
  if (!read.success) throw new EsignError('bad-response', 'not a callback of 腾讯电子签');
  const { FlowId, FlowCallbackStatus, CreateOn, UpdatedOn, RecipientId = '', Operate = '', Approvers = [] } = read.data;
  const orderKey = readKey(read.data.UserData ?? '');
  const facts = {
    status: FlowCallbackStatus,
    message: '',
    createdOn: CreateOn,
    updatedOn: UpdatedOn,
    signers: Approvers.map((approver) => ({
      recipient: approver.RecipientId,
      status: approver.ApproveCallbackStatus,
      time: approver.ApproveTime ?? 0,
      message: approver.ApproveMessage ?? '',
    })),
  };
  const told = ['flow', FlowId, Operate, RecipientId, FlowCallbackStatus, UpdatedOn].join(':');
  return {
    deliveryKey: (messageId === null ? told : `message:${messageId}`).slice(0, 200),
    action: Operate === '' ? `status ${FlowCallbackStatus}` : Operate,
    about: {
      kind: 'envelope',
      externalId: FlowId,
      observations: observationsOf(facts, new Date(UpdatedOn * 1000).toISOString()),
      ...(orderKey === null ? {} : { orderKey }),
    },
  };
}

/** The console asks with an empty object whether anybody is there. */
function isProbe({ bytes }: RawCallback): boolean {
  return bytes.byteLength === 2 && bytes[0] === '{'.charCodeAt(0) && bytes[1] === '}'.charCodeAt(0);
}

/** Both envelopes (chapter 11.2): Base64 as it is, or in a member of a JSON object; without a key the JSON itself. */
function readBody({ bytes }: RawCallback, key: string): Record<string, unknown> {
  const isJson = bytes[0] === '{'.charCodeAt(0);
  if (!isJson) return parseCallbackJson(decryptCallback(Buffer.from(bytes).toString('latin1'), key));
  const outer = parseCallbackJson(bytes);
  const packed = Packed.safeParse(outer);
  if (packed.success) return parseCallbackJson(decryptCallback(packed.data.encrypt, key));
  if (key !== '') throw new EsignError('bad-response', 'a callback is not encrypted');
  return outer;
}

/**
 * Base64 of AES-256-CBC with the key's first 16 bytes as the start.
 *
 * @throws EsignError `bad-response`
 */
export function decryptCallback(packed: string, key: string): Uint8Array {
  try {
    const secret = Buffer.from(key, 'utf8');
    const decipher = createDecipheriv('aes-256-cbc', secret, secret.subarray(0, 16));
    return Buffer.concat([decipher.update(Buffer.from(packed.replaceAll(/\s/g, ''), 'base64')), decipher.final()]);
  } catch (cause) {
    // the same words for key, padding and alphabet: which of them it was is nobody's concern
    throw new EsignError('bad-response', 'a callback cannot be decrypted', { cause });
  }
}
