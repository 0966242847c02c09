import type { SealUseEvent, SealUsePhotoKind, SealUseStatus } from '../../../src/schema/index.js';

/** The addresses for physical seals (`qiyuesuo.md` chapter 7). The second one is misspelt at the service. */
export const SEAL_PATHS = {
  apply: '/seal/apply/multiple',
  applyByCategory: '/seal/apply/mulitipleByCategory',
  pictures: '/seal/apply/images/download',
  // from here on assumed
  list: '/seal/apply/list',
  detail: '/seal/apply/detail',
} as const;

/**
 * Where 契约锁 is told of people (B-15). Its calls for that are not public: this address is one of our simulator alone, so
 * that nobody takes it for one of the service.
 */
export const ORGANIZATION_PATH = '/sim/employee/sync';

/** Of the states of an application only `COMPLETE` is seen in public clients; the others are assumed. */
export const SEAL_STATES: Readonly<Record<string, SealUseStatus>> = {
  APPROVING: 'applied',
  USING: 'inUse',
  COMPLETE: 'completed',
  REJECTED: 'rejected',
  TERMINATED: 'terminated',
};

/** What a state means when a callback names it; any other callback is no more than a reason to ask. */
export const SEAL_EVENTS: Readonly<Record<string, SealUseEvent>> = {
  COMPLETE: 'smartUseCompleted',
  REJECTED: 'rejected',
  TERMINATED: 'terminated',
};

/** The `imageType` of a picture; that its name in the zip has it as a part is assumed. A name from outside finds no member of an object. */
export const PHOTO_KINDS: ReadonlyMap<string, SealUsePhotoKind> = new Map([
  ['FACE', 'face'],
  ['SIGNATORY', 'signatory'],
  ['EMERGENCY', 'emergency'],
]);

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
  'the processes of physical seals stand in /contract/categories with the type PHYSICAL',
  'the company that a physical seal is applied for at is its ownerName in /seal/innercompany/seallist',
  'a second application for physical seals with the same serialNo is refused',
  'auths of an application may be without startTime and endTime',
  'GET /seal/apply/list takes serialNo and answers with the applications of that number',
  'GET /seal/apply/detail takes businessId and answers id, status, sealAuths as the application does, and imageCount',
  'count and usedCount of each of the sealAuths in the detail',
  'the states APPROVING, USING, REJECTED and TERMINATED of an application, beside COMPLETE',
  'several use codes of one application are written as one text, with commas between them',
  'POST /sim/employee/sync takes departments and employees, all of them at once: an address of the simulator only',
  'the zip of /seal/apply/images/download holds each picture under a name that stays',
  'a part of the name of such a picture is its imageType: FACE, SIGNATORY or EMERGENCY',
];
