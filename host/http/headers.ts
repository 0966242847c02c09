import type { MiddlewareHandler } from 'hono';

import type { TrustedProxies } from './client.js';

/** An answer of the host is data: opened as a page it may load nothing, run nothing and be framed by nobody. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** What a route may say better itself. */
const UNLESS_SET: Readonly<Record<string, string>> = {
  'content-security-policy': DATA_POLICY,
  'cache-control': 'no-store',
};

const TWO_YEARS = 2 * 365 * 24 * 3600;

/** Puts the headers that protect a browser on every answer, a refusal included. */
export function securityHeaders(proxies: TrustedProxies): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value);
    for (const [name, value] of Object.entries(UNLESS_SET)) if (!headers.has(name)) headers.set(name, value);
    if (proxies.clientOf(context).isSecure) headers.set('strict-transport-security', `max-age=${TWO_YEARS}`);
  };
}
