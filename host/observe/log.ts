import { trace } from '@opentelemetry/api';
import { pino, stdTimeFunctions, type DestinationStream } from 'pino';
import type * as z from 'zod/mini';

import type { Report } from '../http/problem.js';
import { redact } from './redact.js';
import { requestScope } from './request-scope.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** The one line of a request. It has neither bodies nor headers nor a query, and the route instead of the address. */
export interface RequestLine {
  readonly method: string;
  /** The pattern, `/v1/envelopes/:id`; `none` where there is no such address. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** What a request wrote, parsed, and the schema by which it is cleared of what is nobody's business. */
export interface InputLine {
  readonly method: string;
  readonly route: string;
  readonly body: unknown;
  readonly schema: z.ZodMiniType;
}

export interface HostLog {
  request(line: RequestLine): void;
  /** At the level `debug` alone. */
  input(line: InputLine): void;
  readonly report: Report;
  info(message: string): void;
  warn(message: string): void;
}

/** Ids of what is at work, so that the lines of one request are found together and beside its trace. */
function scopeOfLine(): Record<string, string> {
  const scope = requestScope.getStore();
  const span = trace.getActiveSpan()?.spanContext();
  return {
    ...(scope ? { requestId: scope.requestId } : {}),
    ...(scope?.tenantId === undefined ? {} : { tenant: scope.tenantId }),
    ...(scope?.userId === undefined ? {} : { user: scope.userId }),
    ...(span ? { traceId: span.traceId, spanId: span.spanId } : {}),
  };
}

/** Writes JSON lines to the standard output, or to `destination`. */
export function createLog(options: { level: LogLevel; destination?: DestinationStream | undefined }): HostLog {
  const logger = pino(
    {
      level: options.level,
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: scopeOfLine,
    },
    // written at once: what a process said before it died is what one looks for
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return {
    request: (line) => logger.info(line, 'request'),
    input: ({ method, route, body, schema }) => {
      // a copy of a body costs too much to be made for nobody
      if (logger.isLevelEnabled('debug')) logger.debug({ method, route, input: redact(body, schema) }, 'input');
    },
    report: ({ message, ...failure }) => logger.error(failure, message),
    info: (message) => logger.info(message),
    warn: (message) => logger.warn(message),
  };
}
