import { packKey } from '../../../host/providers/tencent/flows.js';
import { createTencentProvider } from '../../../host/providers/tencent/tencent.js';
import type { BindingInput, Envelope } from '../../../src/schema/index.js';
import type { SimFlow } from '../../simulators/tencent/flows.js';
import { startTencentSimulator, type TencentSimulator } from '../../simulators/tencent/server.js';
import type { OpenWorld } from './service-world.js';

export function tencentBinding({ secretId, secretKey, operatorUserId, console }: TencentSimulator): BindingInput {
  return {
    provider: 'tencent',
    serviceType: 'public',
    name: '腾讯电子签',
    isDefault: false,
    environment: 'test',
    secretId,
    secretKey,
    operatorUserId,
    subOrganizationId: null,
    callbackKey: console.key,
    signatureToken: console.token,
  };
}

export const openTencentWorld: OpenWorld = async ({ clock, send, between }) => {
  const simulator = await startTencentSimulator({ clock, send });
  const url = (await between?.(simulator.url)) ?? simulator.url;
  const { service, callbacks } = simulator;
  const flowOf = ({ id }: Envelope): SimFlow => {
    const [found] = service.findByUserData(packKey(id));
    if (!found) throw new Error('腾讯电子签 does not have this envelope');
    return found;
  };
  const recipientOf = (flow: SimFlow, mobile: string): string => service.approverOf(flow, mobile).recipientId;
  return {
    providers: [createTencentProvider({ testUrl: url })],
    addresses: [url, simulator.url],
    binding: tencentBinding(simulator),
    connect: (binding) => {
      simulator.console = { ...simulator.console, address: binding.callbackAddresses[0] ?? '' };
    },
    sign: (_test, envelope, { mobile }) => {
      const flow = flowOf(envelope);
      return service.sign(flow.id, recipientOf(flow, mobile));
    },
    reject: (_test, envelope, { mobile }, reason) => {
      const flow = flowOf(envelope);
      return Promise.resolve(service.reject(flow.id, recipientOf(flow, mobile), reason));
    },
    deliver: (delivery) => callbacks.flush(delivery),
    close: () => simulator.close(),
  };
};
