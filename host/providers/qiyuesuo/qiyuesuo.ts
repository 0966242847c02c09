import type { SignatureProvider } from '../provider.js';
import { remoteAdapter } from '../remote-adapter.js';
import { qiyuesuoCallbacks } from './callbacks.js';
import { readCatalog, tryCredentials } from './catalog.js';
import { qiyuesuoDescriptor } from './descriptor.js';
import { tellOrganization } from './organization.js';
import { qiyuesuoRegister } from './register.js';
import { qiyuesuoService } from './service.js';

/** B-12: 契约锁's private cloud, at which people sign and physical seals are kept. */
export function createQiyuesuoProvider(): SignatureProvider {
  return remoteAdapter({
    descriptor: qiyuesuoDescriptor,
    remote: qiyuesuoService,
    register: qiyuesuoRegister,
    callbacks: qiyuesuoCallbacks,
    testConnection: tryCredentials,
    syncCatalog: readCatalog,
    syncOrganization: tellOrganization,
  });
}
