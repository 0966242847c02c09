import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { findAuditBreak } from '../../host/services/audit.js';
import type { Envelope, ReceivedCallback } from '../../src/schema/index.js';
import { callbackOf, encryptedCallbackOf } from '../simulators/plain/callback.js';
import type { PlainEnvelope, PlainFaults } from '../simulators/plain/service.js';
import { Random } from '../support/random.js';
import { ok, submit } from '../support/journey.js';
import { openRemoteWorld, type RemoteWorld } from '../support/remote-world.js';
import { databases } from '../support/test-host.js';

describe.each(databases)('an envelope at a remote service, on %s', (kind) => {
  let world: RemoteWorld;
  let first: Envelope;
  let envelope: Envelope;
  let remote: PlainEnvelope;

  beforeAll(async () => {
    world = await openRemoteWorld(kind);
    await world.configure();
    first = await world.reachSigning();
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    world.test.failures.length = 0;
    ({ envelope, remote } = await world.copy(first));
  });

  const statusOf = async ({ id }: Envelope): Promise<string> => (await world.envelope(id)).status;
  const completion = (id: string): Record<string, unknown> => ({
    id,
    type: 'envelope.completed',
    envelope: remote.id,
    at: world.now,
  });
  const sweepAfter = async (minutes: number): Promise<void> => {
    world.pass({ minutes });
    await world.test.host.sweep();
  };

  it('is handed over and launched once, and settled by callbacks (R-01, R-07, R-08)', async () => {
    const handedOver = world.remoteOf(first);
    const { ledger } = world.simulator.service;
    expect(first).toMatchObject({ provider: 'esign', status: 'launched' });
    expect(handedOver).toMatchObject({ status: 'launched', callbackAddresses: world.binding.callbackAddresses });

    const statuses = await world.deliver(world.signAll(handedOver));

    const settled = await world.envelope(first.id);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(settled).toMatchObject({ status: 'completed', finishReason: null });
    expect(settled.filedAt).not.toBeNull();
    expect(settled.parties.map(({ status }) => status)).toEqual(['signed', 'signed']);
    const signed = await world.test.host.parts.files.get(settled.documents[0]?.signedSha256 ?? '');
    expect(Buffer.compare(signed, handedOver.documents[0]?.signed ?? Buffer.alloc(0))).toBe(0);
    expect([ledger.get(`create ${first.id}`), ledger.get(`launch ${handedOver.id}`)]).toEqual([1, 1]);
    expect(world.test.failures).toEqual([]);
    expect(await world.inTenant(() => findAuditBreak(world.test.host.parts.db, TENANT))).toBeNull();
  });

  it('takes encrypted callbacks too, and answers in the words of the provider', async () => {
    const events = world.signAll(remote);

    for (const event of events) {
      const response = await world.post(encryptedCallbackOf(world.simulator.secret, event), world.address('2'));
      expect([response.status, await response.text()]).toEqual([200, '{"code":0}']);
    }

    await world.test.host.idle();
    expect(await statusOf(envelope)).toBe('completed');
  });

  it('takes what nothing proves as a hint only: the service is asked (0.13)', async () => {
    const lie = callbackOf('nobody', completion('hint-1'));
    expect((await world.post(lie, world.address('3'))).status).toBe(200);
    await world.test.host.idle();
    expect(await statusOf(envelope)).toBe('launched');

    world.signAll(remote);
    await world.post(callbackOf('nobody', completion('hint-2')), world.address('3'));
    await world.test.host.idle();

    expect(await statusOf(envelope)).toBe('completed');
  });

  it.each([2, 7, 15])('takes the same callback %i times at once, and has one effect (F18, G02)', async (times) => {
    const [event] = world.signAll(remote);
    const callback = callbackOf(world.simulator.secret, { ...event });

    const answers = await Promise.all(Array.from({ length: times }, () => world.post(callback)));
    await world.test.host.idle();

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: times }, () => 200));
    const rows = (await world.callbacks()).filter((row) => row.delivery_key === event?.id);
    expect(rows).toMatchObject([{ state: 'done', subject: envelope.id }]);
    expect((await world.envelope(envelope.id)).version).toBe(2);
  });

  it('is settled by questions when no callback ever comes, at 1, 5, 15, 60 and 360 minutes (F21)', async () => {
    const { calls } = world.simulator.service;
    const asked: number[] = [];
    for (const minutes of [1, 4, 1, 14, 1, 59, 1, 359, 1]) {
      const before = calls.get(`query ${remote.id}`) ?? 0;
      await sweepAfter(minutes);
      asked.push((calls.get(`query ${remote.id}`) ?? 0) - before);
    }
    expect(asked).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1]);

    world.signAll(remote);
    await sweepAfter(360);

    expect(await statusOf(envelope)).toBe('completed');
    expect(world.test.failures).toEqual([]);
  });

  it('says what was reported of one signer before the other one signs, in random orders (F19, G04)', async () => {
    const seed = Number(process.env['CALLBACK_SEED'] ?? Date.now() % 1_000_000);
    for (let round = 0; round < 12; round += 1) {
      const random = new Random(seed + round);
      const where = `seed ${seed}, round ${round}`;
      const one = await world.copy(first);
      const refs = random.shuffle(one.remote.signers.map(({ ref }) => ref));
      const early = world.simulator.service.sign(one.remote.id, refs[0] ?? '');
      const isEarly = one.envelope.parties.map(({ signers }) => signers.some(({ id }) => id === refs[0]));

      await world.deliver([...early, ...early]);

      const half = await world.envelope(one.envelope.id);
      expect(half.status, where).toBe('launched');
      expect(
        half.parties.map(({ status }) => status === 'signed'),
        where,
      ).toEqual(isEarly);

      const late = world.simulator.service.sign(one.remote.id, refs[1] ?? '');
      await world.deliver(random.shuffle([...early, ...late, ...late]).filter(() => random.below(3) > 0));
      await world.deliver(random.shuffle(late).slice(0, 1));

      const settled = await world.envelope(one.envelope.id);
      expect(settled.status, where).toBe('completed');
      expect(
        settled.parties.map(({ status }) => status),
        where,
      ).toEqual(['signed', 'signed']);
    }
    expect(world.test.failures).toEqual([]);
  });

  it('takes a callback that comes 10 hours late with the time of its first attempt (F22)', async () => {
    const events = world.signAll(remote);
    const signedAt = world.now;
    world.pass({ minutes: 610 });

    await world.deliver(events);

    const settled = await world.envelope(envelope.id);
    expect(settled).toMatchObject({ status: 'completed', finishedAt: signedAt });
    expect(settled.parties[0]?.signers[0]?.signedAt).toBe(signedAt);
  });

  it('stays open and is told of when the service does not confirm an end (T36)', async () => {
    await world.post(callbackOf(world.simulator.secret, completion(`lie-${envelope.id}`)));
    await world.test.host.idle();

    expect(await statusOf(envelope)).toBe('launched');
    expect(world.test.failures).toMatchObject([{ code: 'bad-response' }]);
    expect(world.test.failures[0]?.message).toContain('a callback says completed, the service itself says launched');

    world.signAll(remote);
    await sweepAfter(5);
    expect(await statusOf(envelope)).toBe('completed');
  });

  it.each([
    ['signed', 'signer.signed'],
    ['rejected', 'signer.rejected'],
  ])('takes nobody for %s whom the service does not call so (T36, R-06)', async (status, type) => {
    const signer = remote.signers[0];
    const event = { id: `lie-${envelope.id}`, type, envelope: remote.id, signer: signer?.id, at: world.now };

    await world.post(callbackOf(world.simulator.secret, event));
    await world.test.host.idle();

    expect((await world.envelope(envelope.id)).version).toBe(1);
    expect(world.test.failures).toMatchObject([{ code: 'bad-response' }]);
    expect(world.test.failures[0]?.message).toContain(
      `a callback says ${signer?.ref ?? ''} ${status}, the service itself says launched`,
    );
  });

  it('takes a signer for signed as soon as the service confirms the callback (T36)', async () => {
    const [signer] = remote.signers;

    await world.deliver(world.simulator.service.sign(remote.id, signer?.ref ?? ''));

    const { status, parties } = await world.envelope(envelope.id);
    expect([status, ...parties.map((party) => party.status === 'signed')]).toEqual(['launched', true, false]);
    expect(world.test.failures).toEqual([]);
  });

  it.each<NonNullable<PlainFaults['files']>>(['unsigned', 'other', 'tampered', 'missing', 'wrongHash'])(
    'is never completed with a file that is %s, whatever the service says (T36)',
    async (fault) => {
      const { faults } = world.simulator.service;
      faults.files = fault;

      await world.deliver(world.signAll(remote));

      expect(await statusOf(envelope)).toBe('launched');
      expect(new Set(world.test.failures.map(({ code }) => code))).toEqual(new Set(['document-changed']));
      faults.files = null;
      await sweepAfter(5);
      expect(await statusOf(envelope)).toBe('completed');
    },
  );

  it('ends as rejected with the reason that the signer gave', async () => {
    const [signer] = remote.signers;

    await world.deliver(world.simulator.service.reject(remote.id, signer?.ref ?? '', '价格不对'));

    const settled = await world.envelope(envelope.id);
    expect(settled).toMatchObject({ status: 'rejected', finishReason: '价格不对' });
    expect(settled.parties[0]).toMatchObject({ status: 'rejected' });
  });

  it('is asked for by the next poll when the service is away while a callback comes', async () => {
    const { faults } = world.simulator.service;
    faults.refuse = { status: 503, times: 1 };

    await world.deliver(world.signAll(remote).slice(-1));

    expect(world.test.failures).toMatchObject([{ code: 'provider-failed' }]);
    expect(await statusOf(envelope)).toBe('launched');
    await sweepAfter(1);
    expect(await statusOf(envelope)).toBe('completed');
  });

  it('keeps an event that it does not know, and does nothing (F23)', async () => {
    const event = { id: `new-${envelope.id}`, type: 'envelope.teleported', envelope: remote.id, at: world.now, x: 1 };

    const response = await world.post(callbackOf(world.simulator.secret, event));
    await world.test.host.idle();

    expect(response.status).toBe(200);
    expect((await world.callbacks()).filter((row) => row.delivery_key === event.id)).toMatchObject([
      { state: 'ignored' },
    ]);
    expect((await world.envelope(envelope.id)).version).toBe(1);
  });

  it('gives up on news of an envelope that never came to be, and says so (F20)', async () => {
    const event = { id: `stray-${envelope.id}`, type: 'envelope.completed', envelope: 'plain-nobody', at: world.now };
    const stateOf = async (): Promise<string | undefined> =>
      (await world.callbacks()).find((row) => row.delivery_key === event.id)?.state;

    await world.post(callbackOf(world.simulator.secret, event));
    await world.test.host.idle();
    expect(await stateOf()).toBe('parked');

    await sweepAfter(23 * 60);
    expect(await stateOf()).toBe('parked');
    await sweepAfter(2 * 60);
    expect(await stateOf()).toBe('orphaned');
    expect(world.test.failures.map(({ code }) => code)).toContain('not-found');
  });

  it('takes a voiding after the completion as a flag, once the service confirms it (R-14, T36)', async () => {
    await world.deliver(world.signAll(remote));
    const lie = { id: `void-${envelope.id}`, type: 'envelope.voided', envelope: remote.id, at: world.now };
    await world.post(callbackOf(world.simulator.secret, lie));
    await world.test.host.idle();
    expect((await world.envelope(envelope.id)).voidedAt).toBeNull();
    expect(world.test.failures[0]?.message).toContain('a callback says voided');

    await world.deliver(world.simulator.service.void(remote.id));

    expect(await world.envelope(envelope.id)).toMatchObject({ status: 'completed', voidedAt: world.now });
  });

  it('keeps what is its own and cannot be read, says so once, and reads it again when asked to', async () => {
    const callback = callbackOf(world.simulator.secret, { id: `odd-${envelope.id}`, type: 'envelope.completed' });

    const answers = [await world.post(callback), await world.post(callback)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(world.test.failures).toMatchObject([{ code: 'bad-response' }]);
    const failed = ok(await world.test.as('admin').get('/v1/callbacks?state=failed')).body.items as ReceivedCallback[];
    expect(failed).toMatchObject([{ action: 'unreadable', cause: 'bad-response', proven: true }]);
    const { db } = world.test.host.parts;
    const stored = await world.inTenant(() =>
      db.selectFrom('callbacks').select('body').where('state', '=', 'failed').executeTakeFirstOrThrow(),
    );
    expect(Buffer.from(stored.body, 'base64')).toEqual(Buffer.from(callback.body));

    // as it is for an adapter that has learned to read it: the words are the same, and now they make sense
    world.signAll(remote);
    const body = Buffer.from(JSON.stringify(completion(`odd-${envelope.id}`))).toString('base64');
    await world.inTenant(() => db.updateTable('callbacks').set({ body }).where('state', '=', 'failed').execute());
    ok(await world.test.as('admin').post(`/v1/callbacks/${failed[0]?.id ?? ''}/retry`));
    await world.test.host.idle();

    expect(await statusOf(envelope)).toBe('completed');
  });

  it('answers what nothing proves alike, whether it can be read or not, and keeps nothing of the latter', async () => {
    const [signer] = world.signAll(remote);
    const before = (await world.callbacks()).length;
    const bodies = ['{"id":', '{}', JSON.stringify(signer)].map((text) => ({ body: Buffer.from(text), headers: {} }));

    const answers = await Promise.all(bodies.map((callback) => world.post(callback, world.address('3'))));

    const texts = await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`));
    expect(new Set(texts)).toEqual(new Set(['200 {"code":0}']));
    await world.test.host.idle();
    expect((await world.callbacks()).length).toBe(before + 1);
  });

  it('is given up on with the reason when every process that works on its callback dies of it', async () => {
    const { db } = world.test.host.parts;
    const event = completion(`deadly-${envelope.id}`);
    await world.post(callbackOf(world.simulator.secret, { ...event, envelope: 'plain-nobody' }));
    await world.test.host.idle();
    await world.inTenant(() =>
      db
        .updateTable('callbacks')
        .set({ unfinished: 10, next_at: world.now })
        .where('delivery_key', '=', `deadly-${envelope.id}`)
        .execute(),
    );

    await world.test.host.sweep();

    const rows = (await world.callbacks()).filter((row) => row.delivery_key === event['id']);
    expect(rows).toMatchObject([{ state: 'failed', error_code: 'unexpected' }]);
    expect(world.test.failures.at(-1)?.message).toContain('10 attempts in a row came to no end');
  });

  it('is taken back at the service before it counts as revoked, and asked about when that is too late', async () => {
    const revoke = (id: string): Promise<{ status: number }> =>
      world.test.as('applicant').post(`/v1/envelopes/${id}/revoke`, { reason: '条款有变' });
    const late = await world.copy(first);
    world.signAll(late.remote);

    expect((await revoke(envelope.id)).status).toBe(200);
    expect((await revoke(late.envelope.id)).status).toBe(409);

    expect([await statusOf(envelope), remote.status]).toEqual(['revoked', 'revoked']);
    await world.test.host.sweep();
    expect(await statusOf(late.envelope)).toBe('completed');
  });

  it('is reminded of by the service, and signed and refused only there', async () => {
    const { id } = envelope;
    ok(await world.test.as('applicant').post(`/v1/envelopes/${id}/remind`, undefined, { key: `remind-${id}` }));

    const rejected = await world.test.as('signer-a').post(`/v1/envelopes/${id}/reject`, { reason: '不签' });

    expect(rejected.body.code).toBe('not-implemented');
    expect(world.simulator.service.ledger.get(`remind remind:${id}:remind-${id}`)).toBe(1);
  });

  describe('past its deadline', () => {
    beforeEach(async () => {
      const deadline = new Date(Date.parse(world.now) + 30 * 60_000).toISOString();
      ({ envelope, remote } = await world.copy({ ...first, deadline }));
    });

    it('is completed when everybody had signed, although no callback came (R-14)', async () => {
      world.signAll(remote);

      await sweepAfter(31);

      expect(await statusOf(envelope)).toBe('completed');
    });

    it('is ended at the service first when somebody had not (C-23)', async () => {
      await sweepAfter(31);

      expect([await statusOf(envelope), remote.status]).toEqual(['expired', 'revoked']);
    });

    it('stays open and is told of once when the service cannot be asked (F21)', async () => {
      const { faults } = world.simulator.service;
      faults.refuse = { status: 500, times: 1000 };
      await sweepAfter(31);
      await sweepAfter(400);

      const alarms = world.test.failures.filter(({ message }) =>
        message.includes(`${envelope.id} is past its deadline`),
      );
      expect(alarms).toHaveLength(1);
      expect(await statusOf(envelope)).toBe('launched');
      faults.refuse = null;
      await sweepAfter(400);
      expect(await statusOf(envelope)).toBe('expired');
    });
  });
});

describe.each(databases)('a service whose answer to the order is lost, on %s', (kind) => {
  it('has one envelope, and news that came before are taken in (F20, G02)', async () => {
    const world = await openRemoteWorld(kind);
    try {
      const { service, secret } = world.simulator;
      await world.configure();
      service.faults.loseAnswers = 1;
      await submit(world.test, 'applicant', 'e-submit');
      const { remote } = world;
      service.launch(remote.id, null);
      const events = world.signAll();

      for (const event of events) expect((await world.post(callbackOf(secret, event))).status).toBe(200);
      await world.test.host.idle();
      expect((await world.callbacks()).map(({ state }) => state)).toEqual(events.map(() => 'parked'));

      world.pass({ minutes: 10 });
      await world.test.host.sweep();
      await world.test.host.sweep();

      expect((await world.callbacks()).map(({ state }) => state)).toEqual(events.map(() => 'done'));
      expect(await world.envelope(remote.key)).toMatchObject({ status: 'completed' });
      expect([...service.ledger]).toEqual([
        [`create ${remote.key}`, 1],
        [`launch ${remote.id}`, 1],
      ]);
    } finally {
      await world.close();
    }
  });
});

describe.each(databases)('the address of callbacks, on %s', (kind) => {
  let world: RemoteWorld;

  beforeAll(async () => {
    world = await openRemoteWorld(kind);
  });

  afterAll(() => world.close());

  const send = (address: string, init: RequestInit): Promise<Response> =>
    world.test.host.fetch(new Request(address, { method: 'POST', body: '{}', ...init }));

  it('says the same of what is not there and of what is not the provider’s (T13, T34)', async () => {
    const address = world.address();
    const answers = await Promise.all(
      [
        address,
        address.replace(/[^/]+\/globalCallback/, 'nobody/globalCallback'),
        address.replace('/esign/', '/tencent/'),
        address.replace('/3/1/', '/9/9/'),
        address.replace('/esign/', '/constructor/'),
      ].map(async (one) => {
        const response = await send(one, {});
        return [response.status, await response.text()];
      }),
    );

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(401);
  });

  it('takes no other method, no packed body and no large one (T16)', async () => {
    const address = world.address();

    const get = await world.test.host.fetch(new Request(address));
    const put = await send(address, { method: 'PUT' });
    const packed = await send(address, { headers: { 'content-encoding': 'gzip' } });
    const large = await send(address, { body: new Uint8Array(1024 * 1024 + 1) });

    expect([get, put, packed, large].map(({ status }) => status)).toEqual([405, 405, 415, 413]);
    expect(get.headers.get('allow')).toBe('POST');
  });
});
