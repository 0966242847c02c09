import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Envelope } from '../../src/schema/index.js';
import { callbackOf } from '../simulators/plain/callback.js';
import { startPlainSimulator } from '../simulators/plain/server.js';
import type { PlainEnvelope } from '../simulators/plain/service.js';
import { bindTo, openRemoteWorld, type Place, type RemoteWorld } from '../support/remote-world.js';
import { createTestProvider } from '../support/test-provider/test-provider.js';
import { databases, openTestHost } from '../support/test-host.js';

interface Copy {
  readonly envelope: Envelope;
  readonly remote: PlainEnvelope;
}

/** A loaded machine may take its time. */
const PATIENTLY = { interval: 20, timeout: 20_000 };

/** A promise and what resolves it. */
function aGate(): { closed: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { closed, open };
}

describe.each(databases)('services that answer late, badly or never, on %s', (kind) => {
  let world: RemoteWorld;
  let slow: Place;
  let first: Envelope;

  beforeAll(async () => {
    const simulator = await startPlainSimulator();
    world = await openRemoteWorld(kind, [simulator.url]);
    simulator.service.clock = () => new Date(world.now);
    await world.configure();
    first = await world.reachSigning();
    slow = { simulator, binding: await bindTo(world.test, simulator, '慢的平台') };
  });

  afterAll(async () => {
    await world.close();
    await slow.simulator.close();
  });

  beforeEach(() => {
    world.test.failures.length = 0;
  });

  const copies = async (count: number, place: Place = world): Promise<Copy[]> => {
    const made: Copy[] = [];
    for (let index = 0; index < count; index += 1) made.push(await world.copy(first, place));
    return made;
  };
  const statusOf = async ({ envelope }: Copy): Promise<string> => (await world.envelope(envelope.id)).status;
  const hasSigned = async ({ envelope }: Copy): Promise<boolean> =>
    (await world.envelope(envelope.id)).parties.some(({ status }) => status === 'signed');
  /** The first signer signs; the service reports it, and nobody waits for what the host makes of it. */
  const report = async (place: Place, { remote }: Copy): Promise<number[]> => {
    const { service, secret } = place.simulator;
    const address = place.binding.callbackAddresses.find((one) => one.includes('/esign/3/1/')) ?? '';
    const events = service.sign(remote.id, remote.signers[0]?.ref ?? '');
    return Promise.all(events.map(async (event) => (await world.post(callbackOf(secret, event), address)).status));
  };

  it('keep nobody waiting but their own envelopes, neither callbacks nor polls (F24)', async () => {
    const gate = aGate();
    slow.simulator.service.faults.gate = gate.closed;
    const stuck = await copies(6, slow);
    const [reported, polled] = await copies(2);
    if (!reported || !polled) throw new Error('no copies');

    for (const one of stuck) expect(await report(slow, one)).toEqual([200]);
    expect(await report(world, reported)).toEqual([200]);
    await expect.poll(() => hasSigned(reported), PATIENTLY).toBe(true);

    world.signAll(polled.remote);
    world.pass({ minutes: 1 });
    const sweep = world.test.host.sweep();
    await expect.poll(() => statusOf(polled), PATIENTLY).toBe('completed');

    expect(slow.simulator.service.calls.get('query')).toBeUndefined();
    expect(new Set((await world.callbacks()).map(({ state }) => state))).toEqual(new Set(['done']));
    gate.open();
    slow.simulator.service.faults.gate = null;
    await sweep;
    await world.test.host.idle();
    expect(await Promise.all(stuck.map(hasSigned))).toEqual(stuck.map(() => true));
    expect(world.test.failures).toEqual([]);
  });

  it('are left alone after failures in a row, which is told of once, and then tried by one question (F24)', async () => {
    const { faults, calls } = slow.simulator.service;
    const told = (text: string): number => world.test.failures.filter(({ message }) => message.includes(text)).length;
    const asked = await copies(12, slow);
    // another binding of the same provider, whose service is well
    const [elsewhere] = await copies(1);
    if (!elsewhere) throw new Error('no copy');
    world.pass({ minutes: 400 });
    faults.refuse = { status: 500, times: 1000 };

    await world.test.host.sweep();
    const failed = told('could not be followed');
    await world.test.host.sweep();

    // four questions go out at once, so some are under way when the fifth failure is heard of
    expect(failed).toBeGreaterThanOrEqual(5);
    expect(failed).toBeLessThanOrEqual(8);
    expect([told('could not be followed'), told('fails again and again')]).toEqual([failed, 1]);
    // one breaker for each binding
    expect(await report(world, elsewhere)).toEqual([200]);
    await world.test.host.idle();
    expect(await hasSigned(elsewhere)).toBe(true);

    world.pass({ minutes: 1 });
    await world.test.host.sweep();
    expect([told('could not be followed'), told('fails again and again')]).toEqual([failed + 1, 1]);

    faults.refuse = null;
    for (const { remote } of asked) slow.simulator.service.sign(remote.id, remote.signers[0]?.ref ?? '');
    world.pass({ minutes: 400 });
    await world.test.host.sweep();

    expect(await Promise.all(asked.map(hasSigned))).toEqual(asked.map(() => true));
    expect(asked.map(({ remote }) => calls.get(`query ${remote.id}`))).toEqual(asked.map(() => 1));
  });

  it('keep the bodies of callbacks for 180 days after they are done, and of failed ones longer', async () => {
    const { db } = world.test.host.parts;
    const kept = async (): Promise<string[]> => {
      const rows = await world.inTenant(() => db.selectFrom('callbacks').select(['state', 'body']).execute());
      return rows.filter(({ body }) => body !== '').map(({ state }) => state);
    };
    await world.post(callbackOf(world.simulator.secret, { id: `odd-${kind}` }));
    const before = await kept();

    world.pass({ minutes: 179 * 24 * 60 });
    await world.test.host.sweep();
    expect(await kept()).toEqual(before);
    world.pass({ minutes: 2 * 24 * 60 });
    await world.test.host.sweep();

    expect(before).toContain('done');
    expect(await kept()).toEqual(['failed']);
  });
});

