import { createHmac } from 'node:crypto';

import type * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { ServiceAccess } from '../remote-service.js';
import { packForm } from '../service-answers.js';
import { dataOf } from './answers.js';

export const SERVICE = 'e签宝私有云';

/** Headers of a call, over the very bytes of a JSON body; a query and an upload are signed as nothing (`esign.md` 17.2). */
export function signedHeaders(projectKey: string, projectSecret: string, content: string): Record<string, string> {
  return {
    'x-timevale-project-id': projectKey,
    'x-timevale-signature': createHmac('sha256', projectSecret).update(content, 'utf8').digest('hex'),
  };
}

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
 * @throws EsignError `binding-not-usable`, and what {@link dataOf} and {@link ServiceAccess.http} throw.
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
  return dataOf(SERVICE, response, schema);
}
