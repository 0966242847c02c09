import type { Server } from 'node:http';

import type { Connection } from '../../host/http/client.js';
import { listen, portOf } from '../../host/http/listen.js';
import type { TestHost } from './test-host.js';

type Ask = (request: Request) => Promise<Response>;

/** One thing that a backend may do wrong: it sees each request, and decides what the real host hears and what is answered. */
export type Fault = (request: Request, ask: Ask) => Promise<Response>;

/** The host of a test behind a port, as faulty as it is told to be. */
export class FaultyHost {
  fault: Fault | null = null;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(test: TestHost): Promise<FaultyHost> {
    const server = await listen((request, connection) => serve(request, connection), {
      port: 0,
      hostname: '127.0.0.1',
    });
    const faulty = new FaultyHost(server);
    const serve = (request: Request, connection: Connection): Promise<Response> => {
      const ask: Ask = (changed) => test.host.fetch(changed, connection);
      return faulty.fault ? faulty.fault(request, ask) : ask(request);
    };
    return faulty;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The request with another body, header or address. */
export async function changed(
  request: Request,
  { url = request.url, headers = {}, body }: { url?: string; headers?: Record<string, string | null>; body?: string },
): Promise<Request> {
  const all = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  const bytes = body ?? new Uint8Array(await request.arrayBuffer());
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && bytes.length > 0;
  all.delete('content-length');
  return new Request(url, { method: request.method, headers: all, ...(hasBody ? { body: bytes } : {}) });
}

/** The answer with another body or header. */
export async function answered(
  response: Response,
  { headers = {}, change }: { headers?: Record<string, string | null>; change?: (body: Body) => unknown },
): Promise<Response> {
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  if (!change) return new Response(response.body, { status: response.status, headers: all });
  const text = await response.text();
  if (!all.get('content-type')?.includes('json')) return new Response(text, { status: response.status, headers: all });
  const body = JSON.stringify(change(JSON.parse(text) as Body));
  return new Response(body, { status: response.status, headers: all });
}

type Body = Record<string, unknown>;
