import type { EnvelopeStatus, PartyStatus } from '../schema/envelope.js';
import type { SealUseStatus } from '../schema/seal-use.js';

/** The words of a status: one source for everything that shows one. */
export const envelopeStatusesZhCn: Record<EnvelopeStatus, string> = {
  draft: '草稿',
  launched: '签署中',
  completed: '已完成',
  rejected: '已拒签',
  revoked: '已撤回',
  expired: '已过期',
  terminated: '已终止',
  deleted: '已删除',
};

export const partyStatusesZhCn: Record<PartyStatus, string> = {
  waiting: '等待中',
  pending: '待签署',
  filling: '填写中',
  signed: '已签署',
  rejected: '已拒签',
  expired: '已过期',
  revoked: '已撤回',
  transferred: '已转交',
  failed: '签署失败',
};

export const sealUseStatusesZhCn: Record<SealUseStatus, string> = {
  applied: '申请中',
  inUse: '用印中',
  completed: '已完成',
  filed: '已归档',
  rejected: '已驳回',
  terminated: '已终止',
  ended: '已结束',
};
