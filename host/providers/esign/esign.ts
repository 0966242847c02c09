import type { SignatureProvider } from '../provider.js';
import { remoteAdapter } from '../remote-adapter.js';
import { esignDescriptor } from './descriptor.js';
import { privateCallbacks } from './private-callbacks.js';
import { privateService, readPrivateCatalog, tryPrivateCredentials } from './private-service.js';

/** B-10: e签宝's private cloud, at which people sign. */
export function createEsignProvider(): SignatureProvider {
  return remoteAdapter({
    descriptor: esignDescriptor,
    remote: privateService,
    callbacks: privateCallbacks,
    testConnection: tryPrivateCredentials,
    syncCatalog: readPrivateCatalog,
  });
}
