/** Words for marks that are worked on together, and for what is asked before a submit. */
export const panelPlacingZhCn = {
  selected: (count: number) => `已选中 ${count} 个`,
  moved: (count: number) => `已移动 ${count} 个印章`,
  copied: (count: number) => (count === 0 ? '这些页上已有相同的印章，没有新增' : `已复制 ${count} 个印章`),
  removeAll: '全部移除',
  arrange: '对齐与分布',
  align: {
    left: '左对齐',
    centre: '水平居中',
    right: '右对齐',
    top: '顶端对齐',
    middle: '垂直居中',
    bottom: '底端对齐',
  },
  distribute: { x: '水平等距', y: '垂直等距' },
  copyTo: '复制到',
  pageSets: { all: '所有页', odd: '奇数页', even: '偶数页', range: '指定页' },
  range: '页码，例如 1-3,5',
  rangeFault: (count: number) => `请输入 1 到 ${count} 之间的页码，例如 1-3,5`,
  copy: '复制',
  warnings: '请确认以下情况',
  overlap: (name: string, other: string, page: number) => `第 ${page} 页：“${name}”与“${other}”重叠`,
  coversSeam: (name: string, page: number) => `第 ${page} 页：“${name}”压住了骑缝章`,
  show: '查看',
};

export type PanelPlacingMessages = typeof panelPlacingZhCn;
