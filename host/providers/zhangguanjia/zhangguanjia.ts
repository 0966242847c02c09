import type { SignatureProvider } from '../provider.js';
import { remoteAdapter } from '../remote-adapter.js';
import { ServiceRefusal } from '../service-answers.js';
import { ERRORS } from './assumed.js';
import { zhangguanjiaCallbacks } from './callbacks.js';
import { readCatalog } from './catalog.js';
import { ZhangguanjiaClient } from './client.js';
import { zhangguanjiaDescriptor } from './descriptor.js';
import { zhangguanjiaRegister } from './register.js';

/** 章管家: physical seals with devices that count their uses. */
export function createZhangguanjiaProvider(): SignatureProvider {
  const client = new ZhangguanjiaClient();
  return remoteAdapter({
    descriptor: zhangguanjiaDescriptor,
    register: zhangguanjiaRegister(client),
    callbacks: zhangguanjiaCallbacks,
    syncCatalog: (access) => readCatalog(client, access),
    async testConnection(access) {
      try {
        await client.tryCredentials(access);
        return [{ check: 'credentials', outcome: 'ok' }];
      } catch (error) {
        if (!(error instanceof ServiceRefusal) || error.serviceCode !== ERRORS.wrongClient) throw error;
        return [
          { check: 'credentials', outcome: 'failed', fix: 'check-credentials', detail: `code ${error.serviceCode}` },
        ];
      }
    },
  });
}