describe.each(databases)('a service that does not show what was done there, on %s', (kind) => {
  it('is not asked without an end, so that the host can close', async () => {
    let done = 0;
    const world = await openRemoteWorld(kind, [], { proceed: () => Promise.resolve(++done > 0) });
    try {
      await world.configure();
      await world.reachSigning();
      world.pass({ minutes: 1 });

      await world.test.host.sweep();
      await world.test.host.idle();

      expect(done).toBeGreaterThan(1);
      expect(done).toBeLessThan(10);
    } finally {
      await world.close();
    }
  });
});

describe.each(databases.filter((kind) => kind === 'postgres'))('several hosts that follow envelopes, on %s', (kind) => {
  let world: RemoteWorld;
  let first: Envelope;

  beforeAll(async () => {
    world = await openRemoteWorld(kind);
    await world.configure();
    first = await world.reachSigning();
  });

  afterAll(() => world.close());

  const questions = ({ remote }: Copy): number => world.simulator.service.calls.get(`query ${remote.id}`) ?? 0;

  it('ask about each envelope once, between them (F21)', async () => {
    const other = await openTestHost(kind, {
      dataDir: world.test.dataDir,
      schema: world.test.schema,
      providers: [createTestProvider({ publicKey: world.simulator.service.publicKey })],
      outgoingAllow: world.simulator.url,
      publicUrl: 'http://host',
    });
    try {
      const all: Copy[] = [];
      for (let index = 0; index < 12; index += 1) all.push(await world.copy(first));
      world.pass({ minutes: 1 });
      other.setTime(world.now);

      await Promise.all([world.test.host.sweep(), other.host.sweep(), world.test.host.sweep(), other.host.sweep()]);

      expect(all.map(questions)).toEqual(all.map(() => 1));
      expect([...world.test.failures, ...other.failures]).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('do not wait for an envelope that another one has taken (F21)', async () => {
    const [taken, free] = [await world.copy(first), await world.copy(first)];
    world.pass({ minutes: 1 });

    await world.test.host.parts.db.transaction().execute(async (tx) => {
      const row = tx.selectFrom('remote_envelopes').select('polls').where('envelope_id', '=', taken.envelope.id);
      await row.forUpdate().execute();
      await world.test.host.sweep();
      expect([questions(taken), questions(free)]).toEqual([0, 1]);
    });

    await world.test.host.sweep();
    expect([questions(taken), questions(free)]).toEqual([1, 1]);
  });

  it('leave a callback to who took it over while they were at it', async () => {
    const { db } = world.test.host.parts;
    const { envelope, remote } = await world.copy(first);
    const [event] = world.signAll(remote);
    if (!event) throw new Error('nobody signs');
    const later = new Date(Date.parse(world.now) + 3_600_000).toISOString();
    const read = (): Promise<{ attempts: number; state: string; next_at: string | null } | undefined> =>
      db
        .selectFrom('callbacks')
        .select(['attempts', 'state', 'next_at'])
        .where('delivery_key', '=', event.id)
        .executeTakeFirst();

    await db.transaction().execute(async (tx) => {
      // the news cannot be stored before this ends
      const row = tx.selectFrom('remote_envelopes').select('polls').where('envelope_id', '=', envelope.id);
      await row.forUpdate().execute();
      await world.post(callbackOf(world.simulator.secret, event));
      await expect.poll(async () => (await read())?.attempts, PATIENTLY).toBe(1);
      const change = { attempts: 2, next_at: later };
      await db.updateTable('callbacks').set(change).where('delivery_key', '=', event.id).execute();
    });
    await world.test.host.idle();

    expect(await read()).toEqual({ attempts: 2, state: 'received', next_at: later });
  });
});
