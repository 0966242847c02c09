import type { ProviderDescriptor } from '../../../src/schema/index.js';
import { ASSUMED, SEAL_EVENTS } from './assumed.js';

/** An installation takes in no larger files unless its administrator allows more. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** B-12: the private cloud of 契约锁. */
export const qiyuesuoDescriptor: ProviderDescriptor = {
  id: 'qiyuesuo',
  name: '契约锁',
  serviceTypes: ['private'],
  fields: [
    { name: 'platformAddress', secret: false, required: true, format: 'url', maxLength: 500 },
    { name: 'appToken', secret: false, required: true, maxLength: 200 },
    { name: 'appSecret', secret: true, required: true, maxLength: 500 },
    { name: 'encryptionKey', secret: true, required: false, maxLength: 500 },
    { name: 'externalAddress', secret: false, required: true, format: 'url', maxLength: 500 },
  ],
  capabilities: {
    eSign: true,
    physicalSeal: true,
    // neither is in its public contract; who needs more applies again
    physicalAppend: false,
    physicalEnd: false,
    physicalEvents: Object.values(SEAL_EVENTS),
    multiDocument: true,
    ordered: 'native',
    cc: false,
    draft: 'emulated',
    formFieldPlacement: true,
    seamPlacement: true,
    keywordPlacement: true,
    templates: true,
    remind: true,
    emailSigner: true,
    silentSign: true,
    dateStyle: false,
    maxFileBytes: MAX_FILE_BYTES,
    fileExtensions: ['pdf', 'doc', 'docx', 'png', 'jpg', 'jpeg', 'xls', 'xlsx'],
  },
  unverified: [...ASSUMED],
};
