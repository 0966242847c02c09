import { Hono } from 'hono';
import { getPath } from 'hono/utils/url';

import { EsignError } from '../../src/core/errors.js';
import { toOpenApi } from '../../src/core/openapi.js';
import type { ReadinessAnswer } from '../observe/readiness.js';
import { securityHeaders } from './headers.js';
import { observation, type Observation } from './observation.js';
import { notReadyResponse, problemResponse } from './problem.js';
import { limitCallbacks } from './rate-limit.js';
import { mount, type Handlers, type RouteOptions } from './route.js';

export interface AppOptions extends RouteOptions, Observation {
  readonly handlers: Handlers;
  /** Whether the host could do its work now. */
  readonly ready: () => Promise<ReadinessAnswer>;
  /** Where the host is mounted in its server, for example `/esign`; empty at the root. */
  readonly basePath: string;
}

/** The HTTP side of the contract: every route of the handlers, the document that describes them, and one form of failure. */
export function createApp({ handlers, ready, basePath, ...options }: AppOptions): Hono {
  const { report } = options;
  const app = new Hono({
    getPath: (request) => {
      const path = getPath(request);
      if (basePath === '') return path;
      // what lies outside is nothing of ours, whatever it is called
      return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : '/outside';
    },
  });
  app.use(observation(options));
  app.use(securityHeaders(options.proxies));
  app.use('/papi/*', limitCallbacks(options.limiter, options.proxies));
  const names = mount(app, handlers, options);
  const document = JSON.stringify(toOpenApi(names));
  app.get(
    '/openapi.json',
    () => new Response(document, { headers: { 'content-type': 'application/json; charset=utf-8' } }),
  );
  app.get('/healthz', (context) => context.json({ ok: true }));
  app.get('/readyz', async (context) => {
    const answer = await ready();
    return answer.ok ? context.json(answer) : notReadyResponse(answer);
  });
  app.notFound((context) => problemResponse(new EsignError('not-found', 'no such address'), context.req.path, report));
  app.onError((error, context) => problemResponse(error, context.req.path, report));
  return app;
}
