import { createQiyuesuoProvider } from '../../../host/providers/qiyuesuo/qiyuesuo.js';
import type { Envelope } from '../../../src/schema/index.js';
import { startQiyuesuoSimulator, type QiyuesuoSimulator } from '../../simulators/qiyuesuo/server.js';
import type { BindingInput } from '../../../src/schema/index.js';
import type { OpenWorld } from './service-world.js';

export function qiyuesuoBinding({ url, appToken, appSecret }: QiyuesuoSimulator): BindingInput {
  return {
    provider: 'qiyuesuo',
    serviceType: 'private',
    name: '契约锁',
    isDefault: false,
    platformAddress: url,
    externalAddress: url,
    appToken,
    appSecret,
    networkLogin: { mode: 'off' },
    sealStaff: [],
    organizationScope: { organizations: [], departments: [], people: [] },
  };
}

export const openQiyuesuoWorld: OpenWorld = async ({ clock, send, between }) => {
  const simulator = await startQiyuesuoSimulator({ clock, send });
  const url = (await between?.(simulator.url)) ?? simulator.url;
  const { service, callbacks } = simulator;
  const contractOf = (envelope: Envelope): string => {
    const found = service.findBySn(envelope.id);
    if (!found) throw new Error('契约锁 does not have this envelope');
    return found.id;
  };
  return {
    providers: [createQiyuesuoProvider()],
    addresses: [url, simulator.url],
    binding: qiyuesuoBinding({ ...simulator, url }),
    connect: (binding) => {
      simulator.callbackAddress = binding.callbackAddresses[0] ?? '';
    },
    sign: (_test, envelope, { mobile }) => service.sign(contractOf(envelope), mobile),
    reject: (_test, envelope, { mobile }, reason) =>
      Promise.resolve(service.reject(contractOf(envelope), mobile, reason)),
    deliver: (delivery) => callbacks.flush(delivery),
    close: () => simulator.close(),
  };
};
