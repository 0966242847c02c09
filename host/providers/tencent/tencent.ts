import type { SignatureProvider } from '../provider.js';
import { remoteAdapter } from '../remote-adapter.js';
import { tencentCallbacks } from './callbacks.js';
import { readCatalog, tryCredentials } from './catalog.js';
import { TencentClient, type Detours } from './client.js';
import { tencentDescriptor } from './descriptor.js';
import { tencentService } from './service.js';

/**
 * B-18: 腾讯电子签, at which people sign.
 *
 * @param detours Where calls to its hosts go instead, for a simulator.
 */
export function createTencentProvider(detours: Detours = {}): SignatureProvider {
  const client = new TencentClient(detours);
  return remoteAdapter({
    descriptor: tencentDescriptor,
    remote: tencentService(client, detours),
    callbacks: tencentCallbacks,
    testConnection: (access) => tryCredentials(client, access),
    syncCatalog: (access) => readCatalog(client, access),
  });
}
