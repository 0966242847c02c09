// Written by `npm run i18n` from panel-viewer.zh-cn.ts; not edited by hand.
export const panelViewer = {
  tools: '檢視工具',
  thumbs: '頁面縮圖',
  showThumbs: '顯示縮圖',
  hideThumbs: '隱藏縮圖',
  thumb: (page: number, placed: number, needed: number) =>
    [`第 ${page} 頁`, placed > 0 ? `已放置 ${placed}` : '', needed > 0 ? `待放置 ${needed}` : '']
      .filter(Boolean)
      .join('，'),
  fitWidth: '適應寬度',
  fitPage: '適應整頁',
  previousDocument: '上一份檔案',
  nextDocument: '下一份檔案',
  option: (name: string, placed: number, needed: number) =>
    [name, placed > 0 ? `已放置 ${placed}` : '', needed > 0 ? `待放置 ${needed}` : ''].filter(Boolean).join(' · '),
  linkToPage: (page: number) => `連結：第 ${page} 頁`,
  linkToAddress: (address: string) => `外部連結：${address}`,
  more: '更多檢視方式',
  openSheet: '展開印章與簽名',
  closeSheet: '收起印章與簽名',
};
