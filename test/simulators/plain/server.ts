import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { servePage } from './sign-page.js';
import { callbackOf } from './callback.js';
import { PlainError, PlainService, type PlainEvent, type PlainOrder } from './service.js';

export interface PlainSimulator {
  readonly url: string;
  /** Account and secret of every call and of every callback. */
  readonly account: string;
  readonly secret: string;
  readonly service: PlainService;
  close(): Promise<void>;
}

type Body = Record<string, unknown>;

/**
 * A small signature service as a real HTTP server on loopback. People sign through `/control`, also from another process;
 * with `deliver` the service then reports by itself, otherwise the driver has the events and sends what it likes.
 */
export async function startPlainSimulator({
  port = 0,
  secret = 'plain-secret-of-the-account',
} = {}): Promise<PlainSimulator> {
  const service = new PlainService();
  const account = 'account-1';
  const server = createServer((request, response) => {
    void serve(service, { account, secret }, request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    account,
    secret,
    service,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

async function serve(
  service: PlainService,
  { account, secret }: { account: string; secret: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (request.url?.startsWith('/pages/')) return await servePage(service, secret, request, response);
    const body = await readBody(request);
    const isControl = request.url?.startsWith('/control/') ?? false;
    if (!isControl && request.headers.authorization !== `Bearer ${account}:${secret}`)
      throw new PlainError(401, 'who?');
    if (!isControl) await service.faults.gate;
    if (!isControl) refuseByFault(service);
    const answer = await route(service, secret, request.method ?? '', (request.url ?? '').split('/').slice(1), body);
    if (!isControl && service.faults.loseAnswers > 0) {
      service.faults.loseAnswers -= 1;
      request.socket.destroy();
      return;
    }
    send(response, 200, answer);
  } catch (error) {
    const status = error instanceof PlainError ? error.status : 500;
    send(response, status, { error: error instanceof Error ? error.message : 'unknown' });
  }
}

function refuseByFault({ faults }: PlainService): void {
  if (!faults.refuse || faults.refuse.times <= 0) return;
  faults.refuse.times -= 1;
  throw new PlainError(faults.refuse.status, 'as ordered');
}

async function route(
  service: PlainService,
  secret: string,
  method: string,
  [area, id = '', action = '']: string[],
  body: Body,
): Promise<unknown> {
  if (area === 'control') return control(service, secret, id, action, body);
  if (area === 'account') return { ok: true };
  if (area !== 'envelopes') throw new PlainError(404, 'no such address');
  const name = id === '' ? 'create' : method === 'GET' ? action || 'query' : action;
  for (const counted of [name, `${name} ${id}`]) service.calls.set(counted, (service.calls.get(counted) ?? 0) + 1);
  switch (name) {
    case 'create':
      return viewOf(service, service.create(body as unknown as PlainOrder).id);
    case 'query':
      return viewOf(service, id);
    case 'files':
      return service.files(id).map(({ bytes, ...file }) => ({ ...file, content: bytes.toString('base64') }));
    case 'launch':
      service.launch(id, (body['deadline'] as string | null) ?? null);
      return viewOf(service, id);
    case 'revoke':
      service.revoke(id, String(body['reason']));
      return viewOf(service, id);
    case 'page': {
      const { token, expiresAt } = service.openPage(id, String(body['signer']));
      return { path: service.faults.page ?? `/pages/${token}`, expiresAt };
    }
    case 'remind':
      service.remind(id, String(body['key']));
      return viewOf(service, id);
    default:
      throw new PlainError(404, 'no such operation');
  }
}

/** What only a test may do: `POST /control/{envelope}/sign|reject` and `GET /control/ledger`. */
async function control(
  service: PlainService,
  secret: string,
  id: string,
  action: string,
  body: Body,
): Promise<unknown> {
  if (id === 'ledger') return Object.fromEntries(service.ledger);
  if (id === 'envelopes') return [...service.envelopes.keys()].map((key) => viewOf(service, key));
  const events =
    action === 'sign'
      ? service.sign(id, String(body['signer']))
      : service.reject(id, String(body['signer']), String(body['reason']));
  if (body['deliver'] === true) await deliver(service, secret, id, events);
  return events;
}

export async function deliver(
  service: PlainService,
  secret: string,
  id: string,
  events: readonly PlainEvent[],
): Promise<void> {
  const [address] = service.find(id).callbackAddresses;
  if (address === undefined) throw new PlainError(409, 'the envelope has no callback address');
  for (const event of events) {
    const { body, headers } = callbackOf(secret, event);
    await fetch(address, { method: 'POST', headers, body: new Uint8Array(body) });
  }
}

function viewOf(service: PlainService, id: string): unknown {
  const { documents, callbackAddresses, ...envelope } = service.find(id);
  return { ...envelope, documents: documents.map(({ id: document, ref, name }) => ({ id: document, ref, name })) };
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
