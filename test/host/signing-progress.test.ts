import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { getRequestListener } from '@hono/node-server';
import { afterEach, describe, expect, it } from 'vitest';

import { noMetrics } from '../../host/observe/metrics.js';
import type { SignatureProvider } from '../../host/providers/provider.js';
import { EsignError } from '../../src/core/errors.js';
import { SigningLine, type Envelope, type Mark, type Problem, type SignReceipt } from '../../src/schema/index.js';
import { currentEnvelope, ok, sealMark, signBody } from '../support/journey.js';
import { databases, openTestHost, type TestHost } from '../support/test-host.js';

const FILE = new Uint8Array(readFileSync('host/demo/documents/technical-specification.pdf'));
const NAMES = ['采购合同.pdf', '技术规格书.pdf', '保密协议.pdf'];
const LINES = 'application/x-ndjson, application/json';

/** Holds the built-in signer before each document until a test lets it go on. */
class HeldSigner {
  readonly #waiting: (() => void)[] = [];
  #permits = 0;
  /** What happens instead of the signature of the n-th document, counted from 1. */
  failAt = new Map<number, Error>();
  count = 0;

  constructor(test: TestHost) {
    const providers = test.host.parts.providers as Map<string, SignatureProvider>;
    const builtin = providers.get('builtin');
    if (!builtin) throw new Error('no built-in signer');
    providers.set('builtin', {
      ...builtin,
      sign: async (request) => {
        this.count += 1;
        const failure = this.failAt.get(this.count);
        if (this.#permits > 0) this.#permits -= 1;
        else await new Promise<void>((resolve) => this.#waiting.push(resolve));
        if (failure) throw failure;
        return builtin.sign(request);
      },
    });
  }

  /** Lets the next document be signed, also one that is not there yet. */
  letOne(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#permits += 1;
  }

  letAll(): void {
    this.#permits = Infinity;
    for (const next of this.#waiting.splice(0)) next();
  }
}

/** Reads lines as they come. */
class Lines {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor({ body }: Response) {
    if (!body) throw new Error('no body');
    this.#reader = body.getReader();
  }

  async next(): Promise<SigningLine | null> {
    for (;;) {
      const end = this.#text.indexOf('\n');
      if (end >= 0) {
        const line = SigningLine.parse(JSON.parse(this.#text.slice(0, end)));
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      const { done, value } = await this.#reader.read();
      if (done) return null;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  async rest(): Promise<SigningLine[]> {
    const lines: SigningLine[] = [];
    for (let line = await this.next(); line; line = await this.next()) lines.push(line);
    return lines;
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}

describe.each(databases)('progress of a signature on %s', (kind) => {
  let test: TestHost;
  let requests: { route: string; status: string }[];
  let envelope: Envelope;
  let signer: HeldSigner;

  afterEach(() => test.close());

  const start = async (options: { metrics?: boolean } = {}): Promise<void> => {
    requests = [];
    const metrics = {
      ...noMetrics,
      requests: { observe: ({ route, status }: { route: string; status: string }) => requests.push({ route, status }) },
    };
    test = await openTestHost(kind, options.metrics ? { metrics } : {});
    signer = new HeldSigner(test);
    const named = { headers: { 'content-disposition': 'attachment; filename="contract.pdf"' } };
    const { fileId } = ok(await test.as('applicant').post('/v1/uploads', FILE, named)).body as { fileId: string };
    const person = (userId: string, order: number) => ({
      kind: 'person',
      scope: 'internal',
      name: userId,
      order,
      signers: [{ userId, name: userId, contact: null }],
    });
    const draft = ok(
      await test.as('applicant').post('/v1/envelopes', {
        bindingId: 'bind-builtin',
        subject: '三份文件',
        files: NAMES.map((name) => ({ fileId, name })),
        parties: [person('signer-a', 1), person('signer-b', 2)],
        order: 'ordered',
        deadline: null,
        cc: [],
      }),
    ).body as Envelope;
    envelope = ok(await test.as('applicant').post(`/v1/envelopes/${draft.id}/launch`)).body as Envelope;
    requests.length = 0;
  };
  const marks = (): Mark[] =>
    envelope.documents.map(({ id }, index) =>
      sealMark(envelope, { id: `mark-${index}`, documentId: id, pageIndex: 0 }),
    );
  const request = (key: string, headers: Record<string, string> = { accept: LINES }, user = 'signer-a'): Request =>
    new Request(`http://host/v1/envelopes/${envelope.id}/sign`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-demo-user': user, 'idempotency-key': key, ...headers },
      body: JSON.stringify(signBody(envelope, marks())),
    });
  const told = (index: number, state: 'signing' | 'done'): SigningLine => ({
    progress: { documentId: envelope.documents[index - 1]?.id ?? '', index, of: 3, state },
  });
  const statuses = (): string[] => requests.filter(({ route }) => route.endsWith('/sign')).map(({ status }) => status);

  it('tells of each document while it is signed, and ends with the answer that is kept for the key', async () => {
    await start({ metrics: true });
    const key = randomUUID();

    const response = await test.host.fetch(request(key));
    const lines = new Lines(response);

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    for (const index of [1, 2, 3]) {
      expect(await lines.next()).toEqual(told(index, 'signing'));
      expect((await currentEnvelope(test, envelope.id)).documents.map(({ signedSha256 }) => signedSha256)).toEqual([
        null,
        null,
        null,
      ]);
      // nothing is answered, and so nothing is counted, before the last line
      expect(statuses()).toEqual([]);
      signer.letOne();
      expect(await lines.next()).toEqual(told(index, 'done'));
    }
    const [last, ...more] = await lines.rest();
    expect(more).toEqual([]);
    const { result } = last as { result: SignReceipt };
    expect(last).toMatchObject({ status: 200, result: { partyId: envelope.parties[0]?.id, status: 'launched' } });
    const again = await test.host.fetch(request(key));
    expect(again.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await again.json()).toEqual(result);
    expect(signer.count).toBe(3);
    expect(statuses()).toEqual(['2xx', '2xx']);
    expect(test.failures).toEqual([]);
  });

  it('answers as always who does not ask for lines, or refuses them', async () => {
    await start();
    signer.letAll();
    const key = randomUUID();

    const plain = await test.host.fetch(request(key, {}));
    const any = await test.host.fetch(request(key, { accept: '*/*' }));
    const refused = await test.host.fetch(request(key, { accept: 'application/json, application/x-ndjson;q=0' }));

    const receipt: unknown = await plain.json();
    for (const response of [any, refused]) expect(await response.json()).toEqual(receipt);
    for (const { headers } of [plain, any, refused]) expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('tells a failure in the last line as the answer would, counts it by its status, and leaves nothing signed', async () => {
    await start({ metrics: true });
    signer.failAt.set(2, new EsignError('glyph-missing', 'no such character'));
    signer.failAt.set(4, new Error('/secret/path'));
    signer.letAll();
    const key = randomUUID();

    const first = await new Lines(await test.host.fetch(request(key))).rest();
    const second = await new Lines(await test.host.fetch(request(key))).rest();

    expect(first.slice(0, -1)).toEqual([told(1, 'signing'), told(1, 'done'), told(2, 'signing')]);
    expect(first.at(-1)).toMatchObject({
      status: 422,
      problem: { status: 422, code: 'glyph-missing', type: 'urn:esign-elements:problem:glyph-missing' },
    });
    // the signer was not lucky the second time either, and says nothing of the inside
    expect(second.at(-1)).toEqual({
      status: 500,
      problem: expect.not.objectContaining({ detail: expect.anything() as unknown }) as unknown,
    });
    expect(second.at(-1)).toMatchObject({ problem: { code: 'unexpected' } });
    expect(test.failures).toEqual([{ code: 'unexpected', message: '/secret/path' }]);
    expect(statuses()).toEqual(['4xx', '5xx']);
    expect((await currentEnvelope(test, envelope.id)).version).toBe(envelope.version);
    // what failed had no effect, so that the key is free again
    expect((await new Lines(await test.host.fetch(request(key))).rest()).at(-1)).toMatchObject({ status: 200 });
  });

  it('refuses before the first document with the status of the refusal', async () => {
    await start({ metrics: true });
    signer.letAll();
    const codes = async (response: Response): Promise<[number, string, string | null]> => [
      response.status,
      ((await response.json()) as Problem).code,
      response.headers.get('content-type'),
    ];
    const json = 'application/problem+json; charset=utf-8';

    expect(await codes(await test.host.fetch(request(randomUUID(), { accept: LINES }, 'signer-b')))).toEqual([
      409,
      'out-of-turn',
      json,
    ]);
    expect(await codes(await test.host.fetch(request('', { accept: LINES })))).toEqual([
      400,
      'idempotency-key-required',
      json,
    ]);
    const foreign = { accept: LINES, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect(await codes(await test.host.fetch(request(randomUUID(), foreign)))).toEqual([403, 'forbidden', json]);
    expect(statuses()).toEqual(['4xx', '4xx', '4xx']);
  });

  it('goes on signing when the reader goes away in the middle, and keeps the receipt', async () => {
    await start({ metrics: true });
    const key = randomUUID();
    const lines = new Lines(await test.host.fetch(request(key)));
    expect(await lines.next()).toEqual(told(1, 'signing'));

    await lines.leave();
    signer.letAll();

    const kept = await test.host.fetch(request(key));
    expect(kept.status).toBe(200);
    expect(((await kept.json()) as SignReceipt).documents).toHaveLength(3);
    expect(signer.count).toBe(3);
    expect(statuses()).toEqual(['2xx', '2xx']);
  });

  it('does not close under a signature whose answer has begun', async () => {
    await start();
    const lines = new Lines(await test.host.fetch(request(randomUUID())));
    expect(await lines.next()).toEqual(told(1, 'signing'));
    expect(test.host.inFlight).toBe(1);

    const closing = test.host.close();
    signer.letAll();

    expect((await lines.rest()).at(-1)).toMatchObject({ status: 200 });
    await closing;
    expect(test.failures).toEqual([]);
  });

  it('goes line by line through a server of Node, and takes nothing back when the connection is cut', async () => {
    await start();
    const server = createServer((incoming, response) => {
      const answer = getRequestListener((asked, { incoming: { socket } }) => test.host.fetch(asked, socket));
      void answer(incoming, response);
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const key = randomUUID();
    const cut = new AbortController();
    const send = (signal: AbortSignal | null): Promise<Response> =>
      fetch(`http://localhost:${port}/v1/envelopes/${envelope.id}/sign`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-demo-user': 'signer-a',
          'idempotency-key': key,
          accept: LINES,
        },
        body: JSON.stringify(signBody(envelope, marks())),
        signal,
      });

    const lines = new Lines(await send(cut.signal));
    expect(await lines.next()).toEqual(told(1, 'signing'));
    signer.letOne();
    expect(await lines.next()).toEqual(told(1, 'done'));
    expect(await lines.next()).toEqual(told(2, 'signing'));
    cut.abort();
    await expect(lines.next()).rejects.toThrow();
    signer.letAll();

    expect((await send(null)).status).toBe(200);
    expect(signer.count).toBe(3);
    server.closeAllConnections();
    server.close();
  });
});
