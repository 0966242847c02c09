import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import type { EndpointName } from '../../src/schema/index.js';
import { endpointOf } from './endpoint-paths.js';
import { Mismatch } from './verdict.js';

const TIMEOUT_MS = 30_000;
/** A backend may count requests; waiting is better than a wrong verdict. */
const MAX_WAITS = 6;
const MAX_WAIT_SECONDS = 60;

export interface Reply {
  /** Method and address, as findings name it. */
  readonly request: string;
  readonly name: EndpointName | null;
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The parsed body, undefined where it is not JSON. */
  readonly body: unknown;
}

export interface SendOptions {
  readonly body?: unknown;
  /** Null leaves the `Idempotency-Key` away; without it each request that needs one gets its own. */
  readonly key?: string | null;
  readonly ifMatch?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks to the backend as one person, and keeps every answer for the checks that look at all of them. */
export class Probe {
  readonly #baseUrl: string;
  readonly #credentials: readonly (readonly [string, string])[];
  readonly #journal: Reply[];

  constructor(baseUrl: string, credentials: readonly (readonly [string, string])[], journal: Reply[]) {
    this.#baseUrl = baseUrl;
    this.#credentials = credentials;
    this.#journal = journal;
  }

  /** Sends a request of the contract. */
  send(name: EndpointName, address: string, options: SendOptions = {}): Promise<Reply> {
    const { method, idempotent } = endpointOf(name);
    const key = options.key === undefined && idempotent ? randomUUID() : options.key;
    const headers = this.#headers(options);
    if (key) headers.set('idempotency-key', key);
    return this.#exchange(method, address, { headers, body: bodyOf(options.body), name });
  }

  /** Sends what is no request of the endpoint table. */
  raw(method: string, address: string, options: SendOptions = {}): Promise<Reply> {
    return this.#exchange(method, address, { headers: this.#headers(options), body: bodyOf(options.body), name: null });
  }

  /** Opens a stream; whoever asks for it ends it by `signal`. */
  open(address: string, signal: AbortSignal): Promise<Response> {
    const headers = this.#headers({ headers: { accept: 'text/event-stream' } });
    return fetch(this.#baseUrl + address, { headers, signal, redirect: 'manual' });
  }

  #headers({ body, ifMatch, headers: more = {} }: SendOptions): Headers {
    const headers = new Headers();
    for (const [name, value] of this.#credentials) headers.append(name, value);
    if (body instanceof Uint8Array) headers.set('content-type', 'application/octet-stream');
    else if (body !== undefined) headers.set('content-type', 'application/json');
    if (ifMatch !== undefined) headers.set('if-match', ifMatch);
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    return headers;
  }

  async #exchange(
    method: string,
    address: string,
    { name, headers, body }: { name: EndpointName | null; headers: Headers; body: BodyInit | null },
  ): Promise<Reply> {
    const request = `${method} ${address}`;
    for (let waits = 0; ; waits += 1) {
      const reply = await this.#once(request, () =>
        fetch(this.#baseUrl + address, {
          method,
          headers,
          body,
          redirect: 'manual',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        }),
      );
      const answer = { ...reply, name };
      this.#journal.push(answer);
      if (answer.status !== 429 || waits === MAX_WAITS) return answer;
      const seconds = Number(answer.headers.get('retry-after') ?? 1);
      await wait(Math.min(Number.isFinite(seconds) ? seconds : 1, MAX_WAIT_SECONDS) * 1000);
    }
  }

  async #once(request: string, ask: () => Promise<Response>): Promise<Omit<Reply, 'name'>> {
    try {
      const response = await ask();
      const { status, headers } = response;
      // a stream of events has no end to wait for
      const isStream = headers.get('content-type')?.includes('text/event-stream') ?? false;
      if (isStream) await response.body?.cancel();
      const bytes = isStream ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
      const text = new TextDecoder().decode(bytes);
      return { request, status, headers, bytes, text, body: isStream ? undefined : parsed(text) };
    } catch (cause) {
      throw new Mismatch(request, 'an answer', `none (${reasonOf(cause)})`);
    }
  }
}

function bodyOf(body: unknown): BodyInit | null {
  if (body === undefined) return null;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // bytes and pages of proxies are no JSON, and no failure here
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code ?? (error.name === 'TimeoutError' ? `nothing within ${TIMEOUT_MS / 1000} s` : error.message);
}
