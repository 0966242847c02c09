// Written by `npm run i18n` from mapping-selection.zh-cn.ts; not edited by hand.
/** The words of selecting several fields of the tree. */
export const mappingSelectionZhTw = {
  hint: (count: number) => `已選 ${count} 個欄位，拖到列表，或先點「繫結」`,
  bind: '繫結',
  clear: '取消選擇',
  names: (first: string, count: number) => `${first} 等 ${count} 個欄位`,
};
