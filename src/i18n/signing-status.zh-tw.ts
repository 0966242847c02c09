// Written by `npm run i18n` from signing-status.zh-cn.ts; not edited by hand.
import type { EnvelopeStatus, PartyStatus } from '../schema/envelope.js';
import type { SealUseStatus } from '../schema/seal-use.js';

/** The words of a status: one source for everything that shows one. */
export const envelopeStatusesZhTw: Record<EnvelopeStatus, string> = {
  draft: '草稿',
  launched: '簽署中',
  completed: '已完成',
  rejected: '已拒簽',
  revoked: '已撤回',
  expired: '已過期',
  terminated: '已終止',
  deleted: '已刪除',
};

export const partyStatusesZhTw: Record<PartyStatus, string> = {
  waiting: '等待中',
  pending: '待簽署',
  filling: '填寫中',
  signed: '已簽署',
  rejected: '已拒簽',
  expired: '已過期',
  revoked: '已撤回',
  transferred: '已轉交',
  failed: '簽署失敗',
};

export const sealUseStatusesZhTw: Record<SealUseStatus, string> = {
  applied: '申請中',
  inUse: '用印中',
  completed: '已完成',
  filed: '已歸檔',
  rejected: '已駁回',
  terminated: '已終止',
  ended: '已結束',
};
