import { EsignError } from '../../src/core/errors.js';
import type { Problem } from '../../src/schema/index.js';
import { TooManyRequests } from './rate-limit.js';
import type { ReadinessAnswer } from '../observe/readiness.js';
import { toDatabaseFailure } from '../store/away.js';

/** Tells the log about a failure. It gets no bodies, no headers and no names. */
export type Report = (failure: { code: string; message: string; path: string; stack?: string | undefined }) => void;

/** The RFC 9457 body of a failure, reported where it is ours. What nobody foresaw says nothing about the inside. */
export function problemOf(error: EsignError, path: string, report: Report): Problem {
  const status = error.status === 0 ? 500 : error.status;
  if (status >= 500) report({ code: error.code, message: error.message, path, stack: causeOf(error) });
  return {
    type: `urn:esign-elements:problem:${error.code}`,
    title: error.code.replaceAll('-', ' '),
    status,
    code: error.code,
    ...(error.code === 'unexpected' ? {} : { detail: error.message }),
    ...(error.errors.length > 0 ? { errors: [...error.errors] } : {}),
  };
}

/** What was thrown, as the failure that it is told as. */
export function failureOf(thrown: unknown): EsignError {
  return EsignError.from(toDatabaseFailure(thrown));
}

/** The RFC 9457 answer of a failure. */
export function problemResponse(thrown: unknown, path: string, report: Report): Response {
  const error = failureOf(thrown);
  const problem = problemOf(error, path, report);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(error.retryable ? { 'retry-after': String(secondsUntilRetry(error)) } : {}),
    },
  });
}

/** The answer of a host that could not do its work now: which check failed, but not why. */
export function notReadyResponse({ checks }: ReadinessAnswer): Response {
  const problem: Problem & Pick<ReadinessAnswer, 'checks'> = {
    type: 'urn:esign-elements:problem:unavailable',
    title: 'unavailable',
    status: 503,
    code: 'unavailable',
    detail: 'the host is not ready',
    checks,
  };
  return new Response(JSON.stringify(problem), {
    status: 503,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function secondsUntilRetry(error: EsignError): number {
  return error instanceof TooManyRequests ? error.retryAfterSeconds : 1;
}

function causeOf(error: EsignError): string | undefined {
  return error.cause instanceof Error ? error.cause.stack : error.stack;
}
