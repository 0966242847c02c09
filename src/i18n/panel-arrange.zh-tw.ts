// Written by `npm run i18n` from panel-arrange.zh-cn.ts; not edited by hand.
/** Words for marks that are lined up and copied together. */
export const panelArrangeZhTw = {
  selected: (count: number) => `已選中 ${count} 個`,
  removeAll: '全部移除',
  arrange: '對齊與分佈',
  align: {
    left: '左對齊',
    centre: '水平居中',
    right: '右對齊',
    top: '頂端對齊',
    middle: '垂直居中',
    bottom: '底端對齊',
  },
  distribute: { x: '水平等距', y: '垂直等距' },
  copyTo: '複製到',
  pageSets: { all: '所有頁', odd: '奇數頁', even: '偶數頁', range: '指定頁' },
  range: '頁碼，例如 1-3,5',
  rangeFault: (count: number) => `請輸入 1 到 ${count} 之間的頁碼，例如 1-3,5`,
  copy: '複製',
};
