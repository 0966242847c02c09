import type { ProviderDescriptor } from '../../../src/schema/index.js';

/** The largest file that the built-in signer takes in, in bytes. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** B-19: nothing to fill in, unless an outer register reports to it (P-15); it signs on the host. */
export const builtinDescriptor: ProviderDescriptor = {
  id: 'builtin',
  name: '内置签署',
  serviceTypes: ['private'],
  fields: [{ name: 'callbackKey', secret: true, required: false, maxLength: 32 }],
  capabilities: {
    eSign: true,
    physicalSeal: true,
    sealDesign: true,
    physicalAppend: true,
    physicalEnd: true,
    multiDocument: true,
    ordered: 'native',
    cc: true,
    draft: 'native',
    formFieldPlacement: true,
    seamPlacement: true,
    keywordPlacement: true,
    templates: false,
    remind: true,
    emailSigner: false,
    silentSign: true,
    dateStyle: true,
    fillIns: true,
    maxFileBytes: MAX_FILE_BYTES,
    fileExtensions: ['pdf', 'png', 'jpg', 'jpeg', 'doc', 'docx', 'xls', 'xlsx'],
  },
  unverified: [],
};
