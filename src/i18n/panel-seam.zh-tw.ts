// Written by `npm run i18n` from panel-seam.zh-cn.ts; not edited by hand.
/** Words of the seam seal in the sign panel. */
export const panelSeamZhTw = {
  tool: '加蓋騎縫章',
  toolHint: '一枚印章切分到各頁邊緣，換頁即可看出',
  onePage: '檔案只有 1 頁，不需要騎縫章',
  noSeal: '沒有可用於騎縫的印章',
  slice: (name: string, page: number, part: number, parts: number, top: number) =>
    `騎縫章 ${name} 第 ${page} 頁 第 ${part}/${parts} 片 距上 ${top} 毫米`,
  placed: (name: string, sheets: number, edge: string, top: number) =>
    `騎縫章 ${name} ${edge} 共 ${sheets} 片 距上 ${top} 毫米`,
  edges: { right: '右側', left: '左側' },
};
