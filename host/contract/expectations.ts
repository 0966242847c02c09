import { EsignError } from '../../src/core/errors.js';
import { Problem, type ErrorCode } from '../../src/schema/index.js';
import type { Reply } from './probe.js';
import { Mismatch, NotChecked } from './verdict.js';

/** An answer in a few words, without anything of its content but a code. */
export function described({ status, body, headers }: Reply): string {
  const code = isObject(body) && typeof body['code'] === 'string' ? ` ${body['code']}` : '';
  const type = headers.get('content-type')?.split(';')[0] ?? 'no content type';
  return status >= 400 && code === '' ? `${status} without a code (${type})` : `${status}${code}`;
}

export function expectThat(condition: boolean, reply: Reply, expected: string, came: string = described(reply)): void {
  if (!condition) throw new Mismatch(reply.request, expected, came);
}

export function expectStatus(reply: Reply, ...statuses: number[]): void {
  expectThat(statuses.includes(reply.status), reply, statuses.join(' or '));
}

/** A refusal with the status that the contract gives its code; its form is looked at by checks of their own. */
export function expectRefusal(reply: Reply, ...codes: [ErrorCode, ...ErrorCode[]]): void {
  const { body, status } = reply;
  const isExpected = codes.some((code) => status === statusOf(code) && isObject(body) && body['code'] === code);
  expectThat(isExpected, reply, codes.map((code) => `${statusOf(code)} ${code}`).join(' or '));
}

/** For requests to an object that is not there: a backend may look for it before it looks at anything else. */
export function skipIfLookedUpFirst(reply: Reply, isThere: boolean): void {
  if (!isThere && reply.status === 404) throw new NotChecked('needs an object that this run could make');
}

export function statusOf(code: ErrorCode): number {
  return new EsignError(code, '').status;
}

/** The faults of an input that an answer lists. */
export function faultsOf(reply: Reply): { pointer: string }[] {
  const problem = Problem.safeParse(reply.body);
  return problem.success ? (problem.data.errors ?? []) : [];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items of a list answer. */
export function itemsOf(reply: Reply): unknown[] {
  expectStatus(reply, 200);
  const items = isObject(reply.body) ? reply.body['items'] : undefined;
  if (!Array.isArray(items)) throw new Mismatch(reply.request, 'a list of items', 'none');
  return items as unknown[];
}

export function textAt(value: unknown, name: string): string | null {
  const text = isObject(value) ? value[name] : undefined;
  return typeof text === 'string' ? text : null;
}

/** The entity tag of an answer. */
export function etagOfReply(reply: Reply): string {
  const etag = reply.headers.get('etag');
  if (etag === null || etag === '') throw new Mismatch(reply.request, 'an ETag', 'none');
  return etag;
}
