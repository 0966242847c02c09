import { createHmac } from 'node:crypto';

import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { ErrorCode } from '../../../src/schema/index.js';
import type { ServiceAccess } from '../remote-service.js';
import { expectAnswer, packForm, readAnswer, ServiceRefusal } from '../service-answers.js';

export const SERVICE = 'e签宝私有云';
/** 客户端ip地址非法: the project has no entry `*` in its list of addresses. */
export const ADDRESS_NOT_LISTED = '5006002';

/** What the private cloud calls its refusals, in our words; it publishes no list. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  401: 'binding-not-usable',
  [ADDRESS_NOT_LISTED]: 'binding-not-usable',
  1435304: 'file-damaged',
  1435306: 'file-too-large',
  1436014: 'envelope-closed',
  1436018: 'envelope-closed',
};

/** Headers of a call, over the very bytes of a JSON body; a query and an upload are signed as nothing (`esign.md` 17.2). */
export function signedHeaders(projectKey: string, projectSecret: string, content: string): Record<string, string> {
  return {
    'x-timevale-project-id': projectKey,
    'x-timevale-signature': createHmac('sha256', projectSecret).update(content, 'utf8').digest('hex'),
  };
}

const Outcome = z.object({
  errCode: z.union([z.int(), z.string()]),
  msg: z.optional(z.nullable(z.string())),
  data: z.optional(z.unknown()),
});

/** Asks with GET. @throws EsignError as {@link send}. */
export function ask<T>(
  access: ServiceAccess,
  path: string,
  query: Readonly<Record<string, string>>,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  return send(access, `${path}?${new URLSearchParams(query).toString()}`, { method: 'GET' }, '', schema);
}

/** Orders with JSON. @throws EsignError as {@link send}. */
export function order<T>(access: ServiceAccess, path: string, body: object, schema: z.ZodMiniType<T>): Promise<T> {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json' };
  return send(access, path, { method: 'POST', headers, body: text }, text, schema);
}

/** Sends a form with a file. @throws EsignError as {@link send}. */
export async function upload<T>(
  access: ServiceAccess,
  path: string,
  form: FormData,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  return send(access, path, { method: 'POST', ...(await packForm(form)) }, '', schema);
}

/**
 * @throws EsignError `binding-not-usable`, `rate-limited`, `provider-failed`, `bad-response`, {@link ServiceRefusal},
 * and what {@link ServiceAccess.http} throws.
 */
async function send<T>(
  { binding, secrets, http }: ServiceAccess,
  path: string,
  request: NonNullable<Parameters<ServiceAccess['http']>[1]>,
  content: string,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  if (binding.provider !== 'esign' || binding.serviceType !== 'private') {
    throw new EsignError('binding-not-usable', `not a binding of ${SERVICE}`);
  }
  const signed = signedHeaders(binding.projectKey, secrets['projectSecret'] ?? '', content);
  const response = await http(`${binding.platformAddress.replace(/\/+$/, '')}${path}`, {
    ...request,
    headers: { ...request.headers, ...signed },
  });
  const { errCode, msg, data } = expectAnswer(SERVICE, Outcome, await readAnswer(SERVICE, response));
  const code = String(errCode);
  if (code !== '0') throw new ServiceRefusal(CODES[code] ?? 'provider-failed', SERVICE, code, msg ?? '');
  return expectAnswer(SERVICE, schema, data ?? {});
}
