import { setImmediate as immediate } from 'node:timers/promises';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createHttpHost } from '../../../src/api/http-host.js';
import { readJsonLines } from '../../../src/api/json-lines.js';
import { EsignError } from '../../../src/core/errors.js';
import type { SignEnvelope, SignReceipt } from '../../../src/schema/envelope.js';
import type { Mark } from '../../../src/schema/placement.js';
import type { SigningProgress } from '../../../src/schema/sign-progress.js';

const receipt: SignReceipt = {
  envelopeId: 'envelope-1',
  partyId: 'party-1',
  signerId: 'signer-1',
  signedAt: '2026-11-22T03:00:00Z',
  documents: [],
  status: 'launched',
  workflowSubmitted: false,
};
const marks = ['document-1', 'document-2'].map((documentId) => ({ documentId }) as Mark);
const request: SignEnvelope = { marks, documents: [] };

function progress(index: number, state: SigningProgress['state'] = 'signing'): SigningProgress {
  return { documentId: `document-${index}`, index, of: 3, state };
}

/** A body of these pieces; with a fault it breaks off after them. */
function bodyOf(pieces: readonly Uint8Array[], fault?: Error): ReadableStream<Uint8Array> {
  const rest = [...pieces];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = rest.shift();
      if (next) controller.enqueue(next);
      else if (fault) controller.error(fault);
      else controller.close();
    },
  });
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (...lines: unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** Cuts bytes at places that do not care for characters. */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((left, right) => left - right);
  return [0, ...cuts].map((from, index) => bytes.slice(from, cuts[index] ?? bytes.length));
}

async function collect(body: ReadableStream<Uint8Array>, most?: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of readJsonLines(body, most)) found.push(line);
  return found;
}

async function failure(promise: Promise<unknown>): Promise<EsignError> {
  return promise.then(
    () => Promise.reject(new Error('did not fail')),
    (error: unknown) => error as EsignError,
  );
}

const objects = fc.array(
  fc.dictionary(fc.string({ unit: 'grapheme' }), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean())),
  { maxLength: 6 },
);
const places = fc.array(fc.nat(5000), { maxLength: 40 });

describe('lines of JSON', () => {
  it('are the same wherever the bytes are cut, also in the middle of a character', async () => {
    const ends = fc.constantFrom('\n', '\r\n', '\n\n', '\n \n');
    await fc.assert(
      fc.asyncProperty(objects, ends, fc.boolean(), places, async (lines, end, isEnded, cuts) => {
        const text = lines.map((line) => JSON.stringify(line)).join(end) + (isEnded ? end : '');

        // JSON knows no difference between 0 and -0, so the expectation goes through it too
        expect(await collect(bodyOf(cutAt(bytesOf(text), cuts)))).toEqual(JSON.parse(JSON.stringify(lines)));
      }),
    );
  });

  it('that are cut off anywhere are those that were whole, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(objects, fc.nat(), places, async (lines, length, cuts) => {
        const bytes = bytesOf(textOf(...lines));
        const found = await collect(bodyOf(cutAt(bytes.slice(0, length % (bytes.length + 1)), cuts)));

        expect(found).toEqual((JSON.parse(JSON.stringify(lines)) as unknown[]).slice(0, found.length));
      }),
    );
  });

  it.each([['{"a":'], ['<html>'], ['[1]'], ['12'], ['null']])('refuse %s among them', async (line) => {
    const error = await failure(collect(bodyOf([bytesOf(`{"a":1}\n${line}\n{"b":2}\n`)])));

    expect(error.code).toBe('bad-response');
  });

  it('refuse a line that is too long before it is read to its end', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytesOf('x'.repeat(64))),
    });

    expect((await failure(collect(endless, 1000))).code).toBe('bad-response');
    expect((await failure(collect(bodyOf([bytesOf(textOf({ a: 'x'.repeat(1000) }))]), 1000))).code).toBe(
      'bad-response',
    );
  });
});

