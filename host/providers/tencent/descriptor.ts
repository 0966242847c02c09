import type { ProviderDescriptor } from '../../../src/schema/index.js';

/** The service takes 60 MB, one of its own clients 50. */
const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** What neither the vendor's documents nor its SDK say. It holds in our simulator and is not verified against the vendor. */
export const ASSUMED: readonly string[] = [
  'Approvers of the answer of CreateFlowByFiles stand in the order in which they were handed over',
  'CreateFlowByFiles makes another flow of a repeated request: the service knows no key of the caller',
  'a template flow that is not started is shown to nobody, and DescribeFlowInfo tells of it',
  'StartFlow answers FailedOperation while the file is composed',
  'the answer of CreateMultiFlowSignQRCode has QrCode with QrCodeId, QrCodeUrl and ExpiredTime in seconds',
  'SignOrder of a template holds -1 for each signer where they sign in no order',
  'the file of a template has the pages of what is made of it',
  'Format of a date takes other forms than the documented one in the same small letters, as yyyy-mm-dd; FontSize is in points',
  'positions are those of the page as it is shown, also where the page is turned or cropped',
  'KEYWORD with RelativeLocation Middle has the centre of the control on the keyword, moved by OffsetX and OffsetY in points',
  'KEYWORD finds what this host finds: full width as half width, and no keyword over a line break',
  'KeywordPage counts pages from 1, and KeywordIndexes hits in the order of the file, on the page of KeywordPage alone',
  'DescribeOrganizationGroupOrganizations lists the members of a group to its main enterprise, and none to a member',
  'other characters than those of the list of FlowName are refused',
  'a control outside of its page, and an unknown seal, are refused at launch',
  'signing by itself waits for its turn in an ordered flow',
  'the time of an end is that of the last signer who did something',
  'a person in CcInfos needs a mobile number and no name',
  'FlowDetailInfos has FlowStatus, FlowMessage and CreatedOn, as FlowBriefs has',
  'CreateFlowReminds answers RemindFlowRecords with CanRemind and RemindMessage',
  'pages of CreateFlowSignUrl and CreateSchemeUrl are at qian.tencent.com, ess.tencent.cn or essurl.cn',
  'a body of {} is a probe, which is answered with 200 before anything is checked',
  'which code belongs to which refusal, beyond those that the documents name',
];

/** B-18: 腾讯电子签. */
export const tencentDescriptor: ProviderDescriptor = {
  id: 'tencent',
  name: '腾讯电子签',
  serviceTypes: ['public'],
  fields: [
    { name: 'environment', secret: false, required: true, format: 'enum', options: ['test', 'production'] },
    { name: 'secretId', secret: false, required: true, maxLength: 200 },
    { name: 'secretKey', secret: true, required: true, maxLength: 500 },
    { name: 'operatorUserId', secret: false, required: true, maxLength: 200 },
    { name: 'subOrganizationId', secret: false, required: false, maxLength: 200 },
    { name: 'callbackKey', secret: true, required: false, maxLength: 32 },
    { name: 'signatureToken', secret: true, required: false, maxLength: 500 },
  ],
  capabilities: {
    eSign: true,
    physicalSeal: false,
    physicalAppend: false,
    physicalEnd: false,
    // a flow has exactly one file
    multiDocument: false,
    ordered: 'native',
    cc: true,
    draft: 'emulated',
    formFieldPlacement: true,
    seamPlacement: true,
    keywordPlacement: true,
    templates: true,
    remind: true,
    emailSigner: false,
    silentSign: true,
    // its document gives a party one approver
    alternateSigners: false,
    dateStyle: true,
    maxFileBytes: MAX_FILE_BYTES,
    fileExtensions: ['pdf', 'doc', 'docx', 'png', 'jpg', 'jpeg', 'xls', 'xlsx'],
  },
  unverified: [...ASSUMED],
};
