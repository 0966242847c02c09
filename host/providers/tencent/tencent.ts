import type { SignatureProvider } from '../provider.js';
import { remoteAdapter } from '../remote-adapter.js';
import { tencentCallbacks } from './callbacks.js';
import { readCatalog, tryCredentials } from './catalog.js';
import { TencentClient, testDetours } from './client.js';
import { tencentDescriptor } from './descriptor.js';
import { tencentService } from './service.js';

/**
 * B-18: 腾讯电子签, at which people sign.
 *
 * @param options.testUrl Where calls to its test environment go instead, for a simulator.
 */
export function createTencentProvider({ testUrl }: { testUrl?: string | undefined } = {}): SignatureProvider {
  const detours = testUrl === undefined ? {} : testDetours(testUrl);
  const client = new TencentClient(detours);
  return remoteAdapter({
    descriptor: tencentDescriptor,
    remote: tencentService(client, detours),
    callbacks: tencentCallbacks,
    testConnection: (access) => tryCredentials(client, access),
    syncCatalog: (access) => readCatalog(client, access),
  });
}
