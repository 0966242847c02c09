import type * as z from 'zod/mini';

import { EsignError } from '../core/errors.js';
import { parseOrThrow } from '../core/parse.js';
import type { Problem } from '../schema/problem.js';
import type { Route } from '../schema/routes.js';

export interface HttpHostOptions {
  /** Where the host is mounted, for example `/esign` or `https://oa.example.com/esign`. Empty means the page's origin. */
  readonly endpoint: string;
  /** Replaces `fetch`, for example to add the OA's own handling of a lost session. */
  readonly fetch?: typeof fetch;
  /** Sent with every request; a function is asked each time, so that a token can be renewed. */
  readonly headers?: Record<string, string> | (() => Record<string, string>);
}

export interface RequestParts {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | undefined>;
  readonly body?: unknown;
  readonly upload?: { readonly bytes: Blob; readonly name: string };
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

const MAX_ATTEMPTS = 3;
const FIRST_DELAY_MS = 300;

/** Turns whatever went wrong on the way into an `EsignError`; the only place that does. */
function fromTransport(error: unknown, signal: AbortSignal | undefined): EsignError {
  if (error instanceof EsignError) return error;
  if (signal?.aborted) return new EsignError('aborted', 'request aborted', { cause: error });
  return new EsignError('network', 'the host could not be reached', { cause: error });
}

/** Schemas come when there is an answer; without them a refusal is told by its status. */
async function readProblem(body: unknown): Promise<Problem | undefined> {
  const loaded = await import('../schema/problem.js').catch(() => undefined);
  return loaded?.Problem.safeParse(body).data;
}

/** What a problem body says; undefined where it is none. */
export async function fromProblem(body: unknown): Promise<EsignError | undefined> {
  const problem = await readProblem(body);
  if (!problem) return undefined;
  const { code, status, title, errors = [] } = problem;
  return new EsignError(code, `${status} ${title}`, { errors });
}

async function fromAnswer(response: Response): Promise<EsignError> {
  const type = response.headers.get('content-type') ?? '';
  if (/^application\/(problem\+)?json/.test(type)) {
    const body: unknown = await response.json().catch(() => null);
    const error = await fromProblem(body);
    if (error) return error;
  }
  // a proxy or a login page answered instead of the host
  if (response.status === 401) return new EsignError('not-signed-in', 'the session has ended');
  if (response.status === 403) return new EsignError('forbidden', 'forbidden');
  if (response.status === 429) return new EsignError('rate-limited', 'too many requests');
  if (response.status >= 502) return new EsignError('unavailable', `answer ${response.status} without a problem body`);
  return new EsignError('bad-response', `answer ${response.status} without a problem body`);
}

export function readJson(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  return response.json().catch((cause: unknown) => {
    throw signal?.aborted
      ? new EsignError('aborted', 'request aborted', { cause })
      : new EsignError('bad-response', 'the answer is not JSON', { cause });
  });
}

export function notLoaded(cause: unknown): never {
  throw new EsignError('network', 'a part of the client could not be loaded', { cause });
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new EsignError('aborted', 'request aborted'));
    });
  });
}

/** One connection to a host: builds requests from the endpoint table, repeats what is safe to repeat, parses answers. */
export class HttpTransport {
  readonly #endpoint: string;
  readonly #fetch: typeof fetch;
  readonly #headers: () => Record<string, string>;

  constructor(options: HttpHostOptions) {
    this.#endpoint = options.endpoint.replace(/\/+$/, '');
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    const { headers } = options;
    this.#headers = typeof headers === 'function' ? headers : () => headers ?? {};
  }

  get headers(): Record<string, string> {
    return this.#headers();
  }

  url(route: Pick<Route, 'path'>, parts: RequestParts = {}): string {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = parts.params?.[name];
      if (value === undefined) throw new Error(`missing path parameter ${name}`);
      return encodeURIComponent(value);
    });
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parts.query ?? {})) if (value !== undefined) query.set(name, value);
    const search = query.size > 0 ? `?${query.toString()}` : '';
    return `${this.#endpoint}${path}${search}`;
  }

  /**
   * Sends one request. Reads and requests with an idempotency key are repeated after a network failure or a 502–504,
   * three times in all; nothing else is.
   *
   * @throws EsignError always an `EsignError`, whatever failed.
   */
  send(route: Route, parts: RequestParts = {}): Promise<Response> {
    return this.exchange(route, parts, (response) => response);
  }

  /** `send`, with what is made of the answer as a part of the attempt: an answer that is cut off counts as none. */
  async exchange<T>(route: Route, parts: RequestParts, take: (response: Response) => T | Promise<T>): Promise<T> {
    const repeatable = route.method === 'GET' || parts.headers?.['idempotency-key'] !== undefined;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await take(await this.#attempt(route, parts));
      } catch (cause) {
        const error = fromTransport(cause, parts.signal);
        if (!repeatable || !error.retryable || error.code === 'rate-limited' || attempt >= MAX_ATTEMPTS) throw error;
      }
      await wait(FIRST_DELAY_MS * 2 ** (attempt - 1), parts.signal);
    }
  }

  /**
   * Sends and parses; an answer that does not fit the schema is `bad-response`. The schema may come while the host is
   * at work.
   */
  async read<T extends z.ZodMiniType>(
    route: Route,
    schema: Promise<T>,
    parts: RequestParts = {},
  ): Promise<{ value: z.infer<T>; etag: string }> {
    const [response, parser] = await Promise.all([this.send(route, parts), schema.catch(notLoaded)]);
    const body = await readJson(response, parts.signal);
    return { value: parseOrThrow(parser, body, 'bad-response'), etag: response.headers.get('etag') ?? '' };
  }

  async #attempt(route: Route, parts: RequestParts): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json', ...this.headers, ...parts.headers };
    let body: BodyInit | undefined;
    if (parts.upload) {
      headers['content-type'] = parts.upload.bytes.type || 'application/octet-stream';
      headers['content-disposition'] = `attachment; filename*=UTF-8''${encodeURIComponent(parts.upload.name)}`;
      body = parts.upload.bytes;
    } else if (parts.body !== undefined) {
      headers['content-type'] = 'application/json';
      body = JSON.stringify(parts.body);
    }
    const response = await this.#fetch(this.url(route, parts), {
      method: route.method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
      ...(parts.signal ? { signal: parts.signal } : {}),
    });
    if (!response.ok) throw await fromAnswer(response);
    return response;
  }
}
