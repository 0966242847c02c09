import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ChangeFeed, eventStream } from '../../host/http/sse.js';
import type { EnvelopeChange } from '../../src/schema/index.js';

/** Counts who listens, which the platform does not tell. */
class CountingSignal {
  readonly controller = new AbortController();
  listeners = 0;

  constructor() {
    const { signal } = this.controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      this.listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      this.listeners -= 1;
      remove(...args);
    };
  }
}

describe('a stream of changes', () => {
  let changes: ChangeFeed;
  let closing: CountingSignal;
  let state: EnvelopeChange;

  beforeEach(() => {
    changes = new ChangeFeed();
    closing = new CountingSignal();
    state = { envelopeId: 'env-1', version: 1, status: 'launched' };
  });

  afterEach(() => closing.controller.abort());

  const open = (init: RequestInit = {}, current = () => Promise.resolve(state)): Response =>
    eventStream({
      request: new Request('http://host/v1/envelopes/env-1/events', init),
      heartbeatMs: 5,
      closing: closing.controller.signal,
      subscribe: (send) => changes.subscribe('tenant', 'env-1', send),
      current,
    });
  const readerOf = (response: Response) => {
    if (!response.body) throw new Error('no body');
    return response.body.getReader();
  };
  const readUntil = async (reader: ReturnType<typeof readerOf>, found: string): Promise<string> => {
    const decoder = new TextDecoder();
    let text = '';
    while (!text.includes(found)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`ended: ${text}`);
      text += decoder.decode(value, { stream: true });
    }
    return text;
  };

  it('tells within a heartbeat what another process changed', async () => {
    const reader = readerOf(open());
    await readUntil(reader, 'id: 1');

    state = { ...state, version: 2, status: 'completed' };

    expect(await readUntil(reader, 'id: 2')).toContain('"status":"completed"');
    await reader.cancel();
  });

  it('ends when the reader may no longer see the envelope', async () => {
    let mayRead = true;
    const reader = readerOf(open({}, () => (mayRead ? Promise.resolve(state) : Promise.reject(new Error('gone')))));
    await readUntil(reader, 'id: 1');

    mayRead = false;

    while (!(await reader.read()).done);
    expect(changes.size).toBe(0);
  });

  it.each(['cancel', 'abort', 'close'] as const)('leaves nothing behind after %s', async (way) => {
    const request = new AbortController();
    const reader = readerOf(open({ signal: request.signal }));
    await readUntil(reader, 'id: 1');
    expect(changes.size).toBe(1);

    if (way === 'cancel') await reader.cancel();
    else {
      if (way === 'abort') request.abort();
      else closing.controller.abort();
      while (!(await reader.read()).done);
    }

    expect(changes.size).toBe(0);
    expect(closing.listeners).toBe(0);
  });

  it('answers HEAD without opening anything', () => {
    const response = open({ method: 'HEAD' });

    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.body).toBeNull();
    expect([changes.size, closing.listeners]).toEqual([0, 0]);
  });
});
