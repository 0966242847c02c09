import { createCipheriv, createHmac } from 'node:crypto';

import type { OutgoingCallback } from '../kit/callback-sender.js';

/** How the console of an enterprise is set up (`tencent.md` chapter 11.1). */
export interface ConsoleSettings {
  readonly address: string;
  /** 32 characters; empty for callbacks in clear. */
  readonly key: string;
  /** Empty for callbacks without a signature. */
  readonly token: string;
  /** Enterprises of before 2023-05-15 get the form of the documents of 2024. */
  readonly form: '2024' | 'current';
}

/** Base64 of AES-256-CBC; the start is the first half of the key. */
export function encryptCallback(text: string | Uint8Array, key: string): string {
  const secret = Buffer.from(key, 'utf8');
  const cipher = createCipheriv('aes-256-cbc', secret, secret.subarray(0, 16));
  return Buffer.concat([cipher.update(Buffer.from(text)), cipher.final()]).toString('base64');
}

export function contentSignature(token: string, body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', token).update(body).digest('hex')}`;
}

/** A contract event as it is sent. */
export function callbackOf(settings: ConsoleSettings, messageId: string, flow: object): OutgoingCallback {
  const { address, key, token, form } = settings;
  const userAgent = { 'user-agent': 'Go-http-client/1.1' };
  if (form === '2024') {
    const body = key === '' ? JSON.stringify(flow) : encryptCallback(JSON.stringify(flow), key);
    return { address, body, headers: { 'content-type': 'text/plain', ...userAgent } };
  }
  const message = { MsgId: messageId, MsgType: 'FlowStatusChange', MsgVersion: 'CustomApp', MsgData: flow };
  const text = JSON.stringify(message);
  const body = key === '' ? text : JSON.stringify({ encrypt: encryptCallback(text, key) });
  const signature: Record<string, string> = token === '' ? {} : { 'content-signature': contentSignature(token, body) };
  return { address, body, headers: { 'content-type': 'application/json', ...signature, ...userAgent } };
}
