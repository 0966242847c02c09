import type { Binding, SealUse } from '../../src/schema/index.js';
import { startQiyuesuoSimulator, type QiyuesuoSimulator } from '../simulators/qiyuesuo/server.js';
import { startZhangguanjiaSimulator, type ZhangguanjiaSimulator } from '../simulators/zhangguanjia/server.js';
import { qiyuesuoBinding } from '../support/service-worlds/qiyuesuo-world.js';
import { zhangguanjiaBinding } from '../support/service-worlds/zhangguanjia-binding.js';
import type { Ledger } from './ledger.js';
import { registered, sealUseMapping, type RegisterId } from './story.js';

/** What a register counts for one record. */
export interface RegisterBook {
  readonly applications: number;
  readonly granted: number;
  readonly used: number;
  readonly status: string;
}

/** Simulated registers of physical seals in the driver, which outlive every kill and keep their own books. */
export class ChaosRegisters {
  readonly #zhangguanjia: ZhangguanjiaSimulator;
  readonly #qiyuesuo: QiyuesuoSimulator;
  #callbackPath = '';

  private constructor(zhangguanjia: ZhangguanjiaSimulator, qiyuesuo: QiyuesuoSimulator) {
    this.#zhangguanjia = zhangguanjia;
    this.#qiyuesuo = qiyuesuo;
  }

  static async open(clock: () => Date): Promise<ChaosRegisters> {
    return new ChaosRegisters(await startZhangguanjiaSimulator({ clock }), await startQiyuesuoSimulator({ clock }));
  }

  get urls(): string[] {
    return [this.#zhangguanjia.url, this.#qiyuesuo.url];
  }

  /** A binding to each of them, and a workflow that applies there. */
  async prepare(post: (path: string, body: unknown) => Promise<unknown>): Promise<void> {
    const inputs = [zhangguanjiaBinding(this.#zhangguanjia), qiyuesuoBinding(this.#qiyuesuo)];
    for (const input of inputs) {
      const binding = (await post('/v1/bindings', input)) as Binding;
      const { id, provider, callbackAddresses } = binding;
      if (provider === 'qiyuesuo') {
        this.#qiyuesuo.callbackAddress = callbackAddresses[0] ?? '';
        this.#callbackPath = new URL(this.#qiyuesuo.callbackAddress).pathname;
      }
      const mapping = sealUseMapping();
      const { workflowId } = registered[provider as RegisterId];
      await post('/v1/seal-use-configs', {
        ...mapping,
        basic: { ...mapping.basic, workflowId, provider, bindingId: id },
        callbacks: [
          {
            id: 'on-done',
            event: 'smartUseCompleted',
            enabled: true,
            actions: [{ kind: 'runActionFlow', actionFlowId: 'af-ledger' }],
          },
        ],
      });
    }
  }

  /** Somebody stamps once with the one seal. */
  stamp(register: RegisterId, { id }: Pick<SealUse, 'id'>): void {
    if (register === 'zhangguanjia') this.#zhangguanjia.service.stamp(id);
    else this.#qiyuesuo.physical.stamp(this.#businessId(id));
  }

  /** 契约锁 is done with a use; what it reports arrives twice, the last one first. */
  async finish({ id }: Pick<SealUse, 'id'>, ledger: Ledger): Promise<void> {
    const { physical, callbacks } = this.#qiyuesuo;
    const businessId = this.#businessId(id);
    physical.photograph(businessId, 'SIGNATORY');
    physical.finish(businessId);
    const reports = callbacks.sent.filter(({ body }) => String(body).includes(businessId)).toReversed();
    for (const { body, headers } of [...reports, ...reports]) {
      const callback = { body: Buffer.from(body), headers };
      await ledger.must({ user: 'service', method: 'POST', path: this.#callbackPath, callback });
    }
  }

  bookOf(register: RegisterId, recordId: string): RegisterBook {
    return register === 'zhangguanjia' ? this.#bookAtZhangguanjia(recordId) : this.#bookAtQiyuesuo(recordId);
  }

  async close(): Promise<void> {
    await this.#zhangguanjia.close();
    await this.#qiyuesuo.close();
  }

  #businessId(serialNo: string): string {
    const use = this.#qiyuesuo.physical.findBySerialNo(serialNo);
    if (!use) throw new Error(`契约锁 never got ${serialNo}`);
    return use.id;
  }

  #bookAtZhangguanjia(recordId: string): RegisterBook {
    const found = [...this.#zhangguanjia.service.uses.values()].filter(({ name }) => name === `合同 ${recordId}`);
    const [seal] = found[0]?.seals ?? [];
    return {
      applications: found.length,
      granted: seal?.use_count ?? 0,
      used: seal?.used_count ?? 0,
      status: found[0]?.status ?? 'none',
    };
  }

  #bookAtQiyuesuo(recordId: string): RegisterBook {
    const uses = [...this.#qiyuesuo.physical.uses.values()];
    const found = uses.filter(({ given }) => given.subject === `合同 ${recordId}`);
    const [auth] = found[0]?.auths ?? [];
    return {
      applications: found.length,
      granted: auth?.count ?? 0,
      used: auth?.used ?? 0,
      status: found[0]?.status ?? 'none',
    };
  }
}
