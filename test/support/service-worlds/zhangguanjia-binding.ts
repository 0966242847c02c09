import type { BindingInput } from '../../../src/schema/index.js';
import type { ZhangguanjiaSimulator } from '../../simulators/zhangguanjia/server.js';

export function zhangguanjiaBinding({
  url,
  clientId,
  clientSecret,
}: Pick<ZhangguanjiaSimulator, 'url' | 'clientId' | 'clientSecret'>): BindingInput {
  return {
    provider: 'zhangguanjia',
    serviceType: 'private',
    name: '章管家',
    isDefault: false,
    openUrl: url,
    externalAddress: url,
    clientId,
    clientSecret,
    networkLogin: { mode: 'off' },
  };
}
