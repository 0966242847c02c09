export const panelViewer = {
  tools: '查看工具',
  thumbs: '页面缩略图',
  showThumbs: '显示缩略图',
  hideThumbs: '隐藏缩略图',
  thumb: (page: number, placed: number, needed: number) =>
    [`第 ${page} 页`, placed > 0 ? `已放置 ${placed}` : '', needed > 0 ? `待放置 ${needed}` : '']
      .filter(Boolean)
      .join('，'),
  fitWidth: '适应宽度',
  fitPage: '适应整页',
  previousDocument: '上一份文件',
  nextDocument: '下一份文件',
  option: (name: string, placed: number, needed: number) =>
    [name, placed > 0 ? `已放置 ${placed}` : '', needed > 0 ? `待放置 ${needed}` : ''].filter(Boolean).join(' · '),
  linkToPage: (page: number) => `链接：第 ${page} 页`,
  linkToAddress: (address: string) => `外部链接：${address}`,
  more: '更多查看方式',
  openSheet: '展开印章与签名',
  closeSheet: '收起印章与签名',
};

export type PanelViewerMessages = typeof panelViewer;
