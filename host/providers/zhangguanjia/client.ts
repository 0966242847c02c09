import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { ErrorCode } from '../../../src/schema/index.js';
import type { ServiceAccess } from '../remote-service.js';
import { expectAnswer, readAnswer, ServiceRefusal } from '../service-answers.js';
import { ERRORS, PATHS } from './assumed.js';
import { Tokens, type KeptToken } from './tokens.js';

export const SERVICE = '章管家';

const CODES: Readonly<Record<string, ErrorCode>> = {
  [ERRORS.wrongClient]: 'binding-not-usable',
  [ERRORS.tokenInvalid]: 'binding-not-usable',
  [ERRORS.badParameter]: 'invalid-input',
  [ERRORS.otherContent]: 'invalid-input',
  [ERRORS.unknownApplication]: 'not-found',
  [ERRORS.wrongState]: 'seal-use-closed',
  [ERRORS.sealUnusable]: 'seal-not-usable',
  [ERRORS.fileTypeUnknown]: 'config-incomplete',
};

const Outcome = z.object({ errcode: z.union([z.string(), z.int()]), errmsg: z.optional(z.string()) });
const Token = z.object({ accessToken: z.string().check(z.minLength(1)) });

/** A call that is to be made with a token. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

/** Calls to 章管家 with a token that is fetched once for all of them (`zhangguanjia.md` chapter 4). */
export class ZhangguanjiaClient {
  readonly #tokens = new Tokens(fetchToken);

  /**
   * @throws EsignError `binding-not-usable`, `rate-limited`, `provider-failed`, `bad-response`, {@link ServiceRefusal}, and
   * what {@link ServiceAccess.http} throws.
   */
  async call<T>(access: ServiceAccess, call: Call, schema: z.ZodMiniType<T>): Promise<T> {
    const token = this.#tokens.get(access);
    try {
      return await send(access, token, call, schema);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      return send(access, this.#tokens.get(access, token), call, schema);
    }
  }

  /** Fetches a file. @throws EsignError as {@link call}. */
  async file(access: ServiceAccess, path: string): Promise<Uint8Array> {
    const token = this.#tokens.get(access);
    try {
      return await fetchFile(access, token, path);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      return fetchFile(access, this.#tokens.get(access, token), path);
    }
  }

  /** Fetches a token of its own, to find out whether the service takes the credentials. */
  async tryCredentials(access: ServiceAccess): Promise<void> {
    await fetchToken(access);
  }
}

function isTokenRefused(error: unknown): boolean {
  return error instanceof ServiceRefusal && error.serviceCode === ERRORS.tokenInvalid;
}

async function fetchFile(access: ServiceAccess, token: KeptToken, path: string): Promise<Uint8Array> {
  const headers = { authorization: `Bearer ${await token.value}` };
  const response = await access.http(`${addressOf(access)}${path}`, { method: 'GET', headers });
  const isData = response.ok && !/json|html/.test(response.headers.get('content-type') ?? '');
  if (isData) return new Uint8Array(await response.arrayBuffer());
  unpack(await readAnswer(SERVICE, response), z.unknown());
  throw new EsignError('bad-response', `${SERVICE} answers without a file`);
}

async function send<T>(access: ServiceAccess, token: KeptToken, call: Call, schema: z.ZodMiniType<T>): Promise<T> {
  const { method, path, body } = call;
  const headers = {
    authorization: `Bearer ${await token.value}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const request = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  return unpack(await readAnswer(SERVICE, await access.http(`${addressOf(access)}${path}`, request)), schema);
}

async function fetchToken(access: ServiceAccess): Promise<string> {
  const { binding, secrets, http } = access;
  const base = addressOf(access);
  // the secret travels in the address: nothing here ever puts an address into a message
  const query = new URLSearchParams({
    client_id: binding.provider === 'zhangguanjia' ? binding.clientId : '',
    client_secret: secrets['clientSecret'] ?? '',
    grant_type: 'code',
    response_type: 'json',
  });
  const response = await http(`${base}${PATHS.token}?${query.toString()}`, { method: 'GET' });
  return unpack(await readAnswer(SERVICE, response), Token).accessToken;
}

function addressOf({ binding }: ServiceAccess): string {
  if (binding.provider !== 'zhangguanjia') throw new EsignError('binding-not-usable', `not a binding of ${SERVICE}`);
  return binding.openUrl.replace(/\/+$/, '');
}

function unpack<T>(answer: unknown, schema: z.ZodMiniType<T>): T {
  const { errcode, errmsg } = expectAnswer(SERVICE, Outcome, answer);
  const code = String(errcode);
  if (code !== '0') throw new ServiceRefusal(CODES[code] ?? 'provider-failed', SERVICE, code, errmsg ?? '');
  return expectAnswer(SERVICE, schema, answer);
}
