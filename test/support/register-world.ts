import { TENANT } from '../../host/demo/people.js';
import { asTenant } from '../../host/store/tenant-scope.js';
import { demoSealUseMapping } from '../../host/demo/seed.js';
import { asDemoDb } from '../../host/demo/store.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import type { Binding, SealUse, SealUseCallback, SealUseTab } from '../../src/schema/index.js';
import type { CallbackSender, OutgoingCallback } from '../simulators/kit/callback-sender.js';
import { startFaultProxy, type FaultProxy } from '../simulators/kit/fault-proxy.js';
import { ok, submit } from './journey.js';
import type { OpenRegisterSide, RegisterSide } from './registers/register-side.js';
import { openTestHost, type Answer, type DatabaseKind, type TestHost } from './test-host.js';

const START = '2026-11-22T02:00:00.000Z';

/** The demo's OA, whose physical seals are kept at a simulated register behind a proxy that can fail. */
export class RegisterWorld<S extends RegisterSide = RegisterSide> {
  readonly test: TestHost;
  readonly side: S;
  readonly proxy: FaultProxy;
  readonly binding: Binding;
  #now = Date.parse(START);

  private constructor(test: TestHost, side: S, proxy: FaultProxy, binding: Binding) {
    this.test = test;
    this.side = side;
    this.proxy = proxy;
    this.binding = binding;
  }

  static async open<S extends RegisterSide>(
    kind: DatabaseKind,
    openSide: OpenRegisterSide<S>,
    callbacks: SealUseCallback[] = [],
  ): Promise<RegisterWorld<S>> {
    let test: TestHost | null = null;
    let world: RegisterWorld<S> | null = null;
    const send = ({ address, body, headers }: OutgoingCallback): Promise<Response> => {
      if (!test) throw new Error('the host is not open yet');
      const bytes = typeof body === 'string' ? body : new Uint8Array(body);
      return test.host.fetch(new Request(address, { method: 'POST', headers, body: bytes }));
    };
    const clock = (): Date => world?.now ?? new Date(START);
    const side = await openSide({ clock, send });
    const proxy = await startFaultProxy(side.url);
    test = await openTestHost(kind, {
      providers: [side.provider],
      outgoingAllow: proxy.url,
      outgoing: { timeoutMs: 3000 },
      publicUrl: 'http://host',
    });
    test.setTime(START);
    const input = side.bindingAt(proxy.url);
    const binding = ok(await test.as('admin').post('/v1/bindings', input)).body as Binding;
    ok(await test.as('admin').post(`/v1/bindings/${binding.id}/sync`));
    side.connect(binding);
    world = new RegisterWorld(test, side, proxy, binding);
    await world.#configure(callbacks);
    return world;
  }

  /** By the one clock of the host and of the register. */
  get now(): Date {
    return new Date(this.#now);
  }

  async #configure(callbacks: SealUseCallback[]): Promise<void> {
    const mapping = demoSealUseMapping();
    const basic = { ...mapping.basic, provider: this.binding.provider, bindingId: this.binding.id };
    const point = { kind: 'exit' as const, id: 'e-use-done', timing: 'before' as const };
    const { physicalAppend, physicalEnd } = this.side.provider.descriptor.capabilities;
    const append = { ...mapping.append, appendAt: physicalAppend ? [point] : [] };
    const endAt = physicalEnd ? mapping.endAt : [];
    const current = ok(await this.test.as('admin').get('/v1/seal-use-configs/uc-demo')).body as { version: number };
    const body = { ...mapping, basic, append, endAt, callbacks };
    ok(await this.test.as('admin').put('/v1/seal-use-configs/uc-demo', body, `"${current.version}"`));
    await this.write({
      'f-file-type': this.side.fileType,
      'f-seals': [this.side.seal],
      'f-count': 3,
    });
  }

  async write(values: Record<string, unknown>): Promise<void> {
    ok(await this.test.as('applicant').send('PATCH', '/demo/records/rec-2001', { values }));
  }

  /** Another form of the same workflow, filled in alike, at its start. */
  async addRecord(recordId: string): Promise<void> {
    const db = asDemoDb(this.test.host.parts.db);
    await asSystem(async () => {
      const row = await db
        .selectFrom('demo_records')
        .selectAll()
        .where('id', '=', 'rec-2001')
        .executeTakeFirstOrThrow();
      const doc = JSON.stringify({ ...row.doc, recordId, currentNodeId: 'n-start' });
      await db
        .insertInto('demo_records')
        .values({ ...row, id: recordId, doc })
        .execute();
    });
  }

  async valueOf(field: string): Promise<unknown> {
    return (await this.record()).values[field];
  }

  async record(): Promise<{ currentNodeId: string; values: Record<string, unknown> }> {
    return ok(await this.test.as('applicant').get('/demo/records/rec-2001')).body.record as {
      currentNodeId: string;
      values: Record<string, unknown>;
    };
  }

  /** Brings the record to the node at which seals are used, where the mapping applies for them (P-07). */
  async reachUse(): Promise<SealUse> {
    await submit(this.test, 'applicant', 'e-submit', 'rec-2001');
    await submit(this.test, 'admin', 'e-approve-ok', 'rec-2001');
    return this.sealUse();
  }

  apply(): Promise<Answer> {
    return this.test.as('applicant').post('/v1/seal-uses', { recordId: 'rec-2001' });
  }

  async tab(): Promise<SealUseTab> {
    return ok(await this.test.as('applicant').get('/v1/records/rec-2001/seal-use')).body as SealUseTab;
  }

  async sealUse(): Promise<SealUse> {
    const { sealUse } = await this.tab();
    if (!sealUse) throw new Error('nothing was applied for');
    return sealUse;
  }

  append(id: string, body: object = { count: 2, seamCount: 1, reason: '加盖附件' }): Promise<Answer> {
    return this.test.as('applicant').post(`/v1/seal-uses/${id}/append`, body);
  }

  end(id: string): Promise<Answer> {
    return this.test.as('applicant').post(`/v1/seal-uses/${id}/end`, { reason: '已盖完' });
  }

  /** Where callbacks go. */
  get address(): string {
    return this.binding.callbackAddresses[0] ?? '';
  }

  /** Sends one callback, whoever wrote it. */
  deliver({ address, body, headers }: OutgoingCallback): Promise<Response> {
    const bytes = typeof body === 'string' ? body : new Uint8Array(body);
    return Promise.resolve(this.test.host.fetch(new Request(address, { method: 'POST', headers, body: bytes })));
  }

  /** The reports of the register arrive, and the host asks it for whatever they hint at. */
  async hear(delivery?: Parameters<CallbackSender['flush']>[0]): Promise<void> {
    await this.side.callbacks.flush(delivery);
    await this.test.host.idle();
    await this.test.host.sweep();
    await this.test.host.idle();
  }

  /** Time goes by, and the regular work is done. */
  async wait(minutes: number): Promise<void> {
    this.#now += minutes * 60_000;
    this.test.setTime(new Date(this.#now).toISOString());
    await this.test.host.sweep();
    await this.test.host.idle();
  }

  /** Every seal use at the register is due to be asked about. */
  async dueNow(): Promise<void> {
    const next_poll_at = new Date(this.#now).toISOString();
    const { db } = this.test.host.parts;
    await asTenant(TENANT, () => db.updateTable('remote_seal_uses').set({ next_poll_at }).execute());
  }

  async close(): Promise<void> {
    await this.test.close();
    await this.proxy.close();
    await this.side.close();
  }
}
