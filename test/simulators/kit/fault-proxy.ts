import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What happens to a call on its way:
 * - `refuse`: an answer with a status instead of the service's;
 * - `page`: a page of HTML with status 200, as a gateway sends it;
 * - `loseRequest`: the connection ends before the service heard of it;
 * - `loseAnswer`: the service does the work, and the answer is lost;
 * - `halfAnswer`: the service does the work, and half of the answer arrives as if it were all of it;
 * - `cutUpload`: the service gets half of the body, then the connection ends;
 * - `hold`: nothing goes on before the promise resolves.
 */
export type Fault =
  | { readonly kind: 'refuse'; readonly status: number }
  | { readonly kind: 'page' | 'loseRequest' | 'loseAnswer' | 'halfAnswer' | 'cutUpload' }
  | { readonly kind: 'hold'; readonly until: Promise<unknown> };

export interface FaultProxy {
  readonly url: string;
  /** Has the next calls, whose path holds `path`, go wrong, one fault each. */
  inject(faults: readonly Fault[], path?: string): void;
  /** How many calls came, by path. */
  readonly calls: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** A proxy on loopback in front of a service on loopback. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const waiting: { path: string; fault: Fault }[] = [];
  const calls = new Map<string, number>();
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    calls.set(path, (calls.get(path) ?? 0) + 1);
    const index = waiting.findIndex((entry) => path.includes(entry.path));
    const fault = index < 0 ? undefined : waiting.splice(index, 1)[0]?.fault;
    // who gives up in the middle of a request is not answered
    pass(target, request, response, fault).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    inject: (faults, path = '/') => waiting.push(...faults.map((fault) => ({ path, fault }))),
    calls,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

async function pass(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  switch (fault?.kind) {
    case 'refuse':
      response.writeHead(fault.status, { 'content-type': 'application/json' });
      response.end('{}');
      return;
    case 'page':
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>maintenance</title>');
      return;
    case 'loseRequest':
      request.socket.destroy();
      return;
    case 'cutUpload':
      await forward(target, request, body, body.subarray(0, body.length / 2)).catch(() => undefined);
      request.socket.destroy();
      return;
    case 'hold':
      await fault.until;
      break;
    default:
  }
  try {
    const answer = await forward(target, request, body, body);
    if (fault?.kind === 'loseAnswer') {
      request.socket.destroy();
      return;
    }
    if (fault?.kind === 'halfAnswer') {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body.subarray(0, answer.body.length / 2));
      return;
    }
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  } catch {
    request.socket.destroy();
  }
}

/** Sends what is given of a body that was announced whole. */
function forward(
  target: string,
  { url, method, headers }: IncomingMessage,
  whole: Buffer,
  given: Buffer,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const outgoing = send(
      `${target}${url ?? ''}`,
      { method, headers: { ...headers, host: new URL(target).host, 'content-length': whole.length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.write(given);
    if (given.length < whole.length) outgoing.destroy(new Error('cut'));
    else outgoing.end();
  });
}
