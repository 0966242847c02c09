// Written by `npm run i18n` from buttons.zh-cn.ts; not edited by hand.
import type { ButtonKind } from '../schema/signing-kinds.js';

/** Default labels of the buttons; C-60 replaces them for one configuration. */
export const buttons: Record<ButtonKind, string> = {
  sign: '簽署檔案',
  setPositions: '設定簽署位置',
  view: '檢視檔案',
  download: '下載檔案',
  launch: '發起簽署',
  revoke: '撤回簽署',
  remind: '催辦',
  reject: '拒簽',
  verify: '驗簽',
  archive: '歸檔',
  viewSealUse: '檢視用印',
  applySeal: '申請用印',
  appendSeal: '追加用印次數',
  endSeal: '結束用印',
};
