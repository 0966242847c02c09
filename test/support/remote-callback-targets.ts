import { randomUUID } from 'node:crypto';

import { TENANT } from '../../host/demo/people.js';
import type { RemoteOrder, ServiceAccess } from '../../host/providers/remote-service.js';
import { insertEnvelope } from '../../host/store/envelopes.js';
import { insertRemote, markOrdered, nameRemote } from '../../host/store/remote-envelopes.js';
import { insertRemoteSealUse, nameRemoteSealUse } from '../../host/store/remote-seal-uses.js';
import { insertSealUse } from '../../host/store/seal-uses.js';
import { asTenant } from '../../host/store/tenant-scope.js';
import type { Binding, BindingInput, Envelope, SealUse } from '../../src/schema/index.js';
import { aParty, aSealUse } from './builders.js';
import type { Event } from './callback-operators.js';
import type { RunTarget, Subject } from './callback-runs.js';
import { clock, FOREIGN_SECRET, NOW, openServices, type Service } from './callback-services.js';
import { ok } from './journey.js';
import { anOrder } from './remote-orders.js';
import { openTestHost, type DatabaseKind, type TestHost } from './test-host.js';

/** How many subjects are made at a time: one sweep asks for all of them. */
const BATCH = { event: 6, history: 4 } as const;

/** What both sides know; the subject is what it is once the host has asked about it. */
type Made = () => Promise<Subject>;

/** The host with a binding to each of the simulated services, and every service as a target of mutated callbacks. */
export class RemoteTargets {
  readonly test: TestHost;
  readonly all: readonly RunTarget[];
  readonly #services: readonly Service[];

  private constructor(test: TestHost, services: readonly Service[], all: readonly RunTarget[]) {
    this.test = test;
    this.#services = services;
    this.all = all;
  }

  static async open(kind: DatabaseKind): Promise<RemoteTargets> {
    const services = await openServices();
    const test = await openTestHost(kind, {
      // one adapter speaks to both services of e签宝, and another one to 契约锁 for files and for seals
      providers: [...new Map(services.toReversed().map(({ provider }) => [provider.descriptor.id, provider])).values()],
      outgoingAllow: services.map(({ url }) => url).join(','),
      publicUrl: 'http://host',
    });
    test.setTime(NOW.toISOString());
    const all: RunTarget[] = [];
    for (const service of services) all.push(await targetOf(test, service));
    return new RemoteTargets(test, services, all);
  }

