import type { SignatureProvider } from '../provider.js';
import { remoteAdapter } from '../remote-adapter.js';
import { qiyuesuoCallbacks } from './callbacks.js';
import { readCatalog, tryCredentials } from './catalog.js';
import { qiyuesuoDescriptor } from './descriptor.js';
import { qiyuesuoService } from './service.js';

/** B-12: 契约锁's private cloud, at which people sign. */
export function createQiyuesuoProvider(): SignatureProvider {
  return remoteAdapter({
    descriptor: qiyuesuoDescriptor,
    remote: qiyuesuoService,
    callbacks: qiyuesuoCallbacks,
    testConnection: tryCredentials,
    syncCatalog: readCatalog,
  });
}
