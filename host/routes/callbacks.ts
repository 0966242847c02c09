import type { Context, Hono } from 'hono';

import { EsignError } from '../../src/core/errors.js';
import { readBytes } from '../http/body.js';
import { RateLimiter } from '../http/rate-limit.js';
import type { Handlers } from '../http/route.js';
import { listCallbacks, retryCallback } from '../services/callback-list.js';
import type { CallbackInbox } from '../services/callbacks.js';
import type { HostContext } from '../services/context.js';

const MAX_BYTES = 1024 * 1024;
const BODY_TIMEOUT_MS = 10_000;

/** What was reported, for whoever looks after the host. */
export function callbackRoutes(context: HostContext, inbox: CallbackInbox): Handlers {
  return {
    async listCallbacks({ session, query }) {
      return { value: await listCallbacks(context, session.tenantId, query) };
    },
    async retryCallback({ session, params, once }) {
      const value = await retryCallback(context, session, params.id, once);
      inbox.wake(session.tenantId, value.id);
      return { value };
    },
  };
}

/**
 * Where providers report, outside of the contract of the pages: no session, no cookies. Who sends is proven by the bytes
 * alone, never by an address of the network, which anybody can claim.
 */
export function mountCallbacks(
  app: Hono,
  inbox: CallbackInbox,
  { bodyTimeoutMs = BODY_TIMEOUT_MS, limiter = new RateLimiter(false) } = {},
): void {
  app.all('/papi/signcenter/:provider/:n/:m/:tenantKey/globalCallback', async (context) => {
    if (context.req.method !== 'POST') return refuse(405, { allow: 'POST' });
    try {
      return await receive(context, inbox, { bodyTimeoutMs, limiter });
    } catch (error) {
      const status = REFUSALS[EsignError.from(error).code];
      if (status === undefined) throw error;
      return refuse(status);
    }
  });
}

/** The failures that are the sender's; everything else is ours, and the provider sends again. */
const REFUSALS: Partial<Record<EsignError['code'], number>> = {
  'not-signed-in': 401,
  timeout: 408,
  'body-too-large': 413,
  'content-type-not-supported': 415,
};

const TITLES: Record<number, string> = {
  401: 'not a callback of this host',
  405: 'method not allowed',
  408: 'the body took too long',
  413: 'the body is too large',
  415: 'content encoding not supported',
};

interface CallbackLimits {
  readonly bodyTimeoutMs: number;
  readonly limiter: RateLimiter;
}

async function receive(context: Context, inbox: CallbackInbox, limits: CallbackLimits): Promise<Response> {
  const { raw: request } = context.req;
  const encoding = request.headers.get('content-encoding');
  // a small body that unpacks to a large one is refused before anybody looks into it
  if (encoding !== null && encoding.trim().toLowerCase() !== 'identity') {
    throw new EsignError('content-type-not-supported', 'a callback is encoded');
  }
  const { provider = '', n = '', m = '', tenantKey = '' } = context.req.param() as Record<string, string>;
  const layout = { n, m };
  // who guesses at addresses is refused before anything of the body is read
  const address = await inbox.find({ provider, layout, tenantKey });
  await limits.limiter.count('callbacks', address.tenant_key);
  const { contentType, body } = await inbox.receive(address, {
    layout,
    bytes: await readBytes(request, MAX_BYTES, limits.bodyTimeoutMs),
    headers: request.headers,
    query: new URL(request.url).searchParams,
  });
  return new Response(body, { status: 200, headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
}

function refuse(status: number, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title: TITLES[status], status }), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
