import { randomUUID } from 'node:crypto';

import { TENANT } from '../../host/demo/people.js';
import type { RemoteService } from '../../host/providers/remote-service.js';
import { insertEnvelope } from '../../host/store/envelopes.js';
import { insertRemote, markOrdered, nameRemote } from '../../host/store/remote-envelopes.js';
import { asTenant } from '../../host/store/tenant-scope.js';
import type { Binding, CallbackState, Envelope, SigningMapping } from '../../src/schema/index.js';
import { startPlainSimulator, type PlainSimulator } from '../simulators/plain/server.js';
import { callbackOf, type PlainCallback } from '../simulators/plain/callback.js';
import type { PlainEnvelope, PlainEvent } from '../simulators/plain/service.js';
import { ok, configure, submit } from './journey.js';
import { purchaseMapping } from './purchase-mapping.js';
import { createTestProvider } from './test-provider/test-provider.js';
import { openTestHost, type DatabaseKind, type TestHost } from './test-host.js';

const START = '2026-11-22T02:00:00.000Z';

export interface StoredCallback {
  readonly state: CallbackState;
  readonly delivery_key: string;
  readonly error_code: string | null;
  readonly subject: string | null;
}

/** A service, and the binding to it. */
export interface Place {
  readonly simulator: PlainSimulator;
  readonly binding: Binding;
}

/** A host with a binding to the plain service, which runs as a real server beside it. */
export class RemoteWorld {
  readonly test: TestHost;
  readonly simulator: PlainSimulator;
  readonly binding: Binding;
  #now = START;

