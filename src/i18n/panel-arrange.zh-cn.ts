/** Words for marks that are lined up and copied together. */
export const panelArrangeZhCn = {
  selected: (count: number) => `已选中 ${count} 个`,
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
};

export type PanelArrangeMessages = typeof panelArrangeZhCn;
