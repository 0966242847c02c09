// Written by `npm run i18n` from panel-placing.zh-cn.ts; not edited by hand.
/** Words for marks that are worked on together, and for what is asked before a submit. */
export const panelPlacingZhTw = {
  moved: (count: number) => `已移動 ${count} 個印章`,
  copied: (count: number) => (count === 0 ? '這些頁上已有相同的印章，沒有新增' : `已複製 ${count} 個印章`),
  warnings: '請確認以下情況',
  overlap: (name: string, other: string, page: number) => `第 ${page} 頁：「${name}」與「${other}」重疊`,
  coversSeam: (name: string, page: number) => `第 ${page} 頁：「${name}」壓住了騎縫章`,
  show: '檢視',
};
