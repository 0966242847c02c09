import type { ProviderDescriptor } from '../../../src/schema/index.js';

/** 20 MB, as the page of the integration says; the open service states no limit, and gets the same one. */
const MAX_FILE_BYTES = 20_971_520;

/** What neither the vendor's documents nor public clients of the private cloud say. It holds in our simulator only. */
export const ASSUMED_PRIVATE: readonly string[] = [
  'private: GET /V1/signFlows/signDetail also takes bizNo, and a bizNo is taken once',
  'private: signers and signDocs of signDetail stand in the order in which they were handed over',
  'private: signStatus of a signer is 0 waiting, 1 signing, 2 signed, 3 ended, 4 withdrawn, 7 refused',
  'private: POST /V1/signFlows/cancel takes signFlowId and reason',
  'private: people inside are known by uniqueId, which is their id in the OA',
  'private: outerAccounts/create takes name, uniqueId and contactsMobile or contactsEmail, and answers an account that is there',
  'private: innerOrgans/query and outerOrgans/create take organizeName and answer organizeId',
  'private: getSignFlowDocUrls answers docFilekey and docUrl for each file',
  'private: signUrls finds a signer by accountType and uniqueId, and tells PC from H5 by signPlatform',
  'private: signValidity is written yyyy-MM-dd HH:mm:ss',
  'private: equal numbers of signOrder sign side by side; isOrsign lets one of several people sign',
  'both: positions are the centre of the seal in points from the lower left corner of the page',
];

/** B-10: e签宝. */
export const esignDescriptor: ProviderDescriptor = {
  id: 'esign',
  name: 'e签宝',
  serviceTypes: ['private'],
  fields: [
    { name: 'platformAddress', secret: false, required: true, format: 'url', maxLength: 500 },
    { name: 'projectKey', secret: false, required: true, maxLength: 200 },
    { name: 'projectSecret', secret: true, required: true, maxLength: 500 },
  ],
  capabilities: {
    eSign: true,
    physicalSeal: false,
    physicalAppend: false,
    physicalEnd: false,
    multiDocument: true,
    ordered: 'native',
    cc: true,
    draft: 'emulated',
    formFieldPlacement: false,
    seamPlacement: true,
    keywordPlacement: true,
    templates: false,
    remind: false,
    emailSigner: true,
    silentSign: true,
    maxFileBytes: MAX_FILE_BYTES,
    fileExtensions: ['pdf', 'doc', 'docx', 'png', 'jpg', 'jpeg', 'xls', 'xlsx'],
  },
  unverified: [...ASSUMED_PRIVATE],
};
