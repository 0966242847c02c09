// Written by `npm run i18n` from mapping-keys.zh-cn.ts; not edited by hand.
/** What the editor says about keys, and the names of what lists them. */
export const mappingKeysZhTw = {
  palette: '命令面板',
  shortcuts: '鍵盤快捷鍵',
  noLastSlot: '還沒有到過任何設定項。請先點選一個設定項，再回到欄位列表按此快捷鍵。',
};
