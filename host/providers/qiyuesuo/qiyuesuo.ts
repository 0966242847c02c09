import { EsignError } from '../../../src/core/errors.js';
import { prepareDocument } from '../prepare-document.js';
import type { SignatureProvider } from '../provider.js';
import { reportSignatures } from '../signed-pdf.js';
import { qiyuesuoCallbacks } from './callbacks.js';
import { readCatalog, tryCredentials } from './catalog.js';
import { MAX_FILE_BYTES, qiyuesuoDescriptor } from './descriptor.js';
import { qiyuesuoService } from './service.js';

/** B-12: 契约锁's private cloud, at which people sign. */
export function createQiyuesuoProvider(): SignatureProvider {
  return {
    descriptor: qiyuesuoDescriptor,
    remote: qiyuesuoService,
    callbacks: qiyuesuoCallbacks,
    testConnection: tryCredentials,
    syncCatalog: readCatalog,
    prepare: (file) => prepareDocument(file, MAX_FILE_BYTES),
    sign: () => Promise.reject(new EsignError('not-implemented', 'people sign at 契约锁')),
    verify: (bytes) => reportSignatures(bytes),
    drawSeal: () => Promise.reject(new EsignError('not-implemented', '契约锁 has its own seals')),
  };
}
