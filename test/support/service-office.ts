import type { DemoHostOptions } from '../../host/demo/demo-host.js';
import { TENANT } from '../../host/demo/people.js';
import { asTenant } from '../../host/store/tenant-scope.js';
import type { Binding } from '../../src/schema/index.js';
import type { OutgoingCallback } from '../simulators/kit/callback-sender.js';
import { configure, ok } from './journey.js';
import { purchaseMapping } from './purchase-mapping.js';
import type { OpenWorld, ServiceWorld, WorldOptions } from './service-worlds/service-world.js';
import { openTestHost, type DatabaseKind, type TestHost } from './test-host.js';

const START = '2026-11-22T02:00:00.000Z';
export const A = { userId: 'signer-a', mobile: '13800000003' };
export const B = { userId: 'signer-b', mobile: '13800000004' };

/** The demo's OA with its purchase contract, which is signed at a service. */
export class Office {
  readonly test: TestHost;
  readonly world: ServiceWorld;
  #now = Date.parse(START);

  constructor(test: TestHost, world: ServiceWorld) {
    this.test = test;
    this.world = world;
    test.setTime(START);
  }

  /** The clock of the host; the one of the service stands still. */
  pass({ minutes }: { minutes: number }): void {
    this.#now += minutes * 60_000;
    this.test.setTime(new Date(this.#now).toISOString());
  }

  /** The reports of the service arrive, and the host asks it for whatever they hint at. */
  async hear(delivery?: Parameters<ServiceWorld['deliver']>[0]): Promise<void> {
    await this.world.deliver(delivery);
    await this.test.host.idle();
    await this.test.host.sweep();
    await this.test.host.idle();
  }

  /** Every envelope at the service is due to be asked about, and what is due is done. */
  async ask(): Promise<void> {
    const { db } = this.test.host.parts;
    const next_poll_at = new Date(this.#now).toISOString();
    await asTenant(TENANT, () => db.updateTable('remote_envelopes').set({ next_poll_at }).execute());
    await this.test.host.sweep();
    await this.test.host.idle();
  }

  async close(): Promise<void> {
    await this.test.close();
    await this.world.close();
  }
}

export async function openOffice(
  kind: DatabaseKind,
  open: OpenWorld,
  { between, ...options }: Partial<DemoHostOptions> & Pick<WorldOptions, 'between'> = {},
): Promise<Office> {
  let test: TestHost | null = null;
  const send = ({ address, body, headers }: OutgoingCallback): Promise<Response> => {
    if (!test) throw new Error('the host is not open yet');
    const bytes = typeof body === 'string' ? body : new Uint8Array(body);
    return test.host.fetch(new Request(address, { method: 'POST', headers, body: bytes }));
  };
  const world = await open({ clock: () => new Date(START), send, ...(between ? { between } : {}) });
  test = await openTestHost(kind, {
    providers: world.providers,
    outgoingAllow: world.addresses.join(','),
    publicUrl: 'http://host',
    ...options,
  });
  const office = new Office(test, world);
  let binding: Binding | null = null;
  if (world.binding) {
    binding = ok(await test.as('admin').post('/v1/bindings', world.binding)).body as Binding;
    world.connect(binding);
  }
  await configure(
    test,
    purchaseMapping((mapping) => {
      const at = binding && { provider: binding.provider, bindingId: binding.id };
      const bound = { ...mapping, basic: { ...mapping.basic, ...at } };
      return world.adapt?.(bound) ?? bound;
    }),
  );
  return office;
}
