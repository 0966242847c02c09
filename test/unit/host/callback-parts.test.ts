import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';

import { parseCallbackJson } from '../../../host/providers/callback-json.js';
import { isSignedBy } from '../../../host/providers/callback-signature.js';
import { mountCallbacks } from '../../../host/routes/callbacks.js';
import type { CallbackInbox } from '../../../host/services/callbacks.js';
import { nextPollAt } from '../../../host/services/remote-calls.js';
import { toObservations } from '../../../host/services/remote-envelopes.js';
import { EsignError } from '../../../src/core/errors.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('the JSON of a callback', () => {
  it('may be 32 deep and no deeper; brackets in a text do not count (T16)', () => {
    const text = { a: '[[[[{{{{"\\'.repeat(20) };

    expect(parseCallbackJson(encode(JSON.stringify(text)))).toEqual(text);
    expect(() => parseCallbackJson(encode(nested(32)))).not.toThrow();
    expect(() => parseCallbackJson(encode(nested(33)))).toThrow('deeper than 32');
  });

  it.each([['[]'], ['null'], ['{'], ['{"a":"\\u0000"}'], ['{"\\ud800":1}'], ['\ufeff{}']])('is not %s', (text) => {
    expect(() => parseCallbackJson(encode(text))).toThrow(expect.objectContaining({ code: 'bad-response' }));
  });
});

describe('the signature of a callback', () => {
  it('counts in its one form only', () => {
    // HMAC-SHA256 of "what do ya want for nothing?" with "Jefe", RFC 4231
    const right = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';

    expect(isSignedBy('Jefe', ['what do ya want ', encode('for nothing?')], right)).toBe(true);
    for (const wrong of [right.toUpperCase(), right.slice(1), `${right}0`, '', null]) {
      expect(isSignedBy('Jefe', ['what do ya want for nothing?'], wrong)).toBe(false);
    }
  });
});

describe('when a service is asked', () => {
  it('is right after the deadline when that comes before the usual time (C-23)', () => {
    const now = new Date('2026-11-22T08:00:00.000Z');

    expect(nextPollAt(now, 3, '2026-11-22T08:20:00.000Z')).toBe('2026-11-22T08:20:01.000Z');
    expect(nextPollAt(now, 3, '2026-11-22T10:00:00.000Z')).toBe('2026-11-22T09:00:00.000Z');
    expect(nextPollAt(now, 3, '2026-11-22T07:00:00.000Z')).toBe('2026-11-22T09:00:00.000Z');
    expect(nextPollAt(now, 99, null)).toBe('2026-11-22T14:00:00.000Z');
  });
});

describe('news in a service’s words', () => {
  const names = { externalId: 'x', signers: { p1: { partyId: 'a', signerId: 'a-1' } }, documents: {} };

  it('are translated; who is not known is left out, and nothing has happened later than now (F23)', () => {
    const now = '2026-11-22T08:00:00.000Z';
    const signed = { kind: 'signer', status: 'signed' } as const;

    expect(
      toObservations(
        names,
        [
          { ...signed, signer: 'p1', at: '2027-01-01T00:00:00.000Z' },
          { ...signed, signer: 'constructor', at: now },
          { kind: 'voided', at: '2026-11-22T07:00:00.000Z' },
        ],
        now,
      ),
    ).toEqual([
      { ...signed, partyId: 'a', signerId: 'a-1', at: now },
      { kind: 'voided', at: '2026-11-22T07:00:00.000Z' },
    ]);
  });
});

describe('a body that nobody asked for', () => {
  it('is not read where the address is not there (T16)', async () => {
    const app = new Hono();
    const inbox = { find: () => Promise.reject(new EsignError('not-signed-in', 'nobody')) } as unknown as CallbackInbox;
    mountCallbacks(app, inbox);
    let pulls = 0;
    // without room of its own the stream is only asked for bytes by who reads it
    const body = new ReadableStream<Uint8Array>({ pull: () => void (pulls += 1) }, { highWaterMark: 0 });

    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    const response = await app.request('/papi/signcenter/builtin/0/1/key/globalCallback', init);

    expect([response.status, pulls]).toEqual([401, 0]);
  });
});

describe('a body that does not come', () => {
  it('is waited for only so long (T16)', async () => {
    const app = new Hono();
    const inbox = {
      find: () => Promise.resolve({ tenant_key: 'key' }),
      receive: () => Promise.reject(new Error('never called')),
    } as unknown as CallbackInbox;
    mountCallbacks(app, inbox, { bodyTimeoutMs: 20 });
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(encode('{"a":')) });

    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    const response = await app.request('/papi/signcenter/builtin/0/1/key/globalCallback', init);

    expect(response.status).toBe(408);
  });
});
