import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { EsignError } from '../../src/core/errors.js';
import { findRule, mayConnect, targetOf, type AllowRule, type Target } from './allow-rules.js';

export interface OutgoingRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly signal?: AbortSignal;
  /** For one call that is known to be long or large. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/**
 * Calls an address on the list of a tenant. A redirect is answered as it is and never followed.
 *
 * @throws EsignError `address-not-allowed`, `timeout`, `aborted`, `provider-failed` when there is no connection,
 * `bad-response` when the answer is too large or packed.
 */
export type OutgoingFetch = (url: string | URL, request?: OutgoingRequest) => Promise<Response>;

/** The only way out of the host: whatever an address came from, it leads to a listed place or nowhere. */
export interface Outgoing {
  forTenant(tenantId: string): OutgoingFetch;
}

export interface OutgoingOptions {
  readonly allow: readonly AllowRule[];
  /** Every address of a name. */
  readonly resolve?: ((host: string) => Promise<string[]>) | undefined;
  readonly connectTimeoutMs?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxBytes?: number | undefined;
  /** Authorities to trust beside those of Node, in PEM. */
  readonly ca?: string | undefined;
}

interface Limits {
  readonly connectTimeoutMs: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly ca: string | undefined;
}

/** They decide how the request is read, so they are made of the request and never taken over. */
const OURS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'upgrade', 'te']);

export function createOutgoing(options: OutgoingOptions): Outgoing {
  const resolve = options.resolve ?? resolveAll;
  const limits: Limits = {
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    timeoutMs: options.timeoutMs ?? 30_000,
    maxBytes: options.maxBytes ?? 10 * 1024 * 1024,
    ca: options.ca,
  };
  return {
    forTenant:
      (tenantId) =>
      async (address, request = {}) => {
        const url = URL.canParse(String(address)) ? new URL(address) : null;
        const target = url && targetOf(url);
        const rule = target && findRule(options.allow, tenantId, target);
        if (!rule) throw notAllowed('the address is not on the list');
        const timeoutMs = request.timeoutMs ?? limits.timeoutMs;
        const timer = AbortSignal.timeout(timeoutMs);
        const signal = request.signal ? AbortSignal.any([timer, request.signal]) : timer;
        try {
          const addresses = await untilAborted(checkedAddresses(rule, resolve), signal);
          return await send(url, target, addresses, request, {
            ...limits,
            maxBytes: request.maxBytes ?? limits.maxBytes,
            signal,
          });
        } catch (error) {
          if (timer.aborted) throw new EsignError('timeout', `no answer within ${timeoutMs} ms`, { cause: error });
          if (signal.aborted) throw new EsignError('aborted', 'the call was given up', { cause: error });
          throw error;
        }
      },
  };
}

/** Asks for the addresses of a name once; from here on only these are used, whatever its DNS says next. */
async function checkedAddresses(
  rule: AllowRule,
  resolve: (host: string) => Promise<string[]>,
): Promise<readonly [string, ...string[]]> {
  const found = isIP(rule.host) ? [rule.host] : await resolve(rule.host).catch(unresolved);
  const [first, ...others] = found;
  if (first === undefined) throw new EsignError('provider-failed', 'the name has no address');
  // one door into the own network among them is one too many
  if (!found.every((address) => mayConnect(rule, address))) {
    throw notAllowed('the name leads to an address that is not on the list');
  }
  return [first, ...others];
}

function unresolved(cause: unknown): never {
  throw new EsignError('provider-failed', 'the name cannot be resolved', { cause });
}

async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}

function send(
  url: URL,
  target: Target,
  addresses: readonly [string, ...string[]],
  request: OutgoingRequest,
  limits: Limits & { signal: AbortSignal },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = (target.scheme === 'https' ? https : http).request({
      method: request.method ?? 'GET',
      host: target.host,
      port: target.port,
      path: `${url.pathname}${url.search}`,
      headers: headersOf(request),
      lookup: pinnedTo(addresses),
      // an agent of its own knows no proxy of the environment and keeps no connection of another tenant
      agent: false,
      signal: limits.signal,
      ...(limits.ca === undefined ? {} : { ca: limits.ca }),
    });
    const connecting = setTimeout(() => {
      call.destroy(new EsignError('timeout', `no connection within ${limits.connectTimeoutMs} ms`));
    }, limits.connectTimeoutMs);
    const ready = target.scheme === 'https' ? 'secureConnect' : 'connect';
    call.once('socket', (socket) => socket.once(ready, () => clearTimeout(connecting)));
    let isAnswered = false;
    call.once('close', () => {
      clearTimeout(connecting);
      // a switch of protocols closes the connection without an error
      if (!isAnswered) reject(new EsignError('provider-failed', 'the connection was closed without an answer'));
    });
    call.once('response', (message) => {
      isAnswered = true;
      void readAnswer(message, limits.maxBytes).then(resolve, (error: unknown) => {
        call.destroy();
        reject(asFailure(error));
      });
    });
    call.once('error', (error) => reject(asFailure(error)));
    call.end(request.body);
  });
}

/** The name stays in the request and in the certificate's check; the connection goes to what was checked. */
function pinnedTo(addresses: readonly [string, ...string[]]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_, options, callback) => {
    if (options.all === true) callback(null, all);
    else callback(null, addresses[0], isIP(addresses[0]));
  };
}

function headersOf({ headers = {}, body }: OutgoingRequest): Record<string, string> {
  const given = Object.entries(headers).filter(([name]) => {
    const lower = name.toLowerCase();
    return !OURS.has(lower) && !lower.startsWith('proxy-');
  });
  const taken: Record<string, string> = { ...Object.fromEntries(given), 'accept-encoding': 'identity' };
  if (body !== undefined) taken['content-length'] = String(Buffer.byteLength(body));
  return taken;
}

async function readAnswer(message: http.IncomingMessage, maxBytes: number): Promise<Response> {
  const packed = message.headers['content-encoding'];
  // it was asked for as it is; unpacking could fill the memory
  if (packed !== undefined && packed !== 'identity') throw new EsignError('bad-response', 'the answer is packed');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new EsignError('bad-response', `the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const status = message.statusCode ?? 0;
  if (status < 200 || status > 599) throw new EsignError('bad-response', `the answer has the status ${status}`);
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const isEmpty = status === 204 || status === 205 || status === 304;
  return new Response(isEmpty ? null : new Uint8Array(Buffer.concat(chunks)), { status, headers });
}

function asFailure(error: unknown): EsignError {
  if (error instanceof EsignError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'no reason given';
  return new EsignError('provider-failed', `the call failed: ${code}`, { cause: error });
}

function notAllowed(message: string): EsignError {
  return new EsignError('address-not-allowed', message);
}

/** A resolver cannot be stopped, but nobody has to wait for it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
