import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { TencentFault } from './fault.js';

const MAX_SKEW_S = 5 * 60;
const FORM =
  /^TC3-HMAC-SHA256 Credential=([^/\s]+)\/(\d{4}-\d{2}-\d{2})\/([a-z]+)\/tc3_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

export interface SignedCall {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The name that the caller has signed for, whatever way the call came. */
  readonly host: string;
  /** Names of the service that count in the scope. */
  readonly services: readonly string[];
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** `TC3-HMAC-SHA256` over what a caller says it has signed (`tencent.md` chapter 1.1). */
export function signatureOf(
  { headers, body, host }: Pick<SignedCall, 'headers' | 'body' | 'host'>,
  { secretKey, date, service, signed }: { secretKey: string; date: string; service: string; signed: string },
): string {
  const lines = signed.split(';').map((name) => {
    const value = name === 'host' ? host : String(headers[name] ?? '');
    return `${name}:${(name === 'x-tc-action' ? value.toLowerCase() : value).trim()}\n`;
  });
  const request = `POST\n/\n\n${lines.join('')}\n${signed}\n${sha256(body)}`;
  const timestamp = String(headers['x-tc-timestamp'] ?? '');
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(request)}`;
  const key = [date, service, 'tc3_request'].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `TC3${secretKey}`,
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

/**
 * @param accounts The secret key of each secret id.
 * @throws TencentFault `AuthFailure.…`
 */
export function requireSignature(call: SignedCall, accounts: ReadonlyMap<string, string>, now: Date): void {
  const [, secretId = '', date = '', service = '', signed = '', signature] =
    FORM.exec(String(call.headers.authorization ?? '')) ?? [];
  const secretKey = accounts.get(secretId);
  if (secretId === '') throw new TencentFault('AuthFailure', 'no signature');
  if (secretKey === undefined) throw new TencentFault('AuthFailure.SecretIdNotFound');
  const timestamp = Number(call.headers['x-tc-timestamp']);
  if (!(Math.abs(now.getTime() / 1000 - timestamp) <= MAX_SKEW_S))
    throw new TencentFault('AuthFailure.SignatureExpire');
  const names = signed.split(';');
  const isWhole = names.includes('content-type') && names.includes('host') && signed === [...names].sort().join(';');
  const isOurs = call.services.includes(service) && new Date(timestamp * 1000).toISOString().startsWith(date);
  if (!isWhole || !isOurs || signatureOf(call, { secretKey, date, service, signed }) !== signature) {
    throw new TencentFault('AuthFailure.SignatureFailure');
  }
}
