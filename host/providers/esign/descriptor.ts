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
  'private: dateFormat is written as in Java, and fontSize is in points',
  'private: equal numbers of signOrder sign side by side; isOrsign lets one of several people sign',
];

/** What the manual of the open service leaves open; it holds in our simulator only. */
const ASSUMED_OPEN: readonly string[] = [
  'open: an unknown App Id answers 1435103, a wrong App Secret HTTP 401; refusals come with HTTP 200 and errCode',
  'open: /account/idexchange answers 1435204 for a thirdId that nobody has; thirdId counts bytes of UTF-8',
  'open: bytes that differ from the announced MD5 or size are refused by the storage with 400, late ones with 403',
  'open: a file may have 20 MB',
  'open: simpleFormFields are named after the text fields of the PDF, and one that is not there is refused',
  'open: /sign/contracts takes one document as well as several',
  'open: a flow without a task is a draft of which nobody hears; an order whose answer was lost leaves one behind',
  'open: a task that was withdrawn is no obstacle to archiving, and the same account can get a new one',
  'open: /sign/contract/undoTask, /archiveProcess and /sign/revoke serve flows of several documents too',
  'open: thirdOrderNo takes 100 characters, and comes back in the callback as it was given',
  'open: detail names who signs silently for an organisation by the account of the organisation',
  'open: detail tells refused (4) and failed (3) documents apart in signInfo, with signExplain as the reason',
  'open: the last notice of a completed flow comes after archiving; SIGN_FLOW_FINISH 4 may be a refusal, which detail calls 7',
  'open: width and height of a seal are pixels at 96 to the inch; a seal may have any name, also one that is taken',
  'open: /seal/query lists all seals of an account at once, a new one as soon as it is made, and all of them may be used',
  'open: query values of a callback address count decoded; X-Tsign-Open-TIMESTAMP of a repeated delivery may be old',
  'open: pages at which people sign are at smlo.tsign.cn, o.tsign.cn, smlt.esign.cn or t.esign.cn, and not for frames',
];

/** Assumed of both products. */
const ASSUMED_BOTH: readonly string[] = [
  'both: positions are the centre of the seal in points from the lower left corner of the page',
];

const CAPABILITIES: ProviderDescriptor['capabilities'] = {
  eSign: true,
  physicalSeal: false,
  physicalAppend: false,
  physicalEnd: false,
  multiDocument: true,
  ordered: 'native',
  cc: true,
  draft: 'emulated',
  formFieldPlacement: true,
  seamPlacement: true,
  keywordPlacement: true,
  templates: false,
  remind: false,
  emailSigner: true,
  silentSign: true,
  dateStyle: true,
  maxFileBytes: MAX_FILE_BYTES,
  fileExtensions: ['pdf', 'doc', 'docx', 'png', 'jpg', 'jpeg', 'xls', 'xlsx'],
};

/** B-10: e签宝. */
export const esignDescriptor: ProviderDescriptor = {
  id: 'esign',
  name: 'e签宝',
  serviceTypes: ['public', 'private'],
  fields: [
    { name: 'environment', secret: false, required: true, format: 'enum', options: ['test', 'production'] },
    { name: 'appId', secret: false, required: true, maxLength: 200 },
    { name: 'appSecret', secret: true, required: true, maxLength: 500 },
    { name: 'platformAddress', secret: false, required: true, format: 'url', maxLength: 500 },
    { name: 'projectKey', secret: false, required: true, maxLength: 200 },
    { name: 'projectSecret', secret: true, required: true, maxLength: 500 },
  ],
  capabilities: CAPABILITIES,
  // the manual has no order between signers, nobody who reads along and one way to write a date; the private cloud shows its templates on its own pages
  serviceCapabilities: {
    public: { ...CAPABILITIES, ordered: 'emulated', cc: false, templates: true, dateStyle: false, sealDesign: true },
  },
  unverified: [...ASSUMED_OPEN, ...ASSUMED_PRIVATE, ...ASSUMED_BOTH],
};