  constructor(test: TestHost, simulator: PlainSimulator, binding: Binding) {
    this.test = test;
    this.simulator = simulator;
    this.binding = binding;
    simulator.service.clock = () => new Date(this.#now);
  }

  get now(): string {
    return this.#now;
  }

  /** Moves the clocks of the host and of the service. */
  pass({ minutes }: { minutes: number }): void {
    this.#now = new Date(Date.parse(this.#now) + minutes * 60_000).toISOString();
    this.test.setTime(this.#now);
  }

  async close(): Promise<void> {
    await this.test.close();
    await this.simulator.close();
  }

  /** The mapping of the demo's contract, signed at the service. */
  configure(change: (mapping: SigningMapping) => SigningMapping = (mapping) => mapping): Promise<unknown> {
    return configure(
      this.test,
      purchaseMapping((mapping) =>
        change({ ...mapping, basic: { ...mapping.basic, provider: 'esign', bindingId: this.binding.id } }),
      ),
    );
  }

  /** Brings the demo's contract to the node of the first signer: by then the service has the envelope. */
  async reachSigning(): Promise<Envelope> {
    await submit(this.test, 'applicant', 'e-submit');
    await submit(this.test, 'admin', 'e-dept-ok');
    await submit(this.test, 'admin', 'e-legal-ok');
    const tab = ok(await this.test.as('signer-a').get('/v1/records/rec-1001/tab'));
    return tab.body.envelope as Envelope;
  }

  /** The newest envelope as the service has it. */
  get remote(): PlainEnvelope {
    const newest = [...this.simulator.service.envelopes.values()].at(-1);
    if (!newest) throw new Error('the service has no envelope');
    return newest;
  }

  /** Everybody signs at the service. */
  signAll(remote = this.remote): PlainEvent[] {
    return remote.signers.flatMap(({ ref }) => this.simulator.service.sign(remote.id, ref));
  }

  envelope(id: string): Promise<Envelope> {
    return this.inTenant(async () => {
      const { db } = this.test.host.parts;
      const row = await db.selectFrom('envelopes').select('doc').where('id', '=', id).executeTakeFirstOrThrow();
      return row.doc;
    });
  }

  /** A copy of an envelope, here and at the service: quicker than another walk through the workflow. */
  async copy(
    of: Envelope,
    { simulator, binding }: Place = this,
  ): Promise<{ envelope: Envelope; remote: PlainEnvelope }> {
    const source = this.remoteOf(of);
    const id = `env-${randomUUID()}`;
    const remote = simulator.service.create({
      key: id,
      callbackAddresses: binding.callbackAddresses,
      documents: source.documents.map(({ ref, name, original }) => ({
        ref,
        name,
        content: original.toString('base64'),
      })),
      signers: source.signers.map(({ ref, name }) => ({ ref, name })),
    });
    simulator.service.launch(remote.id, null);
    const envelope: Envelope = { ...of, id, bindingId: binding.id, recordId: null, version: 1 };
    const refs = new Map(remote.signers.map((signer) => [signer.ref, signer.id]));
    const names = {
      externalId: remote.id,
      documents: Object.fromEntries(remote.documents.map((document) => [document.id, document.ref])),
      signers: Object.fromEntries(
        of.parties.flatMap((party) =>
          party.signers.map((signer) => [refs.get(signer.id), { partyId: party.id, signerId: signer.id }]),
        ),
      ),
    };
    await this.inTenant(() =>
      this.test.host.parts.db.transaction().execute(async (tx) => {
        await insertEnvelope(tx, TENANT, envelope, id);
        await insertRemote(tx, TENANT, envelope);
        const row = { tenant_id: TENANT, envelope_id: id, binding_id: binding.id };
        const nextPollAt = new Date(Date.parse(this.#now) + 60_000).toISOString();
        await markOrdered(tx, row, this.#now);
        await nameRemote(tx, row, names, { now: this.#now, nextPollAt });
      }),
    );
    return { envelope, remote };
  }

  remoteOf(envelope: Envelope): PlainEnvelope {
    const found = [...this.simulator.service.envelopes.values()].find(({ key }) => key === envelope.id);
    if (!found) throw new Error('the service does not have this envelope');
    return found;
  }

  /** The address of a layout: `1` for signed, `2` for encrypted, `3` for callbacks that nobody signs. */
  address(layout: '1' | '2' | '3' = '1'): string {
    const found = this.binding.callbackAddresses.find((address) => address.includes(`/esign/3/${layout}/`));
    if (found === undefined) throw new Error('the binding has no such address');
    return found;
  }

  async post(callback: PlainCallback, address = this.address()): Promise<Response> {
    return this.test.host.fetch(
      new Request(address, { method: 'POST', headers: callback.headers, body: new Uint8Array(callback.body) }),
    );
  }

  /** Sends events as the service does, and waits until the host has worked on them. */
  async deliver(events: readonly PlainEvent[], address = this.address()): Promise<number[]> {
    const statuses: number[] = [];
    for (const event of events) {
      const response = await this.post(callbackOf(this.simulator.secret, event), address);
      statuses.push(response.status);
    }
    await this.test.host.idle();
    return statuses;
  }

  callbacks(): Promise<StoredCallback[]> {
    return this.inTenant(() =>
      this.test.host.parts.db
        .selectFrom('callbacks')
        .select(['state', 'delivery_key', 'error_code', 'subject'])
        .orderBy('received_at')
        .execute(),
    );
  }

  inTenant<T>(work: () => T): T {
    return asTenant(TENANT, work);
  }
}

/**
 * @param others Addresses of other services that the host may call.
 * @param change What the adapter does otherwise than the plain one.
 */
export async function openRemoteWorld(
  kind: DatabaseKind,
  others: readonly string[] = [],
  change: Partial<RemoteService> = {},
): Promise<RemoteWorld> {
  const simulator = await startPlainSimulator();
  const provider = createTestProvider({ publicKey: simulator.service.publicKey });
  const test = await openTestHost(kind, {
    providers: [{ ...provider, ...(provider.remote ? { remote: { ...provider.remote, ...change } } : {}) }],
    outgoingAllow: [simulator.url, ...others].join(','),
    publicUrl: 'http://host',
  });
  test.setTime(START);
  return new RemoteWorld(test, simulator, await bindTo(test, simulator, '签署平台'));
}

/** Makes a binding to a service. */
export async function bindTo(test: TestHost, { url, account, secret }: PlainSimulator, name: string): Promise<Binding> {
  return ok(
    await test.as('admin').post('/v1/bindings', {
      provider: 'esign',
      serviceType: 'private',
      name,
      isDefault: false,
      platformAddress: url,
      projectKey: account,
      projectSecret: secret,
    }),
  ).body as Binding;
}
