import type { ProviderDescriptor } from '../../../src/schema/index.js';

/** An installation takes in no larger files unless its administrator allows more. */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * What 契约锁's own documents do not say and no public client shows. It holds in our simulator and is not verified against
 * the vendor.
 */
export const ASSUMED: readonly string[] = [
  'GET /contract/list takes sn and answers with the contracts of that number',
  'GET /contract/detail answers contract.status, .signatories, .documents and their times as yyyy-MM-dd HH:mm:ss',
  'signatories and documents of /contract/detail stand in the order in which they were handed over',
  'POST /contract/send, /contract/recall and /contract/delete take contractId and, where it fits, reason as JSON',
  'POST /contract/signurl/send reminds those whose turn it is',
  'POST /contract/signbycompany takes contractId, tenantName and sealId',
  'GET /contract/signurl and /contract/viewurl take contractId, and contact, and answer signUrl and viewUrl',
  'the file of a document in the zip of /contract/download is named after its title',
  'offsets of positions are fractions of the page from its lower left corner, as in the public cloud',
  'the error numbers are those of the public cloud; 1 stands for a wrong signature',
  'callbacks may be encrypted with the encryption key by AES-128-ECB, as in the public cloud',
  'POST /document/createbytemplate takes title, templateId and templateParams of name and value',
  'GET /document/download takes documentId and answers with the PDF, also before there is a contract',
  'names and states of the answers of /template/list, /contract/categories and /company/list',
];

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
    // its public contract has them, this adapter does not yet
    physicalSeal: false,
    physicalAppend: false,
    physicalEnd: false,
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
    maxFileBytes: MAX_FILE_BYTES,
    fileExtensions: ['pdf', 'doc', 'docx', 'png', 'jpg', 'jpeg', 'xls', 'xlsx'],
  },
  unverified: [...ASSUMED],
};
