import type { ProviderDescriptor } from '../../../src/schema/index.js';
import { ASSUMED } from './assumed.js';

/** Physical seals only; not verified against a real installation. */
export const zhangguanjiaDescriptor: ProviderDescriptor = {
  id: 'zhangguanjia',
  name: '章管家',
  serviceTypes: ['private'],
  fields: [
    { name: 'openUrl', secret: false, required: true, format: 'url', maxLength: 500 },
    { name: 'clientId', secret: false, required: true, maxLength: 200 },
    { name: 'clientSecret', secret: true, required: true, maxLength: 500 },
    { name: 'externalAddress', secret: false, required: true, format: 'url', maxLength: 500 },
  ],
  capabilities: {
    eSign: false,
    physicalSeal: true,
    physicalAppend: true,
    physicalEnd: true,
    multiDocument: false,
    ordered: 'none',
    cc: false,
    draft: 'none',
    formFieldPlacement: false,
    seamPlacement: false,
    keywordPlacement: false,
    templates: false,
    remind: false,
    emailSigner: false,
    silentSign: false,
    dateStyle: false,
    maxFileBytes: 0,
    fileExtensions: [],
  },
  unverified: [...ASSUMED],
};
