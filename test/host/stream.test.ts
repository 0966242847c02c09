import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ChangeFeed, eventStream, StreamPlaces } from '../../host/http/sse.js';
import { TooManyRequests } from '../../host/http/rate-limit.js';
import { createDemoHost } from '../../host/demo/demo-host.js';
import type { Host } from '../../host/create-host.js';
import type { Envelope, EnvelopeChange, Problem } from '../../src/schema/index.js';
import { configure, currentEnvelope, ok, reachSigning, signBody } from '../support/journey.js';
import { databaseRole, databases, openTestHost, postgresUrl, type TestHost } from '../support/test-host.js';

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

type Reader = ReadableStreamDefaultReader<Uint8Array>;

function readerOf(response: Response): Reader {
  if (!response.body) throw new Error('no body');
  return response.body.getReader();
}

async function readUntil(reader: Reader, found: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  while (!text.includes(found)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`ended: ${text}`);
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

const MINUTES = 300_000;

describe('a stream of changes', () => {
  const person = { tenantId: 'tenant', userId: 'person' };
  let changes: ChangeFeed;
  let places: StreamPlaces;
  let closing: CountingSignal;
  let state: EnvelopeChange;
  let reread: () => void;

  beforeEach(() => {
    changes = new ChangeFeed();
    places = new StreamPlaces({ person: 1, all: 2 });
    closing = new CountingSignal();
    state = { envelopeId: 'env-1', version: 1, status: 'launched' };
  });

  afterEach(() => closing.controller.abort());

  const open = (init: RequestInit = {}, current = () => Promise.resolve(state), heartbeatMs = 5): Response =>
    eventStream({
      request: new Request('http://host/v1/envelopes/env-1/events', init),
      heartbeatMs,
      closing: closing.controller.signal,
      enter: () => places.take(person),
      subscribe: (send, again) => {
        reread = again;
        return changes.subscribe('tenant', 'env-1', send, again);
      },
      current,
    });

  it('tells within a heartbeat what another process changed', async () => {
    const reader = readerOf(open());
    await readUntil(reader, 'id: 1');

    state = { ...state, version: 2, status: 'completed' };

    expect(await readUntil(reader, 'id: 2')).toContain('"status":"completed"');
    await reader.cancel();
  });

  it('looks again when changes may have been missed, also at what changed while it looked', async () => {
    const gates: (() => void)[] = [];
    const look = async (): Promise<EnvelopeChange> => {
      const seen = state;
      if (seen.version > 0) await new Promise<void>((resolve) => gates.push(resolve));
      return seen;
    };
    state = { ...state, version: 0 };
    const reader = readerOf(open({}, look, MINUTES));
    await readUntil(reader, 'id: 0');
    state = { ...state, version: 1 };
    reread();

    state = { ...state, version: 2 };
    reread();
    gates[0]?.();
    await readUntil(reader, 'id: 1');
    gates[1]?.();

    expect(await readUntil(reader, 'id: 2')).toContain('"version":2');
    expect(gates).toHaveLength(2);
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
    // its place is free again
    const next = open();
    expect(next.status).toBe(200);
    await next.body?.cancel();
  });

  it('is refused above the number of a person and of the process, until a place is free (T16)', async () => {
    const other = { ...person, userId: 'other' };
    const third = { ...person, userId: 'third' };
    const reader = readerOf(open());
    const leave = places.take(other);

    expect(() => open()).toThrow(TooManyRequests);
    expect(() => places.take(third)).toThrow(TooManyRequests);
    leave();
    leave();
    places.take(third);
    expect(() => places.take(other)).toThrow(TooManyRequests);
    expect(changes.size).toBe(1);
    await reader.cancel();
    expect(places.take(other)).toBeTypeOf('function');
  });

  it('answers HEAD without opening anything', () => {
    const response = open({ method: 'HEAD' });

    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.body).toBeNull();
    expect([changes.size, closing.listeners]).toEqual([0, 0]);
    expect(places.take(person)).toBeTypeOf('function');
  });
});

describe('the streams of a person', () => {
  let test: TestHost;

  beforeAll(async () => {
    test = await openTestHost('pglite');
  });

  afterAll(() => test.close());

  it('are twenty, and one more is told to come again (T16)', async () => {
    await configure(test);
    const envelope = await reachSigning(test);
    const watch = async (user: string): Promise<Response> =>
      test.host.fetch(
        new Request(`http://host/v1/envelopes/${envelope.id}/events`, { headers: { 'x-demo-user': user } }),
      );
    const opened: Response[] = [];
    for (let index = 0; index < 20; index += 1) opened.push(await watch('signer-a'));

    const refused = await watch('signer-a');

    expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    expect(((await refused.json()) as Problem).code).toBe('rate-limited');
    opened.push(await watch('applicant'));
    await opened[0]?.body?.cancel();
    opened[0] = await watch('signer-a');
    expect([opened[0].status, opened.at(-1)?.status]).toEqual([200, 200]);
    for (const { body } of opened) await body?.cancel();
  });
});

// the embedded database has one process, whose streams hear of each change directly
describe.each(databases.filter((kind) => kind === 'postgres'))('live events of two processes on %s', (kind) => {
  let test: TestHost;
  let other: Host;
  let envelope: Envelope;
  let reader: Reader;

  beforeAll(async () => {
    // with such a heartbeat only a message can explain that a change arrives
    test = await openTestHost(kind, { heartbeatMs: MINUTES });
    await configure(test);
    envelope = await reachSigning(test);
    other = await createDemoHost({
      databaseUrl: postgresUrl,
      databaseRole,
      schema: test.schema,
      dataDir: test.dataDir,
      clock: test.host.parts.clock,
      queue: false,
      heartbeatMs: MINUTES,
      report: () => undefined,
    });
  });

  afterAll(async () => {
    await other.close();
    await test.close();
  });

  beforeEach(async () => {
    reader = readerOf(await watch());
    await readUntil(reader, '"status":"launched"');
  });

  afterEach(() => reader.cancel());

  const watch = (): Promise<Response> =>
    other.fetch(
      new Request(`http://host/v1/envelopes/${envelope.id}/events`, { headers: { 'x-demo-user': 'signer-a' } }),
    );
  /** Ends the connections on which the two processes listen, as a restart of the database does. */
  const loseConnections = async (): Promise<number> => {
    const client = new pg.Client({ connectionString: postgresUrl });
    await client.connect();
    const { rowCount } = await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
      [`esign_changes_${test.schema}`],
    );
    await client.end();
    return rowCount ?? 0;
  };

  it('tell one what the other one changed', async () => {
    const { version } = await currentEnvelope(test, envelope.id);

    ok(await test.as('signer-a').post(`/v1/envelopes/${envelope.id}/sign`, signBody(envelope)));

    expect(await readUntil(reader, `id: ${version + 1}`)).toContain('event: change');
  });

  it('tell after a lost connection what changed while there was none', async () => {
    expect(await loseConnections()).toBe(2);

    ok(await test.as('applicant').post(`/v1/envelopes/${envelope.id}/revoke`, { reason: '内容有误' }));

    await readUntil(reader, '"status":"revoked"');
  });
});