  async close(): Promise<void> {
    await this.test.close();
    for (const service of this.#services) await service.close();
  }
}

async function targetOf(test: TestHost, service: Service): Promise<RunTarget> {
  const bind = async (user: string, input: BindingInput): Promise<Binding> =>
    ok(await test.as(user).post('/v1/bindings', input)).body as Binding;
  const binding = await bind('admin', service.binding);
  const foreign = await bind('other-tenant', service.foreign);
  const make = (kind: 'event' | 'history'): Promise<Made> =>
    service.seals ? aSealUseAt(test, service, binding, kind) : anEnvelopeAt(test, service, binding, kind);
  const stock: Record<'event' | 'history', Subject[]> = { event: [], history: [] };
  return {
    ...service.form,
    address: binding.callbackAddresses[0] ?? '',
    foreignAddress: foreign.callbackAddresses[0] ?? '',
    foreignSecret: FOREIGN_SECRET,
    now: clock,
    subject: async (kind) => {
      const [known] = stock[kind].splice(0, 1);
      if (known) return known;
      const [subject, ...others] = await asTenant(TENANT, async () => {
        const made: Made[] = [];
        for (let count = 0; count < BATCH[kind]; count += 1) made.push(await make(kind));
        await askOnce(test);
        return Promise.all(made.map((one) => one()));
      });
      stock[kind].push(...others);
      return subject!;
    },
  };
}

function accessTo({ binding }: Service, stored: Binding): ServiceAccess {
  return {
    binding: stored,
    secrets: binding as unknown as Record<string, string>,
    http: (address, { timeoutMs: _timeout, maxBytes: _max, ...request } = {}) => fetch(address, request as RequestInit),
    clock,
  };
}

/** An envelope that both sides know, with two signers or with one. */
async function anEnvelopeAt(
  test: TestHost,
  service: Service,
  binding: Binding,
  kind: 'event' | 'history',
): Promise<Made> {
  const { db, files } = test.host.parts;
  const { remote } = service.provider;
  if (!remote) throw new Error('people do not sign there');
  const id = `env-${randomUUID()}`;
  const order = await anOrder({
    id,
    recordId: null,
    provider: binding.provider,
    bindingId: binding.id,
    ...(kind === 'history' ? { parties: [aParty()] } : {}),
  });
  const documents = await Promise.all(
    order.files.map(async ({ document, bytes }) => ({
      ...document,
      sha256: await files.put(bytes),
      size: bytes.length,
    })),
  );
  const envelope: Envelope = { ...order.envelope, documents };
  const given: RemoteOrder = { ...order, envelope, callbackAddresses: binding.callbackAddresses };
  const access = accessTo(service, binding);
  const names = await remote.create(access, given);
  await remote.launch(access, names.externalId, null, { envelope, names });
  await db.transaction().execute(async (tx) => {
    await insertEnvelope(tx, TENANT, envelope, id);
    await insertRemote(tx, TENANT, envelope);
    const row = { tenant_id: TENANT, envelope_id: id, binding_id: binding.id };
    await markOrdered(tx, row, NOW.toISOString());
    await nameRemote(tx, row, names, { now: NOW.toISOString(), nextPollAt: NOW.toISOString() });
  });
  const { events, happen } = service.tell(names.externalId);
  const read = (): Promise<Envelope> =>
    asTenant(TENANT, async () => {
      const row = await db.selectFrom('envelopes').select('doc').where('id', '=', id).executeTakeFirstOrThrow();
      return row.doc;
    });
  return async () => {
    const { version } = await read();
    return {
      ...eventsOf(events),
      happen: () => happen(kind === 'history' ? events.length : 1),
      effects: async () => (await read()).version - version,
      isEnded: async () => {
        const { status, parties } = await read();
        return status === 'completed' && parties.every((party) => party.status === 'signed');
      },
    };
  };
}

/** A seal use that both sides know. */
async function aSealUseAt(
  test: TestHost,
  service: Service,
  binding: Binding,
  kind: 'event' | 'history',
): Promise<Made> {
  const { db } = test.host.parts;
  const { register } = service.provider;
  const { seals } = service;
  if (!register || !seals) throw new Error('no seals are kept there');
  const sealUse = aSealUse({
    id: randomUUID(),
    recordId: null,
    provider: binding.provider,
    bindingId: binding.id,
    fileType: seals.fileType,
    seals: [seals.seal],
  });
  const { externalId } = await register.apply(accessTo(service, binding), { sealUse, mobile: '13800000002' });
  await db.transaction().execute(async (tx) => {
    await insertSealUse(tx, TENANT, sealUse, sealUse.id);
    await insertRemoteSealUse(tx, TENANT, sealUse);
    const row = { tenant_id: TENANT, seal_use_id: sealUse.id, binding_id: binding.id };
    await nameRemoteSealUse(tx, row, externalId, { now: NOW.toISOString(), nextPollAt: NOW.toISOString() });
  });
  const { events, happen } = service.tell(externalId);
  // not through the contract: who looks there has the host ask the register
  const read = (): Promise<SealUse> =>
    asTenant(TENANT, async () => {
      const row = await db.selectFrom('seal_uses').select('doc').where('id', '=', sealUse.id).executeTakeFirstOrThrow();
      return row.doc;
    });
  return async () => {
    const { version } = await read();
    return {
      ...eventsOf(events),
      happen: () => happen(kind === 'history' ? events.length : 1),
      effects: async () => (await read()).version - version,
      isEnded: async () => (await read()).status === seals.lastStatus,
    };
  };
}

/** What the service has to say by itself is known before anybody reports: whatever changes later is because of a report. */
async function askOnce({ host }: TestHost): Promise<void> {
  await host.sweep();
  await host.idle();
}

function eventsOf(history: readonly Event[]): Pick<Subject, 'event' | 'history'> {
  const [event] = history;
  if (!event) throw new Error('nothing is told');
  return { event, history };
}
