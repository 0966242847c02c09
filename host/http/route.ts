import type { Context, Hono } from 'hono';

import { EsignError } from '../../src/core/errors.js';
import { parseOrThrow } from '../../src/core/parse.js';
import {
  endpoints,
  Id,
  type BodyOf,
  type Endpoint,
  type EndpointName,
  type LineOf,
  type QueryOf,
  type ResponseOf,
} from '../../src/schema/index.js';
import { stopPoint } from '../jobs/stop-point.js';
import type { InputLine } from '../observe/log.js';
import { asTenant } from '../store/tenant-scope.js';
import type { Reader } from '../net/network-login.js';
import { readBytes, readJson } from './body.js';
import type { TrustedProxies } from './client.js';
import type { Idempotency, Once, StoredAnswer } from './idempotency.js';
import { acceptsLines, answerInLines, type Tell } from './lines.js';
import { checkRule, ruleOf, type Rule } from './policy.js';
import type { Report } from './problem.js';
import type { RateLimiter } from './rate-limit.js';
import { refuseCrossSite, type HostSession, type ResolveSession } from './session.js';

type ParamName<P extends string> = P extends `${string}{${infer K}}${infer Rest}` ? K | ParamName<Rest> : never;
type Params<N extends EndpointName> = Record<ParamName<(typeof endpoints)[N]['path']>, string>;

/** What a handler gets: everything that came over the wire, parsed. */
export interface RouteInput<N extends EndpointName> {
  readonly session: HostSession;
  readonly params: Params<N>;
  readonly query: QueryOf<N>;
  readonly body: BodyOf<N>;
  /** The raw bytes of an upload. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ifMatch: string | null;
  readonly once: Once;
  /** Tells of the work while it goes on, who asked for that; where nobody did, it does nothing. */
  readonly tell: (line: LineOf<N>) => void;
  readonly request: Request;
  /** From where the person reaches the OA. */
  readonly reader: Reader;
}

/** What a handler answers: bytes and streams as a `Response`, nothing for 204, otherwise the value and its `ETag`. */
export type RouteReply<N extends EndpointName> = (typeof endpoints)[N]['response'] extends 'bytes' | 'events'
  ? Response
  : (typeof endpoints)[N]['response'] extends 'none'
    ? void
    : { readonly value: ResponseOf<N>; readonly etag?: string };

export type Handler<N extends EndpointName> = (input: RouteInput<N>) => Promise<RouteReply<N>>;
export type Handlers = { readonly [N in EndpointName]?: Handler<N> };

export interface RouteOptions {
  readonly resolveSession: ResolveSession;
  readonly idempotency: Idempotency;
  readonly maxUploadBytes: number;
  /** Whether a binding lists the person as its seal staff (B-14). */
  readonly isListedStaff: (session: HostSession, bindingId: string) => Promise<boolean>;
  readonly limiter: RateLimiter;
  readonly proxies: TrustedProxies;
  /** Origins beside the host's own whose pages may write. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** Parses each answer by its schema too: on in tests, where a wrong answer is our bug. */
  readonly checkResponses: boolean;
  readonly report: Report;
  /** Waits at the end of the host for work whose answer has begun. */
  readonly track: (work: Promise<unknown>) => void;
  /** Hears what each request writes, once it is parsed. */
  readonly onInput: (line: InputLine) => void;
}

/** Puts a handler behind its endpoint of the contract: session, input, version and repetition are checked here, once. */
export function mount(app: Hono, handlers: Handlers, options: RouteOptions): EndpointName[] {
  const names = Object.keys(handlers) as EndpointName[];
  for (const name of names) {
    const rule = ruleOf(name);
    const endpoint: Endpoint = endpoints[name];
    // the table guarantees that the handler fits its endpoint; a loop over names cannot show it to the compiler
    const handler = handlers[name] as unknown as Handler<EndpointName>;
    app.on(endpoint.method, endpoint.path.replace(/\{(\w+)\}/g, ':$1'), (context) =>
      serve(context, { endpoint, rule, handler }, options),
    );
  }
  return names;
}

interface Route {
  readonly endpoint: Endpoint;
  readonly rule: Rule;
  readonly handler: Handler<EndpointName>;
}

