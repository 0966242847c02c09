import type { ButtonKind } from '../schema/signing-kinds.js';

/** Default labels of the buttons; C-60 replaces them for one configuration. */
export const buttons: Record<ButtonKind, string> = {
  sign: '签署文件',
  setPositions: '设置签署位置',
  view: '查看文件',
  download: '下载文件',
  launch: '发起签署',
  revoke: '撤回签署',
  remind: '催办',
  reject: '拒签',
  verify: '验签',
  archive: '归档',
  viewSealUse: '查看用印',
  applySeal: '申请用印',
  appendSeal: '追加用印次数',
  endSeal: '结束用印',
};
