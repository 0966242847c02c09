import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';

import type { RequestLine } from '../observe/log.js';
import type { HostMetrics } from '../observe/metrics.js';
import { requestIdOf, requestScope } from '../observe/request-scope.js';
import { tracedRequest } from '../observe/trace.js';
import { lastStatusOf } from './lines.js';

export interface Observation {
  readonly metrics: HostMetrics;
  /**
   * Hears of each request once it is answered; of a stream of changes or a download, when it begins. What is told in lines is
   * answered with the last one, whose status counts.
   */
  readonly onRequest: (line: RequestLine) => void;
}

/** Gives each request its id, its span, its line in the log and its place in the metrics. */
export function observation({ metrics, onRequest }: Observation): MiddlewareHandler {
  return async (context, next) => {
    const requestId = requestIdOf(context.req.header('x-request-id') ?? null);
    await requestScope.run({ requestId }, () =>
      tracedRequest(context.req.raw, async (span) => {
        const started = performance.now();
        await next();
        const { method } = context.req;
        const route = routeOf(context);
        context.res.headers.set('x-request-id', requestId);
        const tell = (status: number): void => {
          const ms = performance.now() - started;
          span.updateName(`${method} ${route}`);
          span.setAttributes({
            'http.route': route,
            'http.response.status_code': status,
            'esign.request_id': requestId,
          });
          metrics.requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, ms / 1000);
          onRequest({ method, route, status, ms: Math.round(ms * 10) / 10 });
        };
        const last = lastStatusOf(context);
        if (last) return { rest: last.then(tell) };
        tell(context.res.status);
        return {};
      }),
    );
  };
}

/** The pattern of the handler, because addresses hold ids: middleware, which matches everything, is no route. */
function routeOf(context: Context): string {
  return matchedRoutes(context).findLast(({ path }) => !path.endsWith('*'))?.path ?? 'none';
}
