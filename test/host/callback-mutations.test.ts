import { createHmac, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TENANT } from '../../host/demo/people.js';
import { insertSealUse } from '../../host/store/seal-uses.js';
import type { Binding, Envelope, SealUse } from '../../src/schema/index.js';
import {
  historyOperators,
  operators,
  type Case,
  type Event,
  type Operator,
  type Sent,
  type Target,
} from '../support/callback-operators.js';
import { ok } from '../support/journey.js';
import { Random } from '../support/random.js';
import { openRemoteWorld, type RemoteWorld } from '../support/remote-world.js';
import { databases } from '../support/test-host.js';
import { hmacOf } from '../simulators/plain/callback.js';

/** Printed, so that a run can be repeated: `CALLBACK_SEED=… vitest run …`. */
const SEED = Number(process.env['CALLBACK_SEED'] ?? Date.now() % 1_000_000);
/** Refusals cost little, so there are many of them; each accepted callback has a subject of its own. */
const REFUSALS = Number(process.env['CALLBACK_ROUNDS'] ?? 45);
const ACCEPTANCES = Math.max(4, Math.round(REFUSALS / 10));
const LARGE = 4;

const FOREIGN_SECRET = 'secret-of-another-account-000000';
const BUILTIN_KEY = 'key-of-the-seal-register-0000001';

/** A subject with the events about it, and what has become of it. */
interface Subject {
  readonly event: Event;
  readonly history: readonly Event[];
  effects(): Promise<number>;
  isEnded(): Promise<boolean>;
}

describe.each(databases)('mutated callbacks (T13 to T16, G03) on %s', (kind) => {
  let world: RemoteWorld;
  let first: Envelope;
  let application: SealUse;
  let targets: Record<Target['name'], Target>;

  beforeAll(async () => {
    process.stdout.write(`callback mutations on ${kind}: seed ${SEED}\n`);
    world = await openRemoteWorld(kind);
    await world.configure();
    first = await world.reachSigning();
    application = ok(await world.test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' })).body as SealUse;
    targets = await openTargets(world);
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

  const subjectFor = (target: Target): Promise<Subject> => (target.name === 'plain' ? anEnvelope() : aSealUse());

  const send = async (target: Target, sent: Sent): Promise<number> => {
    const { method = 'POST', body, headers, address = target.address } = sent;
    const request = new Request(address, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
    });
    return (await world.test.host.fetch(request)).status;
  };

  const sendAll = async (target: Target, all: readonly Sent[]): Promise<number[]> => {
    const statuses: number[] = [];
    for (const sent of all) statuses.push(await send(target, sent));
    await world.test.host.idle();
    return statuses;
  };

  const runRefusals = async (operator: Operator, target: Target, subject: Subject): Promise<number> => {
    const rounds = operator.code === 'C21' ? LARGE : REFUSALS;
    const expected = Number(operator.oracle.slice('reject-'.length));
    const statuses = await Promise.all(
      Array.from({ length: rounds }, async (_, round) => {
        const [sent] = operator.make(aCase(subject, target, round));
        if (!sent) throw new Error(`${operator.code} sends nothing`);
        return send(target, sent);
      }),
    );
    const wrong = statuses.flatMap((status, round) => (status === expected ? [] : [{ round, status }]));
    expect(wrong, `${operator.code} ${target.name}, seed ${SEED}`).toEqual([]);
    return rounds;
  };

  const failedRows = async (): Promise<number> => {
    const rows = await world.callbacks();
    return rows.filter(({ state, delivery_key: key }) => state === 'failed' && key.startsWith('unread:')).length;
  };

  const runKept = async (operator: Operator, target: Target, subject: Subject): Promise<number> => {
    const before = await failedRows();
    const sent = Array.from({ length: REFUSALS }, (_, round) => operator.make(aCase(subject, target, round))).flat();
    const statuses = await Promise.all(sent.map((one) => send(target, one)));
    const where = `${operator.code} ${target.name}, seed ${SEED}`;
    const bodies = new Set(sent.map(({ body }) => Buffer.from(body).toString('base64')));
    expect(new Set(statuses), where).toEqual(new Set([200]));
    expect((await failedRows()) - before, where).toBe(bodies.size);
    return REFUSALS;
  };

  const runAcceptances = async (operator: Operator, target: Target): Promise<number> => {
    for (let round = 0; round < ACCEPTANCES; round += 1) {
      const subject = await subjectFor(target);
      const statuses = await sendAll(target, operator.make(aCase(subject, target, round)));
      const where = `${operator.code} ${target.name}, seed ${SEED}, round ${round}`;
      expect(new Set(statuses), where).toEqual(new Set([200]));
      expect(await subject.effects(), where).toBe(operator.oracle === 'accept-once' ? 1 : 0);
    }
    return ACCEPTANCES;
  };

  const runHistories = async (operator: (typeof historyOperators)[number], target: Target): Promise<number> => {
    for (let round = 0; round < ACCEPTANCES; round += 1) {
      const subject = await subjectFor(target);
      const statuses = await sendAll(target, operator.make(aCase(subject, target, round)));
      const where = `${operator.code} ${target.name}, seed ${SEED}, round ${round}`;
      expect(new Set(statuses), where).toEqual(new Set([200]));
      expect(await subject.isEnded(), where).toBe(true);
    }
    return ACCEPTANCES;
  };

  const runOf = ({ oracle }: Operator): typeof runRefusals => {
    if (oracle === 'keep-failed') return runKept;
    return oracle.startsWith('reject') ? runRefusals : runAcceptances;
  };

  it('meet their oracles, each operator at each provider, and no forgery is accepted', async () => {
    const table: string[] = [];
    let total = 0;
    for (const target of Object.values(targets)) {
      const victim = await subjectFor(target);
      for (const operator of operators) {
        const count = await runOf(operator)(operator, target, victim);
        total += count;
        table.push(`${operator.code.padEnd(5)} ${target.name.padEnd(8)} ${operator.oracle.padEnd(17)} ${count}`);
      }
      for (const operator of historyOperators) {
        const count = await runHistories(operator, target);
        total += count;
        table.push(`${operator.code.padEnd(5)} ${target.name.padEnd(8)} ${operator.oracle.padEnd(17)} ${count}`);
      }
      expect(await victim.effects(), 'a forgery was accepted').toBe(0);
    }
    process.stdout.write(`${table.join('\n')}\ntotal ${total}, 0 accepted forgeries on ${kind}, seed ${SEED}\n`);
    expect(Object.prototype).not.toHaveProperty('polluted');
    // both databases together: 3,000 in a usual run
    if (REFUSALS >= 45) expect(total).toBeGreaterThanOrEqual(1500);
  }, 120_000);

  it('answers a wrong signature, padding and text behind a right one with the same words (T15)', async () => {
    const target = targets.plain;
    const subject = await subjectFor(target);
    const bodies = new Set<string>();
    for (const code of ['C27', 'C01', 'C03', 'C05']) {
      const operator = operators.find((candidate) => candidate.code === code);
      const [sent] = operator?.make(aCase(subject, target, 1)) ?? [];
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

function aCase({ event, history }: Subject, target: Target, round: number): Case {
  return { event, history, target, random: new Random(SEED * 1000 + round) };
}

async function openTargets(world: RemoteWorld): Promise<Record<Target['name'], Target>> {
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
