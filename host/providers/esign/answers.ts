import * as z from 'zod/mini';

import type { ErrorCode } from '../../../src/schema/index.js';
import { expectAnswer, readAnswer, ServiceRefusal } from '../service-answers.js';

/** 客户端ip地址非法: the project has no entry `*` in its list of addresses. */
export const ADDRESS_NOT_LISTED = '5006002';
export const NO_SUCH_ACCOUNT = '1435204';
export const NOT_GRANTED = '1436010';
export const NOT_EXECUTED = '1436015';
export const NO_SUCH_FLOW = '1436016';

/** What e签宝 calls its refusals, in our words (`esign.md` 11); the private cloud publishes no list of its own. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  401: 'binding-not-usable',
  [ADDRESS_NOT_LISTED]: 'binding-not-usable',
  1435002: 'invalid-input',
  1435102: 'provider-failed',
  1435103: 'binding-not-usable',
  1435104: 'provider-failed',
  1435202: 'provider-failed',
  1435203: 'provider-failed',
  [NO_SUCH_ACCOUNT]: 'not-found',
  1435205: 'not-found',
  1435206: 'invalid-input',
  1435207: 'invalid-input',
  1435302: 'provider-failed',
  1435303: 'provider-failed',
  1435304: 'file-damaged',
  1435305: 'file-type-not-supported',
  1435306: 'file-too-large',
  1435402: 'seal-not-usable',
  1435403: 'seal-not-usable',
  1435502: 'provider-failed',
  1435503: 'provider-failed',
  1435504: 'provider-failed',
  1436002: 'invalid-input',
  1436003: 'invalid-input',
  1436004: 'not-a-signer',
  1436005: 'invalid-input',
  1436006: 'invalid-input',
  1436007: 'seal-not-usable',
  1436008: 'invalid-input',
  1436009: 'file-encrypted',
  [NOT_GRANTED]: 'forbidden',
  1436011: 'placement-required',
  1436012: 'placement-invalid',
  1436013: 'provider-failed',
  1436014: 'envelope-closed',
  [NOT_EXECUTED]: 'provider-failed',
  [NO_SUCH_FLOW]: 'not-found',
  1436017: 'invalid-input',
  1436018: 'envelope-closed',
  1436019: 'envelope-not-completed',
};

const Outcome = z.object({
  errCode: z.union([z.int(), z.string()]),
  msg: z.optional(z.nullable(z.string())),
  data: z.optional(z.unknown()),
});

/**
 * The `data` of an answer, as both products pack it.
 *
 * @throws EsignError `rate-limited`, `provider-failed`, `bad-response`, {@link ServiceRefusal}.
 */
export async function dataOf<T>(service: string, response: Response, schema: z.ZodMiniType<T>): Promise<T> {
  const { errCode, msg, data } = expectAnswer(service, Outcome, await readAnswer(service, response));
  const code = String(errCode);
  if (code !== '0') throw new ServiceRefusal(CODES[code] ?? 'provider-failed', service, code, msg ?? '');
  return expectAnswer(service, schema, data ?? {});
}
