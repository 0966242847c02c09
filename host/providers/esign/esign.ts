import { EsignError } from '../../../src/core/errors.js';
import { prepareDocument } from '../prepare-document.js';
import type { SignatureProvider } from '../provider.js';
import { reportSignatures } from '../signed-pdf.js';
import { esignDescriptor, MAX_FILE_BYTES } from './descriptor.js';
import { privateCallbacks } from './private-callbacks.js';
import { privateService, readPrivateCatalog, tryPrivateCredentials } from './private-service.js';

/** B-10: e签宝's private cloud, at which people sign. */
export function createEsignProvider(): SignatureProvider {
  return {
    descriptor: esignDescriptor,
    remote: privateService,
    callbacks: privateCallbacks,
    testConnection: tryPrivateCredentials,
    syncCatalog: readPrivateCatalog,
    prepare: (file) => prepareDocument(file, MAX_FILE_BYTES),
    sign: () => Promise.reject(new EsignError('not-implemented', 'people sign at e签宝')),
    verify: (bytes) => reportSignatures(bytes),
    drawSeal: () => Promise.reject(new EsignError('not-implemented', 'e签宝 has its own seals')),
  };
}
