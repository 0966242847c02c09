// Written by `npm run i18n` from mapping-shell.zh-cn.ts; not edited by hand.
/** What the editor says before its own texts are there. */
export const mappingShellZhTw = {
  loading: '正在讀取流程和設定……',
  failed: '編輯器未能載入',
  help: '請檢查網路後重試。',
  retry: '重試',
};
