import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { HostProcess } from './host-process.js';
import type { UserId } from './story.js';

export interface Sent {
  readonly user: UserId;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  /** Raw bytes of an upload, and its name. */
  readonly upload?: { readonly bytes: Uint8Array; readonly name: string };
  /** Exact bytes of somebody else's, who has no session. */
  readonly callback?: { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> };
  readonly key?: string;
  readonly ifMatch?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
  // the driver looks into answers of many shapes; the host checks each against the contract
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** A request that was answered with success: from then on the host owes it. */
export interface Acknowledged {
  readonly sent: Sent;
  readonly answer: Answer;
}

/** A dead process takes its answer along; this many times is the same request sent again. */
const MAX_ATTEMPTS = 60;
const TRY_AGAIN = new Set([429, 503]);

/** Speaks to the host, repeats with the same key what got no answer, and keeps what was acknowledged. */
export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  /** Requests whose answer a kill took away. */
  broken = 0;
  /** From each kill to the answer of the request that it hit. */
  readonly recoveries: number[] = [];
  readonly #hosts: readonly HostProcess[];
  /** How long an answer is waited for. */
  timeoutMs = 20_000;
  /** Whether even a failure that is the host's own is tried again: while its database is being shot at. */
  isPatient = false;
  /** Answers that asked to come again, by status and code. */
  readonly refusals = new Map<string, number>();
  /** Which of the hosts is asked: the next one, as soon as one keeps silent. */
  #current = 0;

  constructor(hosts: readonly HostProcess[]) {
    this.#hosts = hosts;
  }

  get #host(): HostProcess {
    const host = this.#hosts[this.#current % this.#hosts.length];
    if (!host) throw new Error('no host');
    return host;
  }

  /** Asks the first host again from now on. */
  startOver(): void {
    this.#current = 0;
  }

  /** Sends until there is an answer, and keeps it when it is a success. */
  async send(sent: Sent): Promise<Answer> {
    const answer = await this.deliver(sent);
    if (answer.status < 300 && sent.method !== 'GET') this.acknowledged.push({ sent, answer });
    return answer;
  }

  /** Sends until there is an answer. */
  async deliver(sent: Sent): Promise<Answer> {
    let isHit = false;
    let last = 'nothing';
    for (let attempt = 0; attempt < MAX_ATTEMPTS * (this.isPatient ? 5 : 1); attempt += 1) {
      const host = this.#host;
      const answer = await this.#try(host, sent);
      if (answer === null) {
        isHit = true;
        if (host === this.#host) this.#current += 1;
        this.broken += 1;
        continue;
      }
      if (this.#isForLater(answer)) {
        last = `${answer.status} ${answer.text}`;
        const name = `${answer.status} ${codeOf(answer) ?? ''}`;
        this.refusals.set(name, (this.refusals.get(name) ?? 0) + 1);
        await delay(this.isPatient ? 100 : 20);
        continue;
      }
      if (isHit && host.diedAt > 0) this.recoveries.push(performance.now() - host.diedAt);
      return answer;
    }
    throw new Error(`${sent.method} ${sent.path} has no answer but ${last}`);
  }

  /** Sends what must succeed. */
  async must(sent: Sent): Promise<Answer> {
    const answer = await this.send(sent);
    if (answer.status >= 300) {
      const said = this.#hosts.flatMap(({ failures }) => failures).join('\n');
      throw new Error(`${sent.method} ${sent.path}: ${answer.status} ${answer.text}\n${said}`);
    }
    return answer;
  }

  /** The bytes at an address, by their hash. */
  async hashOf(user: UserId, path: string): Promise<string> {
    const url = await this.#host.url();
    const response = await fetch(`${url}${path}`, { headers: { 'x-chaos-user': user } });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
    return createHash('sha256')
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest('hex');
  }

  #isForLater(answer: Answer): boolean {
    if (answer.status === 500) return this.isPatient;
    return TRY_AGAIN.has(answer.status) || codeOf(answer) === 'request-in-progress';
  }

  async #try(host: HostProcess, sent: Sent): Promise<Answer | null> {
    const url = await host.url();
    try {
      const response = await fetch(`${url}${sent.path}`, {
        ...requestOf(sent),
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return {
        status: response.status,
        text,
        etag: response.headers.get('etag'),
        body: isJson ? (JSON.parse(text) as unknown) : null,
      };
    } catch {
      // the connection broke: nobody knows what has happened, which is what the key is for
      return null;
    }
  }
}

function requestOf({ user, method, body, upload, callback, key, ifMatch }: Sent): RequestInit {
  if (callback) return { method, headers: callback.headers, body: new Uint8Array(callback.body) };
  const headers: Record<string, string> = { 'x-chaos-user': user };
  if (key !== undefined) headers['idempotency-key'] = key;
  if (ifMatch !== undefined) headers['if-match'] = ifMatch;
  if (upload) {
    headers['content-type'] = 'application/octet-stream';
    headers['content-disposition'] = `attachment; filename="${upload.name}"`;
    return { method, headers, body: new Uint8Array(upload.bytes) };
  }
  if (body === undefined) return { method, headers };
  headers['content-type'] = 'application/json';
  return { method, headers, body: JSON.stringify(body) };
}

export function codeOf({ status, body }: Answer): string | null {
  return status >= 400 ? ((body as { code?: string } | null)?.code ?? null) : null;
}
