import { EsignError } from '../../src/core/errors.js';
import { prepareDocument } from './prepare-document.js';
import type { SignatureProvider } from './provider.js';
import { reportSignatures } from './signed-pdf.js';

/** What an adapter of a service has of its own. */
type Own = Required<Pick<SignatureProvider, 'descriptor' | 'callbacks' | 'testConnection' | 'syncCatalog'>> &
  Pick<SignatureProvider, 'remote' | 'register' | 'syncOrganization' | 'designSeal' | 'sealPictures'>;

/**
 * A provider at whose service people sign or use seals of metal and rubber, with seals of its own: this host only prepares
 * the files and looks at them.
 */
export function remoteAdapter(own: Own): SignatureProvider {
  const { name, capabilities } = own.descriptor;
  const refused = (what: string) => (): Promise<never> =>
    Promise.reject(new EsignError('not-implemented', `${name} ${what}`));
  return {
    ...own,
    prepare: capabilities.eSign
      ? (file) => prepareDocument(file, capabilities.maxFileBytes)
      : refused('signs no files'),
    sign: refused('lets people sign at its service'),
    verify: (bytes) => reportSignatures(bytes),
    drawSeal: refused('has its own seals'),
  };
}
