import { describe, expect, it, vi } from 'vitest';

import { createHttpHost } from '../../../src/api/http-host.js';
import { readEvents } from '../../../src/api/watch.js';
import { EsignError } from '../../../src/core/errors.js';

const session = {
  userId: 'admin',
  name: '管理员',
  tenantId: 't',
  tenantName: '远景',
  locale: 'zh-CN',
  permissions: ['configAdmin'],
};

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } });
}

function problem(code: string, status: number): Response {
  return json({ type: 'about:blank', title: code, status, code }, status);
}

/** A host whose network gives these answers in turn. */
function hostAnswering(...answers: (Response | Error)[]) {
  const send = vi.fn<typeof fetch>(() => {
    const next = answers.shift();
    if (!next) throw new Error('more requests than answers');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  return { host: createHttpHost({ endpoint: '/esign/', fetch: send, headers: { 'x-token': 't' } }), send };
}

async function failure(promise: Promise<unknown>): Promise<EsignError> {
  return promise.then(
    () => Promise.reject(new Error('did not fail')),
    (error: unknown) => error as EsignError,
  );
}

describe('createHttpHost', () => {
  it("sends the OA's headers and parses the answer", async () => {
    const { host, send } = hostAnswering(json(session));

    expect(await host.getSession()).toEqual(session);
    const [url, init] = send.mock.calls[0]!;
    expect(url).toBe('/esign/v1/session');
    expect(init?.headers).toMatchObject({ 'x-token': 't' });
  });

  it('encodes what a page puts into a path', async () => {
    const { host, send } = hostAnswering(problem('not-found', 404));

    await failure(host.getWorkflow('a b/../c'));

    expect(send.mock.calls[0]![0]).toBe('/esign/v1/workflows/a%20b%2F..%2Fc');
  });

  it('keeps the code and the pointers of a problem', async () => {
    const errors = [{ pointer: '/required/subject', code: 'REQ', message: 'missing' }];
    const body = { type: 'about:blank', title: 'x', status: 422, code: 'config-incomplete', errors };
    const { host } = hostAnswering(json(body, 422));

    const error = await failure(host.listSeals());

    expect(error).toBeInstanceOf(EsignError);
    expect(error.code).toBe('config-incomplete');
    expect(error.errors).toEqual(errors);
  });

  it('calls an answer that does not fit the contract a bad response, with the place', async () => {
    const { host } = hostAnswering(json({ ...session, locale: 'tlh' }));

    const error = await failure(host.getSession());

    expect(error.code).toBe('bad-response');
    expect(error.errors[0]?.pointer).toBe('/locale');
  });

  it.each([
    [new Response('<html>login</html>', { status: 401 }), 'not-signed-in'],
    [
      new Response('<html>bad gateway</html>', { status: 200, headers: { 'content-type': 'text/html' } }),
      'bad-response',
    ],
    [json({ code: 'made-up' }, 418), 'bad-response'],
  ])('gives a typed error for an answer that the host did not write (%#)', async (answer, code) => {
    const { host } = hostAnswering(answer);

    expect((await failure(host.getSession())).code).toBe(code);
  });

  it('repeats a read after a network failure', async () => {
    vi.useFakeTimers();
    const { host, send } = hostAnswering(new TypeError('offline'), problem('unavailable', 503), json(session));

    const answer = host.getSession();
    await vi.runAllTimersAsync();
    vi.useRealTimers();

    expect(await answer).toEqual(session);
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('repeats an act with the same idempotency key, so that it happens once', async () => {
    vi.useFakeTimers();
    const { host, send } = hostAnswering(new TypeError('offline'), problem('already-signed', 409));

    const answer = failure(host.remindEnvelope('e', { idempotencyKey: 'k-1' }));
    await vi.runAllTimersAsync();
    vi.useRealTimers();

    expect((await answer).code).toBe('already-signed');
    const keys = send.mock.calls.map(([, init]) => new Headers(init?.headers).get('idempotency-key'));
    expect(keys).toEqual(['k-1', 'k-1']);
  });

  it('never repeats a save, whose outcome is unknown', async () => {
    const { host, send } = hostAnswering(new TypeError('offline'));

    const error = await failure(host.saveSigningConfig('c', {} as never, '"1"'));

    expect(error.code).toBe('network');
    expect(send).toHaveBeenCalledTimes(1);
    expect(new Headers(send.mock.calls[0]![1]?.headers).get('if-match')).toBe('"1"');
  });

  it('calls an abort by the caller aborted, not a network failure', async () => {
    const stop = new AbortController();
    const { host } = hostAnswering(new DOMException('stopped', 'AbortError'));
    stop.abort();

    expect((await failure(host.getSession({ signal: stop.signal }))).code).toBe('aborted');
  });

  it('follows every page of a list', async () => {
    const item = (id: string) => ({
      id,
      name: id,
      version: '1',
      fieldCount: 1,
      nodeCount: 1,
      signingConfigId: null,
      sealUseConfigId: null,
    });
    const { host, send } = hostAnswering(
      json({ items: [item('a')], nextCursor: 'next' }),
      json({ items: [item('b')], nextCursor: null }),
    );

    expect((await host.listWorkflows('合同')).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(String(send.mock.calls[1]![0])).toContain('cursor=next');
  });

  it('answers null for a workflow without a configuration', async () => {
    const { host } = hostAnswering(json({ items: [], nextCursor: null }));

    expect(await host.findSigningConfig('wf')).toBeNull();
  });
});

describe('readEvents', () => {
  it('gives the data of each event, however the bytes are cut', async () => {
    const text = ': heartbeat\n\nevent: change\ndata: {"a":1}\n\ndata: x\ndata: y\r\n\r\ndata: unfinished';
    const bytes = new TextEncoder().encode(text);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });

    const found: string[] = [];
    for await (const data of readEvents(body)) found.push(data);

    expect(found).toEqual(['{"a":1}', 'x\ny']);
  });
});