/** Lets in who may use the route at all; what they may do with the object is the service's to decide. */
async function serve(context: Context, route: Route, options: RouteOptions): Promise<Response> {
  const { limiter, proxies, allowedOrigins, resolveSession } = options;
  const request = context.req.raw;
  await limiter.countAddress(proxies.clientOf(context).address);
  refuseCrossSite(request, allowedOrigins);
  const session = await resolveSession(request);
  if (!session) throw new EsignError('not-signed-in', 'nobody is signed in');
  await limiter.countPerson(session, route.rule.isCostly ?? false);
  return asTenant(session.tenantId, async () => {
    const { id } = context.req.param() as Record<string, string>;
    await checkRule(route.rule, session, async () => id !== undefined && options.isListedStaff(session, id));
    return answer(context, route, session, options);
  });
}

/** Answers a request of a person who may send it. */
async function answer(
  context: Context,
  { endpoint, handler }: Route,
  session: HostSession,
  options: RouteOptions,
): Promise<Response> {
  const { idempotency, maxUploadBytes, checkResponses, onInput, proxies } = options;
  const request = context.req.raw;
  const params = context.req.param() as Record<string, string>;
  for (const value of Object.values(params)) {
    if (!Id.safeParse(value).success) throw new EsignError('not-found', 'not an id');
  }
  const query = endpoint.query ? parseOrThrow(endpoint.query, context.req.query()) : {};
  const { body, bytes } = await readInput(request, endpoint, maxUploadBytes);
  stopPoint('after-accept');
  const { method, path: route, body: schema } = endpoint;
  if (typeof schema === 'object') onInput({ method, route, body, schema });
  const ifMatch = request.headers.get('if-match');
  if (endpoint.etag === 'write' && ifMatch === null) throw new EsignError('version-required', 'If-Match is missing');

  const call = async (once: Once, tell: Tell): Promise<StoredAnswer | Response> => {
    const input = {
      session,
      params,
      query,
      body,
      bytes,
      ifMatch,
      once,
      tell,
      request,
      reader: { address: proxies.clientOf(context).address, pageHost: pageHostOf(request) },
    } as unknown as RouteInput<EndpointName>;
    const reply = await handler(input);
    if (reply instanceof Response) return reply;
    if (!reply) return { status: endpoint.status, etag: null, body: null };
    return { status: endpoint.status, etag: reply.etag ?? null, body: reply.value };
  };
  const work = async (tell: Tell): Promise<StoredAnswer | Response> => {
    const reply = endpoint.idempotent
      ? await idempotency.run(
          {
            session,
            key: request.headers.get('idempotency-key'),
            method: endpoint.method,
            path: context.req.path,
            bytes,
            status: endpoint.status,
          },
          async (once) => (await call(once, tell)) as StoredAnswer,
        )
      : await call({ key: '', keep: () => Promise.resolve() }, tell);
    if (checkResponses && !(reply instanceof Response)) requireContract(endpoint, reply);
    return reply;
  };
  const reply =
    endpoint.lines && acceptsLines(request) ? await answerInLines(context, work, options) : await work(() => undefined);
  return reply instanceof Response ? reply : respond(reply);
}

async function readInput(
  request: Request,
  { body: schema }: Endpoint,
  maxUploadBytes: number,
): Promise<{ body: unknown; bytes: Uint8Array }> {
  if (schema === undefined) return { body: undefined, bytes: new Uint8Array() };
  if (schema === 'upload') {
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    // what a page of another site can send without asking first
    if (type === '' || ['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded'].includes(type)) {
      throw new EsignError('content-type-not-supported', 'send the bytes as application/octet-stream');
    }
    return { body: undefined, bytes: await readBytes(request, maxUploadBytes) };
  }
  const { value, bytes } = await readJson(request);
  return { body: parseOrThrow(schema, value), bytes };
}

function requireContract({ response }: Endpoint, { status, body }: StoredAnswer): void {
  if (status !== 204 && typeof response === 'object') parseOrThrow(response, body, 'bad-response');
}

function respond({ status, etag, body }: StoredAnswer): Response {
  if (status === 204) return new Response(null, { status });
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...(etag ? { etag } : {}),
    },
  });
}

/** The host of the page that sends a request; only what a browser puts into a request by itself is believed. */
function pageHostOf(request: Request): string | null {
  const origin = request.headers.get('origin');
  return origin !== null && URL.canParse(origin) ? new URL(origin).hostname : null;
}
