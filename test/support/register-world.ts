import { createZhangguanjiaProvider } from '../../host/providers/zhangguanjia/zhangguanjia.js';
import { TENANT } from '../../host/demo/people.js';
import { asTenant } from '../../host/store/tenant-scope.js';
import { demoSealUseMapping } from '../../host/demo/seed.js';
import { asDemoDb } from '../../host/demo/store.js';
import { asSystem } from '../../host/store/tenant-scope.js';
import type { Binding, SealUse, SealUseCallback, SealUseTab } from '../../src/schema/index.js';
import type { OutgoingCallback } from '../simulators/kit/callback-sender.js';
import { startFaultProxy, type FaultProxy } from '../simulators/kit/fault-proxy.js';
import { startZhangguanjiaSimulator, type ZhangguanjiaSimulator } from '../simulators/zhangguanjia/server.js';
import { ok, submit } from './journey.js';
import { zhangguanjiaBinding } from './service-worlds/zhangguanjia-binding.js';
import { openTestHost, type Answer, type DatabaseKind, type TestHost } from './test-host.js';

const START = '2026-11-22T02:00:00.000Z';

/** The demo's OA, whose physical seals are kept at a simulated 章管家 behind a proxy that can fail. */
export class RegisterWorld {
  readonly test: TestHost;
  readonly simulator: ZhangguanjiaSimulator;
  readonly proxy: FaultProxy;
  readonly binding: Binding;
  #now = Date.parse(START);

  private constructor(test: TestHost, simulator: ZhangguanjiaSimulator, proxy: FaultProxy, binding: Binding) {
    this.test = test;
    this.simulator = simulator;
    this.proxy = proxy;
    this.binding = binding;
  }

  static async open(kind: DatabaseKind, callbacks: SealUseCallback[] = []): Promise<RegisterWorld> {
    let test: TestHost | null = null;
    const send = ({ address, body, headers }: OutgoingCallback): Promise<Response> => {
      if (!test) throw new Error('the host is not open yet');
      const bytes = typeof body === 'string' ? body : new Uint8Array(body);
      return test.host.fetch(new Request(address, { method: 'POST', headers, body: bytes }));
    };
    const simulator = await startZhangguanjiaSimulator({ send });
    const proxy = await startFaultProxy(simulator.url);
    test = await openTestHost(kind, {
      providers: [createZhangguanjiaProvider()],
      outgoingAllow: proxy.url,
      publicUrl: 'http://host',
    });
    test.setTime(START);
    const input = zhangguanjiaBinding({ ...simulator, url: proxy.url });
    const binding = ok(await test.as('admin').post('/v1/bindings', input)).body as Binding;
    ok(await test.as('admin').post(`/v1/bindings/${binding.id}/sync`));
    simulator.callbackAddress = binding.callbackAddresses[0] ?? '';
    const world = new RegisterWorld(test, simulator, proxy, binding);
    await world.#configure(callbacks);
    return world;
  }

  async #configure(callbacks: SealUseCallback[]): Promise<void> {
    const mapping = demoSealUseMapping();
    const basic = { ...mapping.basic, provider: this.binding.provider, bindingId: this.binding.id };
    const append = {
      ...mapping.append,
      appendAt: [{ kind: 'exit' as const, id: 'e-use-done', timing: 'before' as const }],
    };
    const current = ok(await this.test.as('admin').get('/v1/seal-use-configs/uc-demo')).body as { version: number };
    const body = { ...mapping, basic, append, callbacks };
    ok(await this.test.as('admin').put('/v1/seal-use-configs/uc-demo', body, `"${current.version}"`));
    await this.write({
      'f-file-type': { id: 'zgjtype0000000000001', name: '投标文件' },
      'f-seals': [{ id: 'seal-0001', name: '公司公章' }],
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

  /** The reports of the register arrive, and the host asks it for whatever they hint at. */
  async hear(delivery?: Parameters<ZhangguanjiaSimulator['callbacks']['flush']>[0]): Promise<void> {
    await this.simulator.callbacks.flush(delivery);
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
    await this.simulator.close();
  }
}
