import { createEsignProvider } from '../../../host/providers/esign/esign.js';
import type { BindingInput, Envelope } from '../../../src/schema/index.js';
import { startEsignPrivateSimulator, type EsignPrivateSimulator } from '../../simulators/esign-private/server.js';
import type { OpenWorld } from './service-world.js';

export function esignPrivateBinding({ url, projectKey, projectSecret }: EsignPrivateSimulator): BindingInput {
  return {
    provider: 'esign',
    serviceType: 'private',
    name: 'e签宝',
    isDefault: false,
    platformAddress: url,
    projectKey,
    projectSecret,
  };
}

export const openEsignPrivateWorld: OpenWorld = async ({ clock, send, between }) => {
  const simulator = await startEsignPrivateSimulator({ clock, send });
  const url = (await between?.(simulator.url)) ?? simulator.url;
  const { service, callbacks } = simulator;
  service.addInner('applicant', '王磊');
  service.addInner('signer-a', '李明');
  service.addInner('signer-b', '赵倩');
  const flowOf = (envelope: Envelope): number => {
    const found = service.findByBizNo(envelope.id);
    if (!found) throw new Error('e签宝 does not have this envelope');
    return found.id;
  };
  return {
    providers: [createEsignProvider()],
    addresses: [url, simulator.url],
    binding: esignPrivateBinding({ ...simulator, url }),
    connect: () => undefined,
    sign: (_test, envelope, { userId }) => service.sign(flowOf(envelope), userId),
    reject: (_test, envelope, { userId }, reason) => Promise.resolve(service.reject(flowOf(envelope), userId, reason)),
    deliver: (delivery) => callbacks.flush(delivery),
    close: () => simulator.close(),
  };
};
