import { readFile } from 'node:fs/promises';

import type { Context, Hono } from 'hono';

import { EsignError } from '../../src/core/errors.js';
import { parseOrThrow } from '../../src/core/parse.js';
import { Handwriting } from '../../src/schema/index.js';
import { readJson } from '../http/body.js';
import type { TrustedProxies } from '../http/client.js';
import { limitCallbacks, type RateLimiter } from '../http/rate-limit.js';
import type { Handlers } from '../http/route.js';
import { refuseCrossSite } from '../http/session.js';
import type { HostContext } from '../services/context.js';
import { closePhonePad, getPhonePad, openPhonePad, takePhonePad, writeOnPhonePad } from '../services/phone-pads.js';

/** More than the longest signature takes. */
const MAX_BYTES = 256 * 1024;
/** Secrets are 43 characters; nothing longer is hashed. */
const BEARER = /^Bearer ([\w-]{43})$/;

/** The page has one script, of its own, and speaks to this host alone. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

// the script stands beside the page, wherever the host is mounted
const PAGE = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>手写签名</title>
    <script type="module" src="pad/phone-pad.js"></script>
  </head>
  <body>
    <esign-phone-pad></esign-phone-pad>
  </body>
</html>
`;

/** Where the script of the page is; null where it was not built. Looked for anew, because a build may end after the start. */
export type PhoneScript = () => string | null;

/** Pads on phones, for the person who looks at the panel. */
export function phonePadRoutes(context: HostContext, script: PhoneScript): Handlers {
  return {
    async openPhonePad({ session }) {
      if (script() === null) throw new EsignError('not-implemented', 'the page for phones was not built');
      return { value: await openPhonePad(context, session) };
    },
    async getPhonePad({ session, params }) {
      return { value: await getPhonePad(context, session, params.id) };
    },
    async closePhonePad({ session, params }) {
      await closePhonePad(context, session, params.id);
    },
  };
}

export interface PhonePageOptions {
  readonly script: PhoneScript;
  readonly limiter: RateLimiter;
  readonly proxies: TrustedProxies;
}

/**
 * The page for phones and what it sends, outside of the contract: nobody is signed in on a phone, and who writes is known by
 * the secret of the link alone. It opens one pad, and can do nothing else.
 */
export function mountPhonePage(app: Hono, context: HostContext, { script, limiter, proxies }: PhonePageOptions): void {
  const fileName = (): string => {
    const file = script();
    if (file === null) throw new EsignError('not-found', 'the page for phones was not built');
    return file;
  };
  app.use('/pad', limitCallbacks(limiter, proxies));
  app.use('/pad/*', limitCallbacks(limiter, proxies));
  app.get('/pad', () => {
    fileName();
    return fileOf(PAGE, 'text/html; charset=utf-8');
  });
  app.get('/pad/phone-pad.js', async () =>
    fileOf(new Uint8Array(await readFile(fileName())), 'text/javascript; charset=utf-8'),
  );
  app.post('/pad/open', async (request) => request.json(await takePhonePad(context, secretOf(request))));
  app.post('/pad/ink', async (request) => {
    const pass = secretOf(request);
    const { value } = await readJson(request.req.raw, MAX_BYTES);
    await writeOnPhonePad(context, pass, parseOrThrow(Handwriting, value));
    return new Response(null, { status: 204 });
  });
}

/** @throws EsignError `forbidden` for a page of somebody else, `not-found` for what can be no secret. */
function secretOf({ req }: Context): string {
  refuseCrossSite(req.raw);
  const secret = BEARER.exec(req.header('authorization') ?? '')?.[1];
  if (secret === undefined) throw new EsignError('not-found', 'no secret of a pad');
  return secret;
}

function fileOf(body: string | Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(body, { headers: { 'content-type': type, 'content-security-policy': POLICY } });
}
