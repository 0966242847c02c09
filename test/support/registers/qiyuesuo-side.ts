import { createQiyuesuoProvider } from '../../../host/providers/qiyuesuo/qiyuesuo.js';
import type { SealUse } from '../../../src/schema/index.js';
import type { SimSealUse } from '../../simulators/qiyuesuo/seal-uses.js';
import { startQiyuesuoSimulator, type QiyuesuoSimulator } from '../../simulators/qiyuesuo/server.js';
import { qiyuesuoBinding } from '../service-worlds/qiyuesuo-world.js';
import type { OpenRegisterSide, RegisterSide } from './register-side.js';

export interface QiyuesuoSide extends RegisterSide {
  readonly simulator: QiyuesuoSimulator;
  /** The application for a seal use of ours. */
  find(sealUse: Pick<SealUse, 'id'>): SimSealUse;
}

export const openQiyuesuoSide: OpenRegisterSide<QiyuesuoSide> = async (options) => {
  const simulator = await startQiyuesuoSimulator(options);
  const { physical, service } = simulator;
  const find = ({ id }: Pick<SealUse, 'id'>): SimSealUse => {
    const use = physical.findBySerialNo(id);
    if (!use) throw new Error('契约锁 does not have this application');
    return use;
  };
  return {
    simulator,
    find,
    name: '契约锁',
    provider: createQiyuesuoProvider(),
    url: simulator.url,
    fileType: { id: '2600000000000000002', name: '实体章用印' },
    seal: { id: '2800000000000000003', name: '实体公章' },
    paths: { apply: '/seal/apply/mulitipleByCategory', detail: '/seal/apply/detail' },
    receipt: '{"code":0,"message":"success"}',
    callbacks: simulator.callbacks,
    bindingAt: (url) => qiyuesuoBinding({ ...simulator, url }),
    connect: ({ callbackAddresses: [address = ''] }) => {
      simulator.callbackAddress = address;
    },
    writes: (form) => {
      simulator.callbackForm = form;
    },
    count: () => physical.uses.size,
    codeOf: (sealUse) =>
      find(sealUse)
        .auths.map(({ code }) => code)
        .join(','),
    stamp: (sealUse) => physical.stamp(find(sealUse).id),
    happen: (sealUse, event) => {
      const { id } = find(sealUse);
      if (event === 'smartUseCompleted') physical.finish(id);
      else if (event === 'terminated') physical.terminate(id);
      else if (event === 'rejected') physical.decide(id, false);
      else throw new Error(`契约锁 knows no ${event}`);
    },
    setUsable: (isUsable) => {
      for (const seal of service.seals) {
        if (seal.id === '2800000000000000003') seal.status = isUsable ? 'NORMAL' : 'DISABLED';
      }
    },
    setApproval: (isNeeded) => {
      physical.approvesInside = isNeeded;
    },
    forgery: (sealUse) => ({
      body: new URLSearchParams({
        businessId: sealUse ? find(sealUse).id : '3999999999999999999',
        status: 'COMPLETE',
      }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
    close: () => simulator.close(),
  };
};
