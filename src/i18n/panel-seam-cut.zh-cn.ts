/** Words for how a seam seal is cut. */
export const panelSeamCutZhCn = {
  seal: '印章',
  edge: '边缘',
  top: '距上 (毫米)',
  pages: '页面',
  pageSets: { all: '全部页', odd: '奇数页', even: '偶数页', range: '指定页' },
  range: '页码，如 1-3,5',
  doubleSided: '双面打印：正反面算一张，盖在正面',
  pagesPerSeal: '每章最多页数',
  automatic: '自动',
  summary: (sheets: number, groups: number, width: string) =>
    groups === 1
      ? `1 枚印章切分为 ${sheets} 片，每片宽 ${width} 毫米`
      : `${groups} 枚印章切分为 ${sheets} 片，每片宽至少 ${width} 毫米`,
  shifted: (pages: number) => `${pages} 页高度不足，切片上移至页面底部`,
  problems: {
    pages: '文件中没有这些页',
    few: '至少需要 2 张纸才能骑缝',
    narrow: '此印章太窄，无法切分',
    small: '有页面比印章还小，无法加盖',
  },
  remove: '删除',
};

export type PanelSeamCutMessages = typeof panelSeamCutZhCn;
