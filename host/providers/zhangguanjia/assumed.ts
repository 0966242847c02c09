import type { SealUseEvent, SealUseStatus } from '../../../src/schema/index.js';

/**
 * 章管家 publishes no contract. Everything here that no public client shows is our assumption, and holds in our simulator
 * only. Whoever connects a real installation changes this file.
 */
export const PATHS = {
  token: '/api/getToken.htm',
  apply: '/api/sealApply/batchCreate.htm',
  // from here on assumed
  seals: (page: number, size: number) => `/api/seal/list/${page}/${size}.htm`,
  fileTypes: '/api/documentType/list.htm',
  append: '/api/sealApply/addCount.htm',
  end: '/api/sealApply/finish.htm',
  detail: '/api/sealApply/detail.htm',
  photos: '/api/sealApply/photoList.htm',
  photo: '/api/sealApply/photo.htm',
} as const;

/** `apply_status` of an application that was approved elsewhere and may be used at once. */
export const APPROVED_ELSEWHERE = '6';

export const ERRORS = {
  wrongClient: '40001',
  badParameter: '40002',
  unknownApplication: '40004',
  otherContent: '40009',
  wrongState: '40010',
  sealUnusable: '40011',
  fileTypeUnknown: '40012',
  tokenInvalid: '40014',
} as const;

export const STATES: Readonly<Record<string, SealUseStatus>> = {
  APPLIED: 'applied',
  USING: 'inUse',
  USED_UP: 'inUse',
  FINISHED: 'completed',
  ARCHIVED: 'filed',
  REJECTED: 'rejected',
  TERMINATED: 'terminated',
  ENDED: 'ended',
};

export const EVENTS: Readonly<Record<string, SealUseEvent>> = {
  SEAL_USE_FINISHED: 'smartUseCompleted',
  FILE_ARCHIVED: 'filingCompleted',
  AUTO_ENDED: 'autoEnded',
  APPLY_TERMINATED: 'terminated',
  APPLY_REJECTED: 'rejected',
};

/** The same in words, for the descriptor and the documents. */
export const ASSUMED: readonly string[] = [
  'an access token lives for an hour; it is kept for 55 minutes',
  'apply_status 6 means approved elsewhere and ready for use',
  'GET /api/seal/list/{page}/{size}.htm and GET /api/documentType/list.htm, with the names of their fields',
  'the answer of batchCreate names the use code, or the detail does',
  'POST /api/sealApply/addCount.htm with request_id, counted once for the same one',
  'POST /api/sealApply/finish.htm with remark',
  'GET /api/sealApply/detail.htm with its states APPLIED, USING, USED_UP, FINISHED, ARCHIVED, REJECTED, TERMINATED, ENDED',
  'used_count and use_count of each seal in the detail, and photo_owed: photos that the device still waits for',
  'GET /api/sealApply/photoList.htm and GET /api/sealApply/photo.htm: photos that the device took, as pictures',
  'the numbers of errors',
  'the names of the five callbacks and their fields; nothing proves them but the address, so the detail decides',
];
