import { Agent, request } from 'node:http';

/** One request as it is sent, to the byte. */
export interface Shot {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** The next request, or null when there are no more. */
export type Magazine = () => Shot | null;

export interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: Buffer;
}

export interface TrafficOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Requests in a second, whatever the answers do; null sends the next one as soon as one was answered. */
  readonly rate: number | null;
}

export interface TrafficResult {
  readonly sent: number;
  /** By status, or by the error of the connection. */
  readonly failures: ReadonlyMap<string, number>;
  readonly seconds: number;
  /** Milliseconds of each answer, in ascending order. */
  readonly latencies: Float64Array;
}

/** How often what has become due is sent. */
const TICK_MS = 2;

/** Connections that are kept, as a page's or a provider's are. */
export class Client {
  readonly #agent: Agent;
  readonly #url: URL;

  constructor(url: string, connections: number) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  }

  send({ method, path, headers, body }: Shot): Promise<Answer> {
    const { hostname, port } = this.#url;
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(body.byteLength) };
      const outgoing = request(
        { agent: this.#agent, hostname, port, method, path, headers: { ...headers, ...length } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const { statusCode: status = 0, headers: answered } = response;
            resolve({ status, etag: answered.etag, body: Buffer.concat(chunks) });
          });
          response.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

class Tally {
  readonly latencies: number[] = [];
  readonly failures = new Map<string, number>();
  sent = 0;

  /** Sends a request and counts from the moment at which it was due, so that a host that stalls cannot hide it. */
  async shoot(client: Client, shot: Shot, dueAt: number): Promise<void> {
    this.sent += 1;
    try {
      const { status, body } = await client.send(shot);
      if (status < 200 || status > 299) this.#fail(`${status} ${body.toString('utf8').slice(0, 160)}`);
      else this.latencies.push(performance.now() - dueAt);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #fail(reason: string): void {
    this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
  }
}

/** Sends what the magazine holds, for the given time or until it is empty. */
export async function drive(next: Magazine, options: TrafficOptions): Promise<TrafficResult> {
  const client = new Client(options.url, options.connections);
  const tally = new Tally();
  const start = performance.now();
  try {
    if (options.rate === null) await driveClosed(client, tally, next, options);
    else await driveOpen(client, tally, next, options, options.rate);
  } finally {
    client.close();
  }
  return {
    sent: tally.sent,
    failures: tally.failures,
    seconds: (performance.now() - start) / 1000,
    latencies: Float64Array.from(tally.latencies).sort(),
  };
}

async function driveClosed(
  client: Client,
  tally: Tally,
  next: Magazine,
  { connections, seconds }: TrafficOptions,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      const shot = next();
      if (!shot) return;
      await tally.shoot(client, shot, performance.now());
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
}

/** The clock decides when a request is due; one for which no connection is free waits, and its waiting counts. */
async function driveOpen(
  client: Client,
  tally: Tally,
  next: Magazine,
  { seconds }: TrafficOptions,
  rate: number,
): Promise<void> {
  const start = performance.now();
  const total = Math.round(rate * seconds);
  const shots: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * rate) + 1);
      while (shots.length < due) {
        const shot = next();
        if (!shot) break;
        shots.push(tally.shoot(client, shot, start + (shots.length / rate) * 1000));
      }
      if (shots.length < due || shots.length >= total) {
        clearInterval(timer);
        resolve();
      }
    }, TICK_MS);
  });
  await Promise.all(shots);
}
