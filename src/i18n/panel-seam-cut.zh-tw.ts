// Written by `npm run i18n` from panel-seam-cut.zh-cn.ts; not edited by hand.
/** Words for how a seam seal is cut. */
export const panelSeamCutZhTw = {
  seal: '印章',
  edge: '邊緣',
  top: '距上 (毫米)',
  pages: '頁面',
  pageSets: { all: '全部頁', odd: '奇數頁', even: '偶數頁', range: '指定頁' },
  range: '頁碼，如 1-3,5',
  doubleSided: '雙面列印：正反面算一張，蓋在正面',
  pagesPerSeal: '每章最多頁數',
  automatic: '自動',
  summary: (sheets: number, groups: number, width: string) =>
    groups === 1
      ? `1 枚印章切分為 ${sheets} 片，每片寬 ${width} 毫米`
      : `${groups} 枚印章切分為 ${sheets} 片，每片寬至少 ${width} 毫米`,
  shifted: (pages: number) => `${pages} 頁高度不足，切片上移至頁面底部`,
  problems: {
    pages: '檔案中沒有這些頁',
    few: '至少需要 2 張紙才能騎縫',
    narrow: '此印章太窄，無法切分',
    small: '有頁面比印章還小，無法加蓋',
  },
  remove: '刪除',
};
