import { createZhangguanjiaProvider } from '../../../host/providers/zhangguanjia/zhangguanjia.js';
import type { SealUseEvent } from '../../../src/schema/index.js';
import { startZhangguanjiaSimulator, type ZhangguanjiaSimulator } from '../../simulators/zhangguanjia/server.js';
import type { UseEvent } from '../../simulators/zhangguanjia/service.js';
import { zhangguanjiaBinding } from '../service-worlds/zhangguanjia-binding.js';
import type { OpenRegisterSide, RegisterSide } from './register-side.js';

const WIRE: Record<SealUseEvent, UseEvent> = {
  smartUseCompleted: 'SEAL_USE_FINISHED',
  filingCompleted: 'FILE_ARCHIVED',
  autoEnded: 'AUTO_ENDED',
  terminated: 'APPLY_TERMINATED',
  rejected: 'APPLY_REJECTED',
};

export interface ZhangguanjiaSide extends RegisterSide {
  readonly simulator: ZhangguanjiaSimulator;
}

export const openZhangguanjiaSide: OpenRegisterSide<ZhangguanjiaSide> = async (options) => {
  const simulator = await startZhangguanjiaSimulator(options);
  const { service } = simulator;
  return {
    simulator,
    name: '章管家',
    provider: createZhangguanjiaProvider(),
    url: simulator.url,
    fileType: { id: 'zgjtype0000000000001', name: '投标文件' },
    seal: { id: 'seal-0001', name: '公司公章' },
    paths: { apply: 'batchCreate', detail: '/detail' },
    receipt: '{"errcode":0,"errmsg":"ok"}',
    callbacks: simulator.callbacks,
    bindingAt: (url) => zhangguanjiaBinding({ ...simulator, url }),
    connect: ({ callbackAddresses: [address = ''] }) => {
      simulator.callbackAddress = address;
    },
    writes: (form) => {
      simulator.callbackForm = form;
    },
    count: () => service.uses.size,
    codeOf: ({ id }) => service.find(id).useCode,
    stamp: ({ id }) => service.stamp(id),
    happen: ({ id }, event) => service.happen(id, WIRE[event]),
    setUsable: (isUsable) => {
      for (const seal of service.seals) if (seal.seal_id === 'seal-0001') seal.is_enable = String(isUsable);
    },
    setApproval: (isNeeded) => {
      service.approvesInside = isNeeded;
    },
    forgery: (sealUse) => ({
      body: JSON.stringify({
        event: 'SEAL_USE_FINISHED',
        sealapply_id: sealUse?.id ?? 'stranger',
        eventId: `forged-${sealUse?.id ?? ''}`,
      }),
      headers: { 'content-type': 'application/json' },
    }),
    close: () => simulator.close(),
  };
};
