import { createHmac, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { insertSealUse } from '../../host/store/seal-uses.js';
import type { Binding, Envelope, SealUse } from '../../src/schema/index.js';
import { operators, type Event, type Target } from '../support/callback-operators.js';
import { CallbackRuns, type Subject } from '../support/callback-runs.js';
import { ok } from '../support/journey.js';
import { openRemoteWorld, type RemoteWorld } from '../support/remote-world.js';
import { databases } from '../support/test-host.js';
import { encrypt, hmacOf } from '../simulators/plain/callback.js';

/** Printed, so that a run can be repeated: `CALLBACK_SEED=… vitest run …`. */
const SEED = Number(process.env['CALLBACK_SEED'] ?? Date.now() % 1_000_000);
type Targets = Record<'plain' | 'builtin', Target>;

/** Refusals cost little, so there are many of them; each accepted callback has a subject of its own. */
const REFUSALS = Number(process.env['CALLBACK_ROUNDS'] ?? 45);
const ACCEPTANCES = Math.max(4, Math.round(REFUSALS / 10));

const FOREIGN_SECRET = 'secret-of-another-account-000000';
const BUILTIN_KEY = 'key-of-the-seal-register-0000001';

describe.each(databases)('mutated callbacks (T13 to T16, G03) on %s', (kind) => {
  let world: RemoteWorld;
  let first: Envelope;
  let application: SealUse;
  let runs: CallbackRuns;
  let targets: Targets;

  beforeAll(async () => {
    process.stdout.write(`callback mutations on ${kind}: seed ${SEED}\n`);
    world = await openRemoteWorld(kind);
    await world.configure();
    first = await world.reachSigning();
    application = ok(await world.test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' })).body as SealUse;
    targets = await openTargets(world);
    runs = new CallbackRuns({
      test: world.test,
      seed: SEED,
      refusals: REFUSALS,
      acceptances: ACCEPTANCES,
      countUnread,
    });
  });

  afterAll(() => world.close());

  const anEnvelope = async (): Promise<Subject> => {
    const { envelope, remote } = await world.copy(first);
    const history = world.signAll(remote).map((event) => ({ ...event }));
    const [event] = history;
    if (!event) throw new Error('nobody signs');
    return {
      event,
      history,
      effects: async () => (await world.envelope(envelope.id)).version - 1,
      isEnded: async () => {
        const { status, parties } = await world.envelope(envelope.id);
        return status === 'completed' && parties.every((party) => party.status === 'signed');
      },
    };
  };

  const aSealUse = async (): Promise<Subject> => {
    const id = `use-${randomUUID()}`;
    const copy: SealUse = { ...application, id, recordId: null };
    const { db } = world.test.host.parts;
    await world.inTenant(() => db.transaction().execute((tx) => insertSealUse(tx, TENANT, copy, id)));
    const read = async (): Promise<SealUse> =>
      ok(await world.test.as('admin').get(`/v1/seal-uses/${id}`)).body as SealUse;
    const eventOf = (event: string): Event => ({
      id: randomUUID(),
      event,
      sealUseId: id,
      at: world.now,
      by: '用印设备',
    });
    const history = ['smartUseCompleted', 'filingCompleted'].map(eventOf);
    return {
      event: eventOf('smartUseCompleted'),
      history,
      effects: async () => (await read()).version - 1,
      isEnded: async () => (await read()).status === 'filed',
    };
  };

  const countUnread = async (): Promise<number> => {
    const rows = await world.callbacks();
    return rows.filter(({ state, delivery_key: key }) => state === 'failed' && key.startsWith('unread:')).length;
  };

  it('meet their oracles, each operator at each provider, and no forgery is accepted', async () => {
    await runs.runAll({ ...targets.plain, subject: anEnvelope });
    await runs.runAll({ ...targets.builtin, subject: aSealUse });

    process.stdout.write(
      `${runs.table.join('\n')}\ntotal ${runs.counts.total}, 0 accepted forgeries on ${kind}, seed ${SEED}\n`,
    );
    expect(Object.prototype).not.toHaveProperty('polluted');
    // both databases together: 3,000 in a usual run
    if (REFUSALS >= 45) expect(runs.counts.total).toBeGreaterThanOrEqual(1500);
  }, 120_000);

  it('answers a wrong signature, padding and text behind a right one with the same words (T15)', async () => {
    const target = targets.plain;
    const subject = await anEnvelope();
    const bodies = new Set<string>();
    for (const code of ['C27', 'C01', 'C03', 'C05']) {
      const operator = operators.find((candidate) => candidate.code === code);
      const [sent] = operator?.make(runs.aCase(subject, target, 1)) ?? [];
      if (!sent) throw new Error(`no operator ${code}`);
      const address = sent.address ?? target.address;
      const answer = await world.test.host.fetch(
        new Request(address, { method: 'POST', headers: sent.headers, body: new Uint8Array(sent.body) }),
      );
      bodies.add(`${answer.status} ${await answer.text()}`);
    }

    expect(bodies.size).toBe(1);
  });
});

function atTime(event: Event, at: Date): Event {
  return { ...event, at: at.toISOString() };
}

async function openTargets(world: RemoteWorld): Promise<Targets> {
  const { test } = world;
  const form = { provider: 'builtin', serviceType: 'private', name: '内置签署服务', isDefault: true };
  const setKey = async (user: string, callbackKey: string): Promise<Binding> => {
    const { headers } = ok(await test.as(user).get('/v1/bindings/bind-builtin'));
    const ifMatch = headers.get('etag') ?? '';
    return ok(await test.as(user).send('PATCH', '/v1/bindings/bind-builtin', { ...form, callbackKey }, { ifMatch }))
      .body as Binding;
  };
  const own = await setKey('admin', BUILTIN_KEY);
  const foreign = await setKey('other-tenant', FOREIGN_SECRET);
  const stranger = ok(
    await test.as('other-tenant').post('/v1/bindings', {
      provider: 'esign',
      serviceType: 'private',
      name: '别家的平台',
      isDefault: false,
      platformAddress: world.simulator.url,
      projectKey: 'account-2',
      projectSecret: FOREIGN_SECRET,
    }),
  ).body as Binding;
  const now = (): Date => new Date(world.now);
  return {
    plain: {
      name: 'plain',
      address: world.address(),
      foreignAddress: stranger.callbackAddresses[0] ?? '',
      signatureHeader: 'x-plain-signature',
      required: ['id', 'type', 'envelope', 'signer', 'at'],
      action: 'type',
      delivery: 'id',
      isCaseSensitive: true,
      moved: atTime,
      packedAddress: world.address('2'),
      pack: (clear, change = (cipher) => cipher) => {
        const cipher = encrypt(world.simulator.secret, Buffer.from(clear));
        return Buffer.from(JSON.stringify({ encrypt: Buffer.from(change(cipher)).toString('base64') }));
      },
      secret: world.simulator.secret,
      foreignSecret: FOREIGN_SECRET,
      now,
      sign: (body, { secret = world.simulator.secret } = {}) => {
        return { 'content-type': 'application/json', 'x-plain-signature': hmacOf(secret, body) };
      },
    },
    builtin: {
      name: 'builtin',
      address: own.callbackAddresses[0] ?? '',
      foreignAddress: foreign.callbackAddresses[0] ?? '',
      signatureHeader: 'x-esign-signature',
      required: ['id', 'event', 'sealUseId', 'at', 'by'],
      action: 'event',
      delivery: 'id',
      isCaseSensitive: true,
      moved: atTime,
      secret: BUILTIN_KEY,
      foreignSecret: FOREIGN_SECRET,
      now,
      sign: (body, { secret = BUILTIN_KEY, at = now() } = {}) => {
        const timestamp = String(at.getTime());
        const signature = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
        return {
          'content-type': 'application/json',
          'x-esign-timestamp': timestamp,
          'x-esign-signature': signature,
        };
      },
    },
  };
}