describe('signing with progress', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const lines = (text: string, fault?: Error): Response =>
    new Response(bodyOf([bytesOf(text)], fault), {
      headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
    });
  const json = (body: unknown, status = 200): Response =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': status < 300 ? 'application/json' : 'application/problem+json' },
    });
  const problem = (code: string, status: number) => ({ type: 'about:blank', title: code, status, code });

  const sign = async (...answers: Response[]) => {
    const send = vi.fn<typeof fetch>(() => Promise.resolve(answers.shift() ?? json(problem('unexpected', 500), 500)));
    const host = createHttpHost({ endpoint: '/esign', fetch: send });
    const heard: SigningProgress[] = [];
    const signing = host
      .signEnvelope('e', request, { idempotencyKey: 'k', onProgress: (one) => heard.push(one) })
      .catch((error: unknown) => error as EsignError);
    let isSettled = false;
    void signing.finally(() => (isSettled = true));
    // modules come in their own time, and pauses begin after them
    while (!isSettled) {
      await vi.runAllTimersAsync();
      await immediate();
    }
    const headers = send.mock.calls.map(([, init]) => new Headers(init?.headers));
    return { outcome: await signing, heard, headers };
  };
  const codeOf = (outcome: SignReceipt | EsignError): string => (outcome instanceof EsignError ? outcome.code : 'ok');

  it('asks for lines first and JSON second, and hears of each document before the receipt', async () => {
    const all = [progress(1), progress(1, 'done'), progress(2)];
    const text = textOf(...all.map((one) => ({ progress: one })), { status: 200, result: receipt });

    const { outcome, heard, headers } = await sign(lines(text));

    expect(outcome).toEqual(receipt);
    expect(heard).toEqual(all);
    expect(headers.map((one) => one.get('accept'))).toEqual(['application/x-ndjson, application/json']);
  });

  it('takes the plain answer of a host that tells nothing', async () => {
    const { outcome, heard } = await sign(json(receipt));

    expect(outcome).toEqual(receipt);
    expect(heard).toEqual([]);
  });

  it('asks for no lines where nobody listens, or there is only one document', async () => {
    const send = vi.fn<typeof fetch>(() => Promise.resolve(json(receipt)));
    const host = createHttpHost({ endpoint: '/esign', fetch: send });
    const one = { ...request, marks: marks.slice(0, 1) };

    await host.signEnvelope('e', request, { idempotencyKey: 'k' });
    await host.signEnvelope('e', one, { idempotencyKey: 'k', onProgress: () => undefined });

    const asked = send.mock.calls.map(([, init]) => new Headers(init?.headers).get('accept'));
    expect(asked).toEqual(['application/json', 'application/json']);
  });

  it.each([
    ['broke', new TypeError('terminated')],
    ['ended', undefined],
  ])('asks again under the same key when the answer %s before its last line', async (_, fault) => {
    const half = textOf({ progress: progress(1) }) + JSON.stringify({ status: 200, result: receipt }).slice(0, -9);

    const { outcome, headers } = await sign(lines(half, fault), json(receipt));

    expect(outcome).toEqual(receipt);
    expect(headers.map((one) => one.get('idempotency-key'))).toEqual(['k', 'k']);
  });

  it('gives up after three answers that broke off, with a failure that may be tried again', async () => {
    const cut = (): Response => lines(textOf({ progress: progress(1) }));

    const { outcome, headers } = await sign(cut(), cut(), cut());

    expect(codeOf(outcome)).toBe('network');
    expect((outcome as EsignError).retryable).toBe(true);
    expect(headers).toHaveLength(3);
  });

  it('takes a problem in the last line for the refusal that it is', async () => {
    const errors = [{ pointer: '/marks/0', code: 'glyph-missing', message: '' }];
    const refused = { status: 422, problem: { ...problem('glyph-missing', 422), errors } };

    const { outcome, headers } = await sign(lines(textOf({ progress: progress(1) }, refused)));

    expect(outcome).toMatchObject({ code: 'glyph-missing', errors });
    expect(headers).toHaveLength(1);
  });

  it('repeats a problem that passes, as it repeats such an answer', async () => {
    const away = { status: 503, problem: problem('unavailable', 503) };

    const { outcome } = await sign(lines(textOf({ progress: progress(1) }, away)), json(receipt));

    expect(outcome).toEqual(receipt);
  });

  it.each([
    ['a line that is no JSON', 'so far so good\n'],
    ['a result of another shape', textOf({ status: 200, result: { ...receipt, signedAt: 1 } })],
    ['a problem of another shape', textOf({ status: 409, problem: { code: 'made-up' } })],
  ])('refuses %s, and repeats nothing', async (_, text) => {
    const { outcome, headers } = await sign(lines(text));

    expect(codeOf(outcome)).toBe('bad-response');
    expect(headers).toHaveLength(1);
  });

  it('passes over what a newer host tells beside', async () => {
    const more = textOf(
      { notice: 'new' },
      { progress: { ...progress(1), state: 'stamping' } },
      { progress: { ...progress(2), seconds: 3 } },
      { status: 200, result: { ...receipt, more: true } },
    );

    const { outcome, heard } = await sign(lines(more));

    expect(outcome).toEqual(receipt);
    expect(heard).toEqual([progress(2)]);
  });
});
