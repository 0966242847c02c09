// Written by `npm run i18n` from panel-seal-search.zh-cn.ts; not edited by hand.
/** Words of the search in a tray of many seals. */
export const panelSealSearchZhTw = {
  search: '按名稱、所屬或型別查詢',
  found: (count: number, all: number) => (count === 0 ? '沒有找到印章' : `找到 ${count} 個，共 ${all} 個`),
  all: '顯示全部印章',
};
