import { createHash } from 'node:crypto';

import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { ErrorCode } from '../../../src/schema/index.js';
import type { ServiceAccess } from '../remote-service.js';
import { expectAnswer, packForm, readAnswer, ServiceRefusal } from '../service-answers.js';

export const SERVICE = '契约锁';
/** A contract is packed while it is asked for. */
const DOWNLOAD_TIMEOUT_MS = 120_000;
const MAX_DOWNLOAD_BYTES = 500 * 1024 * 1024;

/** What 契约锁 calls its refusals (`qiyuesuo.md` chapter 9), in our words. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  1: 'binding-not-usable',
  1101: 'envelope-closed',
  1102: 'invalid-input',
  1103: 'invalid-input',
  1105: 'invalid-input',
  1106: 'invalid-input',
  1107: 'out-of-turn',
  1108: 'keyword-not-found',
  1109: 'placement-outside-page',
  1110: 'placement-invalid',
  1113: 'placement-invalid',
  1201: 'seal-not-usable',
  1203: 'seal-not-usable',
  1301: 'config-incomplete',
  1401: 'invalid-input',
  1403: 'file-damaged',
  1701: 'config-incomplete',
  1702: 'config-incomplete',
  1705: 'config-incomplete',
  11041801: 'rate-limited',
  11041802: 'rate-limited',
};

/** The headers of a call at a moment, in milliseconds (`qiyuesuo.md` chapter 2). */
export function signedHeaders(appToken: string, appSecret: string, timestamp: string): Record<string, string> {
  const text = `${appToken}${appSecret}${timestamp}`.replaceAll(' ', '');
  return {
    'x-qys-accesstoken': appToken,
    'x-qys-timestamp': timestamp,
    'x-qys-signature': createHash('md5').update(text, 'utf8').digest('hex'),
  };
}

const Outcome = z.object({ code: z.int(), message: z.optional(z.string()) });

/** Asks with GET. @throws EsignError as {@link send}. */
export function ask<T>(
  access: ServiceAccess,
  path: string,
  query: Readonly<Record<string, string>>,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  const search = new URLSearchParams(query).toString();
  return send(access, search === '' ? path : `${path}?${search}`, { method: 'GET' }, schema);
}

/** Orders with JSON. @throws EsignError as {@link send}. */
export function order<T>(access: ServiceAccess, path: string, body: object, schema: z.ZodMiniType<T>): Promise<T> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return send(access, path, { method: 'POST', headers, body: JSON.stringify(body) }, schema);
}

/** Orders what not every installation takes. @throws EsignError `not-implemented` where there is no such address, else as {@link send}. */
export async function orderWhereKnown(access: ServiceAccess, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const response = await call(access, path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status === 404 || response.status === 405) {
    throw new EsignError('not-implemented', `${SERVICE} has no public call for this`);
  }
  unpack(await readAnswer(SERVICE, response), z.unknown());
}

/** Sends a form with a file. @throws EsignError as {@link send}. */
export async function upload<T>(
  access: ServiceAccess,
  path: string,
  form: FormData,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  return send(access, path, { method: 'POST', ...(await packForm(form)) }, schema);
}

/** Fetches a file. @throws EsignError as {@link send}. */
export async function fetchFile(
  access: ServiceAccess,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const response = await call(access, `${path}?${new URLSearchParams(query).toString()}`, {
    method: 'GET',
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
    maxBytes: MAX_DOWNLOAD_BYTES,
  });
  const isData = response.ok && !/json|html/.test(response.headers.get('content-type') ?? '');
  if (isData) return new Uint8Array(await response.arrayBuffer());
  unpack(await readAnswer(SERVICE, response), z.unknown());
  throw new EsignError('bad-response', `${SERVICE} answers without a file`);
}

type Call = Parameters<ServiceAccess['http']>[1];

/**
 * @throws EsignError `binding-not-usable`, `rate-limited`, `provider-failed`, `bad-response`, {@link ServiceRefusal},
 * and what {@link ServiceAccess.http} throws.
 */
async function send<T>(access: ServiceAccess, path: string, request: Call, schema: z.ZodMiniType<T>): Promise<T> {
  return unpack(await readAnswer(SERVICE, await call(access, path, request)), schema);
}

function call({ binding, secrets, http, clock }: ServiceAccess, path: string, request: Call): Promise<Response> {
  if (binding.provider !== 'qiyuesuo') throw new EsignError('binding-not-usable', `not a binding of ${SERVICE}`);
  const signed = signedHeaders(binding.appToken, secrets['appSecret'] ?? '', String(clock().getTime()));
  return http(`${binding.platformAddress.replace(/\/+$/, '')}${path}`, {
    ...request,
    headers: { ...request?.headers, ...signed },
  });
}

/** The payload of a good answer lies beside its code or under `result`. */
function unpack<T>(answer: unknown, schema: z.ZodMiniType<T>): T {
  const { code, message } = expectAnswer(SERVICE, Outcome, answer);
  if (code !== 0) throw new ServiceRefusal(CODES[code] ?? 'provider-failed', SERVICE, String(code), message ?? '');
  const { result } = answer as { result?: unknown };
  return expectAnswer(SERVICE, schema, result ?? answer);
}
