import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type SpanOptions,
} from '@opentelemetry/api';

import { EsignError } from '../../src/core/errors.js';

/** Without a registered SDK this makes spans that do nothing; with one they go wherever the SDK sends them. */
const tracer = trace.getTracer('esign-elements');

/** Runs work inside of a span. The attributes are as poor as the labels of the metrics: kinds, never persons. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return inSpan(name, { attributes }, () => work());
}

/** What of a request goes on after its answer has begun; its span ends with it. */
export interface Unfinished {
  readonly rest?: Promise<void>;
}

/** Runs a request inside of a span that continues the caller's trace, if it sent one. */
export async function tracedRequest(request: Request, work: (span: Span) => Promise<Unfinished>): Promise<void> {
  const caller = propagation.extract(context.active(), request.headers, {
    keys: (headers) => [...headers.keys()],
    get: (headers, name) => headers.get(name) ?? undefined,
  });
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method } };
  await context.with(caller, () => inSpan(request.method, options, work, ({ rest }) => rest));
}

function inSpan<T>(
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
  restOf: (result: T) => Promise<void> | undefined = () => undefined,
): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    let rest: Promise<void> | undefined;
    try {
      const result = await work(span);
      rest = restOf(result);
      return result;
    } catch (error) {
      // not the message or the stack: a driver may quote a value in them
      span.setAttribute('error.type', EsignError.from(error).code);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      if (rest) void rest.finally(() => span.end());
      else span.end();
    }
  });
}
